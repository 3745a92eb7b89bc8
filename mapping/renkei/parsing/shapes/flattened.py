"""Tables that lost their tabs (一列に崩れた表): the header words, then the cells in turn.

Either each cell is a line of its own, or spaces part the cells of a line. Read only if the cells come out
even: names where names are due, finished sentences where content and roles are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from renkei.model import Span
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind

_FEWEST_HEADS = 3
_FEWEST_ROLES = 2
_LONGEST_NAME = 40
_MOST_RUNS = 4
"""In how many runs of letters spaces may part a header word: 乙 の 役 割."""
_NAMES = {ColumnKind.LABEL, ColumnKind.EITHER}

# A cell of a line whose cells are parted by spaces, with its mark if it has one: "災害対策", "(1) 観光". Must not run over a space
# that parts two cells.
_CELL = re.compile(r"(?:[(（][^\s()（）]{1,3}[)）][ 　]{0,2})?[^ 　]+")


@dataclass(slots=True)
class Flattened:
    """Lines with the flattened tables put back into rows; what could not be is left out of them."""

    lines: list[Line] = field(default_factory=list)
    read: list[Span] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)


def restored(text: str, lines: Sequence[Line]) -> Flattened:
    """Put the flattened tables of a schedule back into rows.

    `read` and `unread` are the header words of the tables that could and could not be proven.
    """
    result = Flattened()
    at = 0
    while at < len(lines):
        heads, begin = _heads(text, lines, at)
        if not heads:
            result.lines.append(lines[at])
            at += 1
            continue
        end = _end(text, lines, begin)
        header = Span(heads[0].start, heads[-1].end)
        rows = _rows(text, heads, lines[begin:end], in_line=begin == at)
        first = _line(text, heads)
        result.lines += [first, *rows] if rows else []
        (result.read if rows else result.unread).append(header)
        at = end
    return result


def _heads(text: str, lines: Sequence[Line], at: int) -> tuple[list[Span], int]:
    """The header words that begin at a line, and where their cells begin; none if it has no header.

    Header words on one line leave the line itself to be read on, behind them.
    """
    if not lines[at].is_words:
        return [], at
    in_line = list(_header_words(text, _cells(lines[at])))
    if _is_header(text, in_line):
        return in_line, at
    own: list[Span] = []
    here = at
    while here < len(lines) and (lines[here].is_words or lines[here].kind is LineKind.BLANK):
        if lines[here].is_words:
            if column(lines[here].text) is None:
                break
            own.append(lines[here].span)
        here += 1
    return (own, here) if _is_header(text, own) else ([], at)


def _header_words(text: str, cells: Sequence[Span]) -> Iterator[Span]:
    """The header words that a line begins with; a space may part one of them too (甲の役 割)."""
    at = 0
    while at < len(cells):
        runs = (Span(cells[at].start, last.end) for last in cells[at : at + _MOST_RUNS])
        head = next((run for run in runs if column(text[run.start : run.end])), None)
        if head is None:
            return
        yield head
        while at < len(cells) and cells[at].start < head.end:
            at += 1


def _is_header(text: str, heads: Sequence[Span]) -> bool:
    kinds = [which.kind for head in heads if (which := column(text[head.start : head.end]))]
    return len(kinds) >= _FEWEST_HEADS and kinds.count(ColumnKind.ROLE) >= _FEWEST_ROLES


def _end(text: str, lines: Sequence[Line], begin: int) -> int:
    """Where the cells end: at a table with tabs, a schedule, or the next header."""
    for at in range(begin, len(lines)):
        ends = lines[at].kind in {LineKind.ROW, LineKind.SCHEDULE, LineKind.ARTICLE}
        if ends or (at > begin and _heads(text, lines, at)[0]):
            return at
    return len(lines)


def _cells(line: Line) -> list[Span]:
    start = line.span.start
    return [Span(start + f.start(), start + f.end()) for f in _CELL.finditer(line.text)]


def _line(text: str, cells: Sequence[Span]) -> Line:
    span = Span(cells[0].start, cells[-1].end)
    return Line(LineKind.ROW, span, text[span.start : span.end], cells=tuple(cells))


def _rows(text: str, heads: Sequence[Span], lines: Sequence[Line], *, in_line: bool) -> list[Line]:
    """The rows below a header, and headings between them; empty unless all come out even."""
    words = [line for line in lines if line.is_words]
    if in_line:
        cells = [cell for line in words for cell in _cells(line) if cell.start >= heads[-1].end]
        return _by_count(text, heads, cells)
    return _by_line(text, heads, words)


def _by_count(text: str, heads: Sequence[Span], cells: Sequence[Span]) -> list[Line]:
    width = len(heads)
    if not cells or len(cells) % width:
        return []
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    return [_line(text, row) for row in rows] if all(_fits(text, heads, r) for r in rows) else []


def _by_line(text: str, heads: Sequence[Span], lines: Sequence[Line]) -> list[Line]:
    rows: list[Line] = []
    at = 0
    while at < len(lines):
        if _names_only(lines, at):
            rows.append(lines[at])
            at += 1
            continue
        cells, at = _take(text, heads, lines, at)
        if not _fits(text, heads, cells):
            return []
        rows.append(_line(text, cells))
    return rows


def _names_only(lines: Sequence[Line], at: int) -> bool:
    """Whether a line and the next are both names: the first is then a heading."""
    both = lines[at : at + 2]
    short = [line for line in both if not ends_sentence(line.text)]
    return len(short) > 1 and all(line.kind is LineKind.MARKED for line in both)


def _take(
    text: str, heads: Sequence[Span], lines: Sequence[Line], at: int
) -> tuple[list[Span], int]:
    """The cells of one row: a line for a name or note, lines up to the end of a sentence else."""
    cells: list[Span] = []
    for head in heads:
        if at == len(lines):
            break
        first = at
        while _is_prose(text, head, heads) and at + 1 < len(lines):
            if ends_sentence(lines[at].text):
                break
            at += 1
        cells.append(Span(lines[first].span.start, lines[at].span.end))
        at += 1
    return cells, at


def _is_prose(text: str, head: Span, heads: Sequence[Span]) -> bool:
    which = column(text[head.start : head.end])
    kinds = [k.kind for h in heads if (k := column(text[h.start : h.end]))]
    if which is not None and which.kind is ColumnKind.EITHER:
        return ColumnKind.CONTENT not in kinds and ColumnKind.LABEL in kinds
    return which is not None and which.kind in {ColumnKind.CONTENT, ColumnKind.ROLE}


def _fits(text: str, heads: Sequence[Span], cells: Sequence[Span]) -> bool:
    """Whether each cell is what its column asks for: a finished sentence, or a short name."""
    if len(cells) != len(heads):
        return False
    for head, cell in zip(heads, cells, strict=True):
        words = text[cell.start : cell.end]
        which = column(text[head.start : head.end])
        if which is None or _is_prose(text, head, heads) != ends_sentence(words):
            return which is not None and which.kind is ColumnKind.NOTE
        if which.kind in _NAMES and cell.length > _LONGEST_NAME:
            return False
    return True
