"""Readings of single sentences, and what must hold for every number however it is written."""

from __future__ import annotations

import json
import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from notation import Notation

from checker.engine.quantities.quantity import Quantity, QuantityReader
from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import Span
from checker.text.normal import fold_text, normalise
from checker.text.numerals import read_numeral

REPOSITORY = Path(__file__).resolve().parents[2]
SECTION = yaml.safe_load((REPOSITORY / "rules/language/quantity.yaml").read_text(encoding="utf-8"))
READER = QuantityReader(Lexicon({"quantity": SECTION}))
CASES = yaml.safe_load((Path(__file__).parent / "data/quantities.yaml").read_text(encoding="utf-8"))
BLOCKERS = {**SECTION["blockers"]["number_patterns"], **SECTION["blockers"]["patterns"]}

BIG = st.integers(min_value=3, max_value=10**12 - 1)
FRAGMENTS = st.one_of(
    st.sampled_from("件万余近约百三十一二个%至-年月日多半点成倍第号()《》,。、“\t\n"),
    st.sampled_from(["受理", "人次", "百分点", "分之", "以上", "其中", "2023", "12", "1,860", "3.5"]),
)


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _expected(entry: list[object]) -> tuple[object, ...]:
    if len(entry) == 3:
        entry = [entry[0], entry[1], entry[1], entry[1], entry[2]]
    return (str(entry[0]), *map(_number, entry[1:4]), entry[4])


def _actual(quantity: Quantity) -> tuple[object, ...]:
    return (quantity.written, quantity.value, quantity.low, quantity.high, quantity.unit)


@pytest.mark.parametrize(
    ("text", "read"), [pytest.param(c["text"], c["read"], id=f"{g}-{c['text']}") for g, cs in CASES.items() for c in cs]
)
def test_sentence_yields_these_quantities(text, read):
    """Each sentence of the data file yields exactly the quantities listed with it."""
    expected = [_expected(entry) for entry in read]

    actual = [_actual(q) for q in READER.read(text)]

    assert expected == actual


def test_cases_cover_the_ground():
    """The data file keeps at least the breadth it was started with."""
    assert sum(map(len, CASES.values())) >= 150


@pytest.mark.parametrize("name", BLOCKERS)
def test_blocker_shows_an_example_that_yields_nothing(name):
    """Every blocking pattern carries an example, and nothing is read from it."""
    example = BLOCKERS[name]["example"]

    assert READER.read(example) == ()


@pytest.mark.parametrize("name", SECTION["blockers"]["number_patterns"])
def test_number_pattern_begins_with_a_number(name):
    """Patterns filed under number_patterns match from a numeral on; elsewhere they would never be tried."""
    example = SECTION["blockers"]["number_patterns"][name]["example"]

    found = [m for m in READER._pattern.finditer(example) if m.lastgroup is None]

    assert any(m[0][0] in "0123456789零〇一二两三四五六七八九十百千" for m in found)


def test_units_do_not_repeat():
    """A measure word belongs to one class only."""
    words = [w for ws in SECTION["units"].values() for w in ws]

    assert len(words) == len(set(words))


def test_offsets_lie_around_number_and_unit():
    """Start and end cover approximators, number and unit; the number has its own pair."""
    text = "全年招募近500名监督员"

    (quantity,) = READER.read(text)

    assert text[quantity.start : quantity.end] == "近500名"
    assert text[quantity.number_start : quantity.number_end] == "500"
    assert (quantity.approx, quantity.unit_class, quantity.kind) == ("近", "person", "number")


@pytest.mark.parametrize(
    ("text", "kind", "unit_class"),
    [
        ("87.2%", "percent", "percent"),
        ("2个百分点", "point", "point"),
        ("3倍", "multiple", "multiple"),
        ("四成", "tenth", "tenth"),
        ("5宗", "number", "case"),
        ("5位", "number", "person"),
        ("5篇", "number", "doc"),
        ("5元", "number", "money"),
    ],
)
def test_kind_and_class(text, kind, unit_class):
    """Ratios say which kind they are; everything else is a number with the class of its unit."""
    (quantity,) = READER.read(text)

    assert (kind, unit_class) == (quantity.kind, quantity.unit_class)


@given(BIG)
def test_any_notation_reads_as_the_same_value(number):
    """1200000, 1,200,000, 120万 and 一百二十万 are one value."""
    value = Decimal(number)

    readings = {written: READER.read(f"受理{written}件。") for written in Notation.all(value)}

    assert {written: [value] for written in readings} == {w: [q.value for q in r] for w, r in readings.items()}


