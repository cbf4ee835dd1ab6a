"""What automatic output never says."""

from __future__ import annotations

import re

import pytest

from checker.api import Checker
from checker.authoring.lint import forbidden_words
from checker.memo import Letterhead, MemoMaker, render_summary
from checker.memo.request import Wanted
from checker.memo.words import MemoWords
from checker.rules.strict_yaml import load

SHOWN = {"title", "name", "passed", "gap", "partial_gap", "suggestion", "message", "off"}
"""Keys of rule and language files whose texts people may read."""
QUOTED = re.compile("“[^”]*”|《[^》]*》|〈[^〉]*〉")
SAMPLES = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10")


@pytest.fixture(scope="module")
def checker():
    """Return the national pack, ready to judge."""
    return Checker()


@pytest.fixture(scope="module")
def lexicon(checker):
    """Return the words of the national pack."""
    return checker.lexicon


def sources(repository):
    """Yield every file of the program: whatever stands in it may be shown."""
    yield from (p for p in (repository / "checker").rglob("*") if p.suffix in {".py", ".j2", ".js"})


def shown(data, key="", path=()):
    """Yield the texts of a YAML file that people may read, with their place."""
    if isinstance(data, dict):
        for name, value in data.items():
            if key == "elements":
                yield (*path, name), name  # an element is named where it was not found
            yield from shown(value, name, (*path, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from shown(value, key, (*path, index))
    elif isinstance(data, str) and key in SHOWN:
        yield path, data


def test_forms_and_messages_accuse_nobody(repository, lexicon):
    """The words that only a person may say stand in no template and no message."""
    words = lexicon.words("forbidden", "words")

    found = [(p.name, w) for p in sources(repository) for w in words if w in p.read_text("utf-8")]

    assert [] == found


def test_texts_of_rules_accuse_nobody(repository, lexicon):
    """Titles, gap titles, explanations, suggestions, messages and element names of every pack."""
    files = [p for p in sorted((repository / "rules").rglob("*.yaml")) if p.name != "forbidden.yaml"]

    texts = [(p.name, *place) for p in files for place in shown(load(p.read_text("utf-8"), p.name).data)]

    assert 500 < len(texts)
    assert [] == [(n, p, found) for n, p, text in texts if (found := forbidden_words(text, lexicon))]


def test_conclusions_of_memos_accuse_nobody(lexicon):
    """The fixed words of memos are data too."""
    words = MemoWords.from_lexicon(lexicon)

    rules = words.conclusions
    texts = [words.basis, rules.nothing, *rules.names, *(c.text for c in rules.candidates), *rules.grounds.values()]
    texts += [str(v) for part in (rules.pending, rules.unreadable, rules.wrong_document) for v in part.values()]

    assert [] == [t for t in texts if forbidden_words(t, lexicon)]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("kind", ["opinion", "return"])
def test_memos_accuse_nobody(repository, checker, lexicon, sample, kind):
    """Papers made of the samples, beside what they quote."""
    (path,) = [p for p in (repository / "seeds").glob(f"{sample}-*") if ".expected" not in p.name]
    maker = MemoMaker(Wanted(MemoWords.from_lexicon(lexicon), kind, Letterhead()), ("md",))

    papers = maker(checker.check(path))
    summary = render_summary([papers.row], [], [], ("md",))

    for data in (*papers.files.values(), *summary.values()):
        assert [] == forbidden_words(QUOTED.sub("", data.decode()), lexicon)


@pytest.mark.parametrize(("text", "found"), [
    ("这是违法的做法", ["违法"]),
    ("轻微违法行为免予处罚", []),
    ("人民法院的判决错误", ["法院的判决错误"]),
    ("县长某某工作不力", ["县长某某工作不力"]),
    ("请核实法院判决的件数,更正错误", []),
    ("未见主要负责人述法的情况", []),
])  # fmt: skip
def test_judgements_are_told_from_terms(lexicon, text, found):
    """Terms of the law pass, judgements on courts and persons do not."""
    assert found == forbidden_words(text, lexicon)


@pytest.mark.parametrize("table", ["VERDICTS", "SIGNS"])
def test_every_verdict_has_its_own_name_and_sign(table):
    """No two verdicts look alike."""
    from checker.model import names as wording

    values = list(getattr(wording, table).values())
    assert len(values) == len(set(values))
