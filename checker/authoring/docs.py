"""One documentation page a rule, made from the rule itself; a test pins the pages to the rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.model import Obligation
from checker.model import names as wording
from checker.rules.model import Rule, RulePack

_LEVELS = {"province": "省", "city": "市", "county": "县区", "township": "乡镇街道", "department": "部门"}
_VERDICTS = {"full": "完整", "partial": "部分", "missing": "缺失", "not_applicable": "不适用"}
_ROLES = {
    "achievements": "举措成效",
    "plan": "下一年安排",
    "problems": "问题",
    "leadership": "第一责任人",
    "preamble": "首段",
    "closing": "文末",
    "document": "全文",
}
HEAD = "<!-- 由 checker rules docs 生成,勿手改 -->"


def pages(pack: RulePack) -> Iterator[tuple[str, str]]:
    """File names and contents: ``README.md`` first, then ``ID.md`` for every rule."""
    yield "README.md", index_page(pack)
    for rule in pack.rules:
        yield f"{rule.id}.md", rule_page(rule)


def index_page(pack: RulePack) -> str:
    """All rules by dimension."""
    lines = [HEAD, "", f"# {pack.title} {pack.version}", "", f"共 {len(pack.rules)} 条。"]
    for dimension in pack.dimensions:
        mine = [r for r in pack.rules if r.dimension == dimension.id]
        if mine:
            lines += [
                "",
                f"## {dimension.title}(权重 {dimension.weight})",
                "",
                "| 规则 | 名称 | 义务 |",
                "|---|---|---|",
            ]
            lines += [f"| [{r.id}]({r.id}.md) | {r.title} | {wording.OBLIGATIONS[r.obligation]} |" for r in mine]
    return "\n".join(lines) + "\n"


def rule_page(rule: Rule) -> str:
    """What, of whom, why, what complete looks like, look-alikes, examples."""
    return (
        "\n".join(
            [HEAD, "", f"# {rule.title}", "", f"`{rule.id}`", "", *_facts(rule), *_definition(rule), *_examples(rule)],
        )
        + "\n"
    )


def _facts(rule: Rule) -> Iterator[str]:
    years = rule.applies.years
    span = f"{years.first or '不限'}—{years.last or '今'}"
    levels = "、".join(_LEVELS[level] for level in rule.applies.levels)
    yield f"- 义务:{wording.OBLIGATIONS[rule.obligation]};权重 {rule.weight}"
    yield f"- 适用:{levels};报告年度 {span}"
    if rule.applies.attributes:
        names = "、".join(wording.ATTRIBUTES[a] for a in rule.applies.attributes)
        yield f"- 部门、乡镇须有此属性才问:{names}"
    if rule.applies.stage != "any":
        yield f"- 只问{'公开稿' if rule.applies.stage == 'published' else '送审稿'}"
    yield from (f"- 依据:{b.basis.cite}" for b in rule.basis)


def _definition(rule: Rule) -> Iterator[str]:
    yield from ("", "## 怎样算完整", "")
    yield from (f"- {_VERDICTS[k]}:{v}" for k, v in rule.definition.items())
    if rule.suggestion:
        yield from ("", "## 建议怎么补", "", rule.suggestion)
    elif rule.obligation is Obligation.CHECK:
        return


def _examples(rule: Rule) -> Iterator[str]:
    if not rule.examples:
        return
    yield from ("", "## 例子", "", "| 判为 | 放在 | 文字 | 说明 |", "|---|---|---|---|")
    for example in rule.examples:
        text = example.text.replace("\n", " ⏎ ").replace("|", "\\|")
        yield f"| {_VERDICTS[example.verdict]} | {_ROLES[example.role]} | {text} | {example.note} |"


def write_docs(pack: RulePack, folder: Path) -> int:
    """Write all pages, remove pages of rules that no longer exist; gives how many files changed."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = dict(pages(pack))
    changed = 0
    for old in sorted(folder.glob("*.md")):
        if old.name not in wanted:
            old.unlink()
            changed += 1
    for name, content in wanted.items():
        file = folder / name
        if not file.exists() or file.read_text("utf-8") != content:
            file.write_text(content, "utf-8")
            changed += 1
    return changed
