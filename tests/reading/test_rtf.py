"""Rich text files by hand: what Word and WPS write and LibreOffice does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.errors import ReadingError, SecretError
from checker.files.limits import DEFAULT_LIMITS, Limits
from checker.lexicon import Lexicon
from checker.model import BlockKind, RawText
from checker.reading.formats.rtf import read_rtf
from checker.reading.understanding.secrecy import check_secrecy

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f2\fcharset2 Wingdings;}{\f3\fcharset136 Ming;}}"
)


@pytest.fixture
def read() -> Callable[[str], RawText]:
    """Return a reader of what stands after the head."""
    return lambda body: read_rtf((HEAD + body + "}").encode("latin-1"), DEFAULT_LIMITS, "r.rtf")


def gbk(text: str) -> str:
    """Chinese characters as rtf writes their bytes."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rf"\f1 {gbk('法治政府')}\par", "法治政府"),
        (rf"\f0 {gbk('法治政府')}\par", "法治政府"),
        (rf"\loch\af0\hich\af0\dbch\af1 {gbk('复议')}\loch\f0 86{gbk('件')}\par", "复议86件"),
        ("\\f3 " + "".join(f"\\'{b:02x}" for b in "複議".encode("big5")) + r"\par", "複議"),
        (r"\f1 \'81@\'d6\'d0\par", "丂中"),
        (r"\f0 caf\'e9 \'93a\'94\par", "café “a”"),
        (r"\uc1\u27861?\u27835?\par", "法治"),
        (r"\uc2\u27861\'b7\'a8\u27835\'d6\'ce\uc0\u25919\par", "法治政"),
        (r"\u-10179?\u-8239?\par", "\U0001f7d1"),
        (r"a\~b\_c\emdash d\line e\tab f\par", "a\u00a0b-c—d\ne\tf"),
        (r"{\upr{old}{\*\ud{\u27861?}}}\par", "法"),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 3}}\par", "3"),
        (r"a{\v hidden}b{\deleted gone}c\par", "abc"),
        (r"a{\*\unknown dest}b{\pict 00ff}c\par", "abc"),
        (r"a\bin5 {{{{{b\par", "ab"),
        (r"one{\deleted \par}two\par", "onetwo"),
    ],
)
def test_characters_and_what_is_not_text(read: Callable[[str], RawText], body: str, text: str) -> None:
    """Code pages by font, Unicode with its stand-ins, fields, hidden and deleted words."""
    assert read(body).text == text


def test_numbers_are_taken_as_written_and_bullets_dropped(read: Callable[[str], RawText]) -> None:
    """Word writes the number of a list paragraph beside it."""
    raw = read(
        rf"{{\listtext\f1 {gbk('一、')}\tab}}\ls1\outlinelevel0\f1 {gbk('成效')}\par\pard"
        rf"{{\listtext\f2 \'6c\tab}}\f1 {gbk('圆点')}\par"
    )

    assert [(b.kind, b.span.of(raw.text)) for b in raw.blocks] == [
        (BlockKind.HEADING, "一、成效"),
        (BlockKind.TEXT, "圆点"),
    ]


def test_numbers_that_are_not_written_are_counted(read: Callable[[str], RawText]) -> None:
    """By the list tables of the file."""
    tables = (
        r"{\*\listtable{\list{\listlevel\levelnfc37\levelstartat1{\leveltext\'02\'00\u12289?;}{\levelnumbers\'01;}}"
        r"\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}}"
    )

    raw = read(tables + r"\pard\ls1\ilvl0 a\par\pard\ls1\ilvl0 b\par")

    assert raw.text == "一、a\n二、b"


def test_a_list_that_is_not_described_is_noted(read: Callable[[str], RawText]) -> None:
    """A lost number is never silent."""
    assert [n.code for n in read(r"\pard\ls5 a\par").notes] == ["rtf-numbers"]


def test_rows_keep_merged_cells_in_their_columns(read: Callable[[str], RawText]) -> None:
    """By the borders that each row states."""
    raw = read(
        r"\trowd\clvmgf\cellx1000\cellx3000\pard\intbl a\cell b\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2010\cellx3000\pard\intbl\cell c\cell d\cell\row\pard e\par"
    )

    assert [[c.of(raw.text) for c in b.cells] for b in raw.blocks[:2]] == [["a", "b", ""], ["", "c", "d"]]
    assert raw.text.endswith("\ne")


def test_text_boxes_and_notes_are_read_once(read: Callable[[str], RawText]) -> None:
    """A shape is repeated for old programs."""
    raw = read(
        r"a{\super\chftn}{\footnote\pard{\chftn} note}b{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box\par}}"
        r"{\shprslt{\*\do\dptxbx{\dptxbxtext box\par}}}}\par"
    )

    assert raw.text == "a[注1]b\nbox\n[注1]note"


def test_a_file_cut_off_is_read_as_far_as_it_goes_with_a_note() -> None:
    """The words that are there may be all that is missing."""
    raw = read_rtf((HEAD + r"a\par {\b b").encode("latin-1"), DEFAULT_LIMITS, "r.rtf")

    assert (raw.text, [n.code for n in raw.notes]) == ("a\nb", ["rtf-truncated"])


@pytest.mark.parametrize("body", ["{" * 1_000_000, "{\\b a}" * 20_000])
def test_absurd_nesting_and_length_are_refused(body: str) -> None:
    """In bounded time."""
    with pytest.raises(ReadingError, match="不是正常"):
        read_rtf((HEAD + body).encode("latin-1"), Limits(elements=50_000), "r.rtf")


def test_a_mark_of_secrecy_in_a_header_stops_the_run(read: Callable[[str], RawText], lexicon: Lexicon) -> None:
    """As in a Word file."""
    raw = read(rf"{{\header\f1 {gbk('机密')}\u9733?10{gbk('年')}\par}}\f1 {gbk('法治政府建设情况报告')}\par")

    with pytest.raises(SecretError, match="页眉"):
        check_secrecy("r.rtf", raw, lexicon)
