"""Running text of OpenDocument (OpenDocumentの文): the words of a paragraph, with what is no text told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.office.opendocument import OFFICE, SVG, TEXT, count, flat_text
from renkei.reading.wording import Words

PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_MOST_SPACES = 1000
_BREAKS = {f"{TEXT}line-break": "\n", f"{TEXT}tab": "\t"}
_SPACES = re.compile(r"[ \t\n\r]+")
_KINDS = {
    f"{OFFICE}annotation": "comment",
    f"{TEXT}ruby-text": "ruby",
    f"{TEXT}hidden-text": "hidden",
    f"{TEXT}tracked-changes": "deleted",
    f"{SVG}title": "picture",
    f"{SVG}desc": "picture",
}
# The bytes of a picture, written out in a flat document.
_NO_WORDS = f"{OFFICE}binary-data"


@dataclass(slots=True)
class OdfWords:
    """Reads paragraphs; `hidden` names the hidden styles; keeps the notes that were met."""

    hidden: frozenset[str]
    notes: list[etree._Element] = field(default_factory=list)

    def of(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph (段落の字句); white space counts once, as in XML documents."""
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
            words.omit(flat_text(element), kind)
            return True
        if element.tag == f"{TEXT}note":
            body = element.find(f"{TEXT}note-body")
            if body is not None:
                self.notes.append(element)
            return True
        return bool(element.tag == _NO_WORDS)


def _add(words: Words, text: str | None) -> None:
    spaced = _SPACES.sub(" ", text or "")
    if words.text.endswith((" ", "\n")) or not words.text:
        spaced = spaced.removeprefix(" ")
    words.add(spaced)


def _open(element: etree._Element, words: Words) -> None:
    if element.tag == f"{TEXT}s":
        words.add(" " * count(element, f"{TEXT}c", most=_MOST_SPACES))
    elif element.tag in _BREAKS:
        words.add(_BREAKS[element.tag])
    elif element.tag in PARAGRAPHS and words.text:
        # A paragraph in a frame inside this one.
        words.add("\n")
    _add(words, element.text)
