"""Merged cells over columns of different kinds (種類の違う列にまたがる結合セル): a 同上 that is content and role at once.

So is a cell that merged cells put out of its place. Plain words may be meant for all the columns that they cover. A dash, a mark, a reference to another cell or words of several
parties mean something else in each kind of column, so nobody can tell what they say there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from renkei.model import Span
from renkei.parsing.cells.ditto import refers
from renkei.parsing.cells.keys import opening
from renkei.parsing.cells.rows import Row, crosses
from renkei.parsing.cells.wording import says_nothing
from renkei.parsing.parties.party_marks import may_hold, party_marks
from renkei.parsing.text.columns import LONGEST, ColumnKind, column
from renkei.parsing.text.lines import split_mark
from renkei.parsing.text.words import plain

_KEEP_MARKS = {"label", "content", "role"}
_KEYS = {ColumnKind.LABEL, ColumnKind.CONTENT, ColumnKind.ROLE, ColumnKind.GROUP}


def leave_mixed_cells(text: str, rows: Sequence[Row], parties: Mapping[str, Sequence[int]]) -> None:
    """Take the cells out of rows of which the columns that they cover ask for different readings; they are not understood.

    Neither is a name that is the key of a column.

    >>> row = Row(content=[Span(0, 2)], roles={"甲": [Span(0, 2)], "乙": [Span(3, 5)]})
    >>> leave_mixed_cells("同上\\t参加", [row], {"甲": [1], "乙": [2]})
    >>> row.content, row.roles, row.not_understood
    ([], {'乙': [Span(start=3, end=5)]}, [Span(start=0, end=2)])
    """
    kinds: defaultdict[Span, set[str]] = defaultdict(set)
    for row in rows:
        for kind, cells in _columns(row):
            for cell in cells:
                kinds[cell].add(kind)
    mixed = {
        cell
        for cell, over in kinds.items()
        if len(over) > 1
        and cell.length
        and ("shared" in over or not _is_plain(text, cell, over, parties))
    }
    for row in rows:
        if row.label and _is_key(plain(text, row.label)):
            row.not_understood += row.label
            row.label = []
        _leave(row, mixed)


def _leave(row: Row, mixed: set[Span]) -> None:
    left = {cell for _, cells in _columns(row) for cell in cells if cell in mixed}
    for kind, cells in _columns(row):
        cells[:] = [cell for cell in cells if cell not in mixed]
        if kind != "role" and crosses(cells):
            left.update(cells)
            cells.clear()
    if not left:
        return
    row.roles = {who: cells for who, cells in row.roles.items() if cells}
    row.notes = [(head, cells) for head, cells in row.notes if cells]
    row.not_understood.extend(sorted(left))


def _is_key(words: str) -> bool:
    """Whether words head a name, a content or roles: in the place of a name they show that a cell is lost (取組名)."""
    which = column(words) if len(words) <= LONGEST else None
    return which is not None and which.kind in _KEYS


def _columns(row: Row) -> Iterator[tuple[str, list[Span]]]:
    """The cells of each kind of column; the roles of all parties are one kind, each note is its own."""
    yield from {
        "field": row.fields,
        "label": row.label,
        "content": row.content,
        "shared": row.shared,
    }.items()
    yield from (("role", cells) for cells in row.roles.values())
    yield from ((f"note {head.start}", cells) for head, cells in row.notes)


def _is_plain(text: str, cell: Span, over: set[str], parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether words say the same in whatever column they stand; a mark is of the words in name, content and role."""
    words = text[cell.start : cell.end]
    return not (
        says_nothing(text, [cell])
        or refers(words)
        or (not over <= _KEEP_MARKS and split_mark(text, cell)[1])
        or opening(words, parties)
        or party_marks(words, parties, {0})
        or may_hold(words, parties, {0})
    )
