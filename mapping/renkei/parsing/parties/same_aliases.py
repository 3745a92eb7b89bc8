"""Parties that bear one alias (略称の重複): lawful where the text says that they share it, else a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from renkei.errors import finding
from renkei.model import Finding, Party, SourceText, Span


def aliases_given_twice(source: SourceText, parties: Sequence[Party]) -> Iterator[Finding]:
    """A finding for each party whose alias an earlier one bears, unless one clause gives it to both.

    The shape `agreement#aliases-unique` refuses such a pair.
    """
    for one, other in combinations(parties, 2):
        if one.alias is None or one.alias != other.alias or _told(one, other):
            continue
        span = Span(other.name.start, other.name.end)
        values = {"alias": other.alias or "", "first": one.name.text, "second": other.name.text}
        yield finding("P066", source, span, **values)


def _told(one: Party, other: Party) -> bool:
    """Whether one clause of the text gives the alias to both (以下これらを「乙」という)."""
    return one.alias_shared is not None and one.alias_shared == other.alias_shared
