"""Cells that read like those of another column (列に似ない欄): how they end betrays a swap."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from renkei.model import Passage, Span

CONTENT = "content"
"""What the column of contents is called; those of roles are called by the number of the party."""
_TAIL = 8
"""How many code points at the end of a cell are compared with other cells."""
_VERB = 3
"""How many code points hold the verb that a cell ends with (図る。)."""
_OPENING = 4
"""How many code points hold what the first clause of a cell ends with (に向け、)."""
_SEVERAL = 3

_MANY = 4
"""In how many rows a column reads in one way that is known to read so."""

# What a party says that helps with what another does: "運営に協力する。", "必要な協力を行う。", "協議会に参加し、". Must not match what both do
# ("連携・協力して").
_HELPS = re.compile(r"(?:[にへ]|必要な|の)(?:協力(?:する|し、|を行う)|参加(?:する|し、))")

# What each column's cells end with, and how often.
_Usual = Mapping[str, Counter[str]]


class Tail(NamedTuple):
    """The end of a cell, and where it stands."""

    words: str
    at: Span


def unlike(rows: Sequence[Mapping[str, Passage]]) -> Iterator[tuple[int, str, Tail]]:
    """The cells that end as their own column's do not and another's do: row, column, end.

    Either the words are another column's own and the cell there has none of its own, or, by the verb or the first clause alone, the two
    cells of a row each read like the other's column, or a party helps for once, and the one that else helps does not.
    """
    tails = _usual(rows, _tail)
    features = [(feature, _usual(rows, feature)) for feature in (_verb, _opening)]
    helping = Counter(name for row in rows for name in row if _helps(row, name))
    for at, row in enumerate(rows):
        found = {
            name
            for name, other in permutations(row, 2)
            if _reads_as(row, name, other, tails) or _helps_for_once(row, name, other, helping)
        }
        for name, other in permutations(row, 2):
            crossed = (
                _is_crossed(row[name], row[other], f, u[name], u[other]) for f, u in features
            )
            if not found and any(crossed):
                found = {name, other}
        for name in row:
            if name in found:
                words = row[name].text[-_TAIL:]
                ends = len(row[name].text)
                yield at, name, Tail(words, row[name].locate(ends - len(words), ends)[0])


def _usual(rows: Sequence[Mapping[str, Passage]], feature: Callable[[str], str]) -> _Usual:
    usual: dict[str, Counter[str]] = {}
    for row in rows:
        for name, passage in row.items():
            usual.setdefault(name, Counter())[feature(passage.text)] += 1
    return usual


def _tail(words: str) -> str:
    return words[-_TAIL:]


def _verb(words: str) -> str:
    return words[-_VERB:]


def _opening(words: str) -> str:
    """What the first clause ends with; nothing for a cell without one."""
    end = words.find("、") + 1
    return words[max(0, end - _OPENING) : end]


def _reads_as(row: Mapping[str, Passage], name: str, other: str, usual: _Usual) -> bool:
    """Whether a cell ends as no other in its column but as several in another, and that one not."""
    ends, neighbour = _tail(row[name].text), _tail(row[other].text)
    return (
        usual[other][ends] >= max(_SEVERAL, 2 * usual[name][ends])
        and usual[other][ends] >= 2 * usual[other][neighbour]
        and ends != neighbour
    )


def _is_crossed(
    own: Passage,
    other: Passage,
    feature: Callable[[str], str],
    of_own: Counter[str],
    of_other: Counter[str],
) -> bool:
    """Whether two cells of a row each read as few in their own column and as many in the other's."""
    mine, theirs = feature(own.text), feature(other.text)
    return (
        bool(mine and theirs)
        and of_other[mine] >= _MANY * of_own[mine]
        and of_own[theirs] >= _MANY * of_other[theirs]
    )


def _helps_for_once(
    row: Mapping[str, Passage], name: str, other: str, helping: Counter[str]
) -> bool:
    """Whether a party helps in this row alone, where another one helps in many and not here."""
    if not _helps(row, name) or _helps(row, other):
        return False
    return helping[name] == 1 and helping[other] >= _MANY


def _helps(row: Mapping[str, Passage], name: str) -> bool:
    """Whether a role says that the party helps; a content tells of no party."""
    return name != CONTENT and _HELPS.search(row[name].text) is not None
