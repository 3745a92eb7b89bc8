"""Lines that are a date and nothing else (日付の行), with what may stand beside it, and letters taken for its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from renkei.errors import finding
from renkei.model import Correction, SourceText, Span
from renkei.parsing.text.dates import FoundDate, Refusal, RefusedDate, find_dates
from renkei.parsing.text.view import Edit, View

RULE = "date-letters"

_LONGEST = 60
"""How many code points a line may have that is a date and nothing else."""

# What a form prints before a date: "締結日　", "協定締結年月日：", "締結　", "西暦". Must not match words that say of another date what it is ("施行日").
_BEFORE = re.compile(
    r"[(（【]?(?:本?(?:協[約定])?(?:書)?の?締結(?:の)?(?:年月)?日|協[約定]日|日付|年月日)[)）】]?[ 　:：]{0,6}"
    r"|締結[ 　:：]{0,6}|西暦[ 　]?"
)

# What may follow a date in its line: "(水)", "（水曜日）", "締結", "付け". Must not match 提出 or 議決, which are of another day.
_BEHIND = re.compile(
    r"[ 　]{0,4}(?:[(（][ 　]?(?P<weekday>[月火水木金土日])(?:曜日?)?[ 　]?[)）])?[ 　]{0,4}(?:締結|調印|付け?)?"
)
_WEEKDAYS = "月火水木金土日"

# A line that may be a date with other letters in it: "平成Z8年3月3O日", "平成二十八年三月未日". Must not match a sentence; what the words
# mean is seen when the letters are put right.
_MAY_BE = re.compile(
    r"(?m)^[^\n。、]{0,20}年[^\n。、]{1,10}月[^\n。、]{1,10}[日曰][^\n。、]{0,14}$"
)

# Signs that have the shape of one figure and of no other (OCRの取り違え). Those of `_UNSURE` may be several figures: what
# they suggest is said, and not taken.
_SURE = {
    ord(sign): figure
    for figure, signs in {"0": "OoＯｏ", "1": "lIｌＩ|｜", "2": "ZzＺｚ", "日": "曰"}.items()
    for sign in signs
}
_UNSURE = {
    ord(sign): figure
    for figure, signs in {"5": "SsＳｓ", "6": "bｂGＧ", "8": "BＢ", "9": "gqｇｑ"}.items()
    for sign in signs
}


class Repair(NamedTuple):
    """What a line reads when letters are taken for figures; `is_sure` where each looks like one figure only."""

    after: str
    is_sure: bool


def is_date_line(words: str) -> bool:
    """Whether a line is a date and nothing else, also one with blanks left to fill in.

    >>> is_date_line("平成28年3月30日"), is_date_line("締結日　平成28年3月30日（水）")
    (True, True)
    >>> is_date_line("平成28年3月30日に告示した。"), is_date_line("平成28年3月30日提出")
    (False, False)
    """
    if len(words) > _LONGEST:
        return False
    found = next(iter(find_dates(words)), None)
    if found is None:
        return False
    before, behind = words[: found.start].strip(), words[found.end :].rstrip()
    if before and not _BEFORE.fullmatch(before):
        return False
    return _BEHIND.fullmatch(behind) is not None


def refused(words: str) -> Refusal | None:
    """Why the date of a line is not taken; None for a date that is, and for a line that holds none.

    >>> refused("平成28年3月30日（金）").value, refused("平成2S年3月30日").value, refused("平成28年3月30日（水）")
    ('weekday', 'unreadable', None)
    """
    if not is_date_line(words):
        return Refusal.UNREADABLE if repair(words) else None
    found = next(iter(find_dates(words)))
    if isinstance(found, RefusedDate):
        return found.why
    differs = isinstance(found, FoundDate) and _weekday_differs(words, found)
    return Refusal.WEEKDAY if differs else None


def _weekday_differs(words: str, found: FoundDate) -> bool:
    beside = _BEHIND.match(words, found.end)
    printed = beside["weekday"] if beside else None
    return printed is not None and _WEEKDAYS.index(printed) != found.value.weekday()


def repair(words: str) -> Repair | None:
    """A line that is a date once letters in it are read as figures; None if it is one already, or none at all.

    >>> repair("平成Z8年3月3O日"), repair("平成2S年3月30日").is_sure, repair("平成28年3月30日")
    (Repair(after='平成28年3月30日', is_sure=True), False, None)
    """
    if not _MAY_BE.fullmatch(words) or is_date_line(words):
        return None
    sure = words.translate(_SURE).replace("未日", "末日")
    for after, is_sure in ((sure, True), (sure.translate(_UNSURE), False)):
        if after != words and is_date_line(after) and _names_day(after):
            return Repair(after, is_sure)
    return None


def _names_day(words: str) -> bool:
    return all(isinstance(found, FoundDate) for found in islice(find_dates(words), 1))


def mend(view: View, source: SourceText) -> None:
    """Put figures for the letters that text recognition set in lines that are dates, as corrections."""
    edits: list[Edit] = []
    for found in _MAY_BE.finditer(view.text):
        mended = repair(found[0].strip())
        if mended is None or not mended.is_sure:
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        edits += _edits(start, found[0].strip(), mended.after)
        span = view.range_of(Span(start, start + len(mended.after)))
        before = source.text[span.start : span.end]
        view.corrections.append(
            Correction(
                before=before,
                after=mended.after,
                span=span,
                rule=RULE,
                reason="日付だけの行で、数字の位置にあり、形の似た数字が一つに定まる",
            )
        )
        view.findings.append(finding("P064", source, span, before=before, after=mended.after))
    view.edit(edits)


def _edits(start: int, before: str, after: str) -> Iterator[Edit]:
    for at, (old, new) in enumerate(zip(before, after, strict=True), start=start):
        if old != new:
            yield Edit(Span(at, at + 1), new, RULE)
