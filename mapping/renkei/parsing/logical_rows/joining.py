"""Rows that a page break cut (改ページで切れた行): whether a physical row goes on with the row above."""

from __future__ import annotations

from enum import Enum

from renkei.parsing.cells.header import Header
from renkei.parsing.cells.rows import Row
from renkei.parsing.cells.wording import Ending, ending
from renkei.parsing.text.columns import Column, ColumnKind
from renkei.parsing.text.lines import MarkStyle, split_mark
from renkei.parsing.text.words import inside_markup

_CONTENT = Column(ColumnKind.CONTENT)
_SHARED = Column(ColumnKind.GROUP)


class Join(Enum):
    """Whether a physical row goes on with the logical row before it."""

    NO = "no"
    SURE = "sure"
    GUESS = "guess"


def joins(text: str, last: Row, fresh: Row, header: Header) -> Join:
    """Whether a page break cut the row before, and this is the rest of it.

    The rest of a row stands only under cells whose sentence is still open, or may be; a mark makes a row.
    """
    merged = not set(fresh.cells()).isdisjoint(last.cells())
    if merged or (fresh.fields and fresh.fields != last.fields):
        # A merged cell stands in both, or another field begins: they are two rows.
        return Join.NO
    prose = [(_ending(text, last, _CONTENT, header), fresh.content)]
    if header.is_group:
        prose.append((_ending(text, last, _SHARED, header), fresh.shared))
    prose += [
        (_ending(text, last, Column(ColumnKind.ROLE, party), header), cells)
        for party, cells in fresh.roles.items()
    ]
    fits = all(ends is not Ending.CLOSED or not new for ends, new in prose)
    lacks_cells = any(not new for _, new in prose)
    is_open = any(ends is Ending.OPEN for ends, _ in prose)
    if not fresh.label and header.has(ColumnKind.LABEL):
        if fits and is_open:
            return Join.SURE
        return Join.GUESS if lacks_cells and (fits or is_open) else Join.NO
    if not is_open or not fits or _is_marked(text, fresh):
        return Join.NO
    if fresh.label:
        return Join.GUESS if _is_marked(text, last) or lacks_cells else Join.NO
    all_open = all(ends is Ending.OPEN for ends, _ in prose)
    return Join.SURE if lacks_cells else Join.GUESS if all_open else Join.NO


def is_open(text: str, row: Row, header: Header) -> bool:
    """Whether a row still waits for the rest of a sentence."""
    columns = [_CONTENT, _SHARED, *(Column(ColumnKind.ROLE, party) for party in row.roles)]
    return any(_ending(text, row, which, header) is Ending.OPEN for which in columns)


def _ending(text: str, row: Row, which: Column, header: Header) -> Ending:
    return ending(text, row.held(which), in_nouns=which in header.nouns)


def _is_marked(text: str, row: Row) -> bool:
    if not row.label:
        return False
    return split_mark(text, inside_markup(text, row.label[0]))[0] is not MarkStyle.NONE
