"""Sheets of OpenDocument (OpenDocumentのシート): rows and cells that are written once for many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from renkei.model.source import Omission
from renkei.reading.building import GRID_LIMIT, GridTooLargeError
from renkei.reading.office.odf_cells import CellWords, stands_beside, told
from renkei.reading.office.opendocument import TABLE, count, own_cells, own_parts
from renkei.reading.office.sheets import WIDEST, Sheet
from renkei.reading.wording import Words

TALLEST = 1_048_576
"""How many rows a sheet has in LibreOffice."""
_NOT_SHOWN = frozenset({"collapse", "filter"})
_GROUPS = (f"{TABLE}table-row-group", f"{TABLE}table-column-group")


class _Run(NamedTuple):
    """Equal cells side by side: the first column, how many, what they show, what each covers."""

    column: int
    repeated: int
    words: Words
    spanned: tuple[int, int]


@dataclass(slots=True)
class SheetReader:
    """Reads one sheet; `beside` is what was left out where no words stand."""

    sheet: Sheet
    cells: CellWords
    beside: list[Omission] = field(default_factory=list)
    _places: int = 0

    def read(self, table: etree._Element) -> None:
        """Take in the columns, the rows and what is drawn on the sheet (シートの読み取り).

        Raises `GridTooLargeError` where few cells claim to be many.
        """
        at = 1
        for column in own_parts(table, "table-column"):
            repeated = count(column, f"{TABLE}number-columns-repeated", most=WIDEST)
            if _is_hidden(column):
                self.sheet.hide_columns(at, at + repeated - 1)
            at += repeated
        number = 1
        for row in own_parts(table, "table-row"):
            repeated = count(row, f"{TABLE}number-rows-repeated", most=TALLEST)
            self._rows(row, number, repeated)
            number += repeated
        for part in table:
            if stands_beside(part):
                self.beside.extend(told(part))

    def _rows(self, row: etree._Element, number: int, repeated: int) -> None:
        runs = list(self._runs(row))
        if not any(run.words.text.strip() for run in runs):
            # A sheet ends with one empty row for all that follow.
            repeated = 1
        is_hidden = _is_hidden(row)
        for at in range(number, number + repeated):
            for run in runs:
                self._put(at, run)
            if is_hidden and at in self.sheet.cells:
                self.sheet.hidden_rows.add(at)

    def _runs(self, row: etree._Element) -> Iterator[_Run]:
        at = 1
        for cell in own_cells(row):
            repeated = count(cell, f"{TABLE}number-columns-repeated", most=WIDEST)
            words = self.cells.of(cell)
            spanned = (
                count(cell, f"{TABLE}number-rows-spanned", most=TALLEST),
                count(cell, f"{TABLE}number-columns-spanned", most=WIDEST),
            )
            if words.text.strip():
                yield _Run(at, repeated, words, spanned)
            else:
                self.beside.extend(words.omitted)
                if spanned != (1, 1):
                    yield _Run(at, 1, Words(), spanned)
            at += repeated

    def _put(self, row: int, run: _Run) -> None:
        self._places += run.repeated
        last = run.column + run.repeated - 1
        if self._places > GRID_LIMIT or last > WIDEST:
            raise GridTooLargeError(max(self._places, row * last))
        for column in range(run.column, last + 1):
            if run.words.text:
                self.sheet.cells.setdefault(row, {})[column] = run.words
        if run.spanned != (1, 1):
            # A cell that covers others is not written once for many: the first covers, or none.
            self.sheet.merged[row, run.column] = run.spanned


def _is_hidden(part: etree._Element) -> bool:
    """Whether a row or a column is not shown, by itself or as part of a folded group."""
    return part.get(f"{TABLE}visibility") in _NOT_SHOWN or any(
        group.get(f"{TABLE}display") == "false" for group in part.iterancestors(*_GROUPS)
    )
