"""What is proposed for a document as a whole: decided once, by the pack's rules (``rules/language/conclusion.yaml``).

Every form shows this one. The rules count; what counts how much, and in which words it is said, is theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from checker.errors import RuleError
from checker.lexicon import Lexicon
from checker.model import (
    Assessment,
    Conclusion,
    Document,
    DocumentKind,
    Finding,
    Note,
    Obligation,
    Result,
    Severity,
    Verdict,
)
from checker.model.names import KINDS

__all__ = ["ConclusionRules", "is_doubtful_text"]

_FILE = "language/conclusion.yaml"
_SECTION = "conclusion"
_LOST = frozenset({"text-quality", "undecodable"})
_LOW = "low"
_NAMED = 3  # how many titles a ground names
_GROUNDS = 3
_TITLE = 24  # characters of a title or quotation
_REMARK = re.compile(r"[((][^()()]*[))]$")  # in brackets at the end of a title: which of the five it is
_STATES = {"missing": Verdict.MISSING, "partial": Verdict.PARTIAL, "review": Verdict.REVIEW}
_OPEN_PERCENT = "normative_open_percent"
_PLAIN = ("errors", "review", "unreliable_text", _OPEN_PERCENT, *(s.value for s in Severity))


def is_doubtful_text(document: Document, notes: Sequence[Note]) -> bool:
    """Whether some of the text may be lost: read from pictures with doubts, characters missing or undecodable."""
    return bool(document.doubtful) or any(n.code in _LOST for n in notes)


@dataclass(frozen=True, slots=True)
class _Count:
    """How many, and the names of those that were counted, in order of weight; ``more`` are other numbers to say."""

    n: int
    titles: tuple[str, ...] = ()
    more: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    text: str
    when: tuple[Mapping[str, int], ...]


@dataclass(frozen=True, slots=True)
class ConclusionRules:
    """The pack's rules for the conclusion, checked when they are read."""

    groups: Mapping[str, tuple[str, ...]]
    candidates: tuple[_Candidate, ...]
    grounds: Mapping[str, str]
    nothing: str
    wrong_document: Mapping[str, Any]
    unreadable: Mapping[str, Any]
    pending: Mapping[str, Any]

    @classmethod
    def from_lexicon(cls, lexicon: Lexicon) -> ConclusionRules:
        """Read them from the pack's language files.

        Raises:
            RuleError: A key is absent, a counter does not exist or has no words, or no conclusion is always possible.
        """
        groups = {name: tuple(patterns) for name, patterns in lexicon.table(_SECTION, "groups").items()}
        known = {*_PLAIN, *(f"{g}_{s}" for g in (*groups, *Obligation) for s in (*_STATES, "doubtful"))}
        candidates = tuple(_candidate(data) for data in lexicon.value(_SECTION, "conclusions"))
        grounds = {k: str(v) for k, v in lexicon.table(_SECTION, "grounds").items()}
        asked = {key for c in candidates for group in c.when for key in group}
        for key in sorted({*asked, *grounds} - known):
            msg = f"结论的条件不认识“{key}”,可用:{'、'.join(sorted(known))}。"
            raise RuleError(msg, _FILE)
        for key in sorted(asked - set(grounds)):
            msg = f"grounds 里没有写“{key}”怎样说。"
            raise RuleError(msg, _FILE)
        if not candidates or {} not in candidates[-1].when:
            msg = "conclusions 最后一项要在没有问题时也适用,请写 when: [{}]。"
            raise RuleError(msg, _FILE)
        return cls(
            groups,
            candidates,
            grounds,
            str(lexicon.value(_SECTION, "nothing")),
            lexicon.table(_SECTION, "wrong_document"),
            lexicon.table(_SECTION, "unreadable"),
            lexicon.table(_SECTION, "pending"),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Every conclusion that there is, in the order of the rules."""
        others = (self.wrong_document["name"], self.wrong_document["unsure_name"], self.unreadable["name"])
        return tuple(dict.fromkeys([*(c.name for c in self.candidates), *map(str, others), str(self.pending["name"])]))

    def conclude(self, assessment: Assessment) -> Conclusion:
        """The first conclusion that holds, with what led to it."""
        document = assessment.document
        if not assessment.results:
            return self._not_judged(document.kind)
        counts = _Counts(assessment, self.groups)
        for candidate in self.candidates:
            reached = [g for g in candidate.when if all(counts.of(key).n >= n for key, n in g.items())]
            if reached:
                keys = list(dict.fromkeys(key for group in reached for key in group))[:_GROUNDS]
                return Conclusion(candidate.name, tuple(self._ground(k, counts.of(k)) for k in keys) or (self.nothing,))
        msg = "没有一项结论适用。"
        raise RuleError(msg, _FILE)

    def conclude_reviewed(self, assessment: Assessment, said: Assessment, waiting: int) -> Conclusion:
        """The conclusion while reviewers are at work.

        ``said`` is what they have let stand so far; ``waiting`` counts the points that nobody has decided. Where these
        could change the conclusion it waits.
        """
        whole = self.conclude(assessment)
        if not waiting:
            return whole
        told = self.conclude(said)
        if told.name == whole.name:
            return told  # its grounds name nothing that is left out for now
        return Conclusion(str(self.pending["name"]), (str(self.pending["ground"]).format(n=waiting),))

    def _not_judged(self, kind: DocumentKind) -> Conclusion:
        wrong = self.wrong_document
        if kind is DocumentKind.RULE_OF_LAW_REPORT:
            return Conclusion(str(self.unreadable["name"]), (str(self.unreadable["ground"]),))
        if kind.value in wrong["unsure"]:
            return Conclusion(str(wrong["unsure_name"]), (str(wrong["unsure_ground"]),))
        return Conclusion(str(wrong["name"]), (str(wrong["ground"]).format(kind=KINDS[kind]),))

    def _ground(self, key: str, count: _Count) -> str:
        titles = "、".join(count.titles[:_NAMED]) + ("等" if len(count.titles) > _NAMED else "")
        return self.grounds[key].format(n=count.n, titles=titles, **(count.more or {}))


def _candidate(data: Mapping[str, Any]) -> _Candidate:
    groups = data.get("when")
    if not isinstance(groups, list) or not all(isinstance(g, dict) for g in groups):
        msg = "结论的 when 应为一组或几组条件。"
        raise RuleError(msg, _FILE)
    return _Candidate(str(data["name"]), str(data["text"]), tuple(groups))


class _Counts:
    """What can be counted in an assessment; what is set aside counts nowhere."""

    def __init__(self, assessment: Assessment, groups: Mapping[str, Sequence[str]]) -> None:
        self._assessment, self._groups = assessment, groups
        self._results = [r for r in assessment.results if not r.set_aside]

    def of(self, key: str) -> _Count:
        """One counter."""
        if key in list(Severity):
            return self._findings(Severity(key))
        if key == "unreliable_text":
            return _Count(int(is_doubtful_text(self._assessment.document, self._assessment.notes)))
        if key == _OPEN_PERCENT:
            return self._open_percent()
        if key == "errors":
            return _named(r for r in self._results if r.verdict is Verdict.ERROR)
        group, _, state = key.rpartition("_")  # a counter without a group counts all
        mine = [r for r in self._results if self._belongs(r, group)]
        if state == "doubtful":
            return _named(r for r in mine if r.confidence == _LOW and r.verdict in (Verdict.MISSING, Verdict.PARTIAL))
        verdict = _STATES[state]
        doubted = verdict is not Verdict.REVIEW  # a verdict that is doubted is counted as doubtful
        return _named(r for r in mine if r.verdict is verdict and not (doubted and r.confidence == _LOW))

    def _belongs(self, result: Result, group: str) -> bool:
        """Whether a result is counted under a group: its rules by pattern, an obligation, or (empty) all of them."""
        if group in self._groups:
            return any(fnmatchcase(result.rule_id, p) for p in self._groups[group])
        return not group or result.obligation.value == group

    def _findings(self, severity: Severity) -> _Count:
        mine = [
            f
            for f in self._assessment.findings
            if f.severity is severity and not f.set_aside and f.confidence != _LOW and not self._is_told(f)
        ]
        return _Count(len(mine), tuple(dict.fromkeys(f"“{_short(f.text)}”" for f in mine)))

    def _is_told(self, finding: Finding) -> bool:
        """Whether a finding only repeats what the verdict of its own rule says."""
        return any(
            r.rule_id == finding.rule_id and r.verdict in (Verdict.MISSING, Verdict.PARTIAL) for r in self._results
        )

    def _open_percent(self) -> _Count:
        """How much of what the normative items ask for is not there; what is there in part counts half."""
        verdicts = [r.verdict for r in self._results if r.obligation is Obligation.NORMATIVE]
        missing, partial = verdicts.count(Verdict.MISSING), verdicts.count(Verdict.PARTIAL)
        asked = missing + partial + verdicts.count(Verdict.FULL)
        percent = (2 * missing + partial) * 50 // asked if asked else 0
        return _Count(percent, (), {"asked": asked, "missing": missing, "partial": partial})


def _named(results: Iterator[Result]) -> _Count:
    found = list(results)
    return _Count(len(found), tuple(_short(_REMARK.sub("", r.title)) for r in found))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _TITLE else flat[: _TITLE - 1] + "…"
