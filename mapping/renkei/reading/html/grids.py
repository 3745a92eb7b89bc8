"""Tables of a page (ページの表): which hold data, and their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from renkei.reading.building import Cell
from renkei.reading.html.elements import omission, tag
from renkei.reading.wording import Words

_GROUPS = ("thead", "tbody", "tfoot")
_CELLS = frozenset({"td", "th"})
_HEADINGS = ("h1", "h2", "h3", "h4")
_BLOCKS = ("p", "div", "li")
_MOST_BLOCKS = 20
_MOST_COLUMNS = 100
_MOST_ROWS = 10_000


def holds_data(table: etree._Element) -> bool:
    """Whether a table holds data (データの表), rather than arranging a page.

    One that arranges has a table inside, or a single column, or headings or many blocks in a cell,
    or says so by its role.
    """
    if table.get("role", "").lower() in {"presentation", "none"}:
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return False
    columns = 0
    for row in rows(table):
        cells = own_cells(row)
        columns = max(columns, sum(_span(cell, "colspan", _MOST_COLUMNS) for cell in cells))
        if any(_arranges(cell) for cell in cells):
            return False
    return columns > 1


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table as a browser shows them: those of the foot stand last."""
    heads = [each for each in table if tag(each) == "thead"]
    feet = [each for each in table if tag(each) == "tfoot"]
    bodies = [each for each in table if each not in heads and each not in feet]
    for part in (*heads, *bodies, *feet):
        if tag(part) == "tr":
            yield part
        elif tag(part) in _GROUPS:
            yield from (row for row in part if tag(row) == "tr")


def own_cells(row: etree._Element) -> list[etree._Element]:
    """The cells of a row."""
    return [each for each in row if tag(each) in _CELLS]


def cells_of(
    row: etree._Element, left: int, words: Callable[[etree._Element], Words]
) -> Iterator[Cell]:
    """The cells of a row, each with what it covers; `left` is the number of rows from here on."""
    for cell in own_cells(row):
        if omission(cell) == "hidden":
            continue
        down = _span(cell, "rowspan", _MOST_ROWS)
        yield Cell(
            words(cell),
            f"line={cell.sourceline}",
            rows=down or max(1, left),
            columns=_span(cell, "colspan", _MOST_COLUMNS) or 1,
        )


def _arranges(cell: etree._Element) -> bool:
    if next(cell.iterdescendants(*_HEADINGS), None) is not None:
        return True
    return sum(1 for _ in cell.iterdescendants(*_BLOCKS)) > _MOST_BLOCKS


def _span(cell: etree._Element, name: str, most: int) -> int:
    stated = cell.get(name, "1").strip()
    # Up to four figures; anything else means one.
    return min(int(stated), most) if re.fullmatch(r"[0-9]{1,4}", stated) else 1
