"""Words on their way into a source text (組み立て中の字句), with what was left out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from renkei.model.source import Confidence, Omission

# A line break with the white space around it, or a tab: what a cell cannot hold. Not: a space or an
# ideographic space inside a line. Real: "取組の \n 内容"
_BREAK = re.compile(r"[ \t]*[\n\r\f\v][ \t\n\r\f\v]*|\t")
_EDGE = " \t\n\r\f\v"


@dataclass(slots=True)
class Words:
    r"""The words of a paragraph or of a cell, and what stood between them that is no text.

    A line break is `\n`. Omissions and confidences count from the beginning of the words.

    >>> words = Words("取組の")
    >>> words.omit("とりくみ", "ruby")
    >>> words.add("\n内容")
    >>> words.cell().text, words.omitted
    ('取組の 内容', [Omission(at=3, text='とりくみ', kind='ruby')])
    """

    text: str = ""
    omitted: list[Omission] = field(default_factory=list)
    confidences: list[Confidence] = field(default_factory=list)

    def add(self, text: str, *, percent: int | None = None) -> None:
        """Append words; `percent` is how sure character recognition is of them."""
        if percent is not None and text:
            start = len(self.text)
            self.confidences.append(Confidence(start, start + len(text), percent))
        self.text += text

    def omit(self, text: str, kind: str) -> None:
        """Note words that stood here in the file and are not part of its text."""
        if text.strip():
            self.omitted.append(Omission(len(self.text), text, kind))

    def extend(self, other: Words) -> None:
        """Append other words with all that they carry."""
        at = len(self.text)
        self.text += other.text
        self.omitted.extend(o._replace(at=o.at + at) for o in other.omitted)
        self.confidences.extend(
            c._replace(start=c.start + at, end=c.end + at) for c in other.confidences
        )

    def part(self, start: int, end: int) -> Words:
        """The words of a range, with what was left out in it."""
        return Words(
            self.text[start:end],
            [o._replace(at=o.at - start) for o in self.omitted if start <= o.at <= end],
            [
                c._replace(start=max(c.start, start) - start, end=min(c.end, end) - start)
                for c in self.confidences
                if c.start < end and start < c.end
            ],
        )

    def stripped(self) -> Words:
        """The words without the spaces, tabs and line breaks around them; other white space stays."""
        start = len(self.text) - len(self.text.lstrip(_EDGE))
        end = max(start, len(self.text.rstrip(_EDGE)))
        inner = self.part(start, end)
        before = [o._replace(at=0) for o in self.omitted if o.at < start]
        after = [o._replace(at=end - start) for o in self.omitted if o.at > end]
        return Words(inner.text, [*before, *inner.omitted, *after], inner.confidences)

    def lines(self) -> Iterator[Words]:
        """The lines of a paragraph, each without white space around it."""
        start = 0
        for end in [at for at, char in enumerate(self.text) if char == "\n"]:
            yield self.part(start, end).stripped()
            start = end + 1
        yield self.part(start, len(self.text)).stripped()

    def cell(self) -> Words:
        """The words as a cell holds them: a line break or a tab is one space."""
        inner = self.stripped()
        made, position = Words(), 0
        for found in _BREAK.finditer(inner.text):
            low, high = found.span()
            made.extend(inner.part(position, low))
            # What was left out inside the break stays told.
            made.omitted.extend(
                o._replace(at=len(made.text)) for o in inner.omitted if low < o.at < high
            )
            made.add(" ")
            position = high
        made.extend(inner.part(position, len(inner.text)))
        return made
