"""The frame of a drawn table (表の枠): where its columns are parted in print, and each line's marks put there.

A line whose marks do not stand where those of others do has lost or gained a letter, or its font is uneven: if it has as many marks
as the lines beside it, they are the same marks in the same order. If one is missing, and exactly one sign that text recognition
takes a bar for (l, 1) stands where it should be, that sign is the mark. Else nobody knows where the cells of the line end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from renkei.parsing.cleaning.ruled.printed import Mark, PrintedLine
from renkei.parsing.cleaning.ruled.signs import Arms

_LIKE_A_BAR = frozenset("lI1iｌＩ１!！][丁亅")
"""What text recognition makes of a bar, besides other bars."""
_FEWEST = 2
"""In how many lines a column has a mark, if it is one of the table's."""


class Unclear(NamedTuple):
    """What comes of a drawing whose columns or rows cannot be told (定まらない表); `line` counts the lines of the table from 0."""

    line: int


@dataclass(slots=True)
class Frame:
    """Lines whose marks stand at `edges`, counted from 0; `mended` are signs that were taken for bars.

    `loose` are the rules of which only their place among the lines is known.
    """

    edges: list[int]
    lines: list[PrintedLine]
    mended: list[int] = field(default_factory=list)
    loose: set[int] = field(default_factory=set)
    stroke: int = 1
    """How many columns a bar takes."""


def edges(lines: Sequence[PrintedLine]) -> list[int]:
    """The columns at which marks stand in several lines, in rules too if the rules have any."""
    counts = Counter(mark.column for line in lines for mark in line.marks)
    in_rules = {mark.column for line in lines if line.is_whole_rule for mark in line.marks}
    found = sorted(at for at, count in counts.items() if count >= _FEWEST)
    return [at for at in found if at in in_rules] if len(in_rules) > 1 else found


def aligned(lines: Sequence[PrintedLine], at: Sequence[int]) -> int:
    """How many lines have all their marks at edges."""
    known = set(at)
    return sum(all(mark.column in known for mark in line.marks) for line in lines)


def framed(lines: Sequence[PrintedLine]) -> Frame | Unclear:
    """The lines with their marks at the edges of the table; `Unclear` where one's are not sure."""
    lines = _closed(lines)
    found = edges(lines)
    places = {column: number for number, column in enumerate(found)}
    stroke = max((_width(line, mark) for line in lines for mark in line.marks), default=1)
    frame = Frame(found, list(lines), stroke=stroke)
    exact: dict[int, tuple[int, ...]] = {}
    for at, line in enumerate(lines):
        columns = [mark.column for mark in line.marks]
        if columns and not line.has_words_outside and all(one in places for one in columns):
            exact[at] = tuple(places[one] for one in columns)
    for at, line in enumerate(lines):
        if line.is_whole_rule and at not in exact:
            frame.loose.add(at)
        else:
            numbers = exact.get(at) or _snapped(frame, at, list(_beside(lines, exact, at)))
            if numbers is None:
                return Unclear(at)
            frame.lines[at] = _numbered(frame.lines[at], numbers)
    return frame


def _numbered(line: PrintedLine, numbers: Sequence[int]) -> PrintedLine:
    marks = [mark._replace(column=number) for mark, number in zip(line.marks, numbers, strict=True)]
    return line.with_marks(marks)


