"""Office documents and archives (変異した文書): parts whose XML is damaged, and containers that lie."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
from docx.enum.text import WD_BREAK

from mutation.markup import damaged_markup, damaged_tree, page
from mutation.raw import damaged_bytes
from mutation.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

_FIXED = (1980, 1, 1, 0, 0, 0)
_RARE, _SOME = 0.05, 0.3
_WORDS = "甲市（以下「甲」という。）及び乙町（以下「乙」という。）は、連携協約を締結する。"
_NAMES = (
    "a.txt",
    "../a.txt",
    "/etc/a",
    "C:\\a",
    "x/y/z.html",
    "表.txt",
    "a" * 300,
    "",
    "sources.csv",
    "a\0b",
)


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of parts, without the clock."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), data)
    return out.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def word() -> dict[str, bytes]:
    """The parts of a Word document with lists, merged cells, breaks and a running head."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "連携協約書（写）"
    document.add_paragraph("連携協約", style="Title")
    document.add_paragraph(_WORDS, style="List Number")
    document.add_paragraph("協力する。", style="List Bullet").add_run().add_break(WD_BREAK.PAGE)
    table = document.add_table(3, 4)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = ("取組", "取組内容", "甲の役割", "乙の役割")[at % 4]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    out = BytesIO()
    document.save(out)
    parts = _unpacked(out.getvalue())
    kept = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/numbering.xml")
    kept += ("word/header1.xml", "word/_rels/document.xml.rels")
    return {name: parts[name] for name in kept if name in parts} | {
        "word/styles.xml": _thinned(parts["word/styles.xml"])
    }


def _thinned(styles: bytes) -> bytes:
    """The styles without those that nothing uses: they take most of the time to read."""
    head, _, rest = styles.partition(b"<w:latentStyles")
    return head + rest.partition(b"</w:latentStyles>")[2] if rest else styles


