"""What a document says, and what its file is called, is text in every form of results and acts in none.

Sinks by payloads: each payload stands in title, headings and sentences of a report and in its file's name; each sink
looks at what the command wrote with a reader of its own.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

pytestmark = pytest.mark.slow("a run of all forms for each payload; every form has its own test in the first tier")

PAYLOADS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "formula": '=HYPERLINK("http://x.invalid","点")',
    "formulas": "@SUM(1+1)*cmd|' /C calc'!A0",
    "command": "::set-output name=x::y%0A::add-mask::z",
    "workflow": "##[group]x",
    "terminal": "\x1b]0;owned\x07\x1b[31mred\x1b[0m\x9b31m",
    "bidi": "\u202egnp.exe\u2066\u2069\u200f",
    "markdown": "[点](javascript:alert(1)) ![x](http://x.invalid/y.png) | a | `b` <b>",
    "xml": ']]><!ENTITY x SYSTEM "file:///etc/passwd">&x;<w:p/>',
    "template": "{{ ''.__class__.__mro__ }}{% for x in y %}{# c #}",
    "path": "../../../etc/passwd",
}
TEXT = """{p}霁川县人民政府关于2023年度法治政府建设情况的报告

一、主要举措和成效{p}

(一)复议应诉{p}。全年收到行政复议申请{p}86件,受理80件,审结95件。“{p}XX局办理XX件。
全年行政应诉案件{p}20件,负责人出庭应诉25件,出庭率80%。

二、存在的问题{p}

{p}执法力量不足。根据《{p}法》第九百条。
"""
FORMS = ("console", "html", "json", "md", "github", "gitlab", "sarif", "junit", "csv", "index")


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def written(tmp_path_factory, ready, cache):
    """Return what the command wrote for each payload: the folder, standard output."""
    done: dict[str, tuple[Path, str]] = {}

    def write(payload: str) -> tuple[Path, str]:
        if payload not in done:
            folder = tmp_path_factory.mktemp("sinks")
            said = PAYLOADS[payload]
            text = TEXT.format(p=_CONTROL.sub("", said))  # a text with them is refused
            name = re.sub(r"[/\x00\n]", "_", said)[:60]
            for number in (1, 2):
                (folder / f"{name}{number}.txt").write_text(text, "utf-8")
            forms = [word for form in FORMS for word in ("-f", form)]
            env = {"PATH": "", "HOME": str(folder), "CHECKER_CACHE_DIR": cache, "PYTHONIOENCODING": "utf-8"}
            files = sorted(p.name for p in folder.iterdir())
            finished = ready.run(["check", *(f"./{f}" for f in files), *forms, "-o", "out"], cwd=folder, env=env)
            assert finished.returncode == 0, finished.stderr.decode()
            done[payload] = folder / "out", finished.stdout.decode()
        return done[payload]

    return write


def _files(folder: Path, ending: str) -> list[bytes]:
    found = [p.read_bytes() for p in sorted(folder.rglob(f"*{ending}"))]
    assert found, ending
    return found


def html(folder: Path, said: str) -> None:
    """Nothing but our own style and script; no handler, no foreign address."""
    del said
    from selectolax.lexbor import LexborHTMLParser

    for data in _files(folder, ".html"):
        tree = LexborHTMLParser(data.decode())
        assert len(tree.css("script")) <= 1
        assert [] == tree.css("img[src^=http], img[onerror], iframe, object, embed, base, form, a[href^=javascript]")
        attributes = {name for node in tree.css("*") for name in node.attributes}
        assert not [name for name in attributes if name.lower().startswith("on")]
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x9b]", data.decode())


def markdown(folder: Path, said: str) -> None:
    """No tag, no picture, no address that runs."""
    del said
    from markdown_it import MarkdownIt

    for data in _files(folder, ".md"):
        shown = MarkdownIt("commonmark").enable("table").render(data.decode())
        assert not re.search(r"<(?:script|img|b)\b|href=\"javascript|onmouseover=\"", shown, re.IGNORECASE)


def sarif(folder: Path, said: str) -> None:
    """JSON whose places are relative addresses."""
    del said
    for data in _files(folder, ".sarif"):
        for result in json.loads(data)["runs"][0]["results"]:
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert not re.search(r"[\s<>\"\x00-\x1f]", uri)


_JUNIT = {
    "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out", "properties", "property",
}  # fmt: skip


def junit(folder: Path, said: str) -> None:
    """Well-formed, with nothing but its own elements."""
    del said
    for data in _files(folder, ".junit.xml"):
        names = {e.tag for e in ET.fromstring(data).iter()}  # noqa: S314 - our own, and that is the test
        assert names <= {
            "testsuites",
            "testsuite",
            "testcase",
            "failure",
            "error",
            "skipped",
            "system-out",
            "properties",
            "property",
        }


def table(folder: Path, said: str) -> None:
    """No cell that a spreadsheet would work out."""
    del said
    for data in _files(folder, ".csv"):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
            assert not [cell for cell in row if re.match(r"[=+@\t\r]|-(?!$)\D", cell)]


def workbook(folder: Path, said: str) -> None:
    """No formula, no link."""
    del said
    for data in _files(folder, ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
            text = "".join(archive.read(n).decode() for n in sheets)
        assert "<f>" not in text
        assert "HYPERLINK" not in re.sub(r"<is>.*?</is>|<t>.*?</t>", "", text, flags=re.DOTALL)


def names(folder: Path, said: str) -> None:
    """Every file stands in the output folder."""
    del said
    assert [] == [p for p in folder.rglob("*") if folder.resolve() not in p.resolve().parents]


SINKS = (html, markdown, sarif, junit, table, workbook, names)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("sink", SINKS, ids=lambda sink: sink.__name__)
def test_a_payload_is_only_text(written, sink, payload: str) -> None:
    sink(written(payload)[0], PAYLOADS[payload])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_standard_output_holds_no_command_of_the_document(written, payload: str) -> None:
    """Neither for a terminal nor for the runner that reads the log."""
    out = written(payload)[1]

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    commands = {m[1] for m in re.finditer(r"(?m)^\s*::([\w-]+)", out)}
    assert commands <= {"error", "warning", "notice", "group", "endgroup"}
    assert not re.search(r"(?m)^##\[", out)