def _closed(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines, with marks at the sides of a table that is drawn without any there."""
    return _side(_side(lines, first=True), first=False)


def _side(lines: Sequence[PrintedLine], *, first: bool) -> list[PrintedLine]:
    # A rule without any mark (――――) stands for all sides.
    marked = [line for line in lines if line.marks and not line.is_whole_rule]
    beside = [line for line in marked if _has_words_beside(line, first=first)]
    outer = (min if first else max)((_outer(line, first=first) for line in marked), default=0)
    # Where a bar was lost, words stand beside the next one; the outermost bar has words beside it in an open table.
    if 2 * sum(_outer(line, first=first) == outer for line in beside) <= len(beside):
        return list(lines)
    widest = max(line.columns[-1] for line in marked)
    return [_with_side(line, widest, first=first) if line.marks else line for line in lines]


def _outer(line: PrintedLine, *, first: bool) -> int:
    return line.marks[0 if first else -1].column


def _has_words_beside(line: PrintedLine, *, first: bool) -> bool:
    at = line.marks[0 if first else -1].at - line.span.start
    return bool((line.text[: max(at, 0)] if first else line.text[at + 1 :]).strip())


_LEFTMOST, _RIGHTMOST = -1, 1 << 20


def _with_side(line: PrintedLine, widest: int, *, first: bool) -> PrintedLine:
    if first:
        return line.with_marks((Mark(line.span.start - 1, _LEFTMOST), *line.marks))
    marked = line.with_marks((*line.marks, Mark(line.span.end, _RIGHTMOST)))
    return replace(marked, margin=max(widest - line.columns[-1], 0))


def _beside(
    lines: Sequence[PrintedLine], exact: dict[int, tuple[int, ...]], at: int
) -> Iterator[tuple[int, ...]]:
    """What marks a line should have: those of a line of the same row, or what the rules beside it lead to."""
    for step, way in ((-1, Arms.DOWN), (1, Arms.UP)):
        other = at + step
        while 0 <= other < len(lines) and other not in exact:
            other += step
        if not 0 <= other < len(lines):
            continue
        line, numbers = lines[other], exact[other]
        if line.is_whole_rule:
            yield tuple(
                number for number, mark in zip(numbers, line.marks, strict=True) if mark.arms & way
            )
        else:
            yield numbers


def _snapped(frame: Frame, at: int, wanted: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
    """The edges of a line that is out of place, by the order of its marks; a sign like a bar may be one. None if not sure."""
    line = frame.lines[at]
    if not wanted or any(one != wanted[0] for one in wanted):
        return None
    if len(line.marks) == len(wanted[0]) and not line.has_words_outside:
        return wanted[0]
    found = [mended for mended in _mended(line) if _fits(frame, mended, line, wanted[0])]
    if len(found) != 1:
        return None
    frame.mended += [mark.at for mark in found[0].marks if mark not in line.marks]
    frame.lines[at] = found[0]
    return wanted[0]


def _mended(line: PrintedLine) -> Iterator[PrintedLine]:
    known = {mark.at for mark in line.marks}
    for place, sign in enumerate(line.text):
        at = line.span.start + place
        if sign in _LIKE_A_BAR and at not in known:
            yield line.with_marks(sorted((*line.marks, Mark(at, line.columns[place]))))


def _fits(frame: Frame, line: PrintedLine, before: PrintedLine, numbers: Sequence[int]) -> bool:
    """Whether a sign stands right where the bar should, and all behind it moved by the difference of their widths.

    A bar that was lost moves them by its whole width, so that no letter near its place is taken for it.
    """
    if len(line.marks) != len(numbers) or line.has_words_outside:
        return False
    moved = 0
    for number, mark in zip(numbers, line.marks, strict=True):
        if mark.column != frame.edges[number] + moved and mark.column != _RIGHTMOST:
            return False
        if mark not in before.marks:
            moved = _width(line, mark) - frame.stroke
    return True


def _width(line: PrintedLine, mark: Mark) -> int:
    at = mark.at - line.span.start
    return line.columns[at + 1] - line.columns[at] if 0 <= at < len(line.text) else 0


def in_order(lines: Sequence[PrintedLine]) -> Frame | None:
    """The lines of a table that is not aligned in print, by the order of their marks; None if their number varies."""
    lines = _closed(lines)
    rules = {at for at, line in enumerate(lines) if line.is_whole_rule}
    counts = {len(line.marks) for at, line in enumerate(lines) if at not in rules}
    if len(counts) != 1 or any(line.has_words_outside for line in lines):
        return None
    width = counts.pop()
    numbered = [
        line if at in rules else _numbered(line, range(width)) for at, line in enumerate(lines)
    ]
    parted = {len(line.marks) for at, line in enumerate(lines) if at in rules}
    return Frame(list(range(width)), numbered, loose=rules) if parted <= {0, width} else None
