"""When there is colour on the terminal, and where."""

from __future__ import annotations

import io
import re

import pytest

from checker.reporting.terminal.colour import paint, wants_colour


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self):
        """Yes."""
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "wanted"),
    [
        (Terminal(), {}, True),
        (io.StringIO(), {}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "0"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_and_the_environment_has_the_last_word(stream, environment, wanted):
    assert wanted == wants_colour(stream, environment)


def test_signs_are_coloured_and_what_the_document_says_is_not():
    shown = paint("■ 甲.txt\n✗ 缺失 1 项\n  ✗ [法定] 原因 (content.causes)\n      第4行:! 原文\n  普通 ✗ 一行\n")

    assert (
        "\x1b[1m■ 甲.txt\x1b[0m\n"
        "\x1b[31m✗ 缺失 1 项\x1b[0m\n"
        "  \x1b[31m✗\x1b[0m [法定] 原因 (content.causes)\n"
        "      第4行:! 原文\n"
        "  普通 ✗ 一行\n"
    ) == shown


def test_painting_adds_nothing_else():
    text = "  得分 99.3 优秀\n! 写法和数字需核实 1 处\n说明:一句\n"

    assert text == re.sub("\x1b\\[\\d+m", "", paint(text))
