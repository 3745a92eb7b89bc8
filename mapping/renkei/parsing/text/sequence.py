"""Whether printed marks follow each other (見出し記号の連続): a gap tells of a part that was lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from renkei.parsing.text.numerals import Reading, readings

_START = (None, "")


# Bounded, since marks come from texts; a list has few different ones.
_readings = lru_cache(maxsize=512)(readings)


def follows(before: str | None, mark: str) -> bool:
    """Whether a mark is the next one of any series; without one before, whether it is the first.

    >>> follows("(1)", "(2)"), follows("イ", "ウ"), follows("イ", "ロ"), follows(None, "①")
    (True, True, True, True)
    >>> follows("(1)", "(3)"), follows("ア", "ウ"), follows(None, "(2)")
    (False, False, False)
    """
    now = _readings(mark)
    if before in _START:
        return any(reading.value == 1 for reading in now)
    expected = {Reading(series, value + 1) for series, value in _readings(before or "")}
    return not expected.isdisjoint(now)


def breaks(marks: Iterable[str | None]) -> Iterator[tuple[int, str | None, str | None]]:
    """The places in a list where a mark does not follow the one before it: position, before, mark.

    A list without any marks has no breaks. In a list with marks, an entry without one is a break.

    >>> list(breaks(["ア", "イ", "エ"])), list(breaks([None, None]))
    ([(2, 'イ', 'エ')], [])
    >>> list(breaks(["(1)", None, "(2)"])), list(breaks(["イ", "ウ"])), list(breaks(["イ", "ロ"]))
    ([(1, '(1)', None)], [(0, None, 'イ')], [])
    """
    listed = list(marks)
    if not any(listed):
        return
    before: str | None = None
    for position, mark in enumerate(listed):
        if not mark:
            yield position, before, None
        elif not (follows(before, mark) if before else _begins(mark, listed[1:])):
            yield position, before, mark
        before = mark or before


def _begins(first: str, others: Iterable[str | None]) -> bool:
    """Whether a mark is the first of its series, which the next mark tells: イ, ロ but not イ, ウ."""
    second = next((mark for mark in others if mark), None)
    if second is None or not follows(first, second):
        return follows(None, first)
    return any(
        reading.value == 1 and Reading(reading.series, 2) in _readings(second)
        for reading in _readings(first)
    )
