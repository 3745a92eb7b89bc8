"""Rows that hold several initiatives (一つの行に並ぶ取組): ①観光 ②災害対策, with ① and ② in every cell beside the names.

They are parted only where the marks prove it: each cell of the row begins with the first mark and has the same marks, in order. Marks
below a single name (観光 | ①… ②…) count parts of that one initiative, which stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells.rows import Row
from renkei.parsing.text.lines import MarkStyle, split_mark
from renkei.parsing.text.sequence import follows

_STYLES = frozenset(
    {
        MarkStyle.CIRCLED,
        MarkStyle.PAREN_DIGIT,
        MarkStyle.PAREN_KANJI,
        MarkStyle.PAREN_KATAKANA,
        MarkStyle.KATAKANA,
    }
)
_FEWEST = 2
_LONGEST_MARK = 12
"""How many code points are looked at to find a mark and what follows it."""

# Where a mark may stand in a cell: at its start, behind white space, behind a sentence. Must not match inside words ("第①号").
_PLACE = re.compile(r"\A|(?<=[\s　。])(?=\S)")


class _Part(NamedTuple):
    """A mark as printed, where it stands, and the words behind it up to the next one."""

    printed: str
    mark: Span
    words: Span


def rows_apart(text: str, row: Row) -> list[Row]:
    """The rows that a row holds, one for each mark; the row itself where nothing proves that it holds several.

    >>> text = "①観光 ②災害\\t①招く。②備える。\\t①迎える。②送る。"
    >>> row = Row(label=[Span(0, 7)], roles={"甲": [Span(8, 17)], "乙": [Span(18, 27)]})
    >>> [text[slice(*one.roles["乙"][0])] for one in rows_apart(text, row)]
    ['迎える。', '送る。']
    """
    heads = row.label or ([] if row.label_missing else row.content)
    cells = [row.label, row.content, *row.roles.values()]
    if len(heads) != 1 or any(len(cell) != 1 for cell in cells[2:]) or len(row.content) > 1:
        return [row]
    if any(row.notes) or row.shared or row.not_understood or len(_parts(text, heads[0])) < _FEWEST:
        return [row]
    parts = [_parts(text, cell[0]) for cell in cells if cell]
    if len({tuple(part.printed for part in cell) for cell in parts}) != 1 or _overlap(cells):
        return [row]
    return [_part_of(row, at, parts) for at in range(len(parts[0]))]


def names_several(text: str, row: Row) -> bool:
    """Whether the name of a row is a list of names, behind marks.

    >>> names_several("①観光 ②災害", Row(label=[Span(0, 7)])), names_several("(1) 観光", Row(label=[Span(0, 6)]))
    (True, False)
    """
    return len(row.label) == 1 and len(_parts(text, row.label[0])) >= _FEWEST


def _overlap(cells: Sequence[Sequence[Span]]) -> bool:
    """Whether a merged cell stands in two columns."""
    held = [span for cell in cells for span in cell]
    return len(held) != len(set(held))


def _parts(text: str, cell: Span) -> list[_Part]:
    """The parts of a cell by its marks; none unless it begins with the first of them, and they follow each other."""
    words = text[cell.start : cell.end]
    style, first, _ = split_mark(text, cell)
    if first is None or first.start != cell.start or style not in _STYLES:
        return []
    marks: list[Span] = []
    for place in _PLACE.finditer(words):
        start = cell.start + place.start()
        found, mark, _ = split_mark(text, Span(start, min(start + _LONGEST_MARK, cell.end)))
        if found is style and mark is not None and mark.start == start:
            marks.append(mark)
    printed = [text[slice(*mark)] for mark in marks]
    if not all(
        follows(above, mark) for above, mark in zip([None, *printed], printed, strict=False)
    ):
        return []
    ends = [*(mark.start for mark in marks[1:]), cell.end]
    spans = [_stripped(text, mark.end, end) for mark, end in zip(marks, ends, strict=True)]
    if not all(span.length for span in spans):
        return []
    return [_Part(*part) for part in zip(printed, marks, spans, strict=True)]


def _stripped(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(first, max(first, start + len(words.rstrip())))


def _part_of(row: Row, at: int, parts: Sequence[Sequence[_Part]]) -> Row:
    """One row of several: the parts of the cells at one mark, which the name keeps."""
    own = Row(fields=row.fields, nouns=row.nouns, behind_gap=row.behind_gap)
    if at == 0:
        own.marks, own.keys = list(row.marks), row.keys
    here = iter([cell[at] for cell in parts])
    if row.label:
        named = next(here)
        own.label = [Span(named.mark.start, named.words.end)]
    columns = [(own.content, row.content)]
    columns += [(own.roles.setdefault(who, []), cells) for who, cells in row.roles.items()]
    for held, cells in columns:
        if cells:
            part = next(here)
            own.marks.append(part.mark)
            held.append(part.words)
    return own
