"""Numerals, marks, dates and line ends as documents print them (数字・記号・日付・折返し)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from random import Random

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI = "〇一二三四五六七八九"
_KATAKANA = "アイウエオカキクケコサシスセソタチツテト"
_REIWA, _HEISEI = (2019, 5, 1), 1989

# A place where print may end a line without doubt: Japanese letters on both sides. Not beside figures or Latin
# letters, where a reader cannot tell whether a space was meant. Real: 甲と乙が署名 | 押印の上
_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff、。]")
_HALF = 0.5
_SETTLED_TAIL = 16
"""The last words of a paragraph stay on one line: where 締結する is cut in two, no preamble is found."""


def kanji(value: int) -> str:
    """A number below 100 in kanji.

    >>> kanji(28), kanji(10), kanji(3)
    ('二十八', '十', '三')
    """
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else _KANJI[tens]) + "十" if tens else ""
    return head + (_KANJI[ones] if ones else "")


def wide(words: str) -> str:
    """Full-width figures for half-width ones (全角数字)."""
    return words.translate(_WIDE)


def numeral(value: int, form: str) -> str:
    """A number in the form `ascii`, `wide` or `kanji`."""
    if form == "kanji":
        return kanji(value)
    return wide(str(value)) if form == "wide" else str(value)


def mark(form: str, value: int, rng: Random) -> str:
    """A list mark of a family, in one of its shapes.

    >>> from random import Random
    >>> mark("circled", 3, Random(0))
    '③'
    """
    if form == "paren":
        return f"({value})" if rng.random() < _HALF else f"（{wide(str(value))}）"
    if form == "circled":
        return chr(ord("①") + value - 1)
    if form == "katakana":
        return _KATAKANA[value - 1]
    return str(value) if rng.random() < _HALF else wide(str(value))


def printed_date(day: date, form: str) -> str:
    """A date in one of the notations of the axis `date`.

    >>> import datetime
    >>> printed_date(datetime.date(2019, 5, 7), "era")
    '令和元年5月7日'
    """
    name, initial, year = _era(day)
    figures = "元" if year == 1 else str(year)
    if form == "western":
        return f"{day.year}年{day.month}月{day.day}日"
    if form == "both":
        return f"{name}{figures}年（{day.year}年）{day.month}月{day.day}日"
    if form == "short":
        return f"{initial}{year}.{day.month}.{day.day}"
    if form == "spaced":
        return f"{name} {figures} 年 {day.month} 月 {day.day} 日"
    if form == "kanji":
        counted = "元" if year == 1 else kanji(year)
        return f"{name}{counted}年{kanji(day.month)}月{kanji(day.day)}日"
    plain = f"{name}{figures}年{day.month}月{day.day}日"
    return wide(plain) if form == "wide" else plain


def _era(day: date) -> tuple[str, str, int]:
    if (day.year, day.month, day.day) >= _REIWA:
        return "令和", "R", day.year - _REIWA[0] + 1
    return "平成", "H", day.year - _HEISEI + 1


def wrapped(words: str, form: str, width: int = 34) -> str:
    """A paragraph as a page breaks it into lines; `none` leaves it whole.

    `narrow` ends lines only where that is unmistakable, `anywhere` at every `width` characters.
    """
    if form == "none":
        return words
    lines: list[str] = []
    start = 0
    while len(words) - start > width + (_SETTLED_TAIL if form == "narrow" else 0):
        end = start + width if form == "anywhere" else _break(words, start + width)
        lines.append(words[start:end])
        start = end
    return "\n".join([*lines, words[start:]])


def _break(words: str, at: int) -> int:
    while at < len(words) and not (
        _JAPANESE.match(words, at - 1)
        and _JAPANESE.match(words, at)
        and not words[:at].endswith(("協約", "協定"))
    ):
        at += 1
    return at


def spaced(words: str, gap: str, width: int) -> str:
    """Words of a narrow cell, with `gap` where each line of about `width` characters ended."""
    pieces: list[str] = []
    start = 0
    while len(words) - start > width:
        end = _break(words, start + width)
        pieces.append(words[start:end])
        start = end
    return gap.join(piece for piece in [*pieces, words[start:]] if piece)
