"""Numbers in the formats in which Word draws them before list paragraphs."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["written"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST = 10_000  # no list is longer; a file that says otherwise must not make numbers of a million letters
_CIRCLES = 20  # enclosed numbers that have a character of their own


def written(number: int, form: str) -> str:
    """A number in one of Word's number formats; unknown formats and numbers that no list reaches give digits."""
    writer = _FORMS.get(form)
    return writer(number) if writer and 0 <= number < _LONGEST else str(number)


def _counting(number: int) -> str:
    """一、十、二十一、一百零五."""
    if number == 0:
        return str(number)
    out = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            out += _DIGITS[digit] + name
        elif out and not out.endswith("零") and number:
            out += "零"
    return out[1:] if out.startswith("一十") else out


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _letter(number: int) -> str:
    """Letters from a to z, then aa, bb …, as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _by_digit(signs: str) -> Callable[[int], str]:
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _from(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= _CIRCLES else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "chineseLegalSimplified": lambda number: _counting(number).translate(
        str.maketrans(_DIGITS[1:] + "十百千", _LEGAL[1:] + "拾佰仟")
    ),
    "decimalEnclosedCircle": _from("①"),
    "decimalEnclosedCircleChinese": _from("①"),
    "decimalEnclosedFullstop": _from("⒈"),
    "decimalEnclosedParen": _from("⑴"),
    "decimalFullWidth": _by_digit("０１２３４５６７８９"),
    "decimalFullWidth2": _by_digit("０１２３４５６７８９"),
    "decimalZero": lambda number: f"{number:02d}",
    "ideographDigital": _by_digit(_DIGITS),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "japaneseCounting": _counting,
    "japaneseDigitalTenThousand": _by_digit(_DIGITS),
    "lowerLetter": _letter,
    "lowerRoman": _roman,
    "none": lambda _: "",
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "taiwaneseDigital": _by_digit(_DIGITS),
    "upperLetter": lambda number: _letter(number).upper(),
    "upperRoman": lambda number: _roman(number).upper(),
}
