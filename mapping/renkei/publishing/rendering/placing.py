"""Where the words of a node stand (字句の位置): a node quotes ranges, and tells not which is which.

The words of a value are those of one or several of the node's ranges, one after the other, white
space aside and with corrections put in or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple


class Range(NamedTuple):
    """A range of the source and the characters in it, as they stand there."""

    start: int
    end: int
    words: str

    def mended(self, corrections: Mapping[int, str]) -> str:
        """The characters with corrections put in; `corrections` has one for each place it mends."""
        return "".join(corrections.get(self.start + at, char) for at, char in enumerate(self.words))

    def lies_in(self, other: Range) -> bool:
        """Whether the other range holds all of this one."""
        return other.start <= self.start and self.end <= other.end


class Placed(NamedTuple):
    """Some words of a value and the range that they stand in."""

    range: Range
    words: str


def squeezed(words: str) -> str:
    """Words without white space, which a layout puts in and takes out."""
    return "".join(words.split())


def mended_places(start: int, before: str, after: str) -> dict[int, str]:
    """What stands at each place that a correction mends, counted from `start`.

    What is put in between stands with the character behind it.

    >>> mended_places(10, "第条", "第2条")
    {11: '2条'}
    """
    if len(before) == len(after):
        return dict(enumerate(after, start))
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    put_in, low, high = after[head : len(after) - tail], head, len(before) - tail
    if low < high:
        return {start + low: put_in} | dict.fromkeys(range(start + low + 1, start + high), "")
    behind = before[low : low + 1]
    return {start + low: put_in + behind} if behind else {start + low - 1: before[-1:] + put_in}


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def place(
    value: str, ranges: Sequence[Range], corrections: Mapping[int, str]
) -> tuple[Placed, ...]:
    """The words of a value, each part with its range; empty if the ranges do not hold it.

    >>> place("一体となった", [Range(6, 11, "一体となっ"), Range(12, 13, "た")], {})[1].words
    'た'
    """
    chain = _chain(squeezed(value), sorted(ranges), corrections)
    placed: list[Placed] = []
    position = 0
    for at in chain:
        end = _behind(value, position, len(squeezed(at.words)))
        placed.append(Placed(at, value[position:end].strip()))
        position = end
    return tuple(placed)


def _chain(
    wanted: str, ranges: Sequence[Range], corrections: Mapping[int, str]
) -> tuple[Range, ...]:
    """The ranges that hold the wanted characters, one after the other, the first that fit."""
    forms = [(squeezed(one.words), squeezed(one.mended(corrections))) for one in ranges]
    hopeless: set[tuple[int, int]] = set()

    def fitting(position: int, first: int) -> tuple[Range, ...] | None:
        if position == len(wanted):
            return ()
        if (position, first) in hopeless:
            return None
        for at in range(first, len(ranges)):
            for form in forms[at]:
                if form and wanted.startswith(form, position):
                    rest = fitting(position + len(form), _next(ranges, at))
                    if rest is not None:
                        return (ranges[at], *rest)
        hopeless.add((position, first))
        return None

    return (fitting(0, 0) or ()) if wanted else ()


def _next(ranges: Sequence[Range], at: int) -> int:
    """The first range behind another: those that overlap with it are out."""
    return next(
        (n for n in range(at + 1, len(ranges)) if ranges[n].start >= ranges[at].end), len(ranges)
    )


def _behind(value: str, position: int, count: int) -> int:
    """The place in a value behind so many characters that are no white space."""
    while count and position < len(value):
        count -= not value[position].isspace()
        position += 1
    return position
