"""Names of parties that stand alone as keys (当事者の呼称だけの見出し): "(2) 連携市町：会場を提供する。", "【乙】参加する。".

A name alone is a key only below the key of a content, or below another such name: elsewhere 甲： may head anything,
a share of the costs or an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renkei.parsing.cells.keys import Opening, stretches
from renkei.parsing.parties.preamble import BRACKETS, called, holders
from renkei.parsing.text.columns import Column, ColumnKind

_TWICE = 2


def name_as_key(
    words: str, parties: Mapping[str, Sequence[int]], begin: int = 0, *, marked: bool
) -> Opening | None:
    """The name of a party, or of several, that words begin with as a key does; None for all other words.

    Behind a mark (`marked`) a space or the line end may part it from its cell: a line of prose may begin with 甲 too. So they may
    behind both names of one party, 甲（姫路市）, and where the line says no more.

    >>> name_as_key("連携 市町：参加する。", {"連携市町": [1]}, marked=False)[1:]
    ((0, 5), 6, 6)
    >>> name_as_key("甲　参加する。", {"甲": [1]}, marked=True)[1:]
    ((0, 1), 1, 2)
    >>> name_as_key("甲（姫路市）：参加する。", {"甲": [1], "姫路市": [1]}, marked=False).opens.party
    '甲'
    >>> name_as_key("甲　参加する。", {"甲": [1]}, marked=False) is None
    True
    >>> name_as_key("甲", {"甲": [1]}, marked=False).opens.party
    '甲'
    """
    for start, end, behind in stretches(words, begin):
        name = _named("".join(words[start:end].split()), parties)
        is_sure = name != "".join(words[start:end].split()) or not words[end:].strip()
        if name and (marked or is_sure or behind.strip(" 　")):
            opens = Column(ColumnKind.ROLE, name)
            return Opening(opens, (start, end), end + len(behind.rstrip()), end + len(behind))
    return None


def _named(words: str, parties: Mapping[str, Sequence[int]]) -> str:
    """The party that words name and nothing else, once or once more in brackets; empty for all other words."""
    if holders(words, parties):
        return words
    names = [name for name in BRACKETS.split(words) if name]
    both = len(names) == _TWICE and all(holders(name, parties) for name in names)
    return called(words, parties) if both else ""
