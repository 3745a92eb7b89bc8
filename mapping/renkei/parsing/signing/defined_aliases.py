"""Aliases that a sentence gives (文で定める略称): 姫路市を「甲」、たつの市を「乙」という, 「甲」とは姫路市をいう."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from renkei.model import Passage
from renkei.parsing.parties.designations import bare, designations
from renkei.parsing.parties.preamble import NamedParty
from renkei.parsing.signing.zone import LETTERS


def with_defined_aliases(
    named: Sequence[NamedParty],
    passages: Iterable[Passage],
    listed: Sequence[NamedParty] = (),
) -> tuple[NamedParty, ...]:
    """Parties that bear no alias, with the one that a list of an article or a definition gives each; all or none.

    A definition gives letters (甲, 乙). A word such as 中心市 is what a party is called, and no alias: the designations have it.
    """
    if not named or any(party.alias for party in named):
        return tuple(named)
    aliases = {bare(party.name.text): party.alias for party in listed}
    names = [bare(party.name.text) for party in named]
    if len(aliases) == len(listed) and sorted(aliases) == sorted(names):
        return tuple(
            replace(party, alias=aliases[name]) for party, name in zip(named, names, strict=True)
        )
    called = designations(named, passages)
    letters = {tuple(called[letter]): letter for letter in LETTERS if letter in called}
    found = [letters.get((number,)) for number in range(1, len(named) + 1)]
    if None in found:
        return tuple(named)
    return tuple(replace(party, alias=letter) for party, letter in zip(named, found, strict=True))
