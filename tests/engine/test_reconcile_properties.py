"""What must hold for every number: the notation is no fault, an exact slip is one, looseness is none."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st
from notation import Notation

from checker.api import Checker, Options
from checker.engine.reconcile import figure_rules
from checker.model import Assessment
from checker.rules.loader import load_pack

LOADED = load_pack()
RULES = [r for r in LOADED.pack.rules if r.kind == "reconcile"]
NEEDED = {r.id for r in RULES} | {i for r in RULES for i in figure_rules(r)}
CHECKER = Checker(
    loaded=replace(LOADED, pack=replace(LOADED.pack, rules=tuple(r for r in LOADED.pack.rules if r.id in NEEDED)))
)
PARTS = st.lists(st.integers(min_value=3, max_value=9000), min_size=2, max_size=5)
CHOICE = st.integers(min_value=0, max_value=10**6)
LABELS = ("食品类", "药品类", "医疗器械类", "化妆品类", "特种设备类")
HUNDRED = Decimal(100)


def assess(text: str) -> Assessment:
    """Judge a passage inside a small report for 2023."""
    report = f"云川县人民政府关于2023年度法治政府建设情况的报告\n\n一、主要举措和成效\n\n{text}\n"
    return CHECKER.check_bytes("例.txt", report.encode(), Options(level="county", year=2023, force=True))


def findings(text: str) -> list[str]:
    """Messages of the reconcile findings in a passage, but for hints about cut-off dates."""
    return [f.message for f in assess(text).findings if f.rule_id.startswith("consistency.")]


def write(value: int | Decimal, choice: int) -> str:
    """One of the notations of ``value``, full-width digits included."""
    number = Decimal(value)
    forms = [*Notation.all(number), Notation.full_width(number)]
    return forms[choice % len(forms)]


def write_exactly(value: int, choice: int) -> str:
    """One of the notations that leave no digit open (12万 and 一万二千 may be rounded)."""
    number = Decimal(value)
    forms = [Notation.arabic(number), Notation.grouped(number), Notation.full_width(number)]
    spelled = Notation.chinese(number)
    if spelled is not None and value < 10_000:
        forms.append(spelled)
    return forms[choice % len(forms)]


def breakdown(total: str, parts: list[str]) -> str:
    """A total with its parts."""
    named = "、".join(f"{label}{part}件" for label, part in zip(LABELS, parts, strict=False))
    return f"全年查处案件{total}件,分别为{named}。"


@given(PARTS, CHOICE)
def test_a_true_sum_stays_unflagged_in_every_notation(parts: list[int], choice: int) -> None:
    """However total and parts are written, nothing is said."""
    written = [write(p, choice + 7 * i) for i, p in enumerate(parts)]

    found = findings(breakdown(write(sum(parts), choice // 3), written))

    assert [] == found


@given(PARTS, CHOICE, st.sampled_from([-1, 1]))
def test_one_part_changed_by_one_is_flagged(parts: list[int], choice: int, by: int) -> None:
    """An exact sum that is off by one is a finding, in whatever exact notation."""
    changed = [*parts]
    changed[choice % len(parts)] += by
    written = [write_exactly(p, choice + 7 * i) for i, p in enumerate(changed)]

    found = findings(breakdown(write_exactly(sum(parts), choice // 3), written))

    assert 1 == len(found)


@given(PARTS, CHOICE)
def test_another_notation_changes_nothing(parts: list[int], choice: int) -> None:
    """The outcome is the same for plain digits and for any other exact notation, right or wrong."""
    total = sum(parts) + choice % 3 - 1
    plain = assess(breakdown(str(total), [str(p) for p in parts]))
    other = assess(breakdown(write_exactly(total, choice), [write_exactly(p, choice + i) for i, p in enumerate(parts)]))

    assert [c.status for c in plain.checks if c.rule_id.endswith("sum-of-parts")] == [
        c.status for c in other.checks if c.rule_id.endswith("sum-of-parts")
    ]


@given(st.lists(st.integers(min_value=11, max_value=99_000), min_size=2, max_size=4), CHOICE)
def test_loose_numbers_are_never_flagged_when_the_truth_fits(parts: list[int], choice: int) -> None:
    """余, 多 and 约 stand for what was dropped; a true sum written with them is no fault."""
    ways = (
        lambda n: f"{n // 10 * 10}余" if n % 10 else str(n),
        lambda n: f"{n // 10 * 10}多" if n % 10 else str(n),
        lambda n: f"约{n}",
    )
    loose = [ways[(choice + i) % 3](p) for i, p in enumerate(parts)]

    assert [] == findings(breakdown(ways[choice % 3](sum(parts)), loose))


@given(st.lists(st.integers(min_value=10_000, max_value=9_000_000), min_size=2, max_size=5), st.integers(1, 2))
def test_rounded_numbers_are_never_flagged_when_the_truth_fits(parts: list[int], places: int) -> None:
    """Figures in 万, each rounded on its own, need not add up to the last digit."""

    def rounded(value: int) -> str:
        return f"{(Decimal(value) / 10**4).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}万"

    assert [] == findings(breakdown(rounded(sum(parts)), [rounded(p) for p in parts]))


@given(st.integers(2, 60_000), CHOICE, st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_true_rate_stays_unflagged(whole: int, choice: int, places: int, rounding: str) -> None:
    """Rounded or cut off, in any notation of the counts."""
    part = 1 + choice % whole
    rate = (Decimal(part) * HUNDRED / whole).quantize(Decimal(1).scaleb(-places), rounding)

    text = f"热线受理诉求{write(whole, choice)}件,办结{write(part, choice // 7)}件,办结率{rate}%。"

    assert [] == findings(text)


@given(st.integers(200, 60_000), CHOICE, st.integers(3, 20))
def test_a_rate_that_is_off_is_flagged(whole: int, choice: int, by: int) -> None:
    """Points off, no other denominator in sight."""
    part = whole // 2 + choice % (whole // 4)
    rate = (Decimal(part) * HUNDRED / whole + by).quantize(Decimal("0.1"), ROUND_HALF_UP)

    text = f"热线受理诉求{write_exactly(whole, choice)}件,办结{write_exactly(part, choice // 7)}件,办结率{rate}%。"

    assert 1 == len(findings(text))


@given(st.integers(5, 900), st.integers(1, 60), CHOICE)
def test_the_flow_of_review_cases(accepted: int, carried: int, choice: int) -> None:
    """Accepted and carried over equal concluded and pending; one more or less is flagged."""
    concluded = 1 + choice % (accepted + carried - 1)
    pending = accepted + carried - concluded

    def text(left: int) -> str:
        return (
            f"受理行政复议申请{write_exactly(accepted, choice)}件,上年转入{carried}件,"
            f"审结{write_exactly(concluded, choice // 5)}件,结转下年{left}件。"
        )

    assert [] == findings(text(pending))
    assert findings(text(pending + 1))


@given(st.integers(20, 5000), st.integers(20, 5000), CHOICE)
def test_changes_against_last_year(now: int, before: int, choice: int) -> None:
    """A true growth or fall is never flagged; one that is ten points off is."""
    verb = "增长" if now >= before else "下降"
    change = abs(Decimal(now - before)) * HUNDRED / before

    def text(rate: Decimal) -> str:
        written = rate.quantize(Decimal("0.1"), ROUND_HALF_UP)
        return (
            f"办理案件{write_exactly(now, choice)}件,比上年的{write_exactly(before, choice // 5)}件{verb}{written}%。"
        )

    assert [] == findings(text(change))
    assert findings(text(change + 10))


SCRAPS = """
件 项 人 % , 、 ; 。 : ( ) 《 》 “ ” 共 和 等 的 其中 审结 受理 办结率 分别为 比上年的 增长 12 3.5万 三 三级
行政复议 乡镇 截至11月底 2022年, 个领域 全县 调解成功 合计
"""
FRAGMENTS = st.lists(st.sampled_from([*SCRAPS.split(), "\n"]), max_size=60)


@given(FRAGMENTS)
def test_any_text_is_judged_and_twice_the_same(pieces: list[str]) -> None:
    """Nothing breaks on scraps of sentences, every span lies in the text, and findings quote what they point at."""
    text = "".join(pieces)
    assessment = assess(text)

    assert not [n for n in assessment.notes if n.code == "rule-error"]
    for finding in assessment.findings:
        assert assessment.document.text[finding.start : finding.end] == finding.text
    again = assess(text)
    assert (assessment.checks, assessment.findings) == (again.checks, again.findings)


def test_messages_advise() -> None:
    """No message accuses."""
    told = [r.suggestion for r in RULES]

    assert all(told)
    assert not [t for t in told if re.search(r"违法|逾期|虚报|造假|抄袭", t)]
