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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells.aims import heads_aim
from renkei.parsing.cells.damaged_keys import Damaged, ExpectedKeys
from renkei.parsing.cells.keys import Opening, is_lone_key, opening, parted, row_of_keys
from renkei.parsing.cells.name_keys import key_of_name
from renkei.parsing.cells.names_as_keys import name_as_key
from renkei.parsing.cells.roles_of_each import announces, begins_with_party
from renkei.parsing.cells.rows import Row
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.text.columns import Column, ColumnKind
from renkei.parsing.text.lines import Line, LineKind, split_mark

# The bullet before a name: the "・" of "・観光の振興", the "■ " of "■ 観光の振興". Must not match a sign inside a name ("ICT・IoT").
_BULLET = re.compile(r"[・■□◆◇●○◎▪▶*][ 　]{0,2}(?=[^\s])")

_LINE_END = 3
"""How far the next line begins behind the one above: its line end and two spaces."""
_SEVERAL = 2
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


def key(line: Line, parties: Mapping[str, Sequence[int]]) -> Key | None:
    """The key that a line begins with; None for all other lines.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> [line] = typed_lines("イ 甲の役割　協力する。")
    >>> key(line, {"甲": [1]}).rest
    Span(start=7, end=12)
    """
    if line.rest is None or not _may_be_key(line) or row_of_keys(_behind_mark(line)):
        return None
    found = opening(line.text, parties, line.rest.start - line.span.start)
    return _key_at(line, found) if found else None


def _name(line: Line, parties: Mapping[str, Sequence[int]]) -> Key | None:
    """The name of a party alone that a line begins with as a key does."""
    if line.rest is None or not _may_be_key(line):
        return None
    begin, marked = line.rest.start - line.span.start, line.mark is not None
    found = name_as_key(line.text, parties, begin, marked=marked)
    return _key_at(line, found) if found else None


def _key_at(line: Line, found: Opening) -> Key:
    mark = Span(line.span.start, line.span.start + found.key_end)
    words = Span(line.span.start + found.key[0], line.span.start + found.key[1])
    return Key(found.opens, mark, words, Span(line.span.start + found.words, line.span.end))


def parted_lines(
    text: str, lines: Iterable[Line], parties: Mapping[str, Sequence[int]]
) -> Iterator[Line]:
    """The lines, those parted that lost a line end before the key of a role (…を行う。ウ 乙の役割　…)."""
    for line in lines:
        found = parted(line.text, parties) if line.is_words else []
        if len(found) < _SEVERAL:
            yield line
            continue
        for stretch in found:
            start = line.span.start + stretch.start
            words = line.text[stretch.start : stretch.end].rstrip()
            span = Span(start, start + len(words))
            style, mark, rest = split_mark(text, span)
            kind = LineKind.MARKED if mark else LineKind.TEXT
            yield Line(kind, span, words, style, mark, rest)


def listed_parts(
    lines: Sequence[Line], parties: Mapping[str, Sequence[int]]
) -> dict[int, Part | Damaged]:
    """The labels and keys of a schedule that is a list, by index of line; empty for a table."""
    parts: dict[int, Part | Damaged] = {}
    expected = ExpectedKeys.of((_behind_mark(line) for line in lines if _may_be_key(line)), parties)
    name: int | None = None
    closed = below_content = awaited = False
    last: Key | None = None
    for at, line in enumerate(lines):
        if line.kind in _BETWEEN:
            continue
        found = key(line, parties)
        if found:
            below_content = found.opens.kind is ColumnKind.CONTENT
        elif below_content:
            found = _name(line, parties)
        damaged = None if found else _damaged(line, expected, closed=closed)
        is_content = _is_below_name(line, found, last) if found else bool(damaged)
        last = found or last
        if found or damaged:
            parts[at] = damaged or Part.KEY
        if is_content and (damaged is None or damaged.is_content) and name is not None:
            parts[name] = Part.LABEL
        ends = line.text.endswith(("。", "、"))
        # The first words below a key that stands alone are those of its cell, unless a mark tells otherwise.
        is_value = awaited and line.mark is None
        name = at if at not in parts and line.is_words and not ends and not is_value else None
        awaited = found is not None and not found.rest.length
        closed = ends_sentence(line.text)
    return parts


def named_lines(lines: Sequence[Line], parties: Mapping[str, Sequence[int]]) -> frozenset[int]:
    """The lines that are names of initiatives in a list, by index."""
    parts = listed_parts(lines, parties)
    return frozenset(at for at, part in parts.items() if part is Part.LABEL)


def lines_above_names(lines: Sequence[Line], parts: Mapping[int, Part | Damaged]) -> Iterator[int]:
    """The lines, by index, between a sentence that is over and the name below that are none: a field without a mark, or rubbish."""
    said = [at for at, line in enumerate(lines) if line.kind not in _BETWEEN]
    for above, at, below in zip(said, said[1:], said[2:], strict=False):
        is_alone = at not in parts and lines[at].kind is LineKind.TEXT
        is_behind = lines[above].is_words and ends_sentence(lines[above].text)
        no_sentence = is_alone and not ends_sentence(lines[at].text)
        if parts.get(below) is Part.LABEL and is_behind and no_sentence:
            yield at


