"""OpenDocument spreadsheets: what a sheet shows is the text, and the rest is told, as from Excel."""

from __future__ import annotations

import time
from typing import NamedTuple

import pytest
from made_documents import flat_document, open_document
from sheet_markup import cell, row, spans, table

from renkei.model import SourceText
from renkei.reading import Reading, read_bytes

WIDE = 'table:number-columns-repeated="16384"'
HIDDEN = (
    '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/>'
    '</style:style><style:style style:name="v" style:family="text"><style:text-properties text:display="none"/>'
    "</style:style>"
)
COVERED = "<table:covered-table-cell/>"
PAIR = row(cell("甲"), cell("乙"))


class Case(NamedTuple):
    """A body, the text of it, what is left out, the findings, and the reason."""

    body: str
    text: str
    omitted: list[tuple[str, str]]
    codes: list[str]
    reason: str


CASES = [
    Case(table(PAIR), "甲\t乙\n", [], [], "a row of cells"),
    Case(table(row(cell("協約")), PAIR), "協約\n\n甲\t乙\n", [], [], "one cell at the left is a line"),
    Case(
        table(row(cell("協約", spans(1, 3)), COVERED, COVERED), PAIR),
        "協約\n\n甲\t乙\n",
        [],
        [],
        "a title over three columns is a line",
    ),
    Case(
        table(row(cell("取組", spans(2, 1)), cell("甲")), row(COVERED, cell("乙"))),
        "取組\t甲\n\t乙\n",
        [],
        [],
        "a cell over two rows",
    ),
    Case(
        table(
            row(cell("取組", spans(2, 2)), COVERED),
            row("<table:covered-table-cell><text:p>残</text:p></table:covered-table-cell>", COVERED, cell("乙")),
        ),
        "取組\t\t\n\t\t乙\n",
        [("残", "hidden")],
        ["R021"],
        "words under a merged cell are not shown",
    ),
    Case(
        table(row(cell("同", 'table:number-columns-repeated="3"'), cell("乙"))),
        "同\t同\t同\t乙\n",
        [],
        [],
        "equal cells side by side are written once",
    ),
    Case(
        table(row(cell("甲"), cell("乙"), more='table:number-rows-repeated="2"')),
        "甲\t乙\n甲\t乙\n",
        [],
        [],
        "equal rows below each other are written once",
    ),
    Case(
        table(PAIR, row(cell(more=WIDE), more='table:number-rows-repeated="3"'), PAIR),
        "甲\t乙\n\n甲\t乙\n",
        [],
        [],
        "empty rows part two tables, however many",
    ),
    Case(
        table(row(cell(more='table:number-columns-repeated="2"'), cell("甲"), cell("乙"), cell(more=WIDE))),
        "甲\t乙\n",
        [],
        [],
        "a table that begins at the third column",
    ),
    Case(
        table(row("<table:table-cell><text:p>甲</text:p><text:p>乙</text:p></table:table-cell>", cell("丙"))),
        "甲 乙\t丙\n",
        [],
        [],
        "a line break in a cell of a row",
    ),
    Case(
        table(row("<table:table-cell><text:p>甲</text:p><text:p/><text:p>乙</text:p></table:table-cell>")),
        "甲\n\n乙\n\n",
        [],
        [],
        "line breaks in a cell that stands alone, an empty line among them",
    ),
    Case(
        table(row(cell("甲<text:s text:c='2'/>乙<text:tab/>丙<text:line-break/>丁"), cell("　戊\n   己"))),
        "甲  乙 丙 丁\t　戊 己\n",
        [],
        [],
        "spaces, tabs and breaks; white space of the file counts once",
    ),
    Case(
        table(
            row(
                cell("<text:ruby><text:ruby-base>甲</text:ruby-base><text:ruby-text>こう</text:ruby-text></text:ruby>市"),
                cell("<text:span text:style-name='v'>秘</text:span>乙<text:a>町</text:a>"),
            )
        ),
        "甲市\t乙町\n",
        [("こう", "ruby"), ("秘", "hidden")],
        ["R021", "R020"],
        "ruby, hidden words and links inside a cell",
    ),
    Case(
        table(
            row(
                "<table:table-cell><office:annotation><text:p>要確認</text:p></office:annotation>"
                "<text:p>甲</text:p></table:table-cell>",
                "<table:table-cell><office:annotation><text:p>空欄</text:p></office:annotation></table:table-cell>",
                cell("乙"),
            )
        ),
        "甲\t\t乙\n",
        [("要確認", "comment"), ("空欄", "comment")],
        ["R020"],
        "comments, of an empty cell too",
    ),
    Case(
        table(
            row(
                "<table:table-cell><draw:frame><svg:desc>市章</svg:desc><draw:text-box><text:p>箱</text:p>"
                "</draw:text-box></draw:frame><text:p>甲</text:p></table:table-cell>",
                cell("乙"),
            ),
        ),
        "甲\t乙\n",
        [("箱", "drawing"), ("市章", "picture")],
        ["R021", "R020"],
        "a drawing that hangs on a cell",
    ),
    Case(
        table(PAIR, "<table:shapes><draw:rect><text:p>図</text:p></draw:rect></table:shapes>"),
        "甲\t乙\n",
        [("図", "drawing")],
        ["R021"],
        "a drawing that hangs on the sheet",
    ),
    Case(
        table(row(cell("平成29年1月19日", 'office:value-type="date" office:date-value="2017-01-19"'), cell("1,200人", 'office:value-type="float" office:value="1200" table:formula="of:=600*2"'))),
        "平成29年1月19日\t1,200人\n",
        [],
        [],
        "dates, numbers and formulas as they are shown",
    ),
    Case(
        table(row(cell(more='office:value-type="float" office:value="0.5"'), cell(more='office:value-type="string" office:string-value="乙"'))),
        "0.5\t乙\n",
        [],
        ["R024"],
        "no shown words were written: the stored value, and that is said; words are words",
    ),
    Case(
        table(
            row(
                '<table:table-cell office:value-type="float" office:value="7"><text:p/></table:table-cell>',
                cell("甲"),
                cell("乙"),
            )
        ),
        "甲\t乙\n",
        [("7", "hidden")],
        ["R021"],
        "a format that shows nothing of a value",
    ),
    Case(
        table(PAIR, row(cell("秘"), cell("密"), more='table:visibility="collapse"'), row(cell("漏"), more='table:visibility="filter"')),
        "甲\t乙\n",
        [("秘", "hidden"), ("密", "hidden"), ("漏", "hidden")],
        ["R021"],
        "rows that are hidden, and rows that a filter hides",
    ),
    Case(
        table(
            '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
            f"<table:table-column {WIDE}/>",
            row(cell("甲"), cell("秘"), cell("密"), cell("乙")),
            row(cell("題", spans(1, 4)), COVERED, COVERED, COVERED, cell("終")),
        ),
        "甲\t乙\t\n題\t\t終\n",
        [("秘", "hidden"), ("密", "hidden")],
        ["R021"],
        "hidden columns; a merged cell covers only what is shown",
    ),
    Case(
        table(
            '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>',
            row(cell("秘"), cell("甲"), cell("乙")),
            f'<table:table-row-group table:display="false">{row(cell(), cell("密"))}</table:table-row-group>'
            f"<table:table-header-rows>{row(cell(), cell('丙'), cell('丁'))}</table:table-header-rows>",
        ),
        "甲\t乙\n\n丙\t丁\n",
        [("秘", "hidden"), ("密", "hidden")],
        ["R021"],
        "folded groups; rows that head each page are rows",
    ),
    Case(
        table(PAIR) + table(row(cell("裏")), more='table:style-name="off"') + table() + table(row(cell("丙")), more='table:name="二"'),
        "甲\t乙\n\f\n\n丙\n\n",
        [("裏", "hidden")],
        ["R021"],
        "a page for each sheet; none for hidden and empty ones",
    ),
    Case(
        '<table:tracked-changes><table:cell-content-change><office:change-info><text:p>直した</text:p></office:change-info>'
        "<table:previous><table:change-track-table-cell><text:p>旧</text:p></table:change-track-table-cell></table:previous>"
        '</table:cell-content-change><table:insertion table:acceptance-state="accepted"/><table:insertion/>'
        "<table:deletion><table:deletions><table:cell-content-deletion><table:change-track-table-cell "
        'office:value-type="float" office:value="3"/></table:cell-content-deletion></table:deletions></table:deletion>'
        "</table:tracked-changes>" + table(PAIR),
        "甲\t乙\n",
        [("旧", "deleted"), ("3", "deleted"), ("直した", "comment")],
        ["R023", "R024", "R020", "R021"],
        "tracked changes: what stands now is the text, what stood before is told",
    ),
    Case(
        "<table:content-validations><table:content-validation><table:help-message><text:p>選ぶ</text:p>"
        "</table:help-message></table:content-validation></table:content-validations>" + table(PAIR),
        "甲\t乙\n",
        [("選ぶ", "form")],
        ["R020"],
        "the help of an input",
    ),
    Case(
        table(row(cell("甲<text:note text:id='n1'><text:note-body><text:p>注</text:p></text:note-body></text:note>"), cell("乙"))),
        "甲\t乙\n\n注\n",
        [],
        [],
        "a note stands at the end, as from a text",
    ),
    Case(
        table(row("<table:table-cell><table:table table:is-sub-table='true'><table:table-column table:visibility='collapse'/>" + row(cell("内"), cell("側")) + "</table:table></table:table-cell>", cell("乙"))),
        "内 側\t乙\n",
        [],
        [],
        "a table in a cell gives its words to the cell",
    ),
]  # fmt: skip


