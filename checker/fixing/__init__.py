"""Mechanical replacements that findings propose, put into a copy of the file.

``fix`` is the way in: it plans the replacements, writes them in the file's own format, reads the result again, and
keeps only what then reads as expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.fixing import docx, text
from checker.fixing.plan import Change, Skipped, Writer, plan, settle, spliced
from checker.fixing.tracked import tracked
from checker.model import Document, Finding

__all__ = ["WRITERS", "Change", "Fixed", "Skipped", "fix"]

WRITERS: dict[str, type[Writer]] = {"docx": docx.Docx, "md": text.Text, "txt": text.Text}
"""Formats that can be written: name → writer."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came of it. ``text`` is the document's text with ``changes``; ``data`` None: the format is not written."""

    text: str
    data: bytes | None
    changes: tuple[Change, ...]
    skipped: tuple[Skipped, ...]


def fix(document: Document, data: bytes, findings: Sequence[Finding], author: str | None = None) -> Fixed:
    """Put the fixes of ``findings`` into ``data``, the file that ``document`` was read from.

    In a Word file they are revisions by ``author``; None: plain changes.
    """
    changes, skipped = plan(document.text, findings)
    kind = tracked(author) if author is not None and document.format == "docx" else WRITERS.get(document.format)
    if kind is None:
        return Fixed(spliced(document.text, changes), None, changes, skipped)
    done, kept, refused = settle(document.text, changes, kind(data, document.text))
    ordered = sorted((*skipped, *refused), key=lambda s: (s.finding.start, s.finding.rule_id))
    return Fixed(spliced(document.text, kept), done, kept, tuple(ordered))
