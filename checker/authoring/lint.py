"""What is wrong or doubtful in a pack's rules, each with its place and what to do.

Beyond what loading refuses (schema, duplicate ids, broken phrases) this looks at the sense of a rule: names that do
not exist, elements that no verdict uses, phrases that can never match or that others cover, bases that ended before
the rule begins, examples that leave a verdict untried, and words that automatic output must not use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.engine.assess import VERDICT_FUNCTIONS, in_order
from checker.engine.verdicts import expression
from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import Role
from checker.rules.loader import Loaded, load_pack, pack_files
from checker.rules.model import Element, Rule
from checker.rules.phrase import Phrase, split_alternatives
from checker.rules.recogniser import read_recogniser, stale
from checker.rules.strict_yaml import Marked
from checker.rules.validate import Problem, violations
from checker.text.normal import fold_text

JUDGED = ("section", "topic", "figure", "metadata")
FULL_EXAMPLES, MISSING_EXAMPLES = 3, 2
FUNCTION_NAMES = frozenset(
    (
        "count", "kinds", "points", "numbers", "share", "aligned", "full", "shown", "count_full", "reported",
        "value_is_zero", "outcomes_add_up",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Context:
    loaded: Loaded
    lexicon: Lexicon
    ids: frozenset[str]
    shared: frozenset[str]
    topics: frozenset[str]
    dimensions: frozenset[str]


def lint_pack(name: str) -> Iterator[Problem]:
    """Problems of the pack called ``name``, in order of file and line.

    Raises:
        RuleError: The pack cannot be loaded at all.
    """
    files = pack_files(name)
    broken = [p for marked in files for p in violations(marked, "rules")]
    if broken:
        yield from broken
        return
    loaded = load_pack(name)
    pack = loaded.pack
    context = _Context(
        loaded,
        loaded.lexicon,
        frozenset(r.id for r in pack.rules),
        frozenset(e.name for e in pack.shared),
        frozenset(t for members in pack.topics.values() for t in members),
        frozenset(d.id for d in pack.dimensions),
    )
    places = dict(_places(files))
    try:
        in_order(pack.rules)
    except RuleError as error:
        yield Problem(error.where, error.message)
    for rule in pack.rules:
        if rule.id in places:
            marked, index = places[rule.id]
            for part, message in lint_rule(rule, context):
                yield Problem(marked.where(("rules", index, *part)), f"{rule.id}:{message}")


def stale_remarks(name: str) -> Iterator[str]:
    """That the recogniser has not seen the examples as they are now; a remark, because the rules work without it."""
    loaded = load_pack(name)
    changed = [r.id for r in stale(loaded.pack.rules, read_recogniser(loaded.folders))]
    if changed:
        named = "、".join(changed[:_NAMED]) + ("等" if len(changed) > _NAMED else "")
        yield f"提示:{named} {len(changed)} 条规则的例子改过,识别数据还没有学到;可运行 checker rules learn。"


_NAMED = 3


def _places(files: list[Marked]) -> Iterator[tuple[str, tuple[Marked, int]]]:
    for marked in files:
        for index, rule in enumerate((marked.data or {}).get("rules", ())):
            yield rule["id"], (marked, index)


Part = tuple[str | int, ...]


def lint_rule(rule: Rule, context: _Context) -> Iterator[tuple[Part, str]]:
    """Problems of one rule: where inside it, and what."""
    if rule.dimension not in context.dimensions:
        yield ("id",), f"一级指标“{rule.dimension}”不在 pack.yaml 的 dimensions 里。"
    yield from _verdicts(rule, context)
    for element in rule.elements:
        yield from _element(element, context)
    for index, spec in enumerate(rule.figures):
        if spec.topic and spec.topic not in context.topics:
            yield ("figures", index, "topic"), f"没有话题“{spec.topic}”,请在 topics.yaml 定义。"
        yield from _phrases(("figures", index, "says"), spec.says)
    yield from _bases(rule)
    if rule.kind in JUDGED:
        yield from _examples(rule)
    yield from _words(rule, context.lexicon)


def _verdicts(rule: Rule, context: _Context) -> Iterator[tuple[Part, str]]:
    elements = {e.name for e in rule.elements}
    labels = {s.label for s in rule.figures}
    facts = rule.kind == "metadata"
    used: set[str] = set()
    for key, source in rule.verdict.items():
        try:
            names, functions = expression.names(source)
        except RuleError as error:
            yield ("verdict", key), error.message
            continue
        used |= names
        for name in sorted(names - elements - labels - context.shared - set(rule.params) - {"figure", "none"}):
            if not (facts or name.isascii()):
                yield ("verdict", key), f"判定式用了不存在的要素“{name}”。"
        for name in sorted(functions - FUNCTION_NAMES):
            yield ("verdict", key), f"判定式用了不存在的函数“{name}”。可用:{'、'.join(sorted(FUNCTION_NAMES))}。"
        for other in sorted(set(expression.quoted_in(source, VERDICT_FUNCTIONS)) - context.ids):
            yield ("verdict", key), f"判定式引用了不存在的规则“{other}”。"
    for finding in rule.findings:
        used |= expression.names(finding.when)[0]
    used |= {str(check.get("element")) for check in rule.params.get("checks", ())}
    for name in sorted(elements - used):
        yield ("elements", name), f"没有判定式用到要素“{name}”,请用上或删去。"


def _element(element: Element, context: _Context) -> Iterator[tuple[Part, str]]:
    place: Part = ("elements", element.name)
    for condition in element.conditions:
        if condition.topic and condition.topic not in context.topics:
            yield place, f"没有话题“{condition.topic}”,请在 topics.yaml 定义。"
        if not (condition.says or condition.part or condition.number is not None or condition.topic or condition.about):
            yield place, f"要素“{element.name}”的条件什么也没要求。"
        if condition.kinds > 1 and condition.says and len(condition.says[0]) < condition.kinds:
            yield place, f"kinds 要 {condition.kinds} 种,而第一组只有 {len(condition.says[0])} 个词条。"
        for group in condition.says:
            yield from _phrases(place, group)


def _phrases(place: Part, group: tuple[Phrase, ...]) -> Iterator[tuple[Part, str]]:
    for phrase in group:
        if phrase.pattern:
            yield from ((place, message) for message in _pattern(phrase.pattern))
    plain = [(p, literal) for p in group for literal in _plain(p)]
    for phrase, literal in plain:
        for other, shorter in plain:
            if literal != shorter and shorter in literal and phrase.source == other.source:
                yield place, f"“{literal}”多余:含“{shorter}”的文字已经算命中。"
                break


def _plain(phrase: Phrase) -> list[str]:
    """Alternatives of a phrase that are literals as they are written (not spelled out from groups or sets)."""
    if phrase.pattern:
        return []
    written = {fold_text(part) for part in split_alternatives(phrase.source) if not set(part) & set("[]…#@?")}
    return sorted(written)


def _pattern(pattern: str) -> Iterator[str]:
    import regex

    try:
        regex.compile(pattern)
    except regex.error as error:
        yield f"正则写法有误({error}):{pattern}"
    literal = re.sub(r"\\.|\[[^\]]*\]|[(){}?*+|^$.]", "", pattern)
    if fold_text(literal) != literal:
        yield f"正则里有归一后不会出现的字(全角、空白等),永远不会命中:{pattern}"


def _bases(rule: Rule) -> Iterator[tuple[Part, str]]:
    first = rule.applies.years.first
    for index, basis in enumerate(rule.basis):
        if first is not None and basis.last_year is not None and basis.last_year < first:
            yield ("basis", index), f"依据截止 {basis.last_year} 年,早于本规则起用的 {first} 年。"
    if not rule.basis:
        return
    spans = sorted((b.first_year or 0, b.last_year or 9999) for b in rule.basis if b.region is None)
    covered = 0
    for (_, last), (following, _) in pairwise(spans):
        covered = max(covered, last)
        if following > covered + 1 and first is not None and following > first and covered >= first:
            yield ("basis",), f"{covered + 1}—{following - 1} 年没有依据。"


def _examples(rule: Rule) -> Iterator[tuple[Part, str]]:
    counts = {v: sum(e.verdict == v for e in rule.examples) for v in ("full", "partial", "missing", "not_applicable")}
    needed = {"full": FULL_EXAMPLES, "missing": MISSING_EXAMPLES, "partial": 1, "not_applicable": 1}
    for verdict, number in needed.items():
        taught = rule.learned and verdict == "full"
        if verdict != "missing" and verdict not in rule.verdict and not taught:
            continue
        least = 1 if rule.kind in ("metadata", "section") else number
        if counts[verdict] < least:
            yield ("examples",), f"例子不够:{verdict} 至少 {least} 个,现有 {counts[verdict]} 个。"
    if _done_in_year(rule) and not any(e.role == "plan" and e.verdict == "missing" for e in rule.examples):
        yield ("examples",), "缺少一个只在下一年计划里提到(role: plan,应为 missing)的例子。"


def _done_in_year(rule: Rule) -> bool:
    """Whether a rule asks for something done in the year, so that a plan alone must not satisfy it."""
    roles = {r for e in rule.elements for c in e.conditions for r in c.roles} | set(rule.scope)
    about_parts = any(c.part for e in rule.elements for c in e.conditions)
    return rule.kind in ("topic", "figure") and Role.PLAN not in roles and not about_parts


def _words(rule: Rule, lexicon: Lexicon) -> Iterator[tuple[Part, str]]:
    ending = str(lexicon.value("forbidden", "suggestion_ending"))
    if rule.kind in JUDGED and rule.suggestion and not fold_text(rule.suggestion).endswith(fold_text(ending)):
        yield ("suggestion",), f"建议要以“{ending}”结尾。"
    texts = {key: getattr(rule, key) for key in ("title", "passed", "gap", "partial_gap", "suggestion")}
    for key, text in texts.items():
        for word in forbidden_words(text, lexicon):
            yield (key,), f"不用“{word}”这样的说法,请改为未见、建议补充、请核实。"
    for index, finding in enumerate(rule.findings):
        for word in forbidden_words(finding.message + finding.suggestion, lexicon):
            yield ("findings", index), f"不用“{word}”这样的说法,请改为未见、建议补充、请核实。"


def forbidden_words(text: str, lexicon: Lexicon) -> list[str]:
    """Words of ``text`` that automatic output must not use (terms of the law that contain them are let through).

    A judgement on a court, a procuratorate or a person is given as the words from the one to the other.
    """
    for allowed in lexicon.words("forbidden", "allowed"):
        text = text.replace(allowed, "")
    who, what = ("|".join(map(re.escape, lexicon.words("forbidden", key))) for key in ("judged", "faults"))
    reach = int(lexicon.value("forbidden", "reach"))
    judging = re.compile(rf"(?:{who})[^,，.。;；:：、!！?？《》\n]{{0,{reach}}}?(?:{what})")
    found = [word for word in lexicon.words("forbidden", "words") if word in text]
    return found + judging.findall(text)
