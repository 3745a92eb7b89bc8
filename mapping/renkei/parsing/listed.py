"""Initiatives written as a list instead of a table (箇条書きの取組), as many 定住自立圏 agreements have.

    (1) 観光の振興
    ア 取組内容
    観光客の誘致に取り組む。
    イ 甲の役割　…

A line that only says what follows (a *key*) opens a cell; the words up to the next key fill it. The line
above the key of the content is the label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells import ends_sentence
from renkei.parsing.columns import LONGEST, Column, ColumnKind, column
from renkei.parsing.lines import Line, LineKind
from renkei.parsing.parties import holders
from renkei.parsing.rows import Row

# The words of a key, in brackets or bare, and what parts them from the words of its cell: "甲の役割", "（取組内容）", "乙の役割：",
# "甲の役割　…". Must not match a sentence that begins with the same words ("甲の役割は…").
_KEY = re.compile(
    r"[(（【]?(?P<key>[^\s()（）【】：:]{2,30})[)）】]?(?:[ 　]*[：:][ 　]*|[ 　]+|$)"
)

_LINE_END = 3
"""How far the next line begins behind the one above: its line end and two spaces."""
_OPEN_CELLS = {ColumnKind.CONTENT, ColumnKind.ROLE, ColumnKind.NOTE}
_BETWEEN = frozenset({LineKind.BLANK, LineKind.PAGE, LineKind.RULER})


class Part(Enum):
    """What a line is in a list of initiatives, if it is no words of a cell."""

    LABEL = "label"
    KEY = "key"


class Key(NamedTuple):
    """A key: the column that it opens, the stretch to mark, its own words, and the words behind."""

    opens: Column
    mark: Span
    words: Span
    rest: Span


class Opening(NamedTuple):
    """A key within words: the column that it opens, its words, its end, where the words behind begin."""

    opens: Column
    key: tuple[int, int]
    key_end: int
    words: int


def key(line: Line, parties: Mapping[str, Sequence[int]]) -> Key | None:
    """The key that a line begins with; None for all other lines.

    >>> from renkei.parsing.lines import typed_lines
    >>> [line] = typed_lines("イ 甲の役割　協力する。")
    >>> key(line, {"甲": [1]}).rest
    Span(start=7, end=12)
    """
    if line.rest is None or not (line.is_words or line.kind is LineKind.CAPTION):
        return None
    found = opening(line.text, parties, line.rest.start - line.span.start)
    if found is None:
        return None
    mark = Span(line.span.start, line.span.start + found.key_end)
    words = Span(line.span.start + found.key[0], line.span.start + found.key[1])
    return Key(found.opens, mark, words, Span(line.span.start + found.words, line.span.end))


def opening(words: str, parties: Mapping[str, Sequence[int]], begin: int = 0) -> Opening | None:
    """The key that stands at a place in words, with the column that it opens.

    >>> opening("甲の役割　協力する。", {"甲": [1]})[1:]
    ((0, 4), 4, 5)
    >>> opening("甲の役割は、協力する。", {"甲": [1]}) is None
    True
    """
    found = _KEY.match(words, begin)
    if found is None or len(found["key"]) > LONGEST:
        return None
    opens = column(found["key"])
    if opens is None or opens.kind not in _OPEN_CELLS:
        return None
    if opens.party is not None and not holders(opens.party, parties):
        return None
    return Opening(opens, found.span("key"), begin + len(found[0].rstrip()), found.end())


def opens_cell(words: str) -> bool:
    """Whether words begin with a key, whoever the parties are.

    >>> opens_cell("（取組内容）"), opens_cell("丙の役割"), opens_cell("丙は、取り組む。")
    (True, True, False)
    """
    found = _KEY.match(words)
    opens = column(found["key"]) if found else None
    return opens is not None and opens.kind in _OPEN_CELLS


def listed_parts(lines: Sequence[Line], parties: Mapping[str, Sequence[int]]) -> dict[int, Part]:
    """The labels and keys of a schedule that is a list, by index of line; empty for a table."""
    parts: dict[int, Part] = {}
    above: int | None = None
    for at, line in enumerate(lines):
        if line.kind in _BETWEEN:
            continue
        found = key(line, parties)
        if found is not None:
            parts[at] = Part.KEY
            if found.opens.kind is ColumnKind.CONTENT and above is not None:
                parts[above] = Part.LABEL
        names = found is None and line.is_words and not line.text.endswith(("。", "、"))
        above = at if names else None
    return parts


@dataclass(slots=True)
class ListedReader:
    """Fills rows from the lines of a list."""

    parties: Mapping[str, Sequence[int]]
    rows: list[Row]
    _cell: list[Span] | None = None
    _ended: int | None = None

    def label(self, line: Line) -> None:
        """Begin an initiative with its name."""
        self.rows.append(Row(label=[line.span]))
        self._cell = None

    def key(self, line: Line) -> None:
        """Open a cell; a content without a label above begins an initiative too."""
        found = key(line, self.parties)
        if found is None:
            return
        opened = self._opened(found)
        self._ended = None
        if found.rest.length:
            opened.append(found.rest)
            self._ended = found.rest.end if ends_sentence(line.text) else None
        self._cell = opened

    def _opened(self, found: Key) -> list[Span]:
        is_note = found.opens.kind is ColumnKind.NOTE
        if not self.rows or (not is_note and self.rows[-1].column(found.opens)):
            self.rows.append(Row())
        row = self.rows[-1]
        if not is_note:
            row.marks.append(found.mark)
            row.keys.append(found.opens)
            return row.column(found.opens)
        # The words of the key are the heading of the note; what stands around them is a mark.
        around = (Span(found.mark.start, found.words.start), Span(found.words.end, found.mark.end))
        row.marks.extend(span for span in around if span.length)
        return row.note(found.words)

    def words(self, line: Line) -> None:
        """Take words into the open cell; behind a finished sentence and a gap they are rubbish."""
        if self._cell is None:
            return
        if self._ended is not None and line.span.start - self._ended > _LINE_END:
            return
        self._cell.append(line.span)
        self._ended = line.span.end if ends_sentence(line.text) else None

    def close(self) -> None:
        """Close the cell: a heading or a table follows."""
        self._cell = None
