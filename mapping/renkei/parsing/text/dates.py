"""Dates in Japanese documents (日付): every era notation, and those that are no dates.

A date is read only if its words name one day of the calendar. What looks like a date and is none
comes out too, with the reason: nothing is guessed and nothing is skipped over. Not looked for:
a year alone (昭和22年法律第67号), a day without a year (3月30日), 同年, two years' time (2年3月).
"""

from __future__ import annotations

import calendar
import csv
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from renkei.parsing.text.numerals import DIGITS, KANJI_NUMERALS, number
from renkei.resources import table

if TYPE_CHECKING:
    from collections.abc import Iterator

GREGORIAN_SINCE = date(1873, 1, 1)
"""The first day that Japan counted by the Gregorian calendar (明治5年太政官布告第337号)."""

_YEARS = range(1868, 2200)
"""The years that 2016/3/30 may name; other figures of this shape are numbers of something else."""


class Refusal(StrEnum):
    """Why something that looks like a date names no day (日付として読まない理由)."""

    BLANK = "blank"
    """A draft's gap: 平成　年　月　日, 令和○年○月○日."""
    IMPOSSIBLE = "impossible"
    """No such month or day: 2月30日, 13月."""
    NO_SUCH_YEAR = "no-such-year"
    """The era never had this year: 平成99年."""
    OUTSIDE_ERA = "outside-era"
    """The year exists, the day lies outside the era: 平成31年5月1日; `value` is what it means."""
    LUNAR_CALENDAR = "lunar-calendar"
    """Before 明治6年1月1日: days counted by the moon, which this version does not convert."""
    NO_ERA = "no-era"
    """A year of an era that is not named, or not known: 28年3月30日."""
    CONTRADICTION = "contradiction"
    """Two years that differ: 令和6年（2023年）4月1日."""
    NO_DAY = "no-day"
    """A good day of a month, and no other word for it: 令和元年5月吉日."""
    WEEKDAY = "weekday"
    """A day of the week that the date did not have: 平成28年3月30日（金）; the line says so, not the date."""
    UNREADABLE = "unreadable"
    """Letters where figures stand, which recognition may have taken for them: 平成2S年3月30日."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day (年月日): half-open range in code points, and its date in the Gregorian calendar."""

    start: int
    end: int
    value: date


@dataclass(frozen=True, slots=True)
class FoundMonth:
    """A month without a day (年月), as covers print it: 平成29年1月."""

    start: int
    end: int
    year: int
    month: int


@dataclass(frozen=True, slots=True)
class RefusedDate:
    """What looks like a date and is none (読めない日付).

    `value` is set for `outside-era` alone: a document dated 平成31年5月1日 means 2019-05-01, since
    it was printed before the era's name was known; the caller decides whether to take it.
    """

    start: int
    end: int
    why: Refusal
    value: date | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """An era (元号): its names, its first and its last day; `last` is None for the present one."""

    name: str
    square: str
    initials: str
    first: date
    last: date | None
    reason: str

    @property
    def years(self) -> int:
        """How many years the era counts; the present one is held to two digits."""
        return self.last.year - self.first.year + 1 if self.last else 99

    def covers(self, day: date) -> bool:
        """Whether a day lies in the era, its first and its last day included."""
        return self.first <= day and (self.last is None or day <= self.last)


@cache
def eras() -> tuple[Era, ...]:
    """List the eras since 明治 (元号の表) in the order of time, from `tables/eras.csv`.

    >>> [era.name for era in eras()]
    ['明治', '大正', '昭和', '平成', '令和']
    """
    with table("renkei.parsing", "eras.csv").open(encoding="utf-8", newline="") as rows:
        return tuple(_era(row) for row in csv.DictReader(rows))


def _era(row: dict[str, str]) -> Era:
    return Era(
        name=row["name"],
        square=row["square"],
        initials=row["initials"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]) if row["last"] else None,
        reason=row["reason"],
    )


_GAPS = "○◯●□△▲＊*＿_×"
_SPACES = " \u00a0\u2000-\u200a\u202f\u3000"
_SPACE = f"[{_SPACES}]{{0,20}}"
_SIGNS = re.escape(DIGITS + KANJI_NUMERALS + "元" + _GAPS)
# What stands between two fixed words (平成…年, 年…月, 月…日): layouts put spaces inside a number,
# and a draft holds spaces or signs only. Not: a line end or a tab, which end a cell.
# Real: 平成 2 8 年
_FIELD = f"[{_SIGNS}{_SPACES}]{{0,24}}"
_GAP = f"[{re.escape(_GAPS)}{_SPACES}]{{1,24}}"
_DIGIT = f"[{DIGITS}]"
# A month or a day between separators. Not: 301. Real: 30, 三十一
_FIGURE = f"(?:{_DIGIT}{{1,2}}|[{re.escape(KANJI_NUMERALS + _GAPS)}]{{1,3}})"
_SEPARATOR = r"[.．・/／\-－‐−]"


