"""Lines of a drawn table (罫線の表の行): marks at the columns of print, and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cleaning.ruled.signs import (
    HORIZONTAL,
    VERTICAL,
    Arms,
    Widths,
    arms,
    is_bar,
    is_cross,
    is_drawn,
    is_rule,
    width,
)

_TAB = 8
_FEWEST = 2
"""How many dashes make a rule where no corner tells that it is one; a single one is an empty cell's."""
_HOLE = "    "
"""What is no rule any more but the blank beside one: a rule that lost a stroke or two is still one."""


class Mark(NamedTuple):
    """A sign that parts cells: where it stands in the text and in print, and the ways it leads."""

    at: int
    column: int
    arms: Arms = VERTICAL
    is_drawn: bool = False


class Part(NamedTuple):
    """What stands between two marks: words, blanks, or a rule; `span` leaves out blanks around it.

    `room` is how many columns are free behind the words.
    """

    span: Span
    room: int
    is_rule: bool


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a drawn table; `columns` has the place in print of each of its characters, and of its end.

    `margin` is how many columns are free behind a line that no bar ends.
    """

    span: Span
    text: str
    columns: Sequence[int]
    marks: tuple[Mark, ...]
    margin: int = 0

    @property
    def is_whole_rule(self) -> bool:
        """Whether the line is a rule from side to side; a few strokes may be lost."""
        bare = self.text.strip()
        dashes = sum(is_rule(sign) for sign in bare)
        return dashes >= _FEWEST and _is_bare(bare) and _HOLE not in bare.replace("　", "  ")

    @property
    def has_words_outside(self) -> bool:
        """Whether words stand before the first mark or behind the last one."""
        if not self.marks:
            return bool(self.text.strip())
        first, last = self.marks[0].at - self.span.start, self.marks[-1].at - self.span.start
        return bool(self.text[: max(first, 0)].strip() or self.text[last + 1 :].strip())

    def parts(self) -> list[Part]:
        """What stands between each mark and the next."""
        is_bare = _is_bare(self.text) and any(is_rule(sign) for sign in self.text)
        return [
            self._part(left, right, is_bare=is_bare)
            for left, right in zip(self.marks, self.marks[1:], strict=False)
        ]

    def _part(self, left: Mark, right: Mark, *, is_bare: bool) -> Part:
        start, end = max(left.at + 1, self.span.start), min(right.at, self.span.end)
        words = self.text[start - self.span.start : end - self.span.start]
        low = start + len(words) - len(words.lstrip()) if words.strip() else start
        span = Span(low, low + len(words.strip()))
        room = self.columns[end - self.span.start] - self.columns[span.end - self.span.start]
        room += self.margin if right.at == self.span.end else 0
        return Part(span, room, _is_ruled(words, left, right, is_bare=is_bare))

    def words(self, part: Part) -> str:
        """The words of a part."""
        return self.text[part.span.start - self.span.start : part.span.end - self.span.start]

    def with_marks(self, marks: Sequence[Mark]) -> PrintedLine:
        """The line with other marks."""
        return replace(self, marks=tuple(marks))


def printed(text: str, span: Span, columns: Sequence[int]) -> PrintedLine:
    """A line with its marks."""
    line = text[span.start : span.end]
    marks = [
        Mark(span.start + at, columns[at], arms(sign), is_drawn(sign))
        for at, sign in enumerate(line)
        if is_bar(sign) or (is_cross(sign) and _is_in_rule(line, at))
    ]
    return PrintedLine(span, line, columns, tuple(marks))


def _is_bare(line: str) -> bool:
    """Whether a line holds nothing but strokes and blanks, and the colons of a Markdown rule."""
    return all(sign.isspace() or sign == ":" or arms(sign) for sign in line)


def _is_in_rule(line: str, at: int) -> bool:
    """Whether a + is a corner of a rule: a stroke stands beside it."""
    beside = line[max(at - 1, 0) : at] + line[at + 1 : at + 2]
    return any(is_rule(sign) or is_cross(sign) for sign in beside)


def _is_ruled(words: str, left: Mark, right: Mark, *, is_bare: bool) -> bool:
    """Whether a rule fills the place between two marks: drawn corners tell; else dashes alone do."""
    bare = "".join(words.split())
    if not bare or not all(is_rule(sign) or sign == ":" for sign in bare):
        return False
    if left.is_drawn and right.is_drawn and (left.arms | right.arms) & HORIZONTAL:
        return bool(left.arms & Arms.RIGHT) or bool(right.arms & Arms.LEFT)
    return len(bare) >= _FEWEST and (is_bare or words == bare)


def columns_of(text: str, widths: Widths) -> list[int]:
    """The column in print at which each character of a line begins, and where the line ends.

    >>> columns_of("1甲│", Widths(2, 2))
    [0, 1, 3, 5]
    """
    found = [0]
    for sign in text:
        at = found[-1]
        found.append(at + (_TAB - at % _TAB if sign == "\t" else width(sign, widths)))
    return found
