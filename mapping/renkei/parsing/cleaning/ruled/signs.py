"""Ruling characters (罫線素片): which ways their strokes lead, and how wide characters stand in print."""

from __future__ import annotations

import unicodedata
from enum import IntFlag
from functools import lru_cache
from typing import NamedTuple


class Arms(IntFlag):
    """The ways in which the strokes of a ruling character lead from its middle."""

    NONE = 0
    UP = 1
    DOWN = 2
    LEFT = 4
    RIGHT = 8


VERTICAL = Arms.UP | Arms.DOWN
HORIZONTAL = Arms.LEFT | Arms.RIGHT

_WAYS = {
    "UP": Arms.UP,
    "DOWN": Arms.DOWN,
    "LEFT": Arms.LEFT,
    "RIGHT": Arms.RIGHT,
    "VERTICAL": VERTICAL,
    "HORIZONTAL": HORIZONTAL,
}

# Signs that stand for strokes where no ruling characters are at hand.
_BARS = frozenset("|｜¦￨￤∣丨")
_DASHES = frozenset("-－‐−–—―ー=＝＿_")
_CROSSES = frozenset("+＋")


class Widths(NamedTuple):
    """How many columns characters take whose width depends on the font: strokes, and others (①, Ⅰ, ○)."""

    strokes: int
    others: int


WIDTHS = (Widths(2, 2), Widths(1, 1), Widths(1, 2), Widths(2, 1))
"""What fonts do, the commonest first."""


@lru_cache(maxsize=4096)
def arms(sign: str) -> Arms:
    """The ways in which a ruling character leads, by its name in Unicode; none for any other sign.

    >>> arms("├") == Arms.UP | Arms.DOWN | Arms.RIGHT, arms("あ") == Arms.NONE
    (True, True)
    """
    if sign in _CROSSES:
        return VERTICAL | HORIZONTAL
    if sign in _BARS:
        return VERTICAL
    if sign in _DASHES:
        return HORIZONTAL
    return _drawn(sign)


@lru_cache(maxsize=4096)
def _drawn(sign: str) -> Arms:
    name = unicodedata.name(sign, "")
    if not name.startswith("BOX DRAWINGS") or "DIAGONAL" in name:
        return Arms.NONE
    found = Arms.NONE
    for word in name.split():
        found |= _WAYS.get(word, Arms.NONE)
    return found


@lru_cache(maxsize=4096)
def is_drawn(sign: str) -> bool:
    """Whether a sign is made for drawing tables, so that its arms tell the truth (┼, not +)."""
    return _drawn(sign) != Arms.NONE


@lru_cache(maxsize=4096)
def is_bar(sign: str) -> bool:
    """Whether a sign parts two cells of one line: ├ and │, not ─; a + does so only in a rule."""
    return bool(arms(sign) & VERTICAL) and sign not in _CROSSES


def is_cross(sign: str) -> bool:
    """Whether a sign stands for the crossing of two rules, whichever ways these lead."""
    return sign in _CROSSES


@lru_cache(maxsize=4096)
def is_rule(sign: str) -> bool:
    """Whether a sign is part of a rule between rows: ─, -, ー, not │."""
    return arms(sign) & HORIZONTAL == arms(sign) != Arms.NONE


@lru_cache(maxsize=8192)
def width(sign: str, widths: Widths) -> int:
    """How many columns of half width a character takes (East Asian Width, UAX #11).

    >>> width("甲", WIDTHS[1]), width("a", WIDTHS[0]), width("─", WIDTHS[0]), width("─", WIDTHS[1])
    (2, 1, 2, 1)
    """
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    kind = unicodedata.east_asian_width(sign)
    if kind == "A":
        return widths.strokes if is_drawn(sign) else widths.others
    return 2 if kind in "WF" else 1