@cache
def _era_names() -> dict[str, Era]:
    """Map every spelling of an era to it: 平成, ㍻, H, Ｈ, 平."""
    names: dict[str, Era] = {}
    for era in eras():
        wide = [chr(ord(sign) + 0xFEE0) for sign in era.initials if sign.isascii()]
        names.update(dict.fromkeys([era.name, era.square, *era.initials, *wide], era))
    return names


@cache
def _pattern() -> re.Pattern[str]:
    """Build one expression for all notations; bounded repetitions keep it linear."""
    full = "|".join([_SPACE.join(era.name) for era in eras()] + [era.square for era in eras()])
    short = "".join(name for name in _era_names() if len(name) == 1)
    # A second year in brackets behind the first. Not: 平成28年（ワ）. Real: 令和6年（2024年）4月1日
    also = (
        rf"(?:{_SPACE}[(（]{_SPACE}(?P<also_era_N>{full})?{_SPACE}(?P<also_N>[{_SIGNS}]{{1,9}})"
        rf"{_SPACE}年?{_SPACE}[)）])?"
    )
    # Month and day behind a year; the day may be missing. Not: 年度. Real: 3月30日, 3月末日, 5月吉日
    rest = rf"(?:(?P<month_N>{_FIELD})月(?:(?P<day_N>{_FIELD}|{_SPACE}[末吉]{_SPACE})日)?)?"
    # Month and day behind a separator, the same one twice. Not: 28.3-30, 28.3.30.1. Real: .3.30
    figures = (
        rf"(?P<separator_N>{_SEPARATOR}){_SPACE}(?P<month_N>{_FIGURE}){_SPACE}"
        rf"(?P=separator_N){_SPACE}(?P<day_N>{_FIGURE})(?!{_DIGIT}|{_SEPARATOR}{_DIGIT})"
    )
    # Not: 平成生まれ. Real: 平成28年3月30日
    era_in_full = rf"(?P<era_N>{full})(?P<year_N>{_FIELD})年{also}{rest}"
    # Not: H28 alone, 説明1.2.3. Real: H28.3.30, 平28.3.30
    era_and_figures = (
        rf"(?P<era_N>{full}|(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ一-鿿])[{short}])[.．]?{_SPACE}"
        rf"(?P<year_N>[{_SIGNS}]{{1,4}}){_SPACE}{figures}"
    )
    # Not: the 16年 in 2016年. Real: 2016年3月30日
    without_era = rf"(?<![{_SIGNS}])(?P<year_N>[{_SIGNS}]{{1,9}}){_SPACE}年{also}{rest}"
    # Hyphens join house numbers too, so they need month and day of two digits.
    # Not: a house number 1504-1-2, a path /2016/3/30. Real: 2016/3/30, 2016-03-30
    only_figures = (
        rf"(?<![0-9A-Za-z０-９./／\-－])(?P<year_N>{_DIGIT}{{4}})"
        rf"(?=[^\-－‐−]|{_SEPARATOR}{_DIGIT}{{2}}{_SEPARATOR}{_DIGIT}{{2}}){figures}"
    )
    # Not: 生年月日. Real: 　年　月　日
    to_be_filled_in = rf"(?<=[{_SPACES}])年(?P<month_N>{_GAP})月(?P<day_N>{_GAP})日"
    forms = (era_in_full, era_and_figures, without_era, only_figures, to_be_filled_in)
    return re.compile("|".join(form.replace("_N", f"_{at}") for at, form in enumerate(forms)))


@dataclass(frozen=True, slots=True)
class _Words:
    """The parts of a match as they stand; None where the notation has no such part."""

    start: int
    end: int
    era: str | None
    year: str | None
    month: str | None
    day: str | None
    also_era: str | None
    also: str | None
    figures: bool


def find_dates(text: str) -> Iterator[FoundDate | FoundMonth | RefusedDate]:
    """Find every date in a text (日付), in order, and what looks like one but names no day.

    Takes 平成28年3月30日 in Arabic, full-width and kanji numerals, with spaces inside, 元年,
    3月末日, H28.3.30, 平28・3・30, 2016年3月30日, 2016/3/30, 2016-03-30, 令和6年（2024年）4月1日 and, as a
    month, 平成29年1月. A year below 1868 in 2016/3/30 is taken for something else.

    >>> [found] = find_dates("平成二十八年三月三十日")
    >>> found
    FoundDate(start=0, end=11, value=datetime.date(2016, 3, 30))
    >>> [found.why.value for found in find_dates("平成99年3月30日、平成　年　月　日、2月30日")]
    ['no-such-year', 'blank']
    """
    for match in _pattern().finditer(text):
        found = _read(_words(match))
        if found is not None:
            yield found


