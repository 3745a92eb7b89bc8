"""Words that stand for another cell (同上・同左): the role is that cell's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.rows import Row
from renkei.parsing.words import plain

_ABOVE = frozenset({"同上", "〃", "″", "々"})
_LEFT = frozenset({"同左", "左に同じ"})
_LONGEST = 8


class Ditto(NamedTuple):
    """A cell that refers to another one; `found` tells whether there is one."""

    cell: Span
    party: str
    found: bool


def resolve(text: str, rows: Sequence[Row]) -> Iterator[Ditto]:
    """Put the cells that are meant in the place of the words that refer to them.

    Behind a row that could not be read, nothing stands above.
    """
    above: Mapping[str, list[Span]] = {}
    for row in rows:
        if row.behind_gap:
            above = {}
        left: list[Span] = []
        for party, cells in row.roles.items():
            words = plain(text, cells) if 0 < sum(c.length for c in cells) <= _LONGEST else ""
            if words in _ABOVE | _LEFT:
                meant = above.get(party, []) if words in _ABOVE else left
                yield from (Ditto(cell, party, bool(meant)) for cell in cells)
                row.roles[party] = list(meant) or cells
            left = row.roles[party]
        above = row.roles
