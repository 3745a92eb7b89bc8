"""Cells of OpenDocument spreadsheets (OpenDocumentの欄): what they show, and what is told beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from renkei.model.source import Omission
from renkei.reading.office.odf_words import PARAGRAPHS, OdfWords
from renkei.reading.office.opendocument import DRAW, OFFICE, SVG, TABLE, flat_text
from renkei.reading.wording import Words

_COMMENT = f"{OFFICE}annotation"
_THREE_DIMENSIONS = "{urn:oasis:names:tc:opendocument:xmlns:dr3d:1.0}"
_DRAWINGS = (DRAW, _THREE_DIMENSIONS, f"{TABLE}shapes")
_TITLES = frozenset({f"{SVG}title", f"{SVG}desc"})
_STORED = ("string-value", "date-value", "time-value", "boolean-value", "value")


@dataclass(slots=True)
class CellWords:
    """Reads cells; `unformatted` are the stored values for which no shown words were written."""

    words: OdfWords
    unformatted: list[str] = field(default_factory=list)

    def of(self, cell: etree._Element) -> Words:
        """What a cell shows (表示される字句): its paragraphs, or the value that was stored with it."""
        words, paragraphs = Words(), 0
        walk = etree.iterwalk(cell, events=("start",))
        for _, element in walk:
            if element.tag in PARAGRAPHS:
                words.add("\n" if paragraphs else "")
                words.extend(self.words.of(element))
                paragraphs += 1
            elif stands_beside(element):
                for each in told(element):
                    words.omit(each.text, each.kind)
            else:
                continue
            walk.skip_subtree()
        self._store(cell, words, is_written=paragraphs > 0)
        return words

    def _store(self, cell: etree._Element, words: Words, *, is_written: bool) -> None:
        """Take the stored value where nothing is written; where a format shows none of it, tell it."""
        stored = next((each for name in _STORED if (each := cell.get(f"{OFFICE}{name}"))), "")
        if is_written and not words.text.strip():
            words.omit(stored, "hidden")
        elif not is_written and stored:
            words.add(stored)
            if cell.get(f"{OFFICE}string-value") is None:
                self.unformatted.append(stored)


def stands_beside(element: etree._Element) -> bool:
    """Whether an element is no part of a cell's words: a comment, or what is drawn on the sheet."""
    return bool(element.tag == _COMMENT or element.tag.startswith(_DRAWINGS))


def told(element: etree._Element) -> Iterator[Omission]:
    """The words of a comment or of a drawing (コメント・図形の字句), which are left out."""
    if element.tag == _COMMENT:
        yield Omission(0, flat_text(element), "comment")
        return
    yield Omission(0, paragraphs_of(element), "drawing")
    for title in element.iter(*_TITLES):
        yield Omission(0, flat_text(title), "picture")


def paragraphs_of(element: etree._Element) -> str:
    """The words of all paragraphs below an element, on one line."""
    return " ".join(flat_text(each) for each in element.iter(*PARAGRAPHS))
