"""Keys of other parties inside the words of one (字句の中の見出し): 甲：会場の確保　乙：講師の派遣, on one line.

The words are parted there where the key is sure: it has the form of the key above, and stands behind words that are over. Where it is
not, nobody can tell whose the words are, and they are nobody's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from renkei.model import Passage, Span, join
from renkei.parsing.cells.rows import Row
from renkei.parsing.cells.shared_roles import Part, passage_at, shared_roles
from renkei.parsing.parties.party_marks import (
    AROUND,
    is_closed,
    key_before,
    may_hold,
    names_stranger,
)
from renkei.parsing.parties.preamble import holders

_SEVERAL = 2


def apart_by_keys(
    who: str, key: Passage | None, pieces: Sequence[Passage], parties: Mapping[str, Sequence[int]]
) -> list[Part] | None:
    """The words under a party's key, those behind keys of others apart; None where a key leaves a doubt.

    `key` is what is printed in front of the words; without it only the words can tell the form of their keys.

    >>> text = "甲：会場の確保、乙：講師の派遣"
    >>> key, words = (Passage(text=text[at], spans=(Span(at.start, at.stop),)) for at in (slice(0, 2), slice(2, 15)))
    >>> called = {"甲": [1], "乙": [2]}
    >>> [(part.who, part.words.text) for part in apart_by_keys("甲", key, [words], called)]
    [('甲', '会場の確保'), ('乙', '講師の派遣')]
    >>> apart_by_keys("甲", None, [words], called) is None
    True
    """
    whole = join(pieces)
    begins = {0, *accumulate(len(piece.text) for piece in pieces)}
    held = may_hold(whole.text, parties, begins)
    own = holders(who, parties)
    if names_stranger(whole.text, parties):
        return None
    if all(holders(mark.who, parties) == own for mark in held):
        return [Part(who, None, whole)]
    start = key_before(key.text, parties) if key else None
    if key is not None and start is not None:
        pieces = [join([key.part(start, len(key.text)), pieces[0]]), *pieces[1:]]
    parts = shared_roles(pieces, parties)
    first = holders(parts[0].who, parties) if parts else ()
    return parts if parts and first == own else None


class Content(NamedTuple):
    """The words in front of the first key inside a content, and what each party does behind it."""

    content: Passage
    roles: list[Part]


def roles_in_content(
    pieces: Sequence[Passage], parties: Mapping[str, Sequence[int]]
) -> Content | None:
    """The content and the roles that stand in one cell; None unless the keys of two parties in one form prove it.

    >>> text = "講座を開く　甲：会場の確保　乙：講師の派遣"
    >>> found = roles_in_content([Passage(text=text, spans=(Span(0, 21),))], {"甲": [1], "乙": [2]})
    >>> found.content.text, [part.words.text for part in found.roles]
    ('講座を開く', ['会場の確保', '講師の派遣'])
    """
    if not pieces:
        return None
    whole = join(pieces)
    begins = set(accumulate(len(piece.text) for piece in pieces))
    held = [mark.start for mark in may_hold(whole.text, parties, begins) if mark.start]
    lead = whole.text[: min(held, default=0)]
    words = lead.rstrip(AROUND)
    if not words or not (len(lead) in begins or is_closed(lead)):
        return None
    parts = shared_roles([whole.part(len(lead), len(whole.text))], parties) or []
    if len({holders(part.who, parties) for part in parts}) < _SEVERAL:
        return None
    return Content(whole.part(0, len(words)), parts)


def part_inner_keys(text: str, row: Row, parties: Mapping[str, Sequence[int]]) -> None:
    """Part the roles of a row at the keys of other parties in their words; what leaves a doubt is not understood.

    A cell that several parties share is parted once, for all of them.
    """
    for who in list(row.roles):
        cells = [cell for cell in row.roles.get(who, ()) if cell.length]
        if not cells or not holders(who, parties) or _crossing(cells):
            continue
        pieces = [passage_at(text, cell) for cell in cells]
        key = _key_of(text, row, cells[0])
        parts = apart_by_keys(who, key, pieces, parties)
        if parts is not None and len(parts) == 1 and parts[0].mark is None:
            continue
        for other in _sharing(row, cells):
            del row.roles[other]
        if parts is None or not _is_free(row, cells, parts if key is None else ()):
            row.not_understood.extend(cells)
            continue
        _give(row, parts, cells[0].start)
    cells = [cell for cell in row.content if cell.length]
    if cells and not any(row.roles.values()) and _is_free(replace(row, content=[]), cells, ()):
        found = roles_in_content([passage_at(text, cell) for cell in cells], parties)
        if found is not None:
            row.content = list(found.content.spans)
            _give(row, found.roles, cells[0].start)


def _give(row: Row, parts: Sequence[Part], start: int) -> None:
    """Each party's part to its column; marks in front of the cell are the row's already."""
    for part in parts:
        row.marks.extend(
            span for span in (part.mark.spans if part.mark else ()) if span.start >= start
        )
        cells = row.roles.setdefault(part.who, [])
        cells[:] = sorted([*cells, *part.words.spans])


def _crossing(cells: Sequence[Span]) -> bool:
    """Whether cells do not follow each other: no passage holds them all, which is told elsewhere."""
    return any(after.start < before.end for before, after in pairwise(cells))


def _key_of(text: str, row: Row, cell: Span) -> Passage | None:
    """The key right in front of a cell, with the space between them."""
    for mark in row.marks:
        if (
            mark.length
            and mark.end <= cell.start
            and not text[mark.end : cell.start].strip(" 　\n")
        ):
            return passage_at(text, Span(mark.start, cell.start))
    return None


def _sharing(row: Row, cells: Sequence[Span]) -> list[str]:
    """The columns that hold the very same cells: one merged cell."""
    held = set(cells)
    return [who for who, own in row.roles.items() if {cell for cell in own if cell.length} == held]


def _is_free(row: Row, cells: Sequence[Span], parts: Sequence[Part]) -> bool:
    """Whether no other column holds the cells too, and none of the parts of a table's cell has a column with words of its own."""
    others = [row.label, row.content, row.fields, *row.roles.values()]
    if any(cell in column for cell in cells for column in others):
        return False
    return not any(cell.length for part in parts for cell in row.roles.get(part.who, ()))