def source(reading: Reading) -> SourceText:
    assert reading.source is not None, reading.findings
    return reading.source


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(each.text, each.kind) for each in source(reading).omitted]


def test_all_cases_are_here() -> None:
    assert len(CASES) == len({case.reason for case in CASES}) == 27


@pytest.mark.parametrize("case", CASES, ids=[case.reason for case in CASES])
def test_what_a_sheet_gives(case: Case) -> None:
    reading = read_bytes(open_document("spreadsheet", case.body, HIDDEN), name="a")
    assert source(reading).text == case.text, case.reason
    assert told(reading) == case.omitted, case.reason
    assert [found.code for found in reading.findings] == case.codes, case.reason


@pytest.mark.parametrize("case", CASES, ids=[case.reason for case in CASES])
def test_a_flat_document_gives_the_same(case: Case) -> None:
    data = flat_document("spreadsheet", case.body, HIDDEN)
    flat = source(read_bytes(data, name="a"))
    package = source(read_bytes(open_document("spreadsheet", case.body, HIDDEN), name="a"))
    assert (flat.text, flat.omitted, flat.merged) == (case.text, package.omitted, package.merged)


def test_words_know_their_cell_and_merged_cells_what_they_cover() -> None:
    body = table(
        row(cell("題", spans(1, 2)), COVERED, cell("甲")), row(cell("a"), cell("b"), cell("乙"))
    )
    found = source(read_bytes(open_document("spreadsheet", body), name="a"))
    assert found.file_place(found.text.index("乙")) == "sheet=別表;cell=C2"
    assert [tuple(each) for each in found.merged] == [(0, 1, 1, 2)]


