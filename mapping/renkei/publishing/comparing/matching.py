"""Which row of one agreement is which of the other (対応付け): surely, possibly, or none.

The order: the same place (field) and the same name; the same place and the same words; then
likeness. What is only alike is never called the same: it is possibly the same, with its score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from renkei.publishing.comparing.wording import likeness, normalised

SURE = 0.9
"""From this likeness on, rows of one field are the same if neither has another such candidate."""
RIVAL = 0.8
"""A second candidate from this likeness on makes a match unsure."""
POSSIBLE = 0.5
"""From this likeness on, two rows are possibly the same."""
ALIEN = 0.3
"""Below this likeness of the words, even the same name is only possibly the same row: その他."""


class How(StrEnum):
    """What made two rows one pair (対応の根拠)."""

    NAME = "name"
    WORDS = "words"
    LIKENESS = "likeness"


class Row(NamedTuple):
    """What rows are matched by: the field, the name as printed (or empty), the words."""

    field: str
    name: str
    words: str


class Pair(NamedTuple):
    """Two rows by their places in the two lists, how they were matched, and their likeness."""

    before: int
    after: int
    how: How
    score: float


class Matching(NamedTuple):
    """Every row of both sides, once: in a sure pair, in a possible pair, gone or added."""

    sure: tuple[Pair, ...]
    possible: tuple[Pair, ...]
    gone: tuple[int, ...]
    added: tuple[int, ...]


def matched(before: Sequence[Row], after: Sequence[Row]) -> Matching:
    """The rows of two agreements matched (対応付け).

    >>> old = [Row("living", "災害対策", "相互に応援する。"), Row("living", "", "観光に取り組む。")]
    >>> matched(old, [Row("living", "災害対策", "相互に応援を行う。")]).gone
    (1,)
    """
    scores = _scores(before, after)
    sure: list[Pair] = []
    sure += _by_key(before, after, How.NAME, scores, sure)
    sure += _by_key(before, after, How.WORDS, scores, sure)
    sure += _by_likeness(before, after, scores, sure)
    possible = _possible(before, after, scores, sure)
    taken = [*sure, *possible]
    return Matching(
        tuple(sorted(sure)),
        tuple(sorted(possible)),
        _rest(len(before), (pair.before for pair in taken)),
        _rest(len(after), (pair.after for pair in taken)),
    )


Scores = dict[tuple[int, int], float]


def _scores(before: Sequence[Row], after: Sequence[Row]) -> Scores:
    return {
        (old, new): likeness(one.name + one.words, other.name + other.words)
        for old, one in enumerate(before)
        for new, other in enumerate(after)
    }


def _rest(count: int, taken: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(range(count)) - set(taken)))


def _open(pairs: Scores, taken: Sequence[Pair]) -> Scores:
    """The scores of rows that are in no pair yet."""
    old, new = {pair.before for pair in taken}, {pair.after for pair in taken}
    return {at: score for at, score in pairs.items() if at[0] not in old and at[1] not in new}


def _key(row: Row, how: How) -> tuple[str, str]:
    return row.field, normalised(row.name if how is How.NAME else row.words)


def _by_key(
    before: Sequence[Row], after: Sequence[Row], how: How, scores: Scores, taken: Sequence[Pair]
) -> list[Pair]:
    """Pairs of rows with a common key that no other row on either side has."""
    counts = [Counter(_key(row, how) for row in rows) for rows in (before, after)]
    found: list[Pair] = []
    for (old, new), score in _open(scores, taken).items():
        key = _key(before[old], how)
        if key[1] and key == _key(after[new], how) and counts[0][key] == counts[1][key] == 1:
            words = likeness(before[old].words, after[new].words)
            both = before[old].words and after[new].words
            if not both or words >= ALIEN:
                found.append(Pair(old, new, how, score))
    return found


def _by_likeness(
    before: Sequence[Row], after: Sequence[Row], scores: Scores, taken: Sequence[Pair]
) -> list[Pair]:
    """Pairs that are very alike, of one field, neither of which has a rival."""
    rivals = {at: score for at, score in _open(scores, taken).items() if score >= RIVAL}
    counts = [Counter(at[side] for at in rivals) for side in (0, 1)]
    return [
        Pair(old, new, How.LIKENESS, score)
        for (old, new), score in rivals.items()
        if score >= SURE
        and before[old].field == after[new].field
        and counts[0][old] == counts[1][new] == 1
    ]


def _possible(
    before: Sequence[Row], after: Sequence[Row], scores: Scores, taken: Sequence[Pair]
) -> list[Pair]:
    """The best of what is left, each row once: the most alike first, then the earlier rows."""
    found: list[Pair] = []
    for (old, new), score in sorted(_open(scores, taken).items(), key=lambda x: (-x[1], x[0])):
        same_name = _key(before[old], How.NAME) == _key(after[new], How.NAME)
        is_named = bool(before[old].name) and same_name
        if (score >= POSSIBLE or is_named) and _open({(old, new): score}, found):
            how = How.NAME if is_named else How.LIKENESS
            found.append(Pair(old, new, how, score))
    return found
