"""Where the words of the class diagram's arrows stand (クラス図の語の位置): apart from each other and the boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Widths of a letter of 11 pixels, rounded up: one of Latin script, one of Japanese.
_NARROW, _WIDE = 5.9, 11.0
_ABOVE, _BELOW = 10, 4
# Room for the head of an arrow.
_HEAD = 12


class Box(NamedTuple):
    """A class and where it stands; the agreement is as tall as the column of its parts."""

    name: str
    label: str
    x: int
    y: int
    width: int
    height: int


class Place(NamedTuple):
    """A place for words: the base line, and which end of them stands at `x` (as in SVG)."""

    x: int
    y: int
    anchor: str = "start"


class Line(NamedTuple):
    """An arrow from class to class with its words and the places for them, the best first."""

    source: str
    target: str
    label: str
    path: str
    places: tuple[Place, ...]


class Edge(NamedTuple):
    """The properties from one class to another: an SVG path, and where its words stand."""

    source: str
    target: str
    label: str
    path: str
    x: int
    y: int
    anchor: str = "start"


class _Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: _Area) -> float:
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)


def along(left: tuple[int, int], right: tuple[int, int]) -> tuple[Place, ...]:
    """The places along a straight arrow, by its left and its right end.

    Words of a level one stand above it, of a slanted one on it (a white border parts them from it).
    """
    (x1, y1), (x2, y2) = left, right
    if y1 == y2:
        ends = (Place(x1 + 6, y1 - 4), Place(x2 - _HEAD, y1 - 4, "end"))
        return (*ends, Place(x1 + 6, y1 + 13), Place(x2 - _HEAD, y1 + 13, "end"))
    shares = (50, 60, 40, 70, 30, 78, 22)
    on_it = [(x1 + (x2 - x1) * at // 100, y1 + (y2 - y1) * at // 100 + 4) for at in shares]
    middles = [Place(x, y, "middle") for x, y in on_it]
    return (*middles, *(Place(x2 - _HEAD, y, "end") for _, y in on_it[:5]))


def labelled(lines: Sequence[Line], boxes: Iterable[Box]) -> tuple[Edge, ...]:
    """The arrows, each with its words at the first of its places that is free.

    Those with the fewest places choose first; where none is free, the words cover as little as
    they can.
    """
    taken = [_Area(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes]
    found: dict[int, Place] = {}
    for at in sorted(range(len(lines)), key=lambda at: len(lines[at].places)):
        line = lines[at]
        areas = {place: _area(place, line.label) for place in line.places}
        place = min(areas, key=lambda each: sum(areas[each].shared(other) for other in taken))
        found[at] = place
        taken.append(areas[place])
    return tuple(
        Edge(line.source, line.target, line.label, line.path, *found[at])
        for at, line in enumerate(lines)
    )


def _area(place: Place, label: str) -> _Area:
    width = sum(_WIDE if unicodedata.east_asian_width(char) in "WF" else _NARROW for char in label)
    left = place.x - {"start": 0.0, "middle": width / 2, "end": width}[place.anchor]
    return _Area(left, place.y - _ABOVE, left + width, place.y + _BELOW)
