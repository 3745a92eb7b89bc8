"""Tables drawn with ruling characters whose cells may cover several rows and columns (結合のある罫線の表)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from synthetic.drawing import BORDERS, width, wrapped

if TYPE_CHECKING:
    from lots.grids import Grid

_STROKES = {"light": 2, "heavy": 2, "ascii": 1}
_LEAST, _MOST = 8, 30
_TOTAL = 76
# Which arms a corner has (up, down, left, right) and its place in a row of `BORDERS`.
_CORNERS = {
    (False, True, False, True): 0,
    (False, True, True, True): 1,
    (False, True, True, False): 2,
    (True, True, False, True): 3,
    (True, True, True, True): 4,
    (True, True, True, False): 5,
    (True, False, False, True): 6,
    (True, False, True, True): 7,
    (True, False, True, False): 8,
    (False, False, True, True): 9,
    (True, True, False, False): 10,
}
Place = tuple[int, int]


def drawn(grid: Grid, border: str) -> list[str]:
    """The lines of a table.

    >>> from lots.grids import Cell, Grid
    >>> for line in drawn(Grid([[Cell("甲の役割"), Cell("運営する。")]]), "light"): print(line)
    ┌────┬─────┐
    │甲の役割│運営する。│
    └────┴─────┘
    """
    return _Drawing(grid, border).lines()


@dataclass
class _Drawing:
    grid: Grid
    border: str

    def __post_init__(self) -> None:
        self.stroke = _STROKES[self.border]
        self.signs = BORDERS[self.border]
        self.laid = self.grid.laid()
        self.across = len(self.laid[0])
        self.widths = self._widths()
        self.texts = {place: self._text(place) for row in self.laid for place in row}
        self.heights = self._heights()

    def lines(self) -> list[str]:
        """Rules and rows in turn."""
        found = []
        for at in range(len(self.laid) + 1):
            found.append(self._rule(at))
            if at < len(self.laid):
                found += [self._row(at) for _ in range(self.heights[at])]
        return found

    def _widths(self) -> list[int]:
        widths = [_LEAST] * self.across
        for row in self.laid:
            for column, place in enumerate(row):
                if row.count(place) == 1:
                    longest = max(width(one, self.stroke) for one in self._words(place).split("\n"))
                    widths[column] = max(widths[column], min(longest, _MOST))
        most = max(_LEAST, _TOTAL // self.across)
        return [(min(one, most) + 1) // 2 * 2 for one in widths]

    def _words(self, place: Place) -> str:
        return self.grid.rows[place[0]][place[1]].words

    def _span(self, place: Place) -> int:
        columns = [at for at, one in enumerate(self.laid[place[0]]) if one == place]
        return sum(self.widths[at] for at in columns) + self.stroke * (len(columns) - 1)

    def _text(self, place: Place) -> list[str]:
        lines = []
        for one in self._words(place).split("\n"):
            lines += wrapped(one, self._span(place), self.stroke)
        return lines

    def _heights(self) -> list[int]:
        heights = [1] * len(self.laid)
        for place in sorted(self.texts, key=lambda one: self._rows(one)[-1]):
            rows = self._rows(place)
            # A rule that a cell runs through leaves room for one of its lines.
            free = sum(heights[at] for at in rows) + len(rows) - 1
            heights[rows[-1]] += max(0, len(self.texts[place]) - free)
        return heights

    def _rows(self, place: Place) -> list[int]:
        return [at for at, row in enumerate(self.laid) if place in row]

    def _at(self, row: int, column: int) -> Place | None:
        inside = 0 <= row < len(self.laid) and 0 <= column < self.across
        return self.laid[row][column] if inside else None

    def _piece(self, place: Place) -> str:
        text = self.texts[place]
        return self._filled(text.pop(0) if text else "", self._span(place))

    def _filled(self, words: str, columns: int) -> str:
        free = columns - width(words, self.stroke)
        return words + " " * (free % 2) + "　" * (free // 2)

    def _row(self, at: int) -> str:
        pieces = [self._piece(place) for place in dict.fromkeys(self.laid[at])]
        bar = self.signs[10]
        return bar + bar.join(pieces) + bar

    def _rule(self, at: int) -> str:
        line = ""
        column = 0
        while column < self.across:
            line += self._corner(at, column)
            above, below = self._at(at - 1, column), self._at(at, column)
            if above is not None and above == below:
                line += self._piece(above)
                column += self.laid[at].count(above)
            else:
                line += self.signs[9] * (self.widths[column] // self.stroke)
                column += 1
        return line + self._corner(at, self.across)

    def _corner(self, at: int, column: int) -> str:
        def is_bar(row: int) -> bool:
            left, right = self._at(row, column - 1), self._at(row, column)
            return left != right

        def is_ruled(side: int) -> bool:
            above, below = self._at(at - 1, side), self._at(at, side)
            return 0 <= side < self.across and above != below

        arms = (is_bar(at - 1), is_bar(at), is_ruled(column - 1), is_ruled(column))
        return self.signs[_CORNERS[arms]]
