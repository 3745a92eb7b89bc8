"""One random grid, written as OpenDocument and as Excel writes it: both give the same text."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_documents import open_document
from sheet_markup import row, spans, table

from renkei.reading import read_bytes

WORDS = st.sampled_from(["", "", "甲", "乙の役割", "1", "a\nb", " c ", "　丁", "d  e"])
SIDE = st.integers(1, 4)


class Grid(NamedTuple):
    """Words by row and column, merged areas (top, left, height, width), hidden rows and columns."""

    words: list[list[str]]
    merged: list[tuple[int, int, int, int]]
    hidden_rows: set[int]
    hidden_columns: set[int]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    height, width = draw(SIDE), draw(SIDE)
    words = draw(
        st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=height, max_size=height)
    )
    merged: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(0, 2))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        tall, wide = draw(st.integers(1, height - top)), draw(st.integers(1, width - left))
        places = {(top + y, left + x) for y in range(tall) for x in range(wide)}
        if len(places) > 1 and not places & taken:
            taken |= places
            merged.append((top, left, tall, wide))
    rows = draw(st.sets(st.integers(0, height - 1), max_size=1))
    columns = draw(st.sets(st.integers(0, width - 1), max_size=1))
    return Grid(words, merged, rows, columns)


def as_excel(grid: Grid) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "別表"
    for at, line in enumerate(grid.words, start=1):
        for place, words in enumerate(line, start=1):
            if words:
                sheet.cell(at, place, words).data_type = "s"
    # What lies under a merged cell stays in the file, as Excel leaves it where areas were joined by hand.
    for top, left, tall, wide in grid.merged:
        sheet.merged_cells.add(
            openpyxl.worksheet.cell_range.CellRange(
                min_row=top + 1, min_col=left + 1, max_row=top + tall, max_col=left + wide
            )
        )
    for at in grid.hidden_rows:
        sheet.row_dimensions[at + 1].hidden = True
    for place in grid.hidden_columns:
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_open_document(grid: Grid) -> bytes:
    tops = {(top, left): spans(tall, wide) for top, left, tall, wide in grid.merged}
    under = {
        (top + y, left + x)
        for top, left, tall, wide in grid.merged
        for y in range(tall)
        for x in range(wide)
    } - set(tops)
    columns = "".join(
        f'<table:table-column table:visibility="{"collapse" if place in grid.hidden_columns else "visible"}"/>'
        for place in range(len(grid.words[0]))
    )
    rows = []
    for at, line in enumerate(grid.words):
        cells = []
        for place, words in enumerate(line):
            tag = "table:covered-table-cell" if (at, place) in under else "table:table-cell"
            paragraphs = "".join(
                f"<text:p>{each.replace(' ', '<text:s/>')}</text:p>"
                for each in words.split("\n")
                if words
            )
            cells.append(f"<{tag} {tops.get((at, place), '')}>{paragraphs}</{tag}>")
        shown = "collapse" if at in grid.hidden_rows else "visible"
        rows.append(row(*cells, more=f'table:visibility="{shown}"'))
    return open_document("spreadsheet", table(columns, *rows))


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(grids())
def test_a_grid_is_equal_from_excel_and_from_opendocument(grid: Grid) -> None:
    excel, open_one = (
        read_bytes(as_excel(grid), name="a"),
        read_bytes(as_open_document(grid), name="a"),
    )
    assert [found.code for found in open_one.findings] == [found.code for found in excel.findings]
    if excel.source is None:
        assert open_one.source is None
        return
    theirs, ours = excel.source, open_one.source
    assert ours is not None
    assert (ours.text, ours.merged, ours.anchors) == (theirs.text, theirs.merged, theirs.anchors)
    assert ours.omitted == theirs.omitted
