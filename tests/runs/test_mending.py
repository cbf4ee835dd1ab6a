"""Fixes are judged again before they are offered."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model import Document, DocumentKind, Finding, Fix, Severity, Stage
from checker.options import Options
from checker.runs.mending import mend

TEXT = "深化放服管改革。\n首席审批管制度。\n"


def finding(old, new, text=TEXT, rule="wording.typos"):
    at = text.index(old)
    line = text.count("\n", 0, at) + 1
    put = Fix(at, at + len(old), new) if new is not None else None
    return Finding(rule, "wording", Severity.LOW, "high", "…", old, at, at + len(old), line, rule + old, "", fix=put)


@dataclass
class Judge:
    """A checker with an opinion of its own about some words."""

    faults: dict

    def check_bytes(self, name, data, *_):
        """Judge a text."""
        text = data.decode()
        found = tuple(finding(old, new, text) for old, new in self.faults.items() if old in text)

        @dataclass
        class Judged:
            document: Document
            findings: tuple

        document = Document(name, "0" * 64, "txt", text, DocumentKind.OTHER, Stage.DRAFT, (), (), (), (), ())
        return Judged(document, found)


def test_fixes_that_pass_the_checker_again_are_made():
    _, fixed = mend(Judge({"放服管": "放管服", "审批管": "审批官"}), "a.txt", TEXT.encode(), Options())

    assert "深化放管服改革。\n首席审批官制度。\n" == fixed.data.decode()
    assert () == fixed.skipped


def test_a_fix_that_makes_a_new_finding_is_left_to_the_user():
    """The other one is made all the same."""
    judge = Judge({"放服管": "放管管", "放管管": None, "审批管": "审批官"})

    _, fixed = mend(judge, "a.txt", TEXT.encode(), Options())

    assert "深化放服管改革。\n首席审批官制度。\n" == fixed.data.decode()
    (left,) = fixed.skipped
    assert ("放服管", True) == (left.old, "改后再核对" in left.reason)


def test_a_fix_after_which_its_finding_is_still_there_is_left_to_the_user():
    judge = Judge({"放服管": "了放服管"})

    _, fixed = mend(judge, "a.txt", TEXT.encode(), Options())

    assert TEXT == fixed.data.decode()
    assert 1 == len(fixed.skipped)
