"""Every ``checker`` command that the README and the pages show does what people who copy it expect: it runs.

The files that the pages speak of (报告.docx, 报送/, 上年报告.docx …) are made from the samples; a command whose files
are missing here fails, so a page cannot show one that nobody has tried.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest
import typer
from archives import mail, zipped
from markdown_it import MarkdownIt
from ofd_writer import as_ofd
from papers import parts_of
from pdf_writer import pdf, show

from checker import cli
from checker.api import Checker
from checker.results.stored.write import render_json

REPOSITORY = Path(__file__).resolve().parents[2]
SEEDS = REPOSITORY / "seeds"
OWN_TEST = {"pipeline.md"}  # tests/integrations/test_pipeline_page.py runs its commands in a shell
PAGES = [
    REPOSITORY / "README.md",
    *sorted(p for p in (REPOSITORY / "docs").glob("*.md") if p.name not in OWN_TEST),
]
WRITES_INTO_THE_PACK = ("rules", "learn")  # tests/authoring/test_learning.py learns on a copy
LONG = ("rules lint", "rules test", "rules coverage")


def commands():
    """Each command once, with the page that shows it first; those of the README are the first tier."""
    seen = set()
    for page in PAGES:
        for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")):
            if token.type not in {"code_block", "fence"}:
                continue
            for line in token.content.splitlines():
                typed = re.sub(r"\s+#.*", "", line.strip().removeprefix("$ "))
                for part in typed.split("&&"):
                    command = part.partition(" > ")[0].strip()
                    if not re.match(r"checker [a-z]", command) or command in seen:
                        continue
                    seen.add(command)
                    later = page.name != "README.md" or command.removeprefix("checker ").startswith(LONG)
                    slow = pytest.mark.slow("some seventy commands; the first tier runs those of the README")
                    yield pytest.param(command, id=f"{page.stem}: {command}", marks=[slow] if later else [])


COMMANDS = list(commands())


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    """A folder with everything that the commands name."""
    folder = tmp_path_factory.mktemp("desk")
    checker = Checker()
    word = (SEEDS / "04-chengyu-water-2024.docx").read_bytes()
    draft = (SEEDS / "02-muyuan-county-2022-draft.txt").read_bytes()
    years = [(REPOSITORY / "tests" / "data" / f"compare-{year}.txt").read_bytes() for year in (2022, 2023)]
    lines = checker.check(SEEDS / "01-chengyu-city-2023.txt").document.text.splitlines()[:30]
    page = "".join(show(line[:30], 80, 780 - 24 * n) for n, line in enumerate(filter(None, lines)))
    annex = openpyxl.Workbook()
    annex.active.append(["指标", "件数"])
    annex.active.append(["受理行政复议申请", 12])
    annex.save(folder / "附表.xlsx")
    table = (folder / "附表.xlsx").read_bytes()
    files = {
        **dict.fromkeys(("报告.docx", "草案.docx", "修改稿.docx", "某局2024年报告.docx", "报告.wps", "报告.doc"), word),
        **dict.fromkeys(("上年.txt", "上年报告.docx"), years[0]),
        **dict.fromkeys(("本年.txt", "本年报告.docx"), years[1]),
        "草案.txt": draft,
        "某局2024年报告附表.xlsx": table,
        "报告.pdf": pdf([page]),
        "扫描件.pdf": pdf([page]),
        "报告.ofd": as_ofd(parts_of(checker.check(SEEDS / "01-chengyu-city-2023.txt").document)),
        "报送/沐源县.txt": draft,
        "报送/水务局.docx": word,
        "报送/乡镇/甲镇.docx": word,
        "重新报送/沐源县.txt": draft,
        "报送文件夹/水务局.docx": word,
        "往年报告/沐源县.txt": draft,
        "报送.zip": zipped({"沐源县/报告.docx": word}),
        "补充.zip": zipped({"水务局.docx": word}),
        "来信.eml": bytes(mail({"报告.docx": word})),
    }
    for stored in ("结果/某县.json", "前次/草案.json", "这次/草案.json", "前次.json", "这次.json", "前次/沐源县.json"):
        files[stored] = render_json(checker.check_bytes("草案.docx", word))
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    shutil.copytree(REPOSITORY / "rules" / "examples" / "yunchuan", folder / "rules" / "examples" / "yunchuan")
    shutil.copytree(REPOSITORY / "rules" / "examples" / "yunchuan", folder / "改前")
    return folder


BEFORE = {
    "复核.xlsx": "memo 报送/ --new-decisions 复核.xlsx",
    "我的模板.docx": "memo --template opinion --save-template 我的模板.docx",
    "checker-baseline.json": "baseline write 报送/",
}
"""What a command uses that another one writes."""
USED_UNNAMED = {"baseline prune": ("checker-baseline.json",)}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_shown_runs(command, desk, run, tmp_path):
    _, *arguments = shlex.split(command.replace("/tmp/改前", "改前"))  # noqa: S108 - as the page writes it
    if tuple(arguments[:2]) == WRITES_INTO_THE_PACK:
        assert set(re.findall(r"--[a-z-]+", command)) <= options_of(*arguments[:2])
        return
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    for name, before in BEFORE.items():
        if name in (*arguments, *USED_UNNAMED.get(" ".join(arguments[:2]), ())) and shlex.split(before) != arguments:
            assert 0 == run(*shlex.split(before)).returncode

    finished = run(*arguments)

    short = {0, 1} if {"--fail-on", "--fail-on-new"} & set(arguments) else {0}
    assert finished.returncode in short, finished.stderr
    assert "Traceback" not in finished.stderr


def options_of(*words: str) -> set[str]:
    """Options of a command."""
    command = typer.main.get_command(cli.app)
    for word in words:
        command = command.commands[word]
    return {name for p in command.params for name in p.opts}


def test_the_commands_are_found():
    """The search sees blocks of both kinds, two commands on a line, and leaves comments out."""
    found = {c.values[0] for c in COMMANDS}

    assert {"checker rules lint", "checker rules test", "checker annotate 草案.docx"} <= found
    assert not [c for c in found if "#" in c]
    assert {c.split()[1] for c in found} >= {"check", "memo", "compare", "annotate", "fix", "figures", "diff", "report"}
