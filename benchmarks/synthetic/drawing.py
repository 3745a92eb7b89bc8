"""Tables drawn with ruling characters (罫線で描いた表), as word processors of the nineties wrote them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BORDERS = {
    "light": "┌┬┐├┼┤└┴┘─│",
    "heavy": "┏┳┓┣╋┫┗┻┛━┃",
    "double": "╔╦╗╠╬╣╚╩╝═║",
    "mixed": "┏┯┓┠┼┨┗┷┛─│",
    "ascii": "+++++++++-|",
    "bars": "――――――――――｜",
}
_NOT_FIRST = "。、"


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a table is drawn: its strokes, how wide these are in columns, and where rules stand.

    `rules` is `all`, `head` (below the head alone) or `none`; `margin` blank columns stand before each bar.
    """

    border: str = "light"
    stroke: int = 2
    rules: str = "all"
    has_sides: bool = True
    margin: int = 0
    is_centred: bool = False


def width(words: str, stroke: int = 2) -> int:
    """How many columns of half width words take in print.

    >>> width("甲1│"), width("甲1│", stroke=1)
    (5, 4)
    """
    return sum(_width(sign, stroke) for sign in words)


def _width(sign: str, stroke: int) -> int:
    kind = unicodedata.east_asian_width(sign)
    return stroke if kind == "A" else 2 if kind in "WF" else 1


def wrapped(words: str, columns: int, stroke: int = 2) -> list[str]:
    """The lines of a cell, cut anywhere; what may not begin a line takes the letter before it along.

    >>> wrapped("取り組む。", 8)
    ['取り組', 'む。']
    """
    lines = [""]
    for sign in words:
        if width(lines[-1] + sign, stroke) <= columns:
            lines[-1] += sign
        elif sign in _NOT_FIRST and len(lines[-1]) > 1:
            lines, last = [*lines[:-1], lines[-1][:-1]], lines[-1][-1]
            lines.append(last + sign)
        else:
            lines.append(sign)
    return lines


def drawn(
    rows: Sequence[Sequence[str]], columns: Sequence[int], how: Drawing = Drawing()
) -> list[str]:
    """The lines of a table whose first row is its head; `columns` are the widths of its cells.

    >>> print("\\n".join(drawn([["甲", "乙"], ["運営", "協力"]], [4, 4])))
    ┌──┬──┐
    │甲　│乙　│
    ├──┼──┤
    │運営│協力│
    └──┴──┘
    """
    signs = BORDERS[how.border]
    lines = [*_rule(signs[0:3], signs[9], columns, how)] if how.has_sides else []
    for number, row in enumerate(rows):
        if number and (how.rules == "all" or (how.rules == "head" and number == 1)):
            lines += _rule(signs[3:6], signs[9], columns, how)
        lines += _lines(row, columns, signs[10], how)
    return [*lines, *_rule(signs[6:9], signs[9], columns, how)] if how.has_sides else lines


def _rule(corners: str, dash: str, columns: Sequence[int], how: Drawing) -> Iterator[str]:
    step = width(dash, how.stroke)
    runs = [dash * (column // step) for column in columns]
    inside = corners[1].join(runs)
    yield f"{corners[0]}{inside}{corners[2]}" if how.has_sides else inside


def _lines(row: Sequence[str], columns: Sequence[int], bar: str, how: Drawing) -> Iterator[str]:
    cells = [
        wrapped(words, column - how.margin, how.stroke)
        for words, column in zip(row, columns, strict=True)
    ]
    height = max(map(len, cells))
    if how.is_centred:
        cells = [[""] * ((height - len(cell)) // 2) + cell for cell in cells]
    for at in range(height):
        filled = [
            _filled(cell[at] if at < len(cell) else "", column, how.stroke)
            for cell, column in zip(cells, columns, strict=True)
        ]
        line = bar.join(filled)
        yield f"{bar}{line}{bar}" if how.has_sides else line.rstrip()


def _filled(words: str, columns: int, stroke: int) -> str:
    free = columns - width(words, stroke)
    return words + " " * (free % 2) + "　" * (free // 2)
