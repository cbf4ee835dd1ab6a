"""Audit memos: the letter to the unit, the sheet for the file, the summary of a batch.

Data flows one way: assessment → decisions (:mod:`checker.results.decisions`) → fields (:mod:`.fields`,
filled by :mod:`.view`) → Word (:mod:`.layout` builds the templates, :mod:`.template` fills them) and Markdown.
"""

from __future__ import annotations

from checker.memo.letterhead import Letterhead, load_letterhead
from checker.memo.maker import MemoMaker, Papers, SummaryRow
from checker.memo.summary import render_summary

__all__ = ["Letterhead", "MemoMaker", "Papers", "SummaryRow", "load_letterhead", "render_summary"]
