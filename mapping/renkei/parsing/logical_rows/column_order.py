"""The order of columns (欄の並び): a header or a block in another order than its like betrays a swap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells.aims import heads_aim
from renkei.parsing.cells.header import Header
from renkei.parsing.parties.preamble import holders
from renkei.parsing.text.columns import Column, ColumnKind

_ORDERED = (ColumnKind.LABEL, ColumnKind.CONTENT, ColumnKind.ROLE)
_NAMES = {ColumnKind.LABEL: "名前", ColumnKind.CONTENT: "取組内容"}


class Ordered(NamedTuple):
    """Columns as they stand in a header or in a block, and where."""

    columns: tuple[Column, ...]
    at: Span

    @classmethod
    def of(cls, columns: Sequence[Column | None], at: Span) -> Ordered:
        """The columns that have an order: names, content and roles."""
        return cls(tuple(which for which in columns if which and which.kind in _ORDERED), at)


class Displaced(NamedTuple):
    """Columns that stand in another order than is usual in this agreement, or in any."""

    found: Ordered
    usual: tuple[Column, ...]


def displaced(
    orders: Sequence[Ordered], parties: Mapping[str, Sequence[int]]
) -> Iterator[Displaced]:
    """What stands in another order than most that have the same columns; of two, the second.

    Where all agree, the first is told if its order is not that of the parties (甲, 乙).
    """
    alike: dict[frozenset[Column], list[Ordered]] = {}
    for order in orders:
        alike.setdefault(frozenset(order.columns), []).append(order)
    for same in alike.values():
        usual = Counter(order.columns for order in same).most_common(1)[0][0]
        odd = [order for order in same if order.columns != usual]
        yield from (Displaced(order, usual) for order in odd)
        due = _due(usual, parties)
        if not odd and usual != due:
            yield Displaced(same[0], due)


def names(columns: Sequence[Column]) -> str:
    """Columns in words.

    >>> names([Column(ColumnKind.CONTENT), Column(ColumnKind.ROLE, "甲")])
    '取組内容・甲の役割'
    """
    return "・".join(_NAMES.get(column.kind, f"{column.party}の役割") for column in columns)


def _due(columns: tuple[Column, ...], parties: Mapping[str, Sequence[int]]) -> tuple[Column, ...]:
    """The order of name, content and roles by party; as they stand where a party is not known.

    A column for several parties (共通) may stand anywhere among those of roles.
    """
    ranks: dict[Column, tuple[int, tuple[int, ...]]] = {}
    for which in columns:
        numbers = holders(which.party or "", parties)
        if which.kind is ColumnKind.ROLE and not numbers:
            return columns
        if len(numbers) <= 1:
            ranks[which] = (_ORDERED.index(which.kind), numbers)
    # Two columns may be alike, where a damage printed one twice.
    ordered = iter(sorted((which for which in columns if which in ranks), key=ranks.__getitem__))
    return tuple(next(ordered) if which in ranks else which for which in columns)


def aim_for_names(header: Header) -> tuple[str, str] | None:
    """The heads of an aim and of the content behind it, where the aim is written in nouns and no column has names; else None.

    Names stand in nouns, and an aim in sentences: the two heads seem to have changed places.
    """
    if header.has(ColumnKind.LABEL):
        return None
    for at, (which, behind) in enumerate(pairwise(header.columns)):
        words = header.words[at] if at < len(header.words) else ""
        is_aim = which in header.nouns and heads_aim(words)
        if is_aim and behind and behind.kind is ColumnKind.CONTENT:
            return words, header.words[at + 1]
    return None
