"""All papers of one assessment, as a callable that can be sent to another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from checker.memo.internal import SummaryRow, build_internal, decision_remarks, summary_row
from checker.memo.markdown import internal_markdown, memo_markdown
from checker.memo.request import OPINION, RETURN, Wanted
from checker.memo.view import build_memo
from checker.model import Assessment
from checker.results.decisions import ruled, unruled

__all__ = ["FORMS", "MemoMaker", "Papers", "SummaryRow", "as_fields"]

FORMS = ("docx", "md")


def as_fields(paper: Any) -> dict[str, Any]:  # noqa: ANN401 - any of our dataclasses
    """The fields of a paper by name, for a template."""
    return {f.name: getattr(paper, f.name) for f in fields(paper)}


@dataclass(frozen=True, slots=True)
class Papers:
    """Files by the part of their name that follows the document's: for the unit, for the office; the summary's row."""

    files: Mapping[str, bytes]
    internal: Mapping[str, bytes]
    row: SummaryRow


@dataclass(frozen=True, slots=True)
class MemoMaker:
    """Makes the memo and the internal sheet. ``decided``: reviewers had a say; ``template`` None: ours."""

    wanted: Wanted
    forms: tuple[str, ...] = FORMS
    decided: bool = False
    template: bytes | None = None
    template_name: str = ""

    def __call__(self, assessment: Assessment) -> Papers:
        """All papers of one document.

        Raises:
            TemplateError: The bureau's template cannot be filled.
        """
        ruling = ruled(assessment, self.wanted.undecided) if self.decided else unruled(assessment)
        wanted = replace(self.wanted, annex=self.wanted.annex or self.template is not None)
        messages = list(decision_remarks(assessment, ruling))
        memo = build_memo(assessment, ruling, wanted)
        if wanted.kind == RETURN and memo.conclusion_name not in wanted.words.corrected:
            messages.append(f"{memo.conclusion},没有出退回补正通知,改出审核意见。")
            memo = build_memo(assessment, ruling, replace(wanted, kind=OPINION))
        sheet = build_internal(assessment, ruling, memo, wanted)
        files: dict[str, bytes] = {}
        kept: dict[str, bytes] = {}
        if "docx" in self.forms:
            from checker.memo.layout import shipped_template
            from checker.memo.layout_internal import internal_template
            from checker.memo.template import fill

            template = self.template or shipped_template(memo.kind)
            files["memo.docx"] = fill(template, as_fields(memo), memo.title, self.template_name, wanted.as_of)
            internal = internal_template("internal")
            kept["internal.docx"] = fill(internal, as_fields(sheet), sheet.title, "", wanted.as_of)
        if "md" in self.forms:
            files["memo.md"] = memo_markdown(memo)
            kept["internal.md"] = internal_markdown(sheet)
        return Papers(files, kept, summary_row(assessment, ruling, memo.conclusion, messages))
