"""Documents that the tests make from a plain text (試験用の文書): HTML, Word, OpenDocument and Excel."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape as xml_escape

import docx
import openpyxl

Block = list[str] | list[list[str]]
"""The lines of a paragraph, or the rows of a table."""


def blocks(text: str) -> Iterator[Block]:
    """Paragraphs and tables of a plain text; an empty line or a change of kind parts them."""
    held: list[str] = []
    for line in [*text.split("\n"), ""]:
        is_row = "\t" in line
        if held and (not line.strip(" ") or is_row != ("\t" in held[0])):
            yield _block(held)
            held = []
        if line.strip(" "):
            held.append(line)


def _block(lines: list[str]) -> Block:
    return [line.split("\t") for line in lines] if "\t" in lines[0] else list(lines)


def is_table(block: Block) -> bool:
    return isinstance(block[0], list)


def spans(rows: list[list[str]]) -> Iterator[tuple[int, int, int]]:
    """Cells of the first column with empty cells below them, where the rows go on: row, column, height."""
    at = 0
    while at < len(rows):
        below = at + 1
        while rows[at][0] and below < len(rows) and not rows[below][0] and all(rows[below][1:]):
            below += 1
        if below > at + 1:
            yield at, 0, below - at
        at = below


# --- makers


def as_html(text: str) -> bytes:
    parts = [
        "<!DOCTYPE html>\n<html lang='ja'><head><meta charset='Shift_JIS'><title>例規集</title>",
        "<style>p { margin: 0 }</style></head><body>\n<nav><ul><li>トップ</li></ul></nav>\n<main>",
    ]
    for block in blocks(text):
        if is_table(block):
            parts.append(_html_table(block))  # type: ignore[arg-type]  # no str here
        else:
            parts.append(f"<p>\n  {'<br>'.join(escape(str(line)) for line in block)}\n</p>")
    parts.append("</main><footer>市役所 <a href='#'>ページの先頭へ</a></footer></body></html>")
    # A rule book of a prefecture's time: Shift_JIS, and what that lacks as a number.
    return "\n".join(parts).encode("cp932", errors="xmlcharrefreplace")


def _html_table(rows: list[list[str]]) -> str:
    tall = {(row, column): height for row, column, height in spans(rows)}
    covered = {
        (row + n, column) for (row, column), height in tall.items() for n in range(1, height)
    }
    lines = []
    for at, row in enumerate(rows):
        cells = []
        for place, cell in enumerate(row):
            if (at, place) in covered:
                continue
            height = f" rowspan='{tall[at, place]}'" if (at, place) in tall else ""
            cells.append(f"<td{height}><div>{escape(cell)}</div></td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border='1'><tbody>\n{chr(10).join(lines)}\n</tbody></table>"


def as_docx(text: str) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "連携協約書（写）"
    for block in blocks(text):
        if is_table(block):
            rows: list[list[str]] = block  # type: ignore[assignment]  # no str here
            width = max(len(row) for row in rows)
            table = document.add_table(len(rows), width)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    table.cell(at, place).text = cell
            for at, place, height in spans(rows):
                table.cell(at, place).merge(table.cell(at + height - 1, place))
                table.cell(at, place).text = rows[at][place]
        else:
            document.add_paragraph("\n".join(str(line) for line in block))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(text: str) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    row_number = 1
    for block in blocks(text):
        if is_table(block):
            rows: list[list[str]] = block  # type: ignore[assignment]  # no str here
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell:
                        sheet.cell(row_number + at, place + 1, cell).data_type = "s"
            for at, place, height in spans(rows):
                top = row_number + at
                sheet.merge_cells(None, top, place + 1, top + height - 1, place + 1)
            row_number += len(rows) + 1
        else:
            sheet.cell(row_number, 1, "\n".join(str(line) for line in block)).data_type = "s"
            row_number += 2
    out = BytesIO()
    book.save(out)
    return out.getvalue()


_ODF_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("manifest", "manifest"),
    ]
)


def open_document(
    kind: str, body: str, automatic: str = "", *, mime: str = "", **parts: str
) -> bytes:
    """An OpenDocument file of a kind (`text`, `spreadsheet`), with its automatic styles.

    `mime` is the kind that the file says, if another; `parts` are further ones, by name without .xml.
    """
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{mime or kind}")
        content = (
            f'<office:document-content {_ODF_NAMES} office:version="1.3">'
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
        )
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        for name, inner in parts.items():
            root = f"<office:document-{name} {_ODF_NAMES}>{inner}</office:document-{name}>"
            archive.writestr(f"{name}.xml".replace("manifest", "META-INF/manifest"), root)
    return out.getvalue()


def flat_document(kind: str, body: str, automatic: str = "") -> bytes:
    """The same as one XML document."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_ODF_NAMES} office:version="1.3"'
        f' office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def as_odt(text: str) -> bytes:
    parts = []
    for block in blocks(text):
        if is_table(block):
            parts.append(_odt_table(block))  # type: ignore[arg-type]  # no str here
        else:
            lines = "<text:line-break/>".join(_odt_words(str(line)) for line in block)
            parts.append(f"<text:p>{lines}</text:p>")
    return open_document("text", "".join(parts))


def _odt_words(words: str) -> str:
    return xml_escape(words).replace("  ", " <text:s/>")


def _odt_table(rows: list[list[str]]) -> str:
    return f"<table:table>{''.join(_odf_rows(rows))}</table:table>"


def _odf_rows(rows: list[list[str]]) -> Iterator[str]:
    tall = {(row, column): height for row, column, height in spans(rows)}
    covered = {
        (row + n, column) for (row, column), height in tall.items() for n in range(1, height)
    }
    for at, row in enumerate(rows):
        cells = []
        for place, cell in enumerate(row):
            if (at, place) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            height = (
                f' table:number-rows-spanned="{tall[at, place]}"' if (at, place) in tall else ""
            )
            words = f"<text:p>{_odt_words(cell)}</text:p>" if cell else ""
            cells.append(f"<table:table-cell{height}>{words}</table:table-cell>")
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"


def as_ods(text: str) -> bytes:
    """A line of a cell is a paragraph of it; the empty rows below the last are written as one."""
    rows = []
    for block in blocks(text):
        if is_table(block):
            rows += _odf_rows(block)  # type: ignore[arg-type]  # no str here
        else:
            lines = "".join(f"<text:p>{_odt_words(str(line))}</text:p>" for line in block)
            rows.append(
                f"<table:table-row><table:table-cell>{lines}</table:table-cell></table:table-row>"
            )
        rows.append("<table:table-row><table:table-cell/></table:table-row>")
    rows.append(
        '<table:table-row table:number-rows-repeated="1040000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return open_document(
        "spreadsheet", f'<table:table table:name="a">{"".join(rows)}</table:table>'
    )


MAKERS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "html": (as_html, "text/html"),
    "docx": (
        as_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "odt": (as_odt, "application/vnd.oasis.opendocument.text"),
    "ods": (as_ods, "application/vnd.oasis.opendocument.spreadsheet"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
