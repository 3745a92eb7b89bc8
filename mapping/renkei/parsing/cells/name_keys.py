"""Keys of names (取組名の見出し): the 取組 of the row 取組 | (1) 観光の振興, and of the line 取組　(1) 観光の振興, above a content.

取組 alone may head a name or a content: a name is proven by what stands right below, which is the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, islice

from renkei.model import Span
from renkei.parsing.cells.wording import distinct, ends_sentence
from renkei.parsing.headings.unmarked import begins_block
from renkei.parsing.text.columns import LONGEST, Column, ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind, is_mark
from renkei.parsing.text.words import plain

_NAMES = frozenset({ColumnKind.EITHER, ColumnKind.LABEL})
_SILENT = frozenset({LineKind.BLANK, LineKind.RULER, LineKind.PAGE})

# A key and the space that parts it from a name: a wide one, or any before a mark: "取組　", "事業 (1) ". Must not match the first word of a
# name ("事業 承継の支援"), which text recognition may have cut, nor a key with a colon, which others read.
_KEY = re.compile(
    r"(?P<key>[^\s。、（）()：:]{2,10})(?:[ 　]{0,4}　[ 　]{0,4}|[ ]{1,4}(?=[(（][^()（）\s]{1,3}[)）]|[①-⑳]))(?=\S)"
)


def key_of_name(words: str, begin: int = 0) -> int:
    """Where a name begins behind the key that words begin with (取組　, 事業　); `begin` where none stands there.

    >>> key_of_name("取組　(1) 観光の振興"), key_of_name("観光　文化の振興"), key_of_name("事業 承継")
    (3, 0, 0)
    """
    found = _KEY.match(words, begin)
    which = column(found["key"]) if found else None
    return found.end() if found and which and which.kind in _NAMES else begin


def named_rows(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; a row of a key for a name (取組, 事業名) and its cell right above the row of a content opens the name.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> text = "取組\\t(1) 観光の振興\\n内容\\t観光客を招く。"
    >>> [line.opens.kind.value if line.opens else None for line in named_rows(text, list(typed_lines(text)))]
    ['label', None]
    """
    for at, line in enumerate(lines):
        is_row = line.kind is LineKind.ROW and line.opens is None
        found = _opened(text, line) if is_row else None
        yield found if found and _is_above_content(lines, at) else line


def _is_above_content(lines: Sequence[Line], at: int) -> bool:
    below = dropwhile(lambda line: line.kind in _SILENT, islice(lines, at + 1, None))
    return begins_block(next(below, lines[at]))


def _opened(text: str, line: Line) -> Line | None:
    """A row as one that opens a name, a mark before its key or before the name in a cell of its own."""
    cells = distinct(line.cells)
    before = cells[0] if cells and _is_mark(text, cells[0]) else None
    key, *values = cells[1:] if before else cells or [line.span]
    which = column(words) if len(words := plain(text, [key])) <= LONGEST else None
    marks, name = values[:-1], values[-1:]
    if which is None or which.kind not in _NAMES or not name or not _is_name(text, name[0]):
        return None
    if len(marks) > 1 or not all(_is_mark(text, mark) for mark in marks):
        return None
    told = (before or Span(key.start, key.start), key, Span(key.end, key.end), *values)
    return replace(line, cells=told, opens=Column(ColumnKind.LABEL))


def _is_name(text: str, cell: Span) -> bool:
    """Whether a cell may be a name: no sentence, no mark alone, and no head of a column."""
    words = plain(text, [cell])
    return not (ends_sentence(words) or is_mark(words) or column(words))


def _is_mark(text: str, cell: Span) -> bool:
    return is_mark(text[slice(*cell)])
