"""The pages for people: links lead somewhere, the index is complete, what a page names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

REPOSITORY = Path(__file__).resolve().parents[2]
TOP = ("README.md", "README.en.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = [REPOSITORY / name for name in TOP] + sorted((REPOSITORY / "docs").rglob("*.md"))
INDEX = REPOSITORY / "docs" / "README.md"
# A path, a name of code or a target of make as the pages write them.
_PATH = re.compile(r"(?:checker|rules|schemas|tests|docs|seeds|benchmarks)/[\w./-]*|[\w.-]+\.(?:toml|yaml|md)")
_NAME = re.compile(r"_?[A-Za-z][A-Za-z_]{3,}(?:\.[A-Z]+)?")


def shown(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def links(page: Path) -> list[str]:
    """Targets of links and pictures of a page, those of code left out."""
    found = []
    for block in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        for token in block.children or []:
            target = token.attrGet("href") or token.attrGet("src")
            if target:
                found.append(unquote(str(target)))
    return found


def anchors(page: Path) -> set[str]:
    """The places that links into a page can name: its headings, as hosts of repositories derive them."""
    headings = re.findall(r"(?m)^#+ (.*)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_every_relative_link_leads_somewhere(page):
    missing = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            missing.append(link)

    assert [] == missing


def test_the_links_are_found():
    """The search sees links, also in tables."""
    assert "architecture.md" in links(INDEX)
    assert "scoring.md" in links(REPOSITORY / "docs" / "architecture.md")


def test_every_page_is_in_the_index():
    listed = {(INDEX.parent / link).resolve() for link in links(INDEX)}

    assert [] == [p.name for p in sorted(INDEX.parent.glob("*.md")) if p != INDEX and p.resolve() not in listed]
    assert INDEX.parent / "rules" / "README.md" in listed


def test_the_readme_leads_to_the_index_and_to_contributing():
    assert {"docs/README.md", "CONTRIBUTING.md"} <= set(links(REPOSITORY / "README.md"))


@pytest.fixture(scope="module")
def defined() -> dict[str, set[Path]]:
    """Every name that the package defines (functions, classes, constants, members), with the files that do."""
    names: dict[str, set[Path]] = {}
    for path in (REPOSITORY / "checker").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    names.setdefault(name, set()).add(path)
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                    names.setdefault(name, set()).add(path)
                case _:
                    pass
    return names


def code_of(page: Path) -> list[str]:
    """What stands between backticks in running text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))
    return [t.content for block in tokens for t in block.children or [] if t.type == "code_inline"]


PAGES_ON_CODE = [REPOSITORY / "CONTRIBUTING.md", REPOSITORY / "docs" / "architecture.md"]
PAGES_ON_FILES = [*PAGES_ON_CODE, REPOSITORY / "docs" / "security.md"]


@pytest.mark.parametrize("page", PAGES_ON_FILES, ids=shown)
def test_every_file_that_is_named_is_there(page):
    tops = (REPOSITORY, REPOSITORY / "checker", REPOSITORY / "rules")
    named = [c.partition("的 ")[0] for c in code_of(page) if _PATH.fullmatch(c) or re.fullmatch(r"[a-z_]+/[\w./]+", c)]

    assert len(named) > 10
    assert [] == [n for n in named if not any((top / n).exists() for top in tops)]


@pytest.mark.parametrize("page", PAGES_ON_CODE, ids=shown)
def test_every_name_of_code_is_defined(page, defined):
    rule_keys = set(re.findall(r'"(\w+)"', (REPOSITORY / "schemas" / "rules.schema.json").read_text("utf-8")))
    folders = {p.name for p in (REPOSITORY / "checker").rglob("*")} | {"rules"}
    cases = (REPOSITORY / "tests" / "engine" / "data" / "reconcile.yaml").read_text("utf-8")
    words = {*re.findall(r"(?m)\b([a-z]+):", cases), "attributes", "baseline", "dependencies", "import"}
    modules = {p.stem for p in (REPOSITORY / "checker").rglob("*.py")}

    def known(name):
        return all(n in defined or n in rule_keys | folders | words | modules for n in name.split("."))

    named = [c for c in code_of(page) if _NAME.fullmatch(c)]
    assert len(named) > 10
    assert [] == [n for n in named if not known(n)]


def test_a_function_is_in_the_file_that_the_guide_names_before_it(defined):
    """Where a step says 在甲文件的乙函数, the function is defined in that file."""
    text = PAGES_ON_CODE[0].read_text("utf-8")
    pairs = re.findall(r"`(checker/[\w/]+\.py)` 的 `(\w+)`", text)

    assert len(pairs) >= 7
    assert [] == [(f, n) for f, n in pairs if REPOSITORY / f not in defined.get(n, set())]


@pytest.mark.parametrize("page", [REPOSITORY / name for name in TOP[:3]], ids=shown)
def test_every_target_of_make_that_is_named_exists(page):
    targets = set(re.findall(r"(?m)^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8")))
    named = set(re.findall(r"(?:`|^ {4})(?:[A-Z_]+=\S+ )?make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE))

    assert named
    assert [] == sorted(named - targets)


def test_the_layers_of_the_page_are_those_that_are_enforced():
    """The table of floors and the contract name the same rooms in the same order."""
    import tomllib

    contract = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    floors = [sorted(re.findall(r"\w+", layer)) for layer in contract["layers"] if "__main__" not in layer]
    page = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
    table = page.split("## 层次")[1].split("另有两条")[0]
    rows = [sorted(re.findall(r"`(\w+)`", row.split("|")[1])) for row in table.splitlines() if row.startswith("| `")]

    assert floors == rows


def test_every_version_of_the_changelog_has_its_sections():
    """Every entry stands under 新增, 改动 or 修复, in this order."""
    versions = re.split(r"(?m)^## ", (REPOSITORY / "CHANGELOG.md").read_text("utf-8"))[1:]
    order = ["新增", "改动", "修复"]

    assert versions[0].startswith("未发布")
    for version in versions:
        name, *sections = re.split(r"(?m)^### ", version)
        titles = [s.split("\n", 1)[0] for s in sections]
        assert [t for t in order if t in titles] == titles, name
        assert "\n- " not in name, name


def test_the_limits_of_the_page_are_those_of_the_program():
    """Every limit stands there with its default, and with words that the program says."""
    from checker.config.keys import LIMITS
    from checker.files.limits import DEFAULT_LIMITS

    page = (REPOSITORY / "docs" / "security.md").read_text("utf-8").split("## 上限")[1].split("\n## ")[0]
    rows = re.findall(r"(?m)^\| `([a-z-]+)` \| (\d+) \| (.+) \|$", page)
    source = "\n".join(p.read_text("utf-8") for p in (REPOSITORY / "checker").rglob("*.py"))
    said = re.sub(r"\"\n\s*f?\"", "", source)  # sentences that are written over two lines

    assert {k: getattr(DEFAULT_LIMITS, field) / unit for k, (field, unit) in LIMITS.items()} == {
        key: int(default) for key, default, _ in rows
    }
    assert [] == [(key, part) for key, _, words in rows for part in words.split("…") if part.strip() not in said]
