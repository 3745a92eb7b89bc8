"""Headings above initiatives (政策分野の見出し) and the numbers that they give to what stands below."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from renkei import resources
from renkei.model import FieldHeading, Passage
from renkei.parsing.text.lines import Line, LineKind, MarkStyle
from renkei.parsing.text.numerals import ordinal
from renkei.parsing.text.sequence import follows

LONGEST = 60
_FIELDS = ("field", "subfield")
_AROUND_ORDINAL = "第【表 　】：:"
_UNMARKED = {MarkStyle.NONE, MarkStyle.WORDS, MarkStyle.BRACKETED}
"""Headings that no mark counts; a field of the guideline ends them all."""


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    path = resources.table("renkei.parsing", "field_headings.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple((row["kind"], re.compile(row["pattern"])) for row in csv.DictReader(lines))


@cache
def guideline_fields() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
    """The guideline's three fields, and the three below the last of them: name and rule of each."""
    path = resources.table("renkei.parsing", "field_headings.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return tuple(
        tuple((row["example"], re.compile(row["pattern"])) for row in rows if row["kind"] == kind)
        for kind in _FIELDS
    )


def fields_named_in(text: str) -> Iterator[tuple[re.Pattern[str], re.Match[str]]]:
    """The guideline's fields that a text names, each with the rule that knows it and its words.

    >>> [found[0] for _, found in fields_named_in("圏域全体の経済成長のけん引及び生活機能の強化")]
    ['圏域全体の経済成長のけん引', '生活機能の強化']
    """
    for kind, rule in _rules():
        if kind in _FIELDS and (found := rule.search(text)):
            yield rule, found


def names_area(words: str) -> bool:
    """Whether words are a field of the guideline or one of the areas below its fields (地域医療, 福祉).

    >>> names_area("地域医療"), names_area("小児救急医療の確保")
    (True, False)
    """
    return any(rule.fullmatch(words) for _, rule in _rules())


def names_guideline_field(words: str) -> bool:
    """Whether words name one of the guideline's fields (連携中枢都市圏構想推進要綱), perhaps among others.

    >>> names_guideline_field("生活機能の強化に係る政策分野"), names_guideline_field("防災分野")
    (True, False)
    """
    return next(fields_named_in(words), None) is not None


def is_heading(line: Line) -> bool:
    """Whether a line outside a table heads a field: marked words, or words that name a field.

    A mark alone is none, nor is a sentence: rubbish from a page margin looks like that.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> [is_heading(line) for line in typed_lines("(2)\\n(2) 高次の都市機能の集積・強化\\n動")]
    [False, True, False]
    """
    if line.rest is None or not line.rest.length or line.text.endswith(("。", "、")):
        return False
    if line.kind is LineKind.MARKED:
        return line.rest.length <= LONGEST
    return line.kind is LineKind.TEXT and _names_field(line.text)


def _names_field(words: str) -> bool:
    return len(words) <= LONGEST and any(
        rule.fullmatch(words) for kind, rule in _rules() if kind != "area"
    )


@dataclass(slots=True)
class Level:
    """A heading in force (効力のある見出し): how it is marked, its printed ordinal, its number."""

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
    levels: list[Level] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    breaks: list[tuple[FieldHeading, str | None]] = field(default_factory=list)
    _free: dict[str, int] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)
    _last: dict[tuple[str, MarkStyle], str] = field(default_factory=dict)
    _last_of_style: dict[MarkStyle, str] = field(default_factory=dict)
    headings: list[FieldHeading] = field(default_factory=list)
    renumbered: list[FieldHeading] = field(default_factory=list)

    def begin_schedule(self, ordinal: int | None) -> None:
        """Close all headings; `ordinal` numbers what follows, None where one schedule suffices."""
        self.schedule = ordinal
        self.levels = []

    def add(self, text: Passage, mark: str | None, style: MarkStyle, ordinal: int | None) -> None:
        """Put a heading into its level."""
        ends = _UNMARKED if style is MarkStyle.NONE else {style}
        at = next((n for n, level in enumerate(self.levels) if level.style in ends), None)
        self.levels = self.levels[:at] if at is not None else self.levels
        owns_schedule = mark is None and not self.levels and self.schedule is not None
        parent = self.prefix()
        number = self._number(ordinal, owns_schedule=owns_schedule)
        heading = FieldHeading(number=number, mark=mark, text=text)
        if ordinal is not None and number.rsplit(".", 1)[-1] != str(ordinal):
            self.renumbered.append(heading)
        elif mark is not None:
            self._check_order(heading, mark, style, parent)
        self.levels.append(Level(style, None if owns_schedule else 0, number))
        self.headings.append(heading)
        self.taken.add(number)

    def enter(self, text: Passage, mark: str | None, ordinal: int | None) -> None:
        """Put a heading right below those in force, whatever its mark; the items tell its level."""
        owns_schedule = mark is None and not self.levels and self.schedule is not None
        number = self._number(ordinal, owns_schedule=owns_schedule)
        self.levels.append(Level(MarkStyle.NONE, 0, number))
        self.headings.append(FieldHeading(number=number, mark=mark, text=text))
        self.taken.add(number)

    def _check_order(self, heading: FieldHeading, mark: str, style: MarkStyle, parent: str) -> None:
        """Note a mark that does not follow; a count may run on from one schedule to the next."""
        before = self._last.get((parent, style))
        runs_on = before is None and _follows(self._last_of_style.get(style), mark)
        if not runs_on and not _follows(before, mark):
            self.breaks.append((heading, before))
        self._last[parent, style] = self._last_of_style[style] = mark

    def _number(self, ordinal: int | None, *, owns_schedule: bool) -> str:
        prefix = self.prefix()
        if owns_schedule and prefix not in self.taken:
            return prefix
        # A heading without a place of its own goes behind the initiatives that stand beside it.
        wanted = ordinal if ordinal is not None else self._rows.get(prefix, 0) + 1
        if _dotted(prefix, wanted) in self.taken:
            wanted = max(wanted, self._free.get(prefix, 1))
        self._free[prefix] = max(wanted + 1, self._free.get(prefix, 1))
        return _dotted(prefix, wanted)

    def prefix(self) -> str:
        """The number of the innermost heading, or of the schedule; empty where there is neither."""
        if self.levels:
            return self.levels[-1].number
        return str(self.schedule) if self.schedule is not None else ""

    def path(self) -> tuple[str, ...]:
        """The numbers of the headings in force, outermost first."""
        return tuple(level.number for level in self.levels)

    def next_row(self) -> str:
        """The number of the next initiative under the headings in force: none that a heading beside it has."""
        prefix = self.prefix()
        numbers = (_dotted(prefix, at) for at in count(self._rows.get(prefix, 0) + 1))
        return next(number for number in numbers if number not in self.taken)

    def take_row(self) -> None:
        """Hold the number that `next_row` gives: it goes to no other initiative."""
        self._rows[self.prefix()] = int(self.next_row().rpartition(".")[2])


def heading_ordinal(mark: str) -> int | None:
    """The place that the mark of a heading gives, from 1; None if it gives none.

    >>> heading_ordinal("第2"), heading_ordinal("Ⅱ"), heading_ordinal("（2）"), heading_ordinal("【表３】")
    (2, 2, 2, 3)
    """
    return ordinal(mark.strip(_AROUND_ORDINAL))


def _follows(before: str | None, mark: str) -> bool:
    return follows(before and before.strip(_AROUND_ORDINAL), mark.strip(_AROUND_ORDINAL))


def _dotted(prefix: str, last: int) -> str:
    return f"{prefix}.{last}" if prefix else str(last)
