"""Headings above initiatives (政策分野の見出し) and the numbers that they give to what stands below."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache

from renkei import resources
from renkei.model import FieldHeading, Passage
from renkei.parsing.lines import Line, LineKind, MarkStyle

LONGEST = 60


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    path = resources.table("renkei.parsing", "field_headings.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


def is_heading(line: Line) -> bool:
    """Whether a line outside a table heads a field: marked words, or words that name a field.

    A mark alone is none, nor is a sentence: rubbish from a page margin looks like that.

    >>> from renkei.parsing.lines import typed_lines
    >>> [is_heading(line) for line in typed_lines("(2)\\n(2) 高次の都市機能の集積・強化\\n動")]
    [False, True, False]
    """
    if line.rest is None or not line.rest.length or line.text.endswith(("。", "、")):
        return False
    if line.kind is LineKind.MARKED:
        return line.rest.length <= LONGEST
    return line.kind is LineKind.TEXT and any(rule.fullmatch(line.text) for rule in _rules())


@dataclass(slots=True)
class _Level:
    style: MarkStyle
    ordinal: int | None
    number: str


@dataclass(slots=True)
class HeadingTree:
    """The headings in force at a place, and the numbers already given (見出しの階層).

    A kind of mark that is in force already closes its level and all below; another kind opens a
    level. An unmarked heading right below a numbered schedule is that schedule's own.
    """

    schedule: int | None = None
    levels: list[_Level] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    headings: list[FieldHeading] = field(default_factory=list)
    renumbered: list[FieldHeading] = field(default_factory=list)

    def begin_schedule(self, ordinal: int | None) -> None:
        """Close all headings; `ordinal` numbers what follows, None where one schedule suffices."""
        self.schedule = ordinal
        self.levels = []

    def add(self, text: Passage, mark: str | None, style: MarkStyle, ordinal: int | None) -> None:
        """Put a heading into its level."""
        at = next((n for n, level in enumerate(self.levels) if level.style is style), None)
        self.levels = self.levels[:at] if at is not None else self.levels
        owns_schedule = mark is None and not self.levels and self.schedule is not None
        number = self._number(ordinal, owns_schedule=owns_schedule)
        heading = FieldHeading(number=number, mark=mark, text=text)
        if ordinal is not None and number.rsplit(".", 1)[-1] != str(ordinal):
            self.renumbered.append(heading)
        self.levels.append(_Level(style, None if owns_schedule else 0, number))
        self.headings.append(heading)
        self.taken.add(number)

    def _number(self, ordinal: int | None, *, owns_schedule: bool) -> str:
        prefix = self.prefix()
        if owns_schedule and prefix not in self.taken:
            return prefix
        candidate = ordinal if ordinal is not None else 1
        while _dotted(prefix, candidate) in self.taken:
            candidate += 1
        return _dotted(prefix, candidate)

    def prefix(self) -> str:
        """The number of the innermost heading, or of the schedule; empty where there is neither."""
        if self.levels:
            return self.levels[-1].number
        return str(self.schedule) if self.schedule is not None else ""

    def path(self) -> tuple[str, ...]:
        """The numbers of the headings in force, outermost first."""
        return tuple(level.number for level in self.levels)

    def row_number(self, position: int) -> str:
        """The number of the initiative at a position (from 1) under the headings in force."""
        return _dotted(self.prefix(), position)


def _dotted(prefix: str, last: int) -> str:
    return f"{prefix}.{last}" if prefix else str(last)
