"""What each format shows to its reader and does not write as plain words: kept, or told."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import pytest

from renkei.model import SourceText
from renkei.reading import Reading, read_bytes
from renkei.reading.recognising import recognise

NS = "urn:oasis:names:tc:opendocument:xmlns"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
    '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def page(body: str) -> Reading:
    return read_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), name="a")


def word(body: str, **parts: str) -> Reading:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{inner}</w:{name}>")
    return read_bytes(out.getvalue(), name="a")


def odt(body: str, styles: str = "") -> Reading:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{NS}:office:1.0" xmlns:text="{NS}:text:1.0"'
            f' xmlns:style="{NS}:style:1.0" xmlns:table="{NS}:table:1.0">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return read_bytes(out.getvalue(), name="a")


def text(reading: Reading) -> str:
    assert reading.source is not None, reading.findings
    return reading.source.text


def source(reading: Reading) -> SourceText:
    assert reading.source is not None
    return reading.source


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


PAGES = [
    ("<p>甲<br>乙</p>", "甲\n乙\n", "a line break in a paragraph"),
    ("<p>連携\n   協約 A\n  B</p>", "連携協約 A B\n", "a line that was only wrapped"),
    ("<p>甲&#12288;乙&nbsp;丙&amp;nbsp;丁</p>", "甲　乙\u00a0丙&nbsp;丁\n", "entities, once"),
    ("<p>第１条</p><!-- 案 --><p>甲</p>", "第１条\n\n甲\n", "a comment"),
    ("<div class=eline><span>第１条</span>　甲は</div>", "第１条　甲は\n", "a rule book of divs"),
    ("<dl><dt>甲<dd>中心市</dl>", "甲\n\n中心市\n", "a list of definitions"),
    ("<pre>取組\t甲\n災害\t協力</pre>", "取組\t甲\n災害\t協力\n\n", "preformatted"),
    (
        "<table><tr><td>案内<td><h1>題</h1><table><tr><td>a<td>b</table></table>",
        "案内\n\n題\n\na\tb\n\n",
        "a table that only arranges the page",
    ),
    (
        "<table><tfoot><tr><td>足<td>x</tfoot><tr><th colspan=2>頭<tr><td>a<br>b<td>c</table>",
        "頭\t\na b\tc\n足\tx\n\n",
        "the foot stands last; a line break in a cell is a space",
    ),
    ("<header><h1>協約</h1></header><p>甲</p>", "協約\n\n甲\n", "the only title, in a header"),
]


@pytest.mark.parametrize(("body", "expected", "reason"), PAGES, ids=[row[2] for row in PAGES])
def test_pages(body: str, expected: str, reason: str) -> None:
    assert text(page(body)) == expected, reason


OMITTED = [
    ("<p><ruby>甲<rt>こう</rt></ruby></p>", "こう", "ruby", "R020"),
    ("<p>甲</p><nav>トップ</nav>", "トップ", "navigation", "R020"),
    ("<p>甲</p><div id=footer>市役所</div>", "市役所", "navigation", "R020"),
    ("<p>甲</p><p style='display: none'>秘</p>", "秘", "hidden", "R021"),
    ("<p>甲<del>乙</del></p>", "乙", "deleted", "R021"),
    ("<ol start=3 type=i><li>甲</ol>", "iii.", "list-number", "R021"),
    ("<p>美<img src=1 alt=祢>市</p>", "祢", "picture", "R020"),
    ("<table><tr hidden><td>秘<td>密<tr><td>甲<td>乙</table>", "秘密", "hidden", "R021"),
]


@pytest.mark.parametrize(("body", "words", "kind", "code"), OMITTED)
def test_what_pages_leave_out_is_told(body: str, words: str, kind: str, code: str) -> None:
    reading = page(body)
    assert [(each.text, each.kind) for each in source(reading).omitted] == [(words, kind)]
    assert [found.code for found in reading.findings] == [code]
    assert words not in text(reading)


@pytest.mark.parametrize(
    "data",
    [
        "<html><head><meta charset=EUC-JP></head><p>連携協約</p>".encode("euc-jp"),
        '<meta http-equiv="Content-Type" content="text/html; charset=x-sjis"><p>連携協約'.encode(
            "cp932"
        ),
        "<html><meta charset=utf-8><p>連携協約を締結する。甲及び乙は".encode("cp932"),
        "<html><p>連携協約".encode("utf-16"),
        '<?xml version="1.0" encoding="Shift_JIS"?><html xmlns="http://www.w3.org/1999/xhtml"><body>連携協約<br/></body></html>'.encode(
            "cp932"
        ),
    ],
    ids=["meta", "old meta", "a meta that lies", "utf-16", "xhtml"],
)
def test_encodings_of_pages(data: bytes) -> None:
    kind = recognise(data)
    assert kind is not None
    assert kind.media_type == "text/html"
    assert text(read_bytes(data, name="a")).startswith("連携協約")


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="第%1条"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="aiueo"/><w:lvlText w:val="%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def numbered(words: str, depth: int) -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr>{run(words)}</w:p>"


def test_numbers_of_word_are_computed() -> None:
    body = "".join(
        numbered(*row) for row in [("甲", 0), ("い", 1), ("ろ", 1), ("乙", 0), ("は", 1)]
    )
    reading = word(body, numbering=NUMBERING)
    assert text(reading).split("\n\n") == ["第１条 甲", "ア い", "イ ろ", "第２条 乙", "ア は\n"]
    assert [(found.code, found.values) for found in reading.findings] == [
        ("R022", {"count": "5", "words": "第１条"})
    ]


WORD = [
    (
        f"<w:p>{run('甲')}<w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>",
        "甲\n",
        "deleted",
    ),
    (f"<w:p>{run('甲')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r></w:p>", "甲\n", "hidden"),
    (
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>こう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t>"
            "</w:r></w:rubyBase></w:ruby></w:r></w:p>"
        ),
        "甲\n",
        "ruby",
    ),
    (
        (
            f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p>{run('取組')}</w:p></w:tc>"
            f"<w:tc><w:p>{run('甲')}</w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
            f"<w:p>{run('残')}</w:p></w:tc><w:tc><w:p>{run('乙')}</w:p></w:tc></w:tr></w:tbl>"
        ),
        "取組\t甲\n\t乙\n\n",
        "hidden",
    ),
]


@pytest.mark.parametrize(("body", "expected", "kind"), WORD)
def test_what_word_leaves_out_is_told(body: str, expected: str, kind: str) -> None:
    reading = word(body)
    assert text(reading) == expected
    assert [each.kind for each in source(reading).omitted] == [kind]


def test_insertions_boxes_notes_and_pages_of_word() -> None:
    body = (
        f"<w:p><w:ins>{run('甲')}</w:ins><w:r><w:footnoteReference w:id='2'/></w:r>"
        f"<w:r><w:txbxContent><w:p>{run('箱')}</w:p></w:txbxContent></w:r>"
        f"<w:r><w:br w:type='page'/></w:r>{run('乙')}<w:r><w:tab/></w:r>{run('丙')}</w:p>"
    )
    reading = word(body, footnotes=f"<w:footnote w:id='2'><w:p>{run('注')}</w:p></w:footnote>")
    assert text(reading) == "甲\n\f\n乙 丙\n\n箱\n\n注\n"
    assert [found.code for found in reading.findings] == ["R023"]
    assert source(reading).file_place(len(text(reading)) - 2) == "footnote=2"


def test_numbers_of_opendocument_are_computed() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"'
        ' style:num-format="1" style:num-prefix="第" style:num-suffix="条"/></text:list-style>'
    )
    items = "".join(f"<text:list-item><text:p>{each}</text:p></text:list-item>" for each in "甲乙")
    reading = odt(f'<text:list text:style-name="L">{items}</text:list>', styles)
    assert text(reading) == "第1条 甲\n\n第2条 乙\n"
    assert [found.code for found in reading.findings] == ["R022"]


def test_opendocument_spaces_ruby_and_changes() -> None:
    reading = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>甲<text:s text:c='2'/>乙<text:line-break/>"
        "<text:ruby><text:ruby-base>丙</text:ruby-base><text:ruby-text>へい</text:ruby-text></text:ruby></text:p>"
    )
    assert text(reading) == "甲  乙\n丙\n"
    assert [each.kind for each in source(reading).omitted] == ["deleted", "ruby"]


def test_workbooks() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "別表"
    sheet["A1"] = "協約"
    sheet["A3"], sheet["C3"] = "取組", "甲の役割"
    sheet.merge_cells("A3:B3")
    sheet["A4"], sheet["B4"], sheet["C4"] = "1", 42754, 0.125
    sheet["B4"].number_format = '[$-411]ggge"年"m"月"d"日"'
    sheet["C4"].number_format = "0.0%"
    sheet["A5"], sheet["C5"] = "秘", "密"
    sheet.row_dimensions[5].hidden = True
    other = book.create_sheet("裏")
    other["A1"] = "見えない"
    other.sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    reading = read_bytes(out.getvalue(), name="a")
    assert text(reading) == "協約\n\n取組\t\t甲の役割\n1\t平成29年1月19日\t12.5%\n"
    found = source(reading)
    assert [tuple(each) for each in found.merged] == [(4, 6, 1, 2)]
    assert found.file_place(text(reading).index("平成")) == "sheet=別表;cell=B4"
    assert [each.text for each in found.omitted] == ["秘", "密", "見えない"]
    assert [each.code for each in reading.findings] == ["R021"]