def _is_below_name(line: Line, found: Key, last: Key | None) -> bool:
    """Whether a key stands right below the name of an initiative: that of its content, or of its aim."""
    if found.opens.kind is not ColumnKind.NOTE:
        return found.opens.kind is ColumnKind.CONTENT
    words = line.text[found.words.start - line.span.start : found.words.end - line.span.start]
    # Below the words of a content an aim is but another note: the line between is of that content.
    return heads_aim(words) and not (last and last.opens.kind is ColumnKind.CONTENT)


def _damaged(line: Line, expected: ExpectedKeys, *, closed: bool) -> Damaged | None:
    """The damaged key that a line begins with; a sentence may begin there if that above is `closed`."""
    if not _may_be_key(line):
        return None
    begins = closed or line.kind is LineKind.MARKED
    return expected.damaged(_behind_mark(line), begins_sentence=begins)


def _may_be_key(line: Line) -> bool:
    return line.is_words or line.kind is LineKind.CAPTION


def _behind_mark(line: Line) -> str:
    return line.text[line.rest.start - line.span.start :] if line.rest else line.text


@dataclass(slots=True)
class ListedReader:
    """Fills rows from the lines of a list."""

    parties: Mapping[str, Sequence[int]]
    rows: list[Row]
    _cell: list[Span] | None = None
    _ended: int | None = None
    _goes_on: bool = False
    """Whether the open cell says that items follow: they may stand further in."""
    _is_behind_sentence: bool = False
    """Whether the last words of the open cell stand below a sentence that is over."""

    def label(self, line: Line) -> None:
        """Begin an initiative with its name; a bullet before it is a mark, and so is a key (取組　)."""
        bullet = _BULLET.match(line.text)
        at = Span(line.span.start, line.span.start + (bullet.end() if bullet else 0))
        marks, label = [at] if bullet else [], [Span(at.end, line.span.end)]
        key = line.rest.start if line.rest and line.mark and not bullet else at.end
        name = line.span.start + key_of_name(line.text, key - line.span.start)
        if name > key:
            # The mark of the line is that of the name, also before a key: (1) 取組　観光の振興.
            marks.append(Span(key, name))
            label = [Span(at.end, key), Span(name, line.span.end)]
        self.rows.append(Row(label=[cell for cell in label if cell.length], marks=marks))
        self._cell = None

    def key(self, line: Line) -> None:
        """Open a cell; a content without a label above begins an initiative too."""
        found = key(line, self.parties) or _name(line, self.parties)
        if found is None:
            return
        opened = self._opened(found)
        self._ended = None
        words = line.text[found.rest.start - line.span.start :]
        self._goes_on = announces(words)
        if found.rest.length:
            opened.append(found.rest)
            self._ended = found.rest.end if ends_sentence(line.text) else None
        self._cell = opened

    def _opened(self, found: Key) -> list[Span]:
        is_note = found.opens.kind is ColumnKind.NOTE
        is_name = found.opens.kind is ColumnKind.LABEL
        if not self.rows or is_name or (not is_note and self.rows[-1].column(found.opens)):
            above = self._name_above()
            self.rows.append(Row(label=[] if is_name else above))
        row = self.rows[-1]
        if not is_note:
            row.marks.append(found.mark)
            row.keys.append(found.opens)
            return row.column(found.opens)
        # The words of the key are the heading of the note; what stands around them is a mark.
        around = (Span(found.mark.start, found.words.start), Span(found.words.end, found.mark.end))
        row.marks.extend(span for span in around if span.length)
        return row.note(found.words)

    def _name_above(self) -> list[Span]:
        """The line above a role that begins an initiative: its name behind a sentence; else it may be the rest of a cell.

        Of what nobody knows it is no part: it is taken out of the cell, and stays unread.
        """
        if self._cell is None or len(self._cell) < _SEVERAL or self._ended is not None:
            return []
        line = self._cell.pop()
        return [line] if self._is_behind_sentence else []

    def words(self, line: Line, *, after_blank: bool) -> None:
        """Take words into the open cell; behind a finished sentence and a gap they are rubbish.

        So are words behind an empty line that are no sentence: the foot of a page (▲ページのトップへ戻る).
        """
        if self._cell is None:
            return
        is_item = self._goes_on and line.kind is LineKind.MARKED
        # Words that are no sentence do not go on behind an empty line: they may be a heading, or the name of what follows.
        is_apart = after_blank and bool(self._cell) and not ends_sentence(line.text)
        is_far = self._ended is not None and line.span.start - self._ended > _LINE_END
        is_key = is_lone_key(line.text)
        if is_key or (not is_item and (is_apart or is_far)):
            self._cell = None if is_apart or is_key else self._cell
            return
        self._cell.append(line.span)
        self._is_behind_sentence = self._ended is not None
        self._ended = line.span.end if ends_sentence(line.text) else None

    @property
    def is_open(self) -> bool:
        """Whether words would go into a cell."""
        return self._cell is not None

    def goes_on(self, line: Line) -> bool:
        """Whether a line is an item about one party (イ　小国町　…) below words that say that such items follow."""
        behind = line.rest is not None and begins_with_party(_behind_mark(line), self.parties)
        return self._goes_on and self._cell is not None and behind

    def close(self) -> None:
        """Close the cell: a heading or a table follows."""
        self._cell = None
