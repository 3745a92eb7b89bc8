"""Keys and cells that alternate in a row (横に並ぶ欄): cards of several initiatives side by side, or one whose parts stand beside each other.

    取組名    | 観光の振興 | 取組名    | 災害対策           取組名    | 観光の振興 | 取組の内容 | 誘致に取り組む。
    甲の役割  | 主催する。 | 甲の役割  | 整備する。         甲の役割  | 主催する。 | 乙の役割   | 参加する。

They are cards if every row says one key again and again, and one initiative if no row does. What is neither stays unread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells.header import head
from renkei.parsing.cells.wording import distinct, ends_sentence
from renkei.parsing.text.columns import Column, ColumnKind
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.words import plain

_NO_KEYS = frozenset({ColumnKind.FIELD, ColumnKind.NUMBER})
"""Kinds of columns that stand for several rows of a table, and open no cell of a card."""
_SEVERAL = 2


class _Pair(NamedTuple):
    """A key at its place in a row, and the cells up to the next key that hold something."""

    at: int
    which: Column
    key: Span
    values: list[Span]


@dataclass(slots=True)
class Cards:
    """Lines with such tables put into rows of a key and its cell; `unread` are the rows of tables that are neither kind."""

    lines: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)


def parted_cards(text: str, lines: Sequence[Line], parties: Collection[str]) -> Cards:
    """Part the rows in which keys and cells alternate; all other lines stay as they are.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> rows = "甲の役割\\t主催する。\\t甲の役割\\t整備する。\\n乙の役割\\t参加する。\\t乙の役割\\t訓練する。"
    >>> found = parted_cards(rows, list(typed_lines(rows)), ["甲", "乙"])
    >>> [rows[cell.start : cell.end] for line in found.lines for cell in line.cells]
    ['甲の役割', '主催する。', '乙の役割', '参加する。', '甲の役割', '整備する。', '乙の役割', '訓練する。']
    """
    cards = Cards()
    for width, group in groupby(lines, key=_width):
        table = list(group)
        rows = [_pairs(text, line, parties) for line in table] if width > _SEVERAL else []
        if not _alternates(text, rows):
            cards.lines += table
        elif (parted := _parted(text, table, rows)) is not None:
            cards.lines += parted
        else:
            cards.unread += table
    return cards


def _width(line: Line) -> int:
    """How many cells a row has; 0 for all other lines, which part tables."""
    return len(line.cells) if line.kind is LineKind.ROW else 0


def _pairs(text: str, line: Line, parties: Collection[str]) -> list[_Pair]:
    """The keys of a row with what stands behind each; none for a row of heads or without keys."""
    known = [head(plain(text, [cell]), parties) if cell.length else None for cell in line.cells]
    keys = [at for at, which in enumerate(known) if which and which.kind not in _NO_KEYS]
    keys = [at for at in keys if not at or line.cells[at] != line.cells[at - 1]]
    pairs: list[_Pair] = []
    if not keys:
        return pairs
    for at, end in zip(keys, [*keys[1:], len(known)], strict=True):
        which = known[at]
        assert which is not None  # only such places were kept
        values = [cell for cell in distinct(line.cells[at + 1 : end]) if cell != line.cells[at]]
        pairs.append(_Pair(at, which, line.cells[at], values))
    return pairs if all(len(pair.values) <= 1 for pair in pairs) else []


def _alternates(text: str, rows: Sequence[Sequence[_Pair]]) -> bool:
    """Whether keys and cells alternate: in two rows or more, or in one that holds a sentence; one of them tells a role."""
    several = [row for row in rows if len(row) >= _SEVERAL and all(pair.values for pair in row)]
    has_role = any(pair.which.kind is ColumnKind.ROLE for row in several for pair in row)
    values = (plain(text, pair.values) for row in several for pair in row)
    return has_role and (len(several) >= _SEVERAL or any(map(ends_sentence, values)))


def _parted(text: str, table: Sequence[Line], rows: Sequence[Sequence[_Pair]]) -> list[Line] | None:
    """The rows of a table parted; None where it is neither cards nor one initiative after the other."""
    if any(len({pair.which for pair in row}) < len(row) for row in rows):
        return _as_cards(text, table, rows)
    if not all(row or _is_heading(line) for line, row in zip(table, rows, strict=True)):
        return None
    return [part for line, row in zip(table, rows, strict=True) for part in _in_turn(line, row)]


def _in_turn(line: Line, row: Sequence[_Pair]) -> Iterator[Line]:
    """The keys of a row one after the other; what stands before the first is the name."""
    if not row:
        yield line
    for at, pair in enumerate(row):
        before = () if at else line.cells[: pair.at]
        yield replace(line, cells=(*before, *_key_and_cell(pair)))


def _as_cards(
    text: str, table: Sequence[Line], rows: Sequence[Sequence[_Pair]]
) -> list[Line] | None:
    """The cards one after the other, those beside each other first; None unless each row says one key in all of them."""
    places = tuple(pair.at for pair in max(rows, key=len))
    first = next(row[0].which for row in rows if row)
    found: list[Line] = []
    cards: list[list[Line]] = [[] for _ in places]
    names: list[Span] = []
    for line, row in zip(table, rows, strict=True):
        if not row or row[0].which == first:
            found += [part for card in cards for part in card]
            cards = [[] for _ in places]
        if not row:
            names = _names(text, line, places)
            found += [line] if _is_heading(line) else []
            if not names and not _is_heading(line):
                return None
        elif not _is_row_of_cards(line, row, places):
            return None
        for pair in row:
            card = places.index(pair.at)
            own = names[card : card + 1] if not cards[card] else []
            cards[card].append(replace(line, cells=(*own, *_key_and_cell(pair))))
        names = names if not row else []
    return found + [part for card in cards for part in card]


def _key_and_cell(pair: _Pair) -> tuple[Span, Span]:
    return pair.key, pair.values[0] if pair.values else Span(pair.key.end, pair.key.end)


def _is_row_of_cards(line: Line, row: Sequence[_Pair], places: Sequence[int]) -> bool:
    """Whether a row says one key, at places of cards, and nothing in front of them."""
    same = len({pair.which for pair in row}) == 1
    in_place = all(pair.at in places for pair in row)
    return same and in_place and not any(cell.length for cell in line.cells[: places[0]])


def _is_heading(line: Line) -> bool:
    """Whether one merged cell fills a row."""
    return distinct(line.cells) == [line.cells[0]]


def _names(text: str, line: Line, places: Sequence[int]) -> list[Span]:
    """The names of the cards below a row, one each; none if it holds anything else."""
    ends = [*places[1:], len(line.cells)]
    cells = [distinct(line.cells[at:end]) for at, end in zip(places, ends, strict=True)]
    is_names = all(len(cell) == 1 and not ends_sentence(plain(text, cell)) for cell in cells)
    several = len(distinct(line.cells)) == len(places)
    return [cell[0] for cell in cells] if is_names and several else []