@cache
def workbook() -> dict[str, bytes]:
    """The parts of a workbook with merged cells, dates, numbers and a hidden column."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"] = _WORDS
    for at, head in enumerate(("取組", "取組内容", "甲の役割", "乙の役割"), start=1):
        sheet.cell(3, at, head)
        sheet.cell(4, at, at * 1.5)
    sheet["E4"] = 42754
    sheet["E4"].number_format = 'ggge"年"m"月"d"日"'
    sheet.merge_cells("A4:A6")
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("別表")["B2"] = '=A1&"乙"'
    out = BytesIO()
    book.save(out)
    return _unpacked(out.getvalue())


_NS = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENT = (
    f'<office:document-content xmlns:office="{_NS}:office:1.0" xmlns:text="{_NS}:text:1.0" '
    f'xmlns:table="{_NS}:table:1.0" xmlns:style="{_NS}:style:1.0"><office:automatic-styles>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="一" style:num-suffix="、" text:start-value="2"/></text:list-style>'
    '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    "</office:automatic-styles><office:body><office:text>"
    f'<text:h text:outline-level="1">連携協約</text:h><text:p>{_WORDS}<text:s text:c="3"/>'
    "<text:tab/><text:ruby><text:ruby-base>甲</text:ruby-base><text:ruby-text>こう</text:ruby-text>"
    '</text:ruby></text:p><text:list text:style-name="L1"><text:list-item><text:p>項</text:p>'
    '<text:list text:style-name="L1"><text:list-item text:start-value="5"><text:p>号</text:p>'
    "</text:list-item></text:list></text:list-item></text:list><table:table>"
    '<table:table-column table:number-columns-repeated="4"/><table:table-row>'
    '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2">'
    "<text:p>取組</text:p></table:table-cell><table:covered-table-cell/><table:table-cell>"
    "<text:p>甲の役割</text:p></table:table-cell></table:table-row><table:table-row "
    'table:number-rows-repeated="2"><table:covered-table-cell table:number-columns-repeated="2"/>'
    "<table:table-cell><text:p>協力</text:p></table:table-cell></table:table-row></table:table>"
    '<text:tracked-changes><text:changed-region xml:id="c1"><text:deletion><text:p>旧</text:p>'
    "</text:deletion></text:changed-region></text:tracked-changes><text:p><text:change "
    'text:change-id="c1"/><text:note text:note-class="footnote"><text:note-citation>1'
    "</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note></text:p>"
    "</office:text></office:body></office:document-content>"
)


@cache
def open_document() -> dict[str, bytes]:
    """The parts of an OpenDocument text with lists, spans, changes, a note and ruby."""
    mime = b"application/vnd.oasis.opendocument.text"
    return {"mimetype": mime, "content.xml": _CONTENT.encode()}


_SHEETS = (
    f'<office:document-content xmlns:office="{_NS}:office:1.0" xmlns:text="{_NS}:text:1.0" '
    f'xmlns:table="{_NS}:table:1.0" xmlns:style="{_NS}:style:1.0" xmlns:draw="{_NS}:drawing:1.0">'
    '<office:automatic-styles><style:style style:name="H" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet><table:tracked-changes><table:cell-content-change>"
    "<table:previous><table:change-track-table-cell><text:p>旧</text:p></table:change-track-table-cell>"
    "</table:previous></table:cell-content-change></table:tracked-changes>"
    '<table:table table:name="別表"><table:table-column/><table:table-column '
    'table:visibility="collapse"/><table:table-column table:number-columns-repeated="16382"/>'
    '<table:table-row><table:table-cell table:number-columns-spanned="3">'
    f"<text:p>{_WORDS}</text:p></table:table-cell><table:covered-table-cell "
    'table:number-columns-repeated="2"/></table:table-row><table:table-row '
    'table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/>'
    '</table:table-row><table:table-row><table:table-cell table:number-rows-spanned="2">'
    "<office:annotation><text:p>要確認</text:p></office:annotation><text:p>取組</text:p><text:p>内容"
    '</text:p></table:table-cell><table:table-cell office:value-type="date" '
    'office:date-value="2017-01-19"><text:p>平成29年1月19日</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="0.5"/></table:table-row>'
    '<table:table-row table:visibility="filter" table:number-rows-repeated="2">'
    '<table:covered-table-cell/><table:table-cell table:number-columns-repeated="3">'
    "<text:p>協力</text:p></table:table-cell><table:table-cell><draw:rect><text:p>図</text:p>"
    '</draw:rect></table:table-cell></table:table-row></table:table><table:table table:name="裏" '
    'table:style-name="H"><table:table-row><table:table-cell><text:p>秘</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


@cache
def open_sheets() -> dict[str, bytes]:
    """The parts of an OpenDocument spreadsheet with repeated, merged and hidden cells and changes."""
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return {"mimetype": mime, "content.xml": _SHEETS.encode()}


def document(random: Random, parts: Mapping[str, bytes], identity: str) -> bytes:
    """A document of which one part or two are damaged; `identity` says what it is and mostly stays."""
    made = dict(parts)
    for name in random.sample(sorted(made), 1 + random.randrange(min(2, len(made)))):
        if name == identity and random.random() > _RARE:
            continue
        _damage_part(random, made, name)
    data = packed(made)
    return damaged_bytes(random, data) if random.random() < _RARE else data


def _damage_part(random: Random, made: dict[str, bytes], name: str) -> None:
    kind = random.random()
    if kind < _RARE:
        del made[name]
    elif kind < 2 * _RARE:
        made[name] = made[random.choice(sorted(made))]
    elif kind < 3 * _RARE:
        made[name] = damaged_bytes(random, made[name])
    elif kind > _SOME and made[name].startswith(b"<"):
        made[name] = damaged_tree(random, made[name])
    else:
        xml = made[name].decode("utf-8", errors="replace")
        made[name] = damaged_markup(random, xml).encode("utf-8", errors="xmlcharrefreplace")


def archive(random: Random) -> bytes:
    """A ZIP of texts, pages and documents, with names that lead anywhere; then damaged, or not."""
    members: dict[str, bytes] = {}
    for at in range(random.randrange(4)):
        name = random.choice(_NAMES) or f"{at}.txt"
        kind = random.randrange(4)
        if kind == 0:
            members[name] = page(random)
        elif kind == 1:
            members[name] = document(random, open_document(), "mimetype")
        elif kind == 2 and members:  # noqa: PLR2004  # one kind after the other
            members[name] = packed(members)
        else:
            members[name] = text(random).encode("utf-8")
    method = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    data = packed(members, method)
    return damaged_bytes(random, data) if random.random() < _SOME else data
