"""OpenDocument texts (OpenDocument文書): .odt → text. OpenDocument 1.3 Part 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.building import GRID_LIMIT, Cell, GridTooLargeError, TextBuilder, refused
from renkei.reading.extraction import Extraction
from renkei.reading.office.odf_lists import STYLE, TEXT, ListNumbers
from renkei.reading.office.packages import Package, PackageError
from renkei.reading.wording import Words

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_MOST_SPACES = 1000
_MOST_REPEATED = 1000
_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_BREAKS = {f"{TEXT}line-break": "\n", f"{TEXT}tab": "\t"}
_SPACES = re.compile(r"[ \t\n\r]+")
_KINDS = {
    f"{_OFFICE}annotation": "comment",
    f"{TEXT}ruby-text": "ruby",
    f"{TEXT}hidden-text": "hidden",
    f"{TEXT}tracked-changes": "deleted",
}


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Take the text out of an OpenDocument text (OpenDocument文書の読み取り)."""
    del file_sha256
    try:
        package = Package(data)
        _demand_open(package)
        content = package.xml("content.xml")
        body = content.find(f"{_OFFICE}body/{_OFFICE}text") if content is not None else None
        if content is None or body is None:
            return refused(MEDIA_TYPE, name, "R015", reason="content.xml")
        styles = package.xml("styles.xml")
        numbers = ListNumbers.of([content] if styles is None else [styles, content])
        reader = _OdtReader(TextBuilder(name, MEDIA_TYPE), numbers, _hidden_styles(content))
        reader.read(body)
        return reader.finish(styles)
    except PackageError as error:
        return error.told(MEDIA_TYPE, name)
    except GridTooLargeError as error:
        return refused(
            MEDIA_TYPE,
            name,
            "R018",
            what_ja="表の大きさ",
            what_en="the size of a table",
            limit=f"{error.places:,}",
        )


def _demand_open(package: Package) -> None:
    manifest = package.xml("META-INF/manifest.xml")
    if (
        manifest is not None
        and next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None
    ):
        raise PackageError(
            "R016", what_ja="パスワード付きの文書", what_en="a document with a password"
        )


def _hidden_styles(content: etree._Element) -> frozenset[str]:
    return frozenset(
        style.get(f"{STYLE}name", "")
        for style in content.iter(f"{STYLE}style")
        if (shape := style.find(f"{STYLE}text-properties")) is not None
        and shape.get(f"{TEXT}display") == "none"
    )


