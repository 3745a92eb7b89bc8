"""Which party of one agreement stands for which of the other (当事者の対応)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from renkei.publishing.comparing.versions import PartyWords
from renkei.publishing.comparing.wording import squeezed

PartyPair = tuple[PartyWords | None, PartyWords | None]


def party_pairs(before: Sequence[PartyWords], after: Sequence[PartyWords]) -> list[PartyPair]:
    """The parties matched: by their body, then by capacity, then by alias; the rest stand alone.

    A capacity or an alias counts only where one party that is left on each side has it.
    """
    pairs: list[tuple[PartyWords, PartyWords]] = []
    for key in (_body, _capacity, _alias):
        pairs += _by(key, before, after, pairs)
    alone = [(old, None) for old in _left(before, [pair[0] for pair in pairs])]
    new = [(None, new) for new in _left(after, [pair[1] for pair in pairs])]
    return [*sorted(pairs, key=lambda pair: pair[0].number), *alone, *new]


def without_names(text: str | None, pairs: Sequence[PartyPair], side: int) -> str:
    """A text of one side (0 before, 1 after) with the parties' names replaced by their places."""
    words = squeezed(text)
    for name, place in sorted(_names(pairs, side), key=lambda each: (-len(each[0]), each)):
        words = words.replace(name, f"\0{place}\0")
    return words


def _names(pairs: Sequence[PartyPair], side: int) -> Iterator[tuple[str, int]]:
    for place, pair in enumerate(pairs):
        party = pair[side]
        if party and party.name and None not in pair:
            yield squeezed(party.name), place


def _body(party: PartyWords) -> Hashable:
    return party.municipality


def _capacity(party: PartyWords) -> Hashable:
    return party.capacity


def _alias(party: PartyWords) -> Hashable:
    return party.alias


def _left(parties: Sequence[PartyWords], taken: Sequence[PartyWords]) -> list[PartyWords]:
    return [party for party in parties if party not in taken]


def _by(
    key: Callable[[PartyWords], Hashable],
    before: Sequence[PartyWords],
    after: Sequence[PartyWords],
    pairs: Sequence[tuple[PartyWords, PartyWords]],
) -> Iterator[tuple[PartyWords, PartyWords]]:
    old = _left(before, [pair[0] for pair in pairs])
    new = _left(after, [pair[1] for pair in pairs])
    for one in old:
        value = key(one)
        same = [other for other in new if key(other) == value]
        if value is not None and len(same) == 1 and sum(key(each) == value for each in old) == 1:
            yield one, same[0]
