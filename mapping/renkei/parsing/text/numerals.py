"""Numerals and list marks of Japanese documents (数字と見出し記号) → integers.

What is no numeral gives None, never 0; 0 comes only from a written zero.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = "0123456789０１２３４５６７８９"
KANJI_NUMERALS = "〇零一二三四五六七八九十百千万壱弐参拾"
NUMERAL = f"[{DIGITS}{KANJI_NUMERALS}]+"
"""A regular expression for every string that `number` may read, to build other expressions with."""

_UNITS = {"十": 10, "百": 100, "千": 1000}
_KANJI_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
# 大字 stand in contracts so that no stroke can be added to 一, 二, 三, 十.
_PLAIN = str.maketrans("零壱弐参拾０１２３４５６７８９", "〇一二三十0123456789")

# Arabic digits in one row, at most 15, so that no text makes a number of unbounded size.
# Not: 2万, 1,000, an empty string. Real: 252
_ARABIC = re.compile(r"[0-9]{1,15}")
# Kanji digits read by their place. Not: 十二, 一二万. Real: 一〇五
_POSITIONAL = re.compile(r"[〇一二三四五六七八九]{1,15}")
# One group of four places: each unit at most once, in falling order, with at most one digit before.
# Not: 十十, 五二百, 〇十. Real: 二百五十二
_ONE = "[一二三四五六七八九]"
_GROUP = f"(?:{_ONE}?千)?(?:{_ONE}?百)?(?:{_ONE}?十)?{_ONE}?"
# Up to two groups around 万. Not: 万 alone, 一万万. Real: 一万二千
_WITH_UNITS = re.compile(rf"(?:(?P<myriads>(?=[^万]){_GROUP})万)?(?P<rest>{_GROUP})")


def number(text: str) -> int | None:
    """Read the integer that a numeral writes (数): Arabic, full-width, or kanji of either kind.

    The whole of `text` must be the numeral; anything else gives None. 元 is no numeral here: it
    is one in dates only.

    >>> [number(numeral) for numeral in ("3", "３", "二百五十二", "一〇五", "元", "")]
    [3, 3, 252, 105, None, None]
    """
    plain = text.translate(_PLAIN)
    if _ARABIC.fullmatch(plain):
        return int(plain)
    if _POSITIONAL.fullmatch(plain):
        return int("".join(str(_KANJI_DIGITS[char]) for char in plain))
    parts = _WITH_UNITS.fullmatch(plain)
    if not plain or parts is None:
        return None
    return _group(parts["myriads"] or "") * 10_000 + _group(parts["rest"])


def _group(numeral: str) -> int:
    total, digit = 0, 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _KANJI_DIGITS[char]
    return total + digit


class Reading(NamedTuple):
    """One way to read a list mark (見出し記号の読み): its series, and its place in it from 1."""

    series: str
    value: int


def _row(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


# Series and their members in order, one code point each. The first row that knows a mark wins in
# `ordinal`. Local rule books count sub-items ア, イ, ウ and national statutes イ, ロ, ハ: so イ is
# 2 unless the marks around it tell the caller otherwise.
MARK_SERIES: tuple[tuple[str, str], ...] = (
    ("circled", _row("①", 20) + _row("㉑", 15) + _row("㊱", 15)),
    ("circled", _row("❶", 10) + _row("⓫", 10)),
    ("circled", _row("⓵", 10)),
    ("circled-kanji", _row("㊀", 10)),
    ("arabic", _row("⑴", 20)),
    ("arabic", _row("⒈", 20)),
    ("kanji", _row("㈠", 10)),
    ("roman", _row("Ⅰ", 12)),
    ("roman", _row("ⅰ", 12)),
    (
        "aiueo",
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    ),
    ("aiueo", "ァィゥェォ"),
    ("aiueo", "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    (
        "aiueo",
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    ),
    ("aiueo", _row("㋐", 44)),
    ("latin", _row("a", 26)),
    ("latin", _row("A", 26)),
    ("latin", _row("ⓐ", 26)),
    ("latin", _row("Ⓐ", 26)),
    ("latin", _row("⒜", 26)),
    (
        "iroha",
        "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    ),
    (
        "iroha",
        "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす",
    ),
)

# A mark in brackets of one kind or none, or with one closing stop; white space may stand inside.
# Not: ((1), 第1, 1.2. Real: （1）
_MARK = re.compile(
    r"\s*(?:[(（〔［\[]\s*(?P<inner>[^\s()（）]{1,15})\s*[)）〕］\]]|(?P<bare>[^\s()（）.．、]{1,15})[)）.．、]?)\s*"
)
# Roman numerals from 1 to 39 in letters, large or small, not mixed. Not: iiii, iI, c. Real: iv
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})|(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_HALF_WIDTH = str.maketrans(_row("Ａ", 26) + _row("ａ", 26), _row("A", 26) + _row("a", 26))


def readings(mark: str) -> tuple[Reading, ...]:
    """List every way to read a list mark (見出し記号), the likeliest first; none for other words.

    Lists decide between them by what stands before and after: `i` follows `h` or stands before
    `ii`, イ follows ア or stands before ロ.

    >>> readings("(イ)")
    (Reading(series='aiueo', value=2), Reading(series='iroha', value=1))
    >>> readings("i")
    (Reading(series='roman', value=1), Reading(series='latin', value=9))
    """
    found = _MARK.fullmatch(mark)
    if found is None:
        return ()
    return tuple(_readings((found["inner"] or found["bare"]).translate(_HALF_WIDTH)))


def _readings(sign: str) -> Iterator[Reading]:
    value = number(sign)
    if value is not None:
        arabic = _ARABIC.fullmatch(sign.translate(_PLAIN))
        yield Reading("arabic" if arabic else "kanji", value)
    if _ROMAN.fullmatch(sign):
        yield Reading("roman", _roman(sign.lower()))
    if len(sign) == 1:
        for series, members in MARK_SERIES:
            place = members.find(sign)
            if place >= 0:
                yield Reading(series, place + 1)


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    followers = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, followers, strict=True)
    )


def ordinal(mark: str, *, series: str | None = None) -> int | None:
    """Read the place that a list mark gives (見出し記号の順位), from 1; None if it is no mark.

    `series` asks for one reading: `arabic`, `kanji`, `circled`, `circled-kanji`, `roman`, `aiueo`,
    `iroha` or `latin`; without it the likeliest counts.

    >>> [ordinal(mark) for mark in ("(3)", "（三）", "⑴", "㊿", "イ", "iv", "Ⅳ", "b)", "甲")]
    [3, 3, 1, 50, 2, 4, 4, 2, None]
    >>> ordinal("イ", series="iroha")
    1
    """
    return next(
        (found.value for found in readings(mark) if series is None or found.series == series), None
    )
