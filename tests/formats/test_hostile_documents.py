"""Broken and hostile documents: one error with a remedy each, in bounded time, and no exception."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_documents import open_document

from renkei.errors import message, remedy
from renkei.model import Severity
from renkei.reading import Reading, read_all, read_bytes

WORDS = "甲市及び乙町は、連携協約を締結する。"
PAGE = (
    f"<html><body><nav>案内</nav><p><ruby>甲<rt>こう</rt></ruby>{WORDS}</p>"
    "<table><tr><td rowspan=2>取組<td>甲の役割</tr><tr><td>協力</tr></table></body></html>"
).encode()
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Bad input may take so many seconds of a processor, whatever else this machine has to do."""
    before = processor()
    yield
    assert processor() - before < seconds


def processor() -> float:
    """The seconds that this process and those that it started have had, whether they still run or not."""
    seconds = sum(os.times()[:4])
    # Threads and children may end between the listing and the reading: one that is gone has no list and
    # no line any more. Elsewhere than on Linux there is none of either.
    gone = (FileNotFoundError, ProcessLookupError)
    children = list[str]()
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(*gone):
            children += listed.read_text("ascii").split()
    for child in children:
        with suppress(*gone):
            # `123 (name) S …`: behind the name the 12th to 15th are ticks, of itself and of its children.
            fields = Path("/proc", child, "stat").read_text("utf-8").rpartition(")")[2].split()
            seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return seconds


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word(body: str, head: str = "", more: dict[str, bytes | str] | None = None) -> bytes:
    main = f"<?xml version='1.0'?>{head}<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": main, **(more or {})})


def real_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS, style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "取組"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def real_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = WORDS
    book.active["B3"] = 42754
    book.active["B3"].number_format = 'ggge"年"m"月"d"日"'
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def real_odt() -> bytes:
    ns = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{ns}:office:1.0" xmlns:text="{ns}:text:1.0">'
        f"<office:body><office:text><text:p>{WORDS}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def real_ods() -> bytes:
    return open_document(
        "spreadsheet",
        f"<table:table><table:table-row><table:table-cell><text:p>{WORDS}</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row></table:table>',
    )


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "甲"><!ENTITY b "'
    + "&a;" * 10
    + '"><!ENTITY c "'
    + "&b;" * 10
    + '"><!ENTITY d "'
    + "&c;" * 10
    + '">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
RUN = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"

HOSTILE = [
    ("laughs", word(RUN.format("&d;"), LAUGHS), "R015", "entities that multiply"),
    ("outside", word(RUN.format("&a;"), OUTSIDE), "R015", "an entity that reads another file"),
    ("deep", word("<w:sdt>" * 5000 + "</w:sdt>" * 5000), "R018", "elements in elements"),
    ("no body", zipped({"[Content_Types].xml": CONTENT_TYPES}), "R015", "the main part is missing"),
    (
        "bomb",
        word(RUN.format(WORDS), more={"word/styles.xml": b" " * 99_000_000}),
        "R018",
        "a part of spaces",
    ),
    ("cut", real_docx()[:2000], "R015", "the first half"),
    (
        "cut page",
        b"<html><body><table><tr>" + b"<td colspan=100>" * 100 + b"<tr>" * 6000,
        "R018",
        "a few cells that claim millions of places",
    ),
    ("empty page", b"<html><body><script>x</script></body></html>", "R001", "a page without words"),
    (
        "encrypted",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16le"),
        "R016",
        "a password",
    ),
    (
        "old",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16le"),
        "R005",
        ".doc",
    ),
    ("several", zipped({"a.txt": WORDS, "b.txt": WORDS}), "R017", "two texts where one is wanted"),
]


