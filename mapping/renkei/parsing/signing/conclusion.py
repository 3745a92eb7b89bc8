"""The day of conclusion (締結日): which of the dates at the signatures it is, and what a sentence says of it where none stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from renkei.model import DatedPassage, Passage
from renkei.parsing.text.date_lines import is_date_line, refused
from renkei.parsing.text.dates import FoundDate, find_dates
from renkei.parsing.text.lines import Line, LineKind

# A line that says of its date that the agreement was concluded then: "締結日　平成28年3月30日", "平成28年3月30日締結".
_SAYS_SO = re.compile(r"締結|調印")

# What stands before and behind the day of conclusion in a sentence about it: この協約は、…に締結する. Must not match one of an earlier agreement ("…に締結した協約の全部
# を変更し").
_BEFORE = re.compile(
    r"(?:^|。)[ 　]{0,2}(?:この|本)(?:連携)?(?:協約|協定)(?:書)?は[、，][ 　]{0,2}$"
)
_BEHIND = re.compile(
    r"(?:付け?)?(?:に|で|をもって)?[、，]?締結(?:する|した)(?:もの(?:とする|である))?(?:。|$)"
)

# Brackets around a day, at the end: "…協定書（令和2年1月17日締結）", "〔平成22年3月29日締結〕". Must not match brackets that go on ("（平成22年法律第67号）に基づく").
_IN_BRACKETS = re.compile(r"[(（〔［\[](?P<words>[^()（）〔〕［］\[\]]{6,40})[)）〕］\]]$")

# The word alone, below its day, as rule books print it: "締結". Must not match a sentence about it.
CONCLUDED = re.compile(r"締結|協[約定]締結")

_LONGEST = 40
"""How many code points may stand before the day in a sentence about it."""

# The day that a preamble itself is of: "平成28年3月30日、次のとおり連携協約を締結する。" Must not match a sentence that tells of other days, or of what was concluded before.
_NOW = re.compile(
    r"(?:付け?)?(?:で|に|をもって)?[、，](?:次|以下|下記)の(?:とおり|ように|ごとく)[^。]{0,60}締結する。?$"
)


def disputed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that give different days, of which none says that it is the day of conclusion; empty if there is no doubt.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> [line.text for line in disputed(list(typed_lines("平成28年3月30日\\n平成28年4月1日")))]
    ['平成28年3月30日', '平成28年4月1日']
    >>> disputed(list(typed_lines("締結日　平成28年3月30日\\n平成28年4月1日")))
    ()
    """
    dated = list(_dated(lines))
    said = {day for line, day in dated if _SAYS_SO.search(line.text)}
    days = said or {day for _, day in dated}
    return tuple(line for line, day in dated if day in days) if len(days) > 1 else ()


def that_says_so(lines: Sequence[Line]) -> Line | None:
    """The first line that says of its date that it is the day of conclusion."""
    return next((line for line, _ in _dated(lines) if _SAYS_SO.search(line.text)), None)


def _dated(lines: Sequence[Line]) -> Iterator[tuple[Line, date]]:
    for line in lines:
        if line.kind is LineKind.TEXT and is_date_line(line.text) and refused(line.text) is None:
            found = next(find_dates(line.text))
            if isinstance(found, FoundDate):
                yield line, found.value


def told_in_words(
    preamble: Passage | None, passages: Iterable[Passage | None]
) -> DatedPassage | None:
    """The day on which sentences say that this agreement is concluded; None if they name none, or several.

    >>> from renkei.model import Span
    >>> def passage(text):
    ...     return Passage(text=text, spans=(Span(0, len(text)),))
    >>> told_in_words(None, [passage("この協約は、平成28年3月30日に締結する。")]).value
    datetime.date(2016, 3, 30)
    >>> told_in_words(None, [passage("平成28年3月30日に締結した協約の全部を変更する。")]) is None
    True
    """
    found = [one for passage in passages if passage for one in _sentences(passage)]
    if preamble is not None:
        days = list(find_dates(preamble.text))
        one = days[0] if len(days) == 1 else None
        if isinstance(one, FoundDate) and _NOW.match(preamble.text, one.end):
            found.append(_quoted(preamble, one))
    days_told = {one.value for one in found}
    return found[0] if len(days_told) == 1 else None


def told_above(title: Passage | None, *above: Iterable[Passage]) -> DatedPassage | None:
    """The day that the head of a document gives as that of conclusion; None if it gives none, or several.

    It stands in brackets behind the title, or in a line of its own, with the word 締結 beside or below it.
    A bare day is none: a rule book prints that of the notice there.

    >>> from renkei.model import Span
    >>> def passage(text):
    ...     return Passage(text=text, spans=(Span(0, len(text)),))
    >>> told_above(passage("形成に関する協定書（令和2年1月17日締結）"), []).value
    datetime.date(2020, 1, 17)
    >>> told_above(None, [passage("平成22年3月29日"), passage("締結")]).value
    datetime.date(2010, 3, 29)
    >>> told_above(None, [passage("令和4年3月28日"), passage("告示第55号")]) is None
    True
    """
    found = [] if title is None else list(_bracketed(title))
    for passages in above:
        lines = list(passages)
        for line, below in zip_longest(lines, lines[1:]):
            says_so = _SAYS_SO.search(line.text) or (below and CONCLUDED.fullmatch(below.text))
            bracket = _IN_BRACKETS.fullmatch(line.text)
            words = bracket["words"] if bracket else line.text
            if says_so and is_date_line(words) and refused(words) is None:
                found += [
                    _quoted(line, one)
                    for one in find_dates(line.text)
                    if isinstance(one, FoundDate)
                ]
    return found[0] if len({one.value for one in found}) == 1 else None


def _bracketed(title: Passage) -> Iterator[DatedPassage]:
    """The day of conclusion in brackets behind a title."""
    bracket = _IN_BRACKETS.search(title.text)
    if bracket and _SAYS_SO.search(bracket[0]) and refused(bracket["words"]) is None:
        for one in find_dates(title.text):
            if isinstance(one, FoundDate) and one.start >= bracket.start("words"):
                yield _quoted(title, one)


def _sentences(passage: Passage) -> Iterator[DatedPassage]:
    for one in find_dates(passage.text):
        if not isinstance(one, FoundDate) or not _BEHIND.match(passage.text, one.end):
            continue
        # Not all that stands before, which may be long; what is cut off there begins no sentence.
        start = max(0, one.start - _LONGEST)
        if _BEFORE.search(("…" if start else "") + passage.text[start : one.start]):
            yield _quoted(passage, one)


def _quoted(passage: Passage, found: FoundDate) -> DatedPassage:
    """The date with its words, which belong to the sentence: nothing is claimed."""
    return DatedPassage(value=found.value, passage=passage.part(found.start, found.end))
