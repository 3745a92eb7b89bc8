"""From lines and tables to the text of a file: plain, with pages, or HTML (体裁)."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from synthetic.drawing import wrapped

from lots.grids import Cell, Grid, Line
from lots.ruling import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lots.chances import Lot
    from lots.grids import Block

_WIDTH = 76
_ROW_SHARE, _LINE_SHARE, _LEAST = 0.4, 0.05, 2


class Pages:
    """Where pages end, and what stands there."""

    def __init__(self, lot: Lot) -> None:
        self._lot = lot
        self._number = 0
        self._asked = 0

    def is_end(self, share: float) -> bool:
        """Whether a page ends here; none ends right behind the one before."""
        if self._lot["page"] == "none":
            return False
        self._asked += 1
        if self._asked <= _LEAST or not self._lot.often(share):
            return False
        self._asked = 0
        return True

    def foot(self) -> list[str]:
        """The lines between two pages."""
        self._number += 1
        number = f"{'　' * 16}- {self._number} -"
        if self._lot["page"] == "number":
            return ["", number, ""]
        return ["", number, "　" * 20 + self._lot.word("foot"), ""]


def plain(lot: Lot, blocks: Sequence[Block]) -> str:
    """The text of blocks in a medium without markup."""
    pages = Pages(lot)
    lines: list[str] = []
    for block in blocks:
        if not isinstance(block, Line):
            lines += ["", *_table(lot, pages, block), ""]
            continue
        if lines and block.words and pages.is_end(_LINE_SHARE):
            lines += pages.foot()
        lines += _printed(lot, block)
    return "\n".join(lines) + "\n"


def _printed(lot: Lot, line: Line) -> list[str]:
    start = "　" * line.level if lot["indent"] == "wide" else ""
    if lot["wrap"] == "none" or not line.words:
        return [start + line.words]
    next_ = start + "　" if lot["wrap"] == "hanging" else ""
    first, *rest = wrapped(start + line.words, _WIDTH)
    return [first, *(next_ + one for one in wrapped("".join(rest), _WIDTH - 2 * len(next_)) if one)]


def _table(lot: Lot, pages: Pages, grid: Grid) -> Iterator[str]:
    """A table, in parts where pages end."""
    for at, part in enumerate(_parts(lot, pages, grid)):
        if at:
            yield from pages.foot()
        if lot["medium"] == "drawn":
            yield from drawn(part, lot["border"])
        else:
            yield from _parted(lot, part)


def _parts(lot: Lot, pages: Pages, grid: Grid) -> list[Grid]:
    cuts = [at for at in grid.breaks() if pages.is_end(_ROW_SHARE)]
    edges = [0, *cuts, len(grid.rows)]
    head = grid.rows[: grid.heads] if lot["head"] == "repeated" else []
    return [
        Grid([*(head if low else []), *grid.rows[low:high]], heads=grid.heads)
        for low, high in pairwise(edges)
    ]


def _parted(lot: Lot, grid: Grid) -> Iterator[str]:
    shown: set[tuple[int, int]] = set()
    for row in grid.laid():
        cells = []
        for place in row:
            words = grid.rows[place[0]][place[1]].words.replace("\n", " ")
            cells.append("" if place in shown else words)
            shown.add(place)
        yield "\t".join(cells) if lot["medium"] == "tabs" else f"| {' | '.join(cells)} |"


def page(lot: Lot, title: str, blocks: Sequence[Block]) -> str:
    """The same as an HTML page."""
    body = "\n".join(_element(lot, block) for block in blocks)
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _element(lot: Lot, block: Block) -> str:
    if isinstance(block, Grid):
        return _html_table(lot, block)
    start = "　" * block.level if lot["indent"] == "wide" else ""
    return f"<p>{start}{escape(block.words)}</p>" if block.words else ""


def _html_table(lot: Lot, grid: Grid) -> str:
    rows = [f"<tr>{''.join(_html_cell(lot, cell) for cell in row)}</tr>" for row in grid.rows]
    return "\n".join(['<table border="1">', *rows, "</table>"])


def _html_cell(lot: Lot, cell: Cell) -> str:
    name = "th" if cell.is_head and lot["cells"] == "th" else "td"
    spans = f' rowspan="{cell.height}"' if cell.height > 1 else ""
    spans += f' colspan="{cell.width}"' if cell.width > 1 else ""
    inner = _html_table(lot, cell.inner) if cell.inner else _html_words(lot, cell.words)
    return f"<{name}{spans}>{inner}</{name}>"


def _html_words(lot: Lot, words: str) -> str:
    lines = [escape(one) for one in words.split("\n")]
    if lot["cell_break"] == "p" and words:
        return "".join(f"<p>{one}</p>" for one in lines)
    return "<br>".join(lines)