@pytest.mark.parametrize(
    ("data", "code", "reason"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_hostile(data: bytes, code: str, reason: str) -> None:
    with within(10):
        reading = read_bytes(data, name="a.docx")
    assert [found.code for found in reading.findings] == [code], reason
    assert reading.source is None


def test_hostile_cases_are_all_here() -> None:
    assert len(HOSTILE) == 11


def test_deep_pages_do_not_lose_words_in_silence() -> None:
    reading = read_bytes(
        b"<html><body>" + b"<div>" * 5000 + WORDS.encode() + b"</div>" * 5000, name="a"
    )
    assert reading.source is None or WORDS in reading.source.text


# --- archives


def codes(data: bytes) -> list[tuple[str, str]]:
    return [
        (reading.name, reading.findings[0].code if reading.findings else "")
        for reading in read_all(data, name="z.zip")
    ]


def test_paths_that_leave_the_archive() -> None:
    hostile = ["../a.txt", "/etc/a.txt", "C:\\a.txt", "a/../../b.txt"]
    found = codes(zipped(dict.fromkeys([*hostile, "甲..乙.txt"], WORDS)))
    assert sorted(code for _, code in found) == ["", "R019", "R019", "R019", "R019"]


def test_companions_and_hidden_files_are_passed_over() -> None:
    names = ["a.txt", "sources.csv", "x/.DS_Store", "__MACOSX/._a.txt", "README.md", "x/"]
    assert codes(zipped(dict.fromkeys(names, WORDS))) == [("z.zip/a.txt", "")]
    assert codes(zipped({"README.md": WORDS})) == [("z.zip", "R001")]


def test_archives_in_archives() -> None:
    one = zipped({"a.txt": WORDS})
    two = zipped({"one.zip": one})
    assert codes(two) == [("z.zip/one.zip/a.txt", "")]
    assert codes(zipped({"two.zip": two})) == [("z.zip/two.zip/one.zip", "R018")]


def test_archives_that_grow() -> None:
    assert codes(zipped({"a.txt": b"\0" * 10_000_000, "b.txt": WORDS})) == [
        ("z.zip/a.txt", "R018"),
        ("z.zip/b.txt", ""),
    ]


def test_too_many_members() -> None:
    found = codes(zipped({f"{at:05}.txt": WORDS for at in range(2_005)}, zipfile.ZIP_STORED))
    assert len(found) == 2_001
    assert found[-1] == ("z.zip", "R018")


def test_japanese_names_without_a_flag() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # 表 is 0x95 0x5C in Shift_JIS: the second byte is that of a backslash.
        info = zipfile.ZipInfo("x" * 8)
        archive.writestr(info, WORDS)
    data = out.getvalue().replace(b"xxxxxxxx", "別表.txt".encode("cp932"))
    assert codes(data) == [("z.zip/別表.txt", "")]


def test_a_password_in_an_archive() -> None:
    data = bytearray(zipped({"a.txt": WORDS}))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert codes(bytes(data)) == [("z.zip/a.txt", "R016")]


# --- damage at random

GOOD = {
    "page": PAGE,
    "docx": real_docx(),
    "xlsx": real_xlsx(),
    "odt": real_odt(),
    "ods": real_ods(),
    "zip": zipped({"a.html": PAGE}),
}


def whole(reading: Reading) -> None:
    errors = [found for found in reading.findings if found.severity is Severity.ERROR]
    assert (reading.source is None) == (len(errors) == 1)
    for found in reading.findings:
        assert message(found, "ja")
        assert remedy(found, "en")


@pytest.mark.parametrize("form", GOOD)
def test_good_documents_are_read(form: str) -> None:
    for reading in read_all(GOOD[form], name="a"):
        assert reading.source is not None
        assert WORDS in reading.source.text


@pytest.mark.parametrize("form", GOOD)
def test_cut_off_documents(form: str) -> None:
    data = GOOD[form]
    for tenth in range(10):
        for reading in read_all(data[: len(data) * tenth // 10], name="a"):
            whole(reading)


@pytest.mark.parametrize("form", GOOD)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_documents(form: str, data: st.DataObject) -> None:
    damaged = bytearray(GOOD[form])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
        damaged = damaged or bytearray(b"x")
    with within(5):
        readings = list(read_all(bytes(damaged), name="a"))
    for reading in readings:
        whole(reading)


_PIECES = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>甲</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>",
    "<w:tcPr><w:gridSpan w:val='9999'/><w:vMerge/></w:tcPr>", "<w:del>", "</w:del>", "<w:ruby>", "</w:ruby>", "<w:br w:type='page'/>",
    "<w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='1'/></w:numPr></w:pPr>", "<w:sym w:char='F0A7'/>", "<w:footnoteReference w:id='1'/>",
]  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_word_elements_in_any_order(pieces: list[str]) -> None:
    with within(5):
        reading = read_bytes(word("".join(pieces)), name="a")
    whole(reading)


_TAGS = ["<p>", "</p>", "<table>", "</table>", "<tr>", "<td rowspan=0 colspan=9>", "<th rowspan=99999>", "</td>", "<ol start=-5 reversed type=i>",
         "<li value=x>", "<ruby>", "<rt>", "<del>", "<pre>\t", "</pre>", "甲", "&#0;", "&#xD800;", "&amp;nbsp;", "&nbsp", "<br>", "<div style='display:none'>",
         "</div>", "<!--", "-->", "<![CDATA[", "<img alt='祿'>", "<header><h1>", "</header>", "\n", "<tfoot>", "<caption>", "<svg>", "<template>"]  # fmt: skip


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(_TAGS), max_size=40))
def test_tags_in_any_order(tags: list[str]) -> None:
    with within(5):
        reading = read_bytes(("<html>" + "".join(tags)).encode(), name="a")
    whole(reading)
