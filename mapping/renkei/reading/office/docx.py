"""Word documents (Word文書): .docx → text. ECMA-376 Part 1, 17."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.building import GRID_LIMIT, Cell, GridTooLargeError, TextBuilder, refused
from renkei.reading.extraction import Extraction
from renkei.reading.office.numbering import Numbering, W
from renkei.reading.office.packages import Package, PackageError
from renkei.reading.office.runs import PAGE, Runs, blocks, text_of
from renkei.reading.office.styles import Styles
from renkei.reading.wording import Words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = "word/document.xml"
_MOST_COLUMNS = 100
_NUMBERED_HEADS = 30
"""How many parts of heads and feet are looked at."""


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Take the text out of a Word document (Word文書の読み取り)."""
    del file_sha256
    try:
        package = Package(data)
        main = package.xml(_MAIN)
        if main is None or (body := main.find(f"{W}body")) is None:
            return refused(MEDIA_TYPE, name, "R015", reason=_MAIN)
        reader = _DocxReader(package, TextBuilder(name, MEDIA_TYPE))
        reader.read(body)
        return reader.finish()
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


@dataclass(slots=True)
class _DocxReader:
    package: Package
    builder: TextBuilder
    runs: Runs = field(init=False)
    numbering: Numbering = field(init=False)
    numbers: list[str] = field(default_factory=list)
    _paragraph: int = 0
    _tables: int = 0

    def __post_init__(self) -> None:
        self.runs = Runs(Styles.of(self.package.xml("word/styles.xml")))
        self.numbering = Numbering.of(self.package.xml("word/numbering.xml"))

    def read(self, body: etree._Element) -> None:
        """Take in the body of the document, and what it points to."""
        for block in blocks(body):
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                self._block(block)
        self._notes()

    def finish(self) -> Extraction:
        """Add what stands around the body, and tell what was computed."""
        for each in self._around():
            self.builder.omit(" ".join(text_of(each).split()), "header-footer")
        comments = self.package.xml("word/comments.xml")
        for each in comments.iter(f"{W}comment") if comments is not None else ():
            self.builder.omit(" ".join(text_of(each).split()), "comment")
        if self.numbers:
            count = str(len(self.numbers))
            self.builder.note("R022", count=count, words=self.numbers[0].strip())
        if self.runs.insertions:
            self.builder.note("R023", count=str(self.runs.insertions))
        return self.builder.build()

    def _block(self, paragraph: etree._Element) -> None:
        self._paragraph += 1
        place = f"paragraph={self._paragraph}"
        if _begins_page(paragraph):
            self.builder.page_break()
        words = self._words(paragraph)
        self.builder.gap()
        for at, part in enumerate(_pages(words)):
            if at:
                self.builder.page_break()
            if part.text.strip() or part.omitted:
                self.builder.line(part, place)
        self._boxes(place)

    def _words(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph behind its number."""
        words = Words()
        found = self.runs.styles.list_of(paragraph)
        number = self.numbering.next(*found) if found else None
        if number:
            self.numbers.append(number)
            words.add(number)
        words.extend(self.runs.words(paragraph))
        return words

    def _boxes(self, place: str) -> None:
        """The text boxes of a paragraph, below it: where they float cannot be told."""
        boxes, self.runs.boxes = self.runs.boxes, []
        for box in boxes:
            for paragraph in box.iter(f"{W}p"):
                self.builder.gap()
                self.builder.line(self.runs.words(paragraph), f"{place};box")
        # A box in a box is not opened again: its paragraphs were just read.
        self.runs.boxes.clear()

    def _notes(self) -> None:
        for kind in ("footnote", "endnote"):
            root = self.package.xml(f"word/{kind}s.xml")
            if root is None:
                continue
            by_id = {each.get(f"{W}id", ""): each for each in root.iter(f"{W}{kind}")}
            for found, key in list(self.runs.notes):
                if found == kind and key in by_id:
                    for paragraph in by_id.pop(key).iter(f"{W}p"):
                        self.builder.gap()
                        self.builder.line(self.runs.words(paragraph), f"{kind}={key}")

    def _around(self) -> Iterator[etree._Element]:
        for kind in ("header", "footer"):
            for number in range(1, _NUMBERED_HEADS):
                root = self.package.xml(f"word/{kind}{number}.xml")
                if root is not None:
                    yield root

    # --- tables

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        grid = _Grid()
        for number, row in enumerate(_rows(table), start=1):
            place = f"table={self._tables};row={number}"
            grid.begin_row(row)
            for at, cell in enumerate(_cells(row), start=1):
                words = self._cell(cell)
                grid.add(cell, words, f"{place};cell={at}")
        self.builder.gap()
        for line in grid.lines:
            self.builder.row(line)
        self.builder.gap()
        self._boxes(f"table={self._tables}")

    def _cell(self, cell: etree._Element) -> Words:
        words = Words()
        for paragraph in _paragraphs(cell):
            if words.text:
                words.add("\n")
            words.extend(self._words(paragraph))
        words.text = words.text.replace(PAGE, "\n")
        return words


@dataclass(slots=True)
class _Grid:
    """The cells of a table in their columns; a cell that goes on from above is None."""

    lines: list[list[Cell | None]] = field(default_factory=list)
    _above: dict[int, tuple[Cell, int]] = field(default_factory=dict)
    _places: int = 0

    def begin_row(self, row: etree._Element) -> None:
        """Begin a row; columns that it leaves out at its start are empty."""
        before = row.find(f"{W}trPr/{W}gridBefore")
        self.lines.append([None] * _stated(before) if before is not None else [])

    def add(self, element: etree._Element, words: Words, place: str) -> None:
        """Put a cell at the end of the row. Raises `GridTooLargeError`."""
        line = self.lines[-1]
        column, across = len(line), _number(element, "gridSpan")
        self._places += across
        if self._places > GRID_LIMIT:
            raise GridTooLargeError(self._places)
        merge = element.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        if goes_on and column in self._above:
            above, row = self._above[column]
            above.rows = len(self.lines) - row
            # Word shows nothing of what a covered cell holds, and keeps it.
            above.words.omit(words.text, "hidden")
            line.extend([None] * across)
            return
        cell = Cell(words, place, columns=across)
        self._above[column] = (cell, len(self.lines) - 1)
        line.extend([cell, *[None] * (across - 1)])


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for each in table.iter(f"{W}tr"):
        if next(each.iterancestors(f"{W}tbl")) is table:
            yield each


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for each in row.iter(f"{W}tc"):
        if next(each.iterancestors(f"{W}tr")) is row:
            yield each


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, those of a table inside it too, but not those of boxes."""
    for each in cell.iter(f"{W}p"):
        if next(each.iterancestors(f"{W}txbxContent"), None) is None:
            yield each


def _number(cell: etree._Element, name: str) -> int:
    found = cell.find(f"{W}tcPr/{W}{name}")
    return max(1, _stated(found)) if found is not None else 1


def _stated(element: etree._Element) -> int:
    stated = element.get(f"{W}val", "1")
    return min(int(stated), _MOST_COLUMNS) if re.fullmatch(r"[0-9]{1,4}", stated) else 1


def _begins_page(paragraph: etree._Element) -> bool:
    found = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
    return found is not None and found.get(f"{W}val") not in {"0", "false", "off"}


def _pages(words: Words) -> Iterator[Words]:
    start = 0
    for end in [at for at, char in enumerate(words.text) if char == PAGE]:
        yield words.part(start, end)
        start = end + 1
    yield words.part(start, len(words.text))
