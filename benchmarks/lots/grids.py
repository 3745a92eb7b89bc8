"""Tables before they are printed: cells that may cover several rows and columns (表の升目)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """The words of a cell, and how many rows and columns it covers; `inner` is a table inside it."""

    words: str
    height: int = 1
    width: int = 1
    is_head: bool = False
    inner: Grid | None = None


@dataclass
class Grid:
    """A table: its rows, of which the first `heads` are its head; a covered place has no cell."""

    rows: list[list[Cell]] = field(default_factory=list)
    heads: int = 0

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max(len(row) for row in self.laid())

    def laid(self) -> list[list[tuple[int, int]]]:
        """For every place the row and cell that covers it, as the number of both.

        >>> Grid([[Cell("a", height=2), Cell("b")], [Cell("c")]]).laid()
        [[(0, 0), (0, 1)], [(0, 0), (1, 0)]]
        """
        laid: list[dict[int, tuple[int, int]]] = [{} for _ in self.rows]
        for at, row in enumerate(self.rows):
            column = 0
            for number, cell in enumerate(row):
                while column in laid[at]:
                    column += 1
                for down in range(at, min(at + cell.height, len(laid))):
                    laid[down] |= dict.fromkeys(range(column, column + cell.width), (at, number))
                column += cell.width
        return [[found[column] for column in sorted(found)] for found in laid]

    def breaks(self) -> list[int]:
        """The rows above which no cell is cut, behind the head."""
        laid = self.laid()
        return [
            at for at in range(self.heads + 1, len(laid)) if not set(laid[at]) & set(laid[at - 1])
        ]


@dataclass(frozen=True)
class Line:
    """A line of text at a level of indentation."""

    words: str
    level: int = 0


Block = Grid | Line