@dataclass(slots=True)
class _OdtReader:
    builder: TextBuilder
    lists: ListNumbers
    hidden: frozenset[str]
    numbers: list[str] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    insertions: int = 0
    _paragraph: int = 0
    _tables: int = 0

    def read(self, body: etree._Element) -> None:
        """Take in the body of the document; sections, lists and frames are opened."""
        walk = etree.iterwalk(body, events=("start",))
        for _, element in walk:
            if element.tag in _PARAGRAPHS:
                self._block(element)
            elif element.tag == f"{_TABLE}table":
                self._table(element)
            elif element.tag == f"{TEXT}tracked-changes":
                self._changes(element)
            elif element.tag == f"{TEXT}list":
                self._begin_list(element)
                continue
            elif element.tag in {f"{TEXT}table-of-content", f"{TEXT}alphabetical-index"}:
                self._contents(element)
            else:
                continue
            walk.skip_subtree()
        for note in self.notes:
            for paragraph in note.iter(*_PARAGRAPHS):
                self.builder.gap()
                self.builder.line(self._words(paragraph), f"note={note.get(f'{TEXT}id', '')}")

    def finish(self, styles: etree._Element | None) -> Extraction:
        """Add what stands around the body, and tell what was computed."""
        for kind in ("header", "footer", "header-left", "footer-left"):
            for each in styles.iter(f"{STYLE}{kind}") if styles is not None else ():
                self.builder.omit(" ".join("".join(each.itertext()).split()), "header-footer")
        if self.numbers:
            count = str(len(self.numbers))
            self.builder.note("R022", count=count, words=self.numbers[0].strip())
        if self.insertions:
            self.builder.note("R023", count=str(self.insertions))
        return self.builder.build()

    def _block(self, paragraph: etree._Element) -> None:
        self._paragraph += 1
        place = f"paragraph={self._paragraph}"
        words = self._numbered(paragraph)
        self.builder.gap()
        if words.text.strip() or words.omitted:
            self.builder.line(words, place)

    def _contents(self, element: etree._Element) -> None:
        """A table of contents is text that the reader of the document sees."""
        for paragraph in element.iter(*_PARAGRAPHS):
            self._block(paragraph)

    def _changes(self, changes: etree._Element) -> None:
        for deletion in changes.iter(f"{TEXT}deletion"):
            paragraphs = deletion.iter(*_PARAGRAPHS)
            words = " ".join("".join(each.itertext()) for each in paragraphs)
            self.builder.omit(" ".join(words.split()), "deleted")
        self.insertions += sum(1 for _ in changes.iter(f"{TEXT}insertion"))

    # --- lists

    def _begin_list(self, element: etree._Element) -> None:
        depth, style = _list_place(element)
        goes_on = (
            element.get(f"{TEXT}continue-numbering") == "true"
            or element.get(f"{TEXT}continue-list") is not None
        )
        self.lists.begin(style, depth, goes_on=goes_on)

    def _numbered(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph behind its number."""
        words = Words()
        number = self._number(paragraph)
        if number:
            self.numbers.append(number)
            words.add(number)
        words.extend(self._words(paragraph))
        return words

    def _number(self, paragraph: etree._Element) -> str | None:
        item = paragraph.getparent()
        if item is not None and item.tag == f"{TEXT}list-item":
            if next(item.iterchildren(*_PARAGRAPHS), None) is not paragraph:
                return None
            depth, style = _list_place(item)
            return self.lists.next(style, depth, item.get(f"{TEXT}start-value"))
        if paragraph.tag == f"{TEXT}h" and paragraph.get(f"{TEXT}is-list-header") != "true":
            level = paragraph.get(f"{TEXT}outline-level", "1")
            return self.lists.next("/outline", int(level) if level in set("123456789") else 1)
        return None

    # --- words

    def _words(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph; white space counts once, as in XML documents."""
        words = Words()
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                if element is not paragraph:
                    _add(words, element.tail)
            elif element is not paragraph and self._leaves_out(element, words):
                walk.skip_subtree()
            else:
                _open(element, words)
        return words

    def _leaves_out(self, element: etree._Element, words: Words) -> bool:
        kind = _KINDS.get(element.tag)
        if element.tag == f"{TEXT}span" and element.get(f"{TEXT}style-name") in self.hidden:
            kind = "hidden"
        if kind is not None:
            words.omit(" ".join("".join(element.itertext()).split()), kind)
            return True
        if element.tag == f"{TEXT}note":
            body = element.find(f"{TEXT}note-body")
            if body is not None:
                self.notes.append(element)
            return True
        return False

    # --- tables

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        lines: list[list[Cell | None]] = []
        places = 0
        for number, row in enumerate(_rows(table), start=1):
            line: list[Cell | None] = []
            for at, cell in enumerate(_cells(row), start=1):
                words = self._cell(cell)
                place = f"table={self._tables};row={number};cell={at}"
                repeated = min(_number(cell, "number-columns-repeated"), _MOST_REPEATED)
                places += repeated
                if places > GRID_LIMIT:
                    raise GridTooLargeError(places)
                line.extend(_laid(cell, words, place) for _ in range(repeated))
            lines.append(line)
        _bound_rows(lines)
        self.builder.gap()
        for line in lines:
            self.builder.row(line)
        self.builder.gap()

    def _cell(self, cell: etree._Element) -> Words:
        words = Words()
        for paragraph in cell.iter(*_PARAGRAPHS):
            if any(each.tag in _PARAGRAPHS for each in paragraph.iterancestors()):
                continue
            if words.text:
                words.add("\n")
            words.extend(self._numbered(paragraph))
        return words


def _laid(cell: etree._Element, words: Words, place: str) -> Cell | None:
    if cell.tag == f"{_TABLE}covered-table-cell":
        return None
    return Cell(
        words,
        place,
        rows=_number(cell, "number-rows-spanned"),
        columns=_number(cell, "number-columns-spanned"),
    )


def _bound_rows(lines: list[list[Cell | None]]) -> None:
    for at, line in enumerate(lines):
        for cell in line:
            if cell is not None:
                cell.rows = min(cell.rows, len(lines) - at)


def _add(words: Words, text: str | None) -> None:
    spaced = _SPACES.sub(" ", text or "")
    if words.text.endswith((" ", "\n")) or not words.text:
        spaced = spaced.removeprefix(" ")
    words.add(spaced)


def _open(element: etree._Element, words: Words) -> None:
    if element.tag == f"{TEXT}s":
        words.add(" " * min(_MOST_SPACES, _count(element.get(f"{TEXT}c"))))
    elif element.tag in _BREAKS:
        words.add(_BREAKS[element.tag])
    elif element.tag in _PARAGRAPHS and words.text:
        # A paragraph in a frame inside this one.
        words.add("\n")
    _add(words, element.text)


def _list_place(element: etree._Element) -> tuple[int, str]:
    """The depth of a list or of an item, and the style that holds for it."""
    lists = [each for each in (element, *element.iterancestors()) if each.tag == f"{TEXT}list"]
    styles = (each.get(f"{TEXT}style-name") for each in lists)
    return len(lists), next((style for style in styles if style), "")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table")) is table:
            yield row


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def _number(cell: etree._Element, name: str) -> int:
    return max(1, _count(cell.get(f"{_TABLE}{name}")))


def _count(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,5}", text) else 1
