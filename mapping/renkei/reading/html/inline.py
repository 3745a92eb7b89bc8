"""Running text of a page (ページの文): white space as a browser shows it, with what is left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from renkei.reading.wording import Words

# White space that a browser makes one space of. Not: U+00A0, U+3000. Real: "\n    "
_SPACES = re.compile(r"([ \t\n\r\f]+)")
_WIDE = frozenset({"W", "F"})


@dataclass(slots=True)
class Inline:
    r"""Collects the words of a line or of a cell as they come.

    White space is one space, or nothing at either end; a line break of the file between two wide
    characters is nothing (CSS Text 3, 4.1.3), since whoever wrote the page only wrapped a line.

    >>> inline = Inline()
    >>> for piece in ("\n 連携\n", "  協約", " A\nB "):
    ...     inline.add(piece)
    >>> inline.words.text
    '連携協約 A B'
    """

    words: Words = field(default_factory=Words)
    _space: str = ""

    def add(self, text: str | None) -> None:
        """Append a piece of text of the page."""
        for piece in _SPACES.split(text or ""):
            if not piece:
                continue
            if piece[0] in " \t\n\r\f":
                self._space += piece
            else:
                self._settle(piece[0])
                self.words.add(piece)

    def omit(self, text: str, kind: str) -> None:
        """Note words that are not part of the text."""
        self.words.omit(" ".join(text.split()), kind)

    def end_line(self) -> None:
        """Begin a new line, as `<br>` does."""
        self.words.add("\n")
        self._space = ""

    def end_block(self) -> None:
        """Begin a new line unless one begins already."""
        if self.words.text and not self.words.text.endswith("\n"):
            self.end_line()
        self._space = ""

    def take(self) -> Words:
        """Give what was collected, and begin anew."""
        taken, self.words, self._space = self.words, Words(), ""
        return taken

    def _settle(self, following: str) -> None:
        space, self._space = self._space, ""
        before = self.words.text[-1:]
        if not space or before in {"", "\n"}:
            return
        wrapped = "\n" in space or "\r" in space
        if not (wrapped and _is_wide(before) and _is_wide(following)):
            self.words.add(" ")


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in _WIDE
