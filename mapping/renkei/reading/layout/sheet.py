"""What stands on a page (紙面): glyphs and ruling lines with their places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points from the top left corner of the page (範囲)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The extent from top to bottom."""
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def moved(self, across: float, down: float) -> Box:
        """The rectangle, moved to the right and down."""
        left, top, right, bottom = self
        return Box(left + across, top + down, right + across, bottom + down)

    def turned(self, width: float) -> Box:
        """The rectangle on a page of this width after a quarter turn to the left.

        Columns from right to left become lines from top to bottom.

        >>> Box(80, 10, 90, 20).turned(100)
        Box(left=10, top=10, right=20, bottom=20)
        """
        return Box(self.top, width - self.right, self.bottom, width - self.left)


class Glyph(NamedTuple):
    """A character, or a word of character recognition, and its place (字).

    `percent` is how sure recognition is of it; None if it was printed as text.
    """

    text: str
    box: Box
    percent: int | None = None


class Ruling(NamedTuple):
    """A ruling line (罫線): `at` is its place across, `low` and `high` its ends along."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with what stands on it (紙面); `number` counts from 1.

    `vertical` says that the text runs from top to bottom (縦書き); `turned` gives such a page as one
    whose lines run from left to right. `hidden` words are not to be seen on it; `unread` are the
    places of a scan where letters may stand that were not recognised.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    horizontals: tuple[Ruling, ...] = ()
    verticals: tuple[Ruling, ...] = ()
    vertical: bool = False
    hidden: tuple[str, ...] = field(default=())
    unread: tuple[Box, ...] = ()

    def turned(self) -> Sheet:
        """The page after a quarter turn: its columns are lines now."""
        return replace(
            self,
            width=self.height,
            height=self.width,
            glyphs=tuple(glyph._replace(box=glyph.box.turned(self.width)) for glyph in self.glyphs),
            horizontals=tuple(
                Ruling(self.width - line.at, line.low, line.high) for line in self.verticals
            ),
            verticals=self.horizontals,
        )

    def place(self, box: Box) -> str:
        """Where a box of the sheet as read stands on the page as printed, for an anchor.

        >>> Sheet(3, 595, 842).place(Box(72, 510, 80, 520))
        'page=3;x=72;y=510'
        """
        x, y = (self.height - box.bottom, box.left) if self.vertical else (box.left, box.top)
        return f"page={self.number};x={round(x)};y={round(y)}"
