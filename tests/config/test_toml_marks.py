"""Every key of a TOML file is found where it stands."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.config.toml_marks import below, load
from checker.errors import ConfigError

TEXT = '''# 注释里有 a = 1 和 [表]
pack = "national" # 后面的 [注释]
"level" = 'county'
formats = [
  "json", # ] 不算
  "html",
]
note = """
[limits]
pages = 1
"""
limits.file-mb = 1
inline = {a = 1, b = [2]}

[limits]
pages = 2

  [ memo . letterhead ]
office = "]=["

[[overrides]]
files = "a"
[[overrides]]
files = "b"
[overrides.more]
x = 1
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("pack",), (2, 1)),
        (("level",), (3, 1)),
        (("formats",), (4, 1)),
        (("note",), (8, 1)),
        (("inline",), (13, 1)),
        (("limits",), (15, 1)),
        (("limits", "pages"), (16, 1)),
        (("memo", "letterhead"), (18, 3)),
        (("memo", "letterhead", "office"), (19, 1)),
        (("overrides", 0, "files"), (22, 1)),
        (("overrides", 1), (23, 1)),
        (("overrides", 1, "files"), (24, 1)),
        (("overrides", 1, "more", "x"), (26, 1)),
    ],
)
def test_a_key_stands_where_it_was_written(path, place):
    text = TEXT.replace("limits.file-mb = 1\n", "\n")  # a table is not defined twice

    assert place == load(text, "f").marks[path]


def test_a_dotted_key_marks_each_of_its_tables():
    marks = load("a = 1\nlimits.file-mb = 1\n", "f").marks

    assert (2, 1) == marks["limits",] == marks["limits", "file-mb"]


def test_windows_line_ends_count_as_one():
    assert (2, 1) == load("a = 1\r\nb = 2\r\n", "f").marks["b",]


def test_a_part_of_a_file_is_marked_as_if_it_were_the_whole():
    part = below(load("[tool.checker]\nlevel = 1\n[tool.other]\nx = 1\n", "f"), "tool", "checker")

    assert ({"level": 1}, "f:2:1", "f:1:1") == (part.data, part.where(("level",)), part.where(("nothing",)))


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("a = = 1\n", "f:1:5", "等号后面的值"),
        ("a = 1\nb 2\n", "f:2:3", "键后面要写等号"),
        ("a = 1\na = 2\n", "f:2:6", "前面已经写过"),
        ("a = 1 b = 2\n", "f:1:7", "一行只能写一个"),
        ("[a\n", "f:1:3", "方括号没有配对"),
        ('a = "x\n', "f:1:7", "引号没有配对"),
        ('a = """x\n', "f:2:1", "引号没有配对"),
        ("级别 = 1\n", "f:1:1", "键里有中文时要加引号"),
    ],
)
def test_a_mistake_is_named_in_chinese_with_its_place(text, place, why):
    with pytest.raises(ConfigError) as caught:
        load(text, "f")

    assert place == caught.value.where
    assert why in caught.value.message


_VALUES = st.recursive(
    st.one_of(st.integers(-9, 9), st.booleans(), st.sampled_from(['"a#]"', "'[x'", '"""q\n[t]\nk = 1"""', "1.5"])),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[\n{', '.join(map(_written, items))} # ]\n]"),
    max_leaves=4,
)


def _written(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "[t{n}]", "[[m]]", "# x\n"]), st.sampled_from(["k{n}", '"q {n}"', "d{n}.e"]), _VALUES
        ),
        max_size=6,
    )
)
def test_every_key_of_any_file_has_a_mark_on_a_line_that_names_it(entries):
    lines = []
    for n, (head, key, value) in enumerate(entries):
        lines += [head.format(n=n), f"{key.format(n=n)} = {_written(value)}"]
    text = "\n".join(lines) + "\n"
    marked = load(text, "f")

    assert tomllib.loads(text) == marked.data
    rows = text.split("\n")
    for path in _paths(marked.data):
        line, column = marked.marks[path]
        name = path[-1] if isinstance(path[-1], str) else path[-2]
        assert str(name) in rows[line - 1][column - 1 :]


def _paths(data, path=()):
    for key, value in data.items():
        yield (
            (*path, key) if not (isinstance(value, list) and value and isinstance(value[0], dict)) else (*path, key, 0)
        )
        if isinstance(value, dict):
            yield from _paths(value, (*path, key))
        elif isinstance(value, list):
            for n, member in enumerate(value):
                if isinstance(member, dict):
                    yield from _paths(member, (*path, key, n))
