"""Archives and mails of submissions: names, nesting, and what must never be opened."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from archives import mail, zipped
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import ReadingError
from checker.files.limits import DEFAULT_LIMITS
from checker.reading.containers import documents, is_container, read_member
from checker.reading.containers.member import Names

TEXT = "沐源县2023年法治政府建设年度报告".encode()
SMALL = replace(DEFAULT_LIMITS, file_bytes=2_000_000, archive_bytes=4_000_000, members=5, nesting=2)


def listed(data: bytes, limits=DEFAULT_LIMITS):
    return [(m.name, m.problem) for m in documents(io.BytesIO(data), "报送.zip", limits)]


def read(data: bytes, *names: str, limits=DEFAULT_LIMITS):
    return read_member(io.BytesIO(data), names, "报送.zip", limits)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", ""])
def test_names_are_read_whatever_program_wrote_them(encoding):
    names = ["沐源县/2023年报告.docx", "霁川县司法局/报告(送审稿).txt", "readme.txt"]

    found = listed(zipped(dict.fromkeys(names, TEXT), encoding))

    assert [(n, "") for n in names] == found


def test_a_file_in_an_archive_in_an_archive_is_found_and_read():
    inner = zipped({"报告.txt": TEXT}, "gbk")
    outer = zipped({"各镇/嘉坪镇.zip": inner, "县本级.txt": b"x"})

    assert [("各镇/嘉坪镇.zip!/报告.txt", ""), ("县本级.txt", "")] == listed(outer)
    assert TEXT == read(outer, "各镇/嘉坪镇.zip", "报告.txt")


def test_attachments_of_a_mail_and_of_a_mail_forwarded_in_it_are_found():
    message = mail({"一.docx": TEXT}, forwarded=mail({"附件.zip": zipped({"二.txt": TEXT})}))
    data = message.as_bytes()

    found = listed(data)

    assert [
        ("邮件正文", "邮件正文(约 1 段)不作为报告读取;报告若写在正文里,请另存为 txt"),
        ("一.docx", ""),
        ("转发的邮件.eml!/邮件正文", "邮件正文(约 1 段)不作为报告读取;报告若写在正文里,请另存为 txt"),
        ("转发的邮件.eml!/附件.zip!/二.txt", ""),
    ] == found
    assert TEXT == read(data, "转发的邮件.eml", "附件.zip", "二.txt")


def test_an_attachment_whose_name_is_raw_gbk_is_named_right():
    raw = mail({"NAME.docx": TEXT}).as_bytes().replace(b"NAME", "报告".encode("gbk"))

    assert "报告.docx" in [name for name, _ in listed(raw)]


@pytest.mark.parametrize(
    "name", ["../../etc/报告.docx", "/etc/报告.docx", "C:\\报告.docx", "a/../../报告.docx", "..\\报告.docx"]
)
def test_names_that_point_outside_are_named_and_not_opened(name):
    data = zipped({name: TEXT})

    [(shown, problem)] = listed(data)

    assert "指向压缩包之外" in problem
    assert ".." not in shown.split("/")
    assert not shown.startswith("/")
    with pytest.raises(ReadingError, match="指向压缩包之外"):
        read(data, shown)


def test_links_are_not_followed():
    assert ["这是指向别处的链接,未打开"] == [p for _, p in listed(zipped({}, links={"报告.docx": "/etc/passwd"}))]


HOSTILE = {
    "bomb": (zipped({"报告.txt": b"0" * 1_900_000}), "疑似压缩炸弹"),
    "too large": (zipped({"报告.txt": bytes(range(256)) * 8_000}), "超过上限 2 MB"),
    "too deep": (zipped({"a.zip": zipped({"b.zip": zipped({"报告.txt": TEXT})})}), "套了超过 2 层"),
    "broken inside": (zipped({"a.zip": zipped({"报告.txt": TEXT})[:-30]}), ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_must_not_be_opened_is_named_with_the_reason(name):
    data, said = HOSTILE[name]

    assert any(said in problem for _, problem in listed(data, SMALL))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({f"{n}.txt": b"x" for n in range(6)}), "有 6 个文件,超过上限 5"),
        (zipped({f"{n}.txt": bytes(range(256)) * 5_000 for n in range(4)}), "解压后超过上限 4 MB"),
        (mail({"a.bin": b"\x01\x02" * 3_000_000}).as_bytes(), "邮件超过上限 4 MB"),
    ],
)
def test_a_container_beyond_the_limits_is_refused_as_a_whole(data, said):
    with pytest.raises(ReadingError, match=said):
        listed(data, SMALL)


def test_an_encrypted_entry_is_named():
    data = bytearray(zipped({"报告.docx": TEXT}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.rfind(mark) + (6 if mark.endswith(b"\x04") else 8)] |= 1

    assert ["设有解压密码,打不开;请去掉密码后再试"] == [p for _, p in listed(bytes(data))]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_kept():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("报告.txt", b"1")
        archive.writestr("报告.txt", b"2")

    assert [("报告.txt", ""), ("报告(2).txt", "")] == listed(buffer.getvalue())
    assert [b"1", b"2"] == [read(buffer.getvalue(), name) for name in ("报告.txt", "报告(2).txt")]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"From: a@b\n\nplain", "note.txt"),
        ("主题:报告\n\n沐源县".encode(), "报告.txt"),
        (b"<html><body>To: x</body></html>", "a.html"),
        (b"", "a.eml"),
        (zipped({"[Content_Types].xml": b"<x/>"}), "报告.docx"),
        (zipped({"OFD.xml": b"<x/>"}), "报告.zip"),
        (b"PK\x03\x04 broken", "a.zip"),
    ],
)
def test_documents_are_no_containers(data, name):
    assert not is_container(io.BytesIO(data), name)


@pytest.mark.parametrize("name", ["没有.txt", "县本级.txt!/x"])
def test_a_name_that_is_not_inside_is_an_error(name):
    with pytest.raises(ReadingError, match="没有“"):
        read(zipped({"县本级.txt": b"x"}), *name.split("!/"))


@given(st.lists(st.text(max_size=40), max_size=8))
def test_given_names_are_harmless_and_differ(raw):
    names = Names()
    given_names = [names.give(r) for r in raw]

    assert len(given_names) == len(set(given_names))
    for name in given_names:
        assert all(part not in {"", ".", ".."} and "\x00" not in part for part in name.split("/"))
        assert "!/" not in name


def test_an_archive_whose_files_share_their_bytes_is_refused_as_a_whole():
    data = bytearray(zipped({"甲.txt": TEXT, "乙.txt": TEXT}))
    entries = [at for at in range(len(data)) if data[at : at + 4] == b"PK\x01\x02"]
    data[entries[1] + 42 : entries[1] + 46] = data[entries[0] + 42 : entries[0] + 46]  # both begin at one place

    with pytest.raises(ReadingError) as error:
        listed(bytes(data))

    assert "互相重叠" in error.value.message