def _words(match: re.Match[str]) -> _Words:
    parts: dict[str, str] = {}
    for name, value in match.groupdict().items():
        if value is not None:
            # Layout spaces carry no meaning inside one date.
            parts[name.rpartition("_")[0]] = "".join(value.split())
    return _Words(
        start=match.start(),
        end=match.end(),
        era=parts.get("era"),
        year=parts.get("year", ""),
        month=parts.get("month"),
        day=parts.get("day"),
        also_era=parts.get("also_era"),
        also=parts.get("also"),
        figures="separator" in parts,
    )


def _read(words: _Words) -> FoundDate | FoundMonth | RefusedDate | None:
    era = _era_names()[words.era] if words.era else None
    if words.month is None:
        return _read_year_alone(words, era)
    if _is_blank(words.year) or _is_blank(words.month) or _is_blank(words.day):
        return RefusedDate(words.start, words.end, Refusal.BLANK)
    year = _year(era, words.year or "")
    if words.figures and era is None and year not in _YEARS:
        return None
    if words.day is None and year is Refusal.NO_ERA:
        return None  # 2年3月 is a length of time
    if isinstance(year, int) and not _agrees(year, words):
        year = Refusal.CONTRADICTION
    if isinstance(year, Refusal):
        return RefusedDate(words.start, words.end, year)
    return _read_month_and_day(words, era, year)


def _read_year_alone(words: _Words, era: Era | None) -> RefusedDate | None:
    """Refuse a year that the era never had; any other year alone is no date."""
    if era and words.year and _year(era, words.year) is Refusal.NO_SUCH_YEAR:
        return RefusedDate(words.start, words.end, Refusal.NO_SUCH_YEAR)
    return None


def _read_month_and_day(
    words: _Words, era: Era | None, year: int
) -> FoundDate | FoundMonth | RefusedDate:
    month = number(words.month or "")
    if month is None or not 1 <= month <= 12:  # noqa: PLR2004 # the months of a year
        return RefusedDate(words.start, words.end, Refusal.IMPOSSIBLE)
    if words.day == "吉":
        return RefusedDate(words.start, words.end, Refusal.NO_DAY)
    last = calendar.monthrange(year, month)[1]
    day = last if words.day == "末" else number(words.day or "1")
    if day is None or not 1 <= day <= last:
        return RefusedDate(words.start, words.end, Refusal.IMPOSSIBLE)
    if words.day is None:
        return _read_month(words, era, date(year, month, 1), date(year, month, last))
    value = date(year, month, day)
    if era and not era.covers(value):
        return RefusedDate(words.start, words.end, Refusal.OUTSIDE_ERA, value)
    return FoundDate(words.start, words.end, value)


def _read_month(
    words: _Words, era: Era | None, first: date, last: date
) -> FoundMonth | RefusedDate:
    if era and not (era.covers(first) or era.covers(last)):
        return RefusedDate(words.start, words.end, Refusal.OUTSIDE_ERA)
    return FoundMonth(words.start, words.end, first.year, first.month)


def _is_blank(field: str | None) -> bool:
    # 〇 is the kanji zero and a draft's circle; no year, month or day is 0, so it is a gap here.
    return field is not None and not field.strip(_GAPS + "〇")


def _year(era: Era | None, words: str) -> int | Refusal:
    """Convert to the year of the Gregorian calendar."""
    value = 1 if words == "元" else number(words)
    if era is None:
        return _western_year(value)
    if value is None or not 1 <= value <= era.years:
        return Refusal.NO_SUCH_YEAR
    year = era.first.year + value - 1
    return year if year >= GREGORIAN_SINCE.year else Refusal.LUNAR_CALENDAR


def _western_year(value: int | None) -> int | Refusal:
    if value is None or value > date.max.year:
        return Refusal.IMPOSSIBLE
    # Nobody writes a year of three digits in full; it is the year of an era left unnamed.
    return value if value >= 1000 else Refusal.NO_ERA  # noqa: PLR2004 # see above


def _agrees(year: int, words: _Words) -> bool:
    """Whether the year in brackets, if there is one, is the same year."""
    if words.also is None:
        return True
    return _year(_era_names()[words.also_era] if words.also_era else None, words.also) == year
