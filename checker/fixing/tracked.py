"""Word files with the changes as revisions (``w:ins``, ``w:del``) that can be accepted or rejected one by one.

The run that a change stands in is cut where the change begins and ends, each piece with the properties of the run; its
XML is not rebuilt. Word and WPS show who proposed it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from checker.fixing.docx import Cut, Docx
from checker.fixing.plan import Change, Unfit
from checker.fixing.runs import Piece, rewritten

__all__ = ["tracked"]

_NUMBERS = re.compile(rb"""\bid=["'](\d{1,9})["']""")
_ELSEWHERE = "这处文字不能写成修订(在公式、图形里,或字的格式另有修订),请在 Word 里修改"


def tracked(author: str) -> type[Docx]:
    """A writer whose changes are revisions by ``author``."""

    class TrackedDocx(_Tracked):
        """Revisions by one author."""

        AUTHOR = author

    return TrackedDocx


class _Tracked(Docx):
    """Writes every change as a revision."""

    AUTHOR = ""

    def check(self, change: Change) -> None:
        """As for any Word file, and that a revision may stand there.

        Raises:
            Unfit: It may not.
        """
        super().check(change)
        for edit in change.edits:
            for place, _ in self._cuts(edit, change):
                if place.piece.prefix is None or b"rPrChange" in place.piece.looks:
                    raise Unfit(_ELSEWHERE)

    def _rewritten(self, name: str, pieces: Mapping[Piece, Sequence[Cut]]) -> bytes:
        xml = self.contents[name]
        number = 1 + max((int(n) for n in _NUMBERS.findall(xml)), default=0)
        new: dict[Piece, str | bytes] = {}
        for piece in sorted(pieces, key=lambda p: p.start):
            new[piece] = self._revised(piece, pieces[piece], number)
            number += 2 * len(pieces[piece])
        return rewritten(xml, new)

    def _revised(self, piece: Piece, cuts: Sequence[Cut], number: int) -> bytes:
        """The contents of a piece: its words up to a change, the revision, a new run with the words after it."""
        out, at, prefix = [], 0, piece.prefix or ""
        open_run, close_run = f"<{prefix}r>".encode() + piece.looks, f"</{prefix}r>".encode()
        for cut in sorted(cuts, key=lambda c: (c.start, c.end)):
            out += [_escaped(piece.text[at : cut.start]), f"</{prefix}t>".encode(), close_run]
            for tag, word, text in (("del", "delText", piece.text[cut.start : cut.end]), ("ins", "t", cut.text)):
                if text:
                    by = html.escape(self.AUTHOR)
                    out += [
                        f'<{prefix}{tag} {prefix}id="{number}" {prefix}author="{by}">'.encode(),
                        open_run,
                        f'<{prefix}{word} xml:space="preserve">'.encode(),
                        _escaped(text),
                        f"</{prefix}{word}>".encode(),
                        close_run,
                        f"</{prefix}{tag}>".encode(),
                    ]
                number += 1
            out += [open_run, f'<{prefix}t xml:space="preserve">'.encode()]
            at = cut.end
        return b"".join([*out, _escaped(piece.text[at:])])


def _escaped(text: str) -> bytes:
    return html.escape(text, quote=False).encode()