def test_running_heads_of_the_pages_are_told() -> None:
    heads = (
        "<office:master-styles><style:master-page><style:header><text:p>案</text:p></style:header>"
        "<style:footer-first><text:p>1頁</text:p></style:footer-first></style:master-page></office:master-styles>"
    )
    reading = read_bytes(open_document("spreadsheet", table(PAIR), styles=heads), name="a")
    assert told(reading) == [("案", "header-footer"), ("1頁", "header-footer")]


def test_a_flat_text_is_read_and_other_flat_documents_are_told() -> None:
    flat = read_bytes(flat_document("text", "<text:p>甲</text:p>"), name="a")
    assert source(flat).text == "甲\n"
    drawing = read_bytes(flat_document("graphics", ""), name="a")
    assert [(each.code, each.values["what_en"]) for each in drawing.findings] == [("R005", "XML")]


def test_a_template_is_read_as_the_document_that_it_makes() -> None:
    body = table(PAIR)
    template = open_document("spreadsheet", body, mime="spreadsheet-template")
    found = source(read_bytes(template, name="a"))
    assert found.text == "甲\t乙\n"
    assert found.media_type == "application/vnd.oasis.opendocument.spreadsheet"


# --- damage and hostility

FAR = cell("甲", 'table:number-columns-repeated="16384"')
LOCKED = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
REFUSED = [
    (open_document("spreadsheet", table(row(FAR), row(FAR, more='table:number-rows-repeated="1048576"'))), "R018", "one cell, written once, that claims the whole sheet"),
    (open_document("spreadsheet", table(*[row(*[cell(more=WIDE)] * 99, cell("乙"))])), "R018", "words behind the last column that a sheet has"),
    (open_document("spreadsheet", table(row(cell("甲", spans(1048576, 16384))))), "R018", "a merged cell over a whole sheet"),
    (open_document("spreadsheet", table(PAIR), manifest=LOCKED), "R016", "a password"),
    (open_document("spreadsheet", table(PAIR)).replace(b"spreadsheet", b"spreadsheat"), "R017", "a kind that nobody knows is a ZIP of parts"),
    (flat_document("spreadsheet", table(PAIR))[:-40], "R015", "a flat document that is cut off"),
    (flat_document("spreadsheet", "").replace(b"office:body", b"office:bodies"), "R015", "a document without a body"),
    (flat_document("spreadsheet", "&a;").replace(b"<office:document ", b"<!DOCTYPE a [<!ENTITY a 'x'>]><office:document ", 1), "R015", "an entity"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "reason"), REFUSED, ids=[each[2] for each in REFUSED])
def test_what_is_refused(data: bytes, code: str, reason: str) -> None:
    started = time.monotonic()
    reading = read_bytes(data, name="a")
    assert [found.code for found in reading.findings] == [code], reason
    assert reading.source is None
    assert time.monotonic() - started < 20


def test_a_sheet_to_its_last_row_is_read_at_once() -> None:
    rows = [
        PAIR,
        row(cell(more=WIDE), more='table:number-rows-repeated="1048574"'),
        row(cell("末"), cell(more='table:number-columns-repeated="16383"')),
    ]
    started = time.monotonic()
    found = source(read_bytes(open_document("spreadsheet", table(*rows)), name="a"))
    assert found.text == "甲\t乙\n\n末\n\n"
    assert found.file_place(len(found.text) - 3) == "sheet=別表;cell=A1048576"
    assert time.monotonic() - started < 20


def test_wide_rows_of_one_cell_are_read_within_the_time_of_a_document() -> None:
    """Damaged documents have such rows: where every cell looks at every column, the reader is ended."""
    wide = row(cell("甲", f"{WIDE} {spans(2, 2)}"))
    reading = read_bytes(open_document("spreadsheet", table(*[wide] * 8)), name="a")
    assert source(reading).text.count("甲") > 8 * 16_000
