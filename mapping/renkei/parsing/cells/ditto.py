"""Words that stand for another cell (同上・同左): the role is that cell's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells.rows import Row
from renkei.parsing.text.words import plain

_ABOVE = frozenset({"同上", "〃", "″", "々"})
_LEFT = frozenset({"同左", "左に同じ"})
_LONGEST = 8


class Ditto(NamedTuple):
    """A cell that refers to another one; `found` tells whether there is one."""

    cell: Span
    party: str
    found: bool


def refers(words: str) -> bool:
    """Whether words stand for another cell.

    >>> refers("同 上"), refers("同上の者")
    (True, False)
    """
    return len(words) <= _LONGEST and "".join(words.split()) in _ABOVE | _LEFT


def resolve(text: str, rows: Sequence[Row]) -> Iterator[Ditto]:
    """Put the cells that are meant in the place of the words that refer to them.

    Behind a row that could not be read, nothing stands above.
    """
    above: Mapping[str, list[Span]] = {}
    for row in rows:
        if row.behind_gap:
            above = {}
        left: list[Span] = []
        meant: dict[str, list[Span]] = {}
        for party, cells in row.roles.items():
            words = plain(text, cells) if 0 < sum(c.length for c in cells) <= _LONGEST else ""
            if words in _ABOVE | _LEFT:
                meant[party] = above.get(party, []) if words in _ABOVE else left
            left = meant.get(party) or cells
        # A cell that is merged over two parties refers for both, or for none.
        lost = {cell for party, found in meant.items() if not found for cell in row.roles[party]}
        for party, found in meant.items():
            cells = row.roles[party]
            is_found = lost.isdisjoint(cells)
            yield from (Ditto(cell, party, is_found) for cell in cells)
            row.roles[party] = list(found) if is_found else cells
        # Words that refer to nothing are meant by nobody either.
        above = {who: cells for who, cells in row.roles.items() if not refers(plain(text, cells))}
