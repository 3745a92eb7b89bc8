"""Names of parties that stand alone as keys (当事者の呼称だけの見出し): "(2) 連携市町：会場を提供する。", "【乙】参加する。".

A name alone is a key only below the key of a content, or below another such name: elsewhere 甲： may head anything,
a share of the costs or an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renkei.parsing.cells.keys import Opening, stretches
from renkei.parsing.parties.preamble import holders
from renkei.parsing.text.columns import Column, ColumnKind


def name_as_key(
    words: str, parties: Mapping[str, Sequence[int]], begin: int = 0, *, marked: bool
) -> Opening | None:
    """The name of a party, or of several, that words begin with as a key does; None for all other words.

    Behind a mark (`marked`) a space or the line end may part it from its cell: a line of prose may begin with 甲 too.

    >>> name_as_key("連携 市町：参加する。", {"連携市町": [1]}, marked=False)[1:]
    ((0, 5), 6, 6)
    >>> name_as_key("甲　参加する。", {"甲": [1]}, marked=True)[1:]
    ((0, 1), 1, 2)
    >>> name_as_key("甲　参加する。", {"甲": [1]}, marked=False) is None
    True
    """
    for start, end, behind in stretches(words, begin):
        name = "".join(words[start:end].split())
        if holders(name, parties) and (marked or behind.strip(" 　")):
            opens = Column(ColumnKind.ROLE, name)
            return Opening(opens, (start, end), end + len(behind.rstrip()), end + len(behind))
    return None