@given(st.integers(3, 10**9))
def test_full_width_folds_to_the_same_reading(number):
    """Full-width digits are read after normalisation."""
    text = fold_text(f"受理{Notation.full_width(Decimal(number))}件")

    assert [Decimal(number)] == [q.value for q in READER.read(text)]


@given(st.decimals(min_value=0, max_value=999, places=2, allow_nan=False))
def test_decimals_read_exactly(value):
    """A percentage keeps its value and half a last digit either way."""
    (quantity,) = READER.read(f"占{value}%")

    assert value == quantity.value
    assert (value - Decimal("0.005"), value + Decimal("0.005")) == (quantity.low, quantity.high)


@given(
    BIG,
    st.sampled_from(["", "近", "约", "超", "逾", "不足", "不少于", "接近"]),
    st.sampled_from(["", "余", "多"]),
    st.sampled_from(["", "以上", "左右", "以内"]),
)
def test_interval_contains_the_value(number, before, inside, after):
    """Whatever words stand around a number, its own value is possible."""
    for written in Notation.all(Decimal(number)):
        (quantity,) = READER.read(f"受理{before}{written}{inside}件{after}。")

        assert quantity.low is None or quantity.low <= quantity.value
        assert quantity.high is None or quantity.high >= quantity.value
        assert quantity.approx == before + inside + after


@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_quantities_are_sorted_and_apart(text):
    """Whatever the text, quantities follow each other, quote it exactly and come out the same again."""
    quantities = READER.read(text)

    ends = [0, *(q.end for q in quantities)]
    assert all(end <= q.start < q.end for end, q in zip(ends, quantities, strict=False))
    assert all(text[q.start : q.end] == q.written for q in quantities)
    assert all(q.start <= q.number_start < q.number_end <= q.end for q in quantities)
    assert quantities == READER.read(text)


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿点余多来几数0123456789,.", min_size=1, max_size=40))
def test_nonsense_is_refused_not_crashed_on(text):
    """Any string of numeral characters can be read or refused."""
    for quantity in READER.read(f"受理{text}件"):
        assert quantity.value.is_finite()


def test_refuses_numbers_of_absurd_length():
    """Hostile input of thousands of scale characters is no number."""
    assert read_numeral("万" * 5000) is None
    assert READER.read("一" + "万亿" * 5000 + "件") == ()


def test_broken_pattern_is_named():
    """A pattern that does not compile is reported by the name its author gave it."""
    broken = {**SECTION, "blockers": {**SECTION["blockers"], "patterns": {"某规则": {"find": "(", "example": ""}}}}

    with pytest.raises(RuleError, match="某规则"):
        QuantityReader(Lexicon({"quantity": broken}))


def test_unit_in_two_classes_is_refused():
    """The same measure word under two classes is a mistake of the vocabulary."""
    broken = {**SECTION, "units": {**SECTION["units"], "other": ["件"]}}

    with pytest.raises(RuleError, match="件"):
        QuantityReader(Lexicon({"quantity": broken}))


def test_long_report_is_quick():
    """Twenty thousand characters take milliseconds; the bound leaves room for slow machines."""
    text = ("全年收到行政复议申请1,286件,受理20.56万件,结案率87.2%,培训近500名执法人员,落实行政执法三项制度。" * 400)[
        :20000
    ]
    READER.read(text)

    start = time.perf_counter()
    READER.read(text)

    assert time.perf_counter() - start < 0.5


def _normal(text: str) -> str:
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return normalise(text, spans, rows=[s for s in spans if "\t" in s.of(text)]).text


def test_every_known_figure_can_be_read_from_its_quote(shared_dir):
    """In every report of the corpus each figure's value is among the quantities of its quote, in place."""
    missed: list[str] = []
    for gold in sorted(shared_dir.glob("corpus/*/*.gold.json")):
        report = next(
            p
            for p in (
                gold.with_name(gold.name.replace(".gold.json", ".txt")),
                shared_dir / "corpus/real" / gold.name.replace(".gold.json", ".txt"),
            )
            if p.is_file()
        )
        text = _normal(report.read_text(encoding="utf-8-sig"))
        quantities = READER.read(text)
        for figure in json.loads(gold.read_text(encoding="utf-8"))["figures"]:
            quote = _normal(figure["quote"])
            start = text.index(quote)
            values = [q.value for q in quantities if start <= q.number_start < start + len(quote)]
            if figure["value"] and Decimal(str(figure["value"])) not in values:
                missed.append(f"{gold.name}: {figure['quote']}")

    assert missed == []
