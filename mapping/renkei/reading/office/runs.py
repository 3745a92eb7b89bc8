"""Running text of Word (Wordの文): the words of a paragraph, with what is no text told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.office.numbering import W
from renkei.reading.office.styles import Styles
from renkei.reading.wording import Words

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PAGE = "\f"
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t"}
_HYPHENS = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_NO_TEXT = frozenset(
    {f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}sdtPr", f"{W}instrText", f"{W}rt", FALLBACK}
)


@dataclass(slots=True)
class Runs:
    """Reads paragraphs; keeps the boxes and notes that they point to, and the insertions seen."""

    styles: Styles
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    insertions: int = 0

    def words(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph (段落の字句)."""
        words = Words()
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            if self._take(element, words):
                walk.skip_subtree()
        return words

    def _take(self, element: etree._Element, words: Words) -> bool:
        """Take in an element; whether all below it is done with."""
        tag = element.tag
        if tag == f"{W}t":
            words.add(element.text or "")
        elif tag in _BREAKS:
            is_page = element.get(f"{W}type") == "page"
            words.add(PAGE if is_page else _BREAKS[tag])
        elif tag in _HYPHENS:
            words.add(_HYPHENS[tag])
        elif tag == f"{W}sym":
            words.add(_symbol(element))
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        elif tag in _INSERTED:
            self.insertions += 1
        return self._leave_out(element, words)

    def _leave_out(self, element: etree._Element, words: Words) -> bool:
        tag = element.tag
        if tag in _DELETED:
            words.omit(text_of(element), "deleted")
        elif tag == f"{W}r" and self.styles.hides(element):
            words.omit(text_of(element), "hidden")
        elif tag == f"{W}ruby":
            base = element.find(f"{W}rubyBase")
            words.add(text_of(base) if base is not None else "")
            reading = element.find(f"{W}rt")
            words.omit(text_of(reading) if reading is not None else "", "ruby")
        elif tag == f"{W}txbxContent":
            self.boxes.append(element)
        elif tag not in _NO_TEXT:
            return False
        return True


def text_of(element: etree._Element) -> str:
    """All words below an element, deleted ones among them."""
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{W}delText"))


def blocks(body: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables right below a body, content controls and the like opened."""
    waiting = list(reversed(body))
    while waiting:
        element = waiting.pop()
        if element.tag in {f"{W}p", f"{W}tbl"}:
            yield element
        elif element.tag in {
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}customXml",
            *_INSERTED,
            ALTERNATE,
        } or (isinstance(element.tag, str) and element.tag.endswith("}Choice")):
            waiting.extend(reversed(element))


def _symbol(element: etree._Element) -> str:
    """A character by its code in a font; those of a symbol font are of private use, and told so."""
    code = element.get(f"{W}char", "")
    try:
        number = int(code[:6], 16)
    except ValueError:
        return "\ufffd"
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"  # noqa: PLR2004  # Unicode's range
