"""Why a condition is not met: it is taken apart and put together again, key by key, until nothing fits any more.

The loosest form asks for its first words anywhere, in any mood. Whatever key takes the last place away is the reason,
and the place that it took away is where an author should look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.engine.statements.numbers import Modality, Relation
from checker.engine.statements.view import Page
from checker.engine.verdicts.conditions import EVERY, Match, find
from checker.engine.verdicts.judge import sees_of
from checker.model import Role
from checker.model.names import ROLES
from checker.rules.model import Condition, Element, Rule
from checker.rules.phrase import Phrase
from checker.text.widths import clip

__all__ = ["UNITS", "place", "sought", "why_unmet"]

UNITS = {
    "clause": "一个分句", "sentence": "一句", "pair": "相邻两句", "item": "一个分项", "paragraph": "一段",
    "section": "一节", "document": "全文",
}  # fmt: skip
_MOODS = {
    Modality.PLANNED: "是打算,还没有做",
    Modality.REQUIRED: "是要求,不是做了的",
    Modality.CLAIMED: "只是口号,没有写做了什么",
    Modality.PLAIN: "只是提到,没有结果、数量或文件",
}
_NUMBERS = {
    Relation.PREVIOUS: "上年的",
    Relation.CHANGE: "增减的",
    Relation.LIMIT: "目标、上限",
}
_STANDINGS = {"study": "学习宣传的对象", "listed": "成串罗列的名称", "service": "替别人做的", "body": "机构的名称"}
_SHOWN = 6
_WIDTH = 72
_AROUND = 14  # characters shown before and after


def why_unmet(rule: Rule, element: Element, page: Page, year: int | None, scope: tuple[Role, ...]) -> Iterator[str]:
    """For each condition of an element that was not found: what it looks for, and why no place counts."""
    for condition in element.conditions:
        if not condition.years.holds(year):
            first, last = condition.years.first or "不限", condition.years.last or "今"
            yield f"找{sought(condition)}:只用于 {first}—{last} 年度的报告"
        elif not condition.says:
            yield f"找{sought(condition)}:没有这样的部分"
        else:
            yield f"找{sought(condition)}:{_Taken(rule, condition, page, scope).reason()}"


def sought(condition: Condition) -> str:
    """What a condition asks for, in the words of its author."""
    groups = [f"「{words(group)}」" for group in condition.says]
    asked = "同有".join(groups) if len(groups) < _PAIR else f"{UNITS[condition.unit]}里有" + "和".join(groups)
    if condition.part is not None:
        asked += f"〔{ROLES[condition.part.role]}〕部分"
    if condition.number is not None:
        asked += f"和数({'、'.join(condition.number) or '不限单位'})"
    return asked or "符合条件的地方"


_PAIR = 2


def words(group: Sequence[Phrase]) -> str:
    """The first few phrases of a group."""
    listed = clip("/".join(p.source for p in group[:_SHOWN]), _WIDTH)
    return listed + (f" 等{len(group)}个" if len(group) > _SHOWN else "")


def place(page: Page, start: int, end: int) -> str:
    """A place as people find it again: its line, and the text around it."""
    span, text = page.original((start, max(end, start + 1))), page.document.text
    low, high = max(span.start - _AROUND, text.rfind("\n", 0, span.start) + 1), span.end + _AROUND
    around = " ".join(text[low:high].partition("\n")[0].split())
    return f"第{page.line(span.start)}行“{around}”"


@dataclass(frozen=True, slots=True)
class _Step:
    """One more thing that is asked: the condition so far, and what else counts or does not."""

    condition: Condition
    blocked: tuple[Phrase, ...]
    sees: frozenset[str]
    reason: str


class _Taken:
    """A condition on its way from the loosest form to its own."""

    def __init__(self, rule: Rule, condition: Condition, page: Page, scope: tuple[Role, ...]) -> None:
        self._rule, self._condition, self._page, self._scope = rule, condition, page, scope

    def reason(self) -> str:
        """Why no place counts, with the place that came furthest."""
        before: Match | None = None
        for step in self._steps():
            found = find(Element("", (step.condition,)), self._page, self._scope, step.blocked, None, sees=step.sees)
            if found:
                before = found[0]
                continue
            return self._nowhere() if before is None else self._told(step, before)
        return "合起来没有一处合适" if before is None else f"{place(self._page, before.start, before.end)}另有条件不合"

    def _steps(self) -> Iterator[_Step]:
        """From the loosest form on, one key more each time."""
        full, rule = self._condition, self._rule
        now = Condition(says=full.says[:1], unit=full.unit, state="any", roles=tuple(Role))
        blocked, sees = (), EVERY
        yield _Step(now, blocked, sees, "")
        now = replace(now, roles=full.roles or self._scope)
        yield _Step(now, blocked, sees, "role")
        yield _Step(now, rule.lookalikes, sees, "在相似而不同的说法里")
        sees = sees_of(rule)
        yield _Step(now, rule.lookalikes, sees, "standing")
        for count in range(2, len(full.says) + 1):
            now = replace(now, says=full.says[:count])
            yield _Step(now, rule.lookalikes, sees, f"group {count - 1}")
        for key, reason in _KEYS:
            now = replace(now, **{key: getattr(full, key)})
            yield _Step(now, rule.lookalikes, sees, reason)
        yield _Step(full, rule.lookalikes, sees, "另有条件不合")

    def _nowhere(self) -> str:
        """No place even in the loosest form: the words are not there, or denied."""
        hits = self._page.matcher.all_hits(self._condition.says[0])
        denied = next((h for h in hits if self._page.is_negated(h[0])), None)
        if denied is not None:
            return f"{place(self._page, *denied)}是否定的说法"
        return f"{place(self._page, *hits[0])}不在句子里" if hits else "全文没有前面的词"

    def _told(self, step: _Step, match: Match) -> str:
        where = place(self._page, match.start, match.end)
        clause = self._page.clause_of(match.start)
        kind, _, number = step.reason.partition(" ")
        match kind:
            case "role":
                counted = "、".join(ROLES[r] for r in step.condition.roles)
                return f"{where}在〔{ROLES[clause.role]}〕部分,这里只看〔{counted}〕"
            case "standing":
                name = _STANDINGS.get(self._page.standings.at(match.start), "提到")
                return f"{where}是{name},不是本单位做的"
            case "group":
                return f"{where}{self._apart(int(number))}"
            case "state":
                return f"{where}{self._mood(match)}"
            case "number":
                return f"{where}{self._number(match)}"
            case _:
                return f"{where}{step.reason}"

    def _apart(self, group: int) -> str:
        """The other words stand elsewhere, or nowhere."""
        wanted = self._condition.says[group]
        hits = self._page.matcher.all_hits(wanted)
        missing = f"所在的{UNITS[self._condition.unit].removeprefix('一')}里没有「{words(wanted)}」"
        return f"{missing}(它在{place(self._page, *hits[0])},不在一处)" if hits else f"{missing},全文也没有"

    def _mood(self, match: Match) -> str:
        at = self._page.clauses.at(match.start)
        if self._page.clauses.clauses[at].heading:
            return "是标题,标题不算做了"
        return _MOODS.get(self._page.modality[at], "不是做了的说法")

    def _number(self, match: Match) -> str:
        start, end = self._page.sentence_range(self._page.clause_of(match.start).sentence)
        numbers = self._page.numbers_in(start, end)
        wanted = "、".join(self._condition.number or ()) or "不限单位"
        if not numbers:
            return f"没有数(要{wanted})"
        other = next((n for n in numbers if n.relation in _NUMBERS), None)
        if other is not None:
            return f"的数是{_NUMBERS[other.relation]},不是当年的"
        return f"的数单位不合(要{wanted})"


_KEYS = (
    ("state", "state"),
    ("topic", "说的不是这个话题"),
    ("about", "周围没有说到要说的事(about)"),
    ("under", "不在要求的标题、导语之下(under)"),
    ("number", "number"),
    ("without", "同处有不应有的说法(without)"),
    ("within", "几个词隔得太远(within)"),
    ("name", "没有书名号里的文件名(name)"),
    ("kinds", "列举的种类不够(kinds)"),
    ("chars", "写得太短(chars)"),
    ("opening", "不在开头(opening)"),
    ("heading", "不在标题里(heading)"),
    ("times", "次数不够(times)"),
)
