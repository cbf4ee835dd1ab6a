"""GitHub workflow: annotations on standard output, and a summary of the step.

GitHub shows ten annotations of each level a step; so ten are written, what could not be judged first, and a line says
how many there are more and where. The summary, Markdown, is added to the file that ``GITHUB_STEP_SUMMARY`` names; it
may hold one mebibyte, and what is beyond that is left out with a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.reporting.forms import Entry, RunInfo
from checker.reporting.markdown import code, plain
from checker.reporting.pipeline.digest import unpack
from checker.reporting.pipeline.places import PLAIN, place, without_path
from checker.reporting.pipeline.points import ERROR, FINDING, NOTE, WARNING, Digest, Point
from checker.reporting.pipeline.sarif_parts import message
from checker.reporting.show import FINDINGS
from checker.text.widths import shown

__all__ = ["join"]

ANNOTATIONS_A_LEVEL = 10
SUMMARY_BYTES = 1_000_000  # the host takes 1,048,576
_COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}


def join(entries: Sequence[Entry], info: RunInfo) -> Mapping[str, bytes]:
    """Commands for standard output, and what is added to the summary."""
    titles = {rule.id: rule.title for rule in info.rules}
    documents = [(entry, None if entry.piece is None else unpack(entry.piece)) for entry in entries]
    commands = "".join(f"{line}\n" for line in _commands(documents, info, titles))
    summary = _within(list(_summary(documents, info, titles)))
    return {"-": commands.encode("utf-8", "backslashreplace"), "$GITHUB_STEP_SUMMARY": summary}


_Documents = Sequence[tuple[Entry, Digest | None]]


def _listed(document: Digest, info: RunInfo) -> Iterator[Point]:
    """Problems that are to be shown: not set aside, and of a kind that ``--show`` names."""
    for point in document.problems:
        wanted = FINDINGS if point.what == FINDING else point.what
        if point.what == "error" or (wanted in info.show and not point.excuse):
            yield point


def _commands(documents: _Documents, info: RunInfo, titles: Mapping[str, str]) -> Iterator[str]:
    first: dict[str, list[str]] = {ERROR: [], WARNING: [], NOTE: []}  # what could not be judged is never cut off
    then: dict[str, list[str]] = {ERROR: [], WARNING: [], NOTE: []}
    for entry, document in documents:
        file = place(entry.path, info.root).shown
        if document is None:
            said = without_path(entry.message, entry.path)
            first[ERROR].append(_command(ERROR, {"file": file, "title": "没有核对完"}, said))
            continue
        if not document.counts:
            first[WARNING].append(_command(WARNING, {"file": file, "title": "没有核对"}, f"{document.remark}。"))
        for point in _listed(document, info):
            told = first if point.what == "error" else then
            told[point.level].append(_annotation(file, point, titles.get(point.rule_id, ""), document.format))
    more = 0
    for level in _COMMANDS:
        lines = first[level] + then[level]
        yield from lines[:ANNOTATIONS_A_LEVEL]
        more += max(len(lines) - ANNOTATIONS_A_LEVEL, 0)
    if more:
        yield f"另有 {more} 条没有列成标注(每级最多显示 {ANNOTATIONS_A_LEVEL} 条),全部见本步骤的摘要或 checker.sarif。"


def _annotation(file: str, point: Point, title: str, form: str) -> str:
    title = point.title or title
    where = {"file": file}
    if form in PLAIN:
        region = point.spots[0].region if point.spots else None
        where["line"] = str(region.line if region else point.spots[0].line if point.spots else 1)
        if region is not None:
            where |= {"endLine": str(region.end_line), "col": str(region.column)}
            if region.line == region.end_line:
                where["endColumn"] = str(region.end_column)
    where["title"] = f"{title}({point.rule_id})" if title else point.rule_id
    return _command(point.level, where, message(point, ""))


def _command(level: str, properties: Mapping[str, str], text: str) -> str:
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[level]} {said}::{_data(text)}"


def _data(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return shown(text)  # a log stands in terminals, too


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(documents: _Documents, info: RunInfo, titles: Mapping[str, str]) -> Iterator[str]:
    yield "## 法治政府建设年度报告核对"
    yield ""
    yield "| 文件 | 得分 | 缺失 | 部分 | 待人工 | 需核实 |"
    yield "|---|---:|---:|---:|---:|---:|"
    for entry, document in documents:
        yield _row(place(entry.path, info.root).shown, document)
    for entry, document in documents:
        if document is None:
            said = plain(without_path(entry.message, entry.path))
            yield from ("", f"- {code(place(entry.path, info.root).shown)}:{said}")
    yield from (f"- 没有核对 {code(place(path, info.root).shown)}:{plain(why)}" for path, why in info.skipped)
    yield from (f"- {plain(remark)}" for remark in info.remarks)
    for entry, document in documents:
        if document is not None:
            yield from _details(place(entry.path, info.root).shown, document, info, titles)
    yield ""
    yield "得分仅供审核参考;结论由人作出。"


def _row(path: str, document: Digest | None) -> str:
    if document is None:
        return f"| {_cell(path)} | 未完成 |||||"
    if not document.counts:
        return f"| {_cell(path)} | {plain(document.remark)} |||||"
    counts = dict(document.counts)
    findings = sum(p.what == FINDING for p in document.points)
    numbers = (counts.get("missing", 0), counts.get("partial", 0), counts.get("review", 0), findings)
    return f"| {_cell(path)} | {document.total or '-'} {document.grade} | {' | '.join(str(n) for n in numbers)} |"


def _cell(text: str) -> str:
    return code(text).replace("|", "\\|")


def _details(path: str, document: Digest, info: RunInfo, titles: Mapping[str, str]) -> Iterator[str]:
    points = list(_listed(document, info))
    if not points:
        return
    yield from ("", "<details>", f"<summary>{_entities(path)}:{len(points)} 处</summary>", "")
    for point in points:
        title = point.title or titles.get(point.rule_id, point.rule_id)
        line = f" 第 {point.spots[0].line} 行" if point.spots else ""
        yield f"- **{plain(title)}**({code(point.rule_id)}){line}:{plain(message(point, ''))}"
    yield from ("", "</details>")


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@<!-- -->")


def _within(lines: list[str]) -> bytes:
    """The summary, cut after whole lines where it would be more than the host takes; says so."""
    size, kept = 0, []
    for line in lines:
        size += len(line.encode("utf-8", "backslashreplace")) + 1
        if size > SUMMARY_BYTES:
            kept += ["", "</details>", "", "摘要太长,以下从略;全部结果见 checker.sarif 或 checker.csv。"]
            break
        kept.append(line)
    return ("\n".join(kept) + "\n").encode("utf-8", "backslashreplace")
