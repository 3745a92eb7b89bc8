"""Aliases that a sentence gives (文で定める略称): 姫路市を「甲」、たつの市を「乙」という, 「甲」とは姫路市をいう."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from renkei.model import Passage
from renkei.parsing.parties.designations import designations
from renkei.parsing.parties.preamble import NamedParty
from renkei.parsing.signing.zone import LETTERS


def with_defined_aliases(
    named: Sequence[NamedParty], passages: Iterable[Passage]
) -> tuple[NamedParty, ...]:
    """Parties that bear no alias, with the letter (甲, 乙) that preamble or articles define for each; all or none.

    A word such as 中心市 is what a party is called, and no alias: the designations have it.
    """
    if not named or any(party.alias for party in named):
        return tuple(named)
    called = designations(named, passages)
    letters = {tuple(called[letter]): letter for letter in LETTERS if letter in called}
    found = [letters.get((number,)) for number in range(1, len(named) + 1)]
    if None in found:
        return tuple(named)
    return tuple(replace(party, alias=letter) for party, letter in zip(named, found, strict=True))
