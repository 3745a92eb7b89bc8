"""Parties that bear one alias (略称の重複): lawful where the text says that they share it, else a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from renkei.errors import finding
from renkei.model import Finding, Party, SourceText, Span


def aliases_given_twice(source: SourceText, parties: Sequence[Party]) -> Iterator[Finding]:
    """A finding for each party whose alias an earlier one bears, unless one clause gives it to both.

    The shape `agreement#aliases-unique` refuses such a pair.
    """
    for at, party in enumerate(parties):
        first = next((one for one in parties[:at] if _same(one, party)), None)
        if first is not None:
            span = Span(party.name.start, party.name.end)
            values = {"alias": party.alias or "", "first": first.name.text}
            yield finding("P066", source, span, second=party.name.text, **values)


def _same(one: Party, other: Party) -> bool:
    return one.alias is not None and one.alias == other.alias and not _told(one, other)


def _told(one: Party, other: Party) -> bool:
    """Whether one clause of the text gives the alias to both (以下これらを「乙」という)."""
    return one.alias_shared is not None and one.alias_shared == other.alias_shared
