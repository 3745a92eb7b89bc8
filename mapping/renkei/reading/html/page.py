"""A page, walked through in the order of its text (ページの走査): blocks, tables, preformatted text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.building import Cell, TextBuilder, laid_out
from renkei.reading.html.elements import BLOCK, PRE, SKIP, omission, tag, treatment
from renkei.reading.html.grids import cells_of, holds_data, rows
from renkei.reading.html.inline import Inline
from renkei.reading.html.lists import drawn_number
from renkei.reading.wording import Words


@dataclass(slots=True)
class PageReader:
    """Writes the text of a page into a builder; no depth of elements makes it recurse."""

    builder: TextBuilder
    _inline: Inline = field(default_factory=Inline)
    _line: int = 0

    def read(self, root: etree._Element) -> None:
        """Take in a whole page."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._begin(element):
                    walk.skip_subtree()
            else:
                self._end(element, is_root=element is root)
        self._flush()

    def _begin(self, element: etree._Element) -> bool:
        """Begin an element; whether all below it is done with."""
        if omission(element) is not None or not tag(element):
            _leave_out(element, self._inline)
            return True
        treated = treatment(element)
        if treated == SKIP:
            for title in element.iterdescendants("title"):
                self.builder.omit(" ".join("".join(title.itertext()).split()), "page-title")
            return True
        if treated == PRE:
            self._preformatted(element)
            return True
        if tag(element) == "table" and holds_data(element):
            self._table(element)
            return True
        if treated == BLOCK:
            self._flush()
            self._line = element.sourceline or 0
        _open(element, self._inline)
        return False

    def _end(self, element: etree._Element, *, is_root: bool) -> None:
        if treatment(element) == BLOCK and omission(element) is None:
            self._flush()
            self._line = element.sourceline or self._line
        if not is_root:
            self._inline.add(element.tail)

    def _flush(self) -> None:
        words = self._inline.take()
        if words.text.strip(" \n"):
            self.builder.gap()
            self.builder.line(words, f"line={self._line}")
        else:
            for omitted in words.omitted:
                self.builder.omit(omitted.text, omitted.kind)

    def _preformatted(self, element: etree._Element) -> None:
        self._flush()
        self.builder.gap()
        text = "".join(element.itertext()).removeprefix("\n")
        for number, line in enumerate(text.splitlines(), start=element.sourceline or 0):
            self.builder.verbatim(line.rstrip(), f"line={number}")
        self.builder.gap()

    def _table(self, table: etree._Element) -> None:
        self._flush()
        for caption in (each for each in table if tag(each) == "caption"):
            self.builder.gap()
            self.builder.line(cell_words(caption), f"line={caption.sourceline}")
        self.builder.gap()
        for row in laid_out(self._rows(table)):
            self.builder.row(row)
        self.builder.gap()

    def _rows(self, table: etree._Element) -> Iterator[list[Cell]]:
        shown = []
        for row in rows(table):
            if omission(row) is None:
                shown.append(row)
            else:
                self.builder.omit(" ".join("".join(row.itertext()).split()), "hidden")
        for at, row in enumerate(shown):
            yield list(cells_of(row, len(shown) - at, cell_words))


def cell_words(cell: etree._Element) -> Words:
    """The words of a cell (欄の字句), a line for each block in it."""
    inline = Inline()
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        is_block = element is not cell and treatment(element) in {BLOCK, PRE}
        if event == "start":
            if element is not cell and (omission(element) or not tag(element)):
                _leave_out(element, inline)
                walk.skip_subtree()
                continue
            if is_block:
                inline.end_block()
            _open(element, inline)
        else:
            if is_block and omission(element) is None:
                inline.end_block()
            if element is not cell:
                inline.add(element.tail)
    return inline.take()


def _open(element: etree._Element, inline: Inline) -> None:
    """What an element brings before its children: a line end, a number, a picture, its words."""
    name = tag(element)
    if name == "br":
        inline.end_line()
    elif name == "img":
        inline.omit(element.get("alt", ""), "picture")
    elif name == "input":
        if element.get("type", "").lower() != "hidden":
            inline.omit(element.get("value", ""), "form")
    elif name == "li" and (number := drawn_number(element)):
        inline.omit(number, "list-number")
    inline.add(element.text)


def _leave_out(element: etree._Element, inline: Inline) -> None:
    kind = omission(element)
    if kind is not None:
        inline.omit("".join(element.itertext()), kind)
