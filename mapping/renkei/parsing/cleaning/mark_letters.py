"""Marks whose letter was taken for one that looks alike (字形の似た見出し記号): 口 for ロ, 八 for ハ, ー for 一.

The letter alone proves nothing: 二 is a mark as good as ニ. It is read as the other one only where that one is the next of its list and it
itself is not; the source keeps what is printed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from renkei import resources
from renkei.errors import finding
from renkei.model import SourceText, Span
from renkei.parsing.text.lines import is_page_number
from renkei.parsing.text.numerals import readings
from renkei.parsing.text.sequence import follows
from renkei.parsing.text.view import Edit, View

RULE = "mark-letter"

# The mark with which a line begins, in brackets or with a space behind it: "（ー） 高速", "口　乙の役割", " ハ 延岡市". Must not match a word ("口座の"), nor a
# bracket that closes behind more than a mark ("（目的）").
_MARK = re.compile(
    r"[ 　\t]{0,20}(?:[(（〔［\[][ 　]?(?P<inner>[^\s()（）。、]{1,3})[ 　]?[)）〕］\]]|(?P<bare>[^\s()（）。、]{1,2})[ 　]{1,4}(?=[^\s]))"
)
_RESTARTS = re.compile(
    r"[ 　\t]{0,8}(?:第[0-9０-９一二三四五六七八九十百]{1,4}条|別[ 　]?[表紙記])"
)
"""Where the lists of what stands above are over: the head of an article or of a schedule."""
_FEWEST_ROWS = 2


class _Mark(NamedTuple):
    """A mark at its place; `style` tells bare ones from those in brackets, None stands where lists are over."""

    style: str | None
    sign: str
    span: Span


@cache
def _alike() -> dict[str, str]:
    path = resources.table("renkei.parsing", "mark_letters.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["seen"]: row["meant"] for row in csv.DictReader(lines)}


def mend(view: View, source: SourceText) -> None:
    """Read the letters of marks as those that their lists need, and tell of them."""
    marks = list(_marks(view.text))
    if not any(mark.sign in _alike() for mark in marks):
        return
    edits = list(_edits(marks))
    for edit in edits:
        span = view.range_of(edit.span)
        words = view.text[edit.span.start : edit.span.end]
        view.findings.append(finding("P090", source, span, before=words, after=edit.text))
    view.edit(edits)


def _marks(text: str) -> Iterator[_Mark]:
    """The marks at the beginnings of lines, in order, with the places where lists are over."""
    position = 0
    for line in text.split("\n"):
        # The dashes around a page number look like 一 too, and are no marks.
        found = None if is_page_number(line.strip()) else _MARK.match(line)
        if _RESTARTS.match(line):
            yield _Mark(None, "", Span(position, position))
        elif found:
            style = "inner" if found["inner"] else "bare"
            sign = found[style]
            if sign in _alike() or readings(sign):
                low, high = found.span(style)
                yield _Mark(style, sign, Span(position + low, position + high))
        position += len(line) + 1


def _edits(marks: Sequence[_Mark]) -> Iterator[Edit]:
    # The marks that lists of a style, one inside the other, have come to: the innermost last.
    open_lists: dict[str, list[str]] = {}
    for at, mark in enumerate(marks):
        if mark.style is None:
            open_lists = {}
            continue
        lists = open_lists.setdefault(mark.style, [])
        meant = _alike().get(mark.sign)
        sign = mark.sign
        if meant is not None and _is_meant(meant, mark, lists, marks[at + 1 :]):
            yield Edit(mark.span, meant, RULE)
            sign = meant
        _advance(lists, sign)
        if mark.style == "inner":
            # A list of bare marks below an item in brackets begins anew at the next one.
            open_lists["bare"] = _outer(open_lists.get("bare", []))


def _is_meant(meant: str, mark: _Mark, lists: Sequence[str], below: Sequence[_Mark]) -> bool:
    """Whether the letter that looks alike is the next of its list, and the printed one is not."""
    if readings(mark.sign) and any(follows(last, mark.sign) for last in lists):
        # 二 may go on from 一 above a list, and ニ from ハ inside it: a list that begins below tells, and 三 behind 二.
        is_followed = bool(below) and below[0].style == mark.style
        goes_on_as_printed = is_followed and follows(mark.sign, below[0].sign)
        return (
            follows(lists[-1], meant) and _begins_a_list(below) is False and not goes_on_as_printed
        )
    if any(follows(last, meant) for last in lists):
        return True
    is_first = follows(None, meant) and not readings(mark.sign)
    return is_first and (mark.style == "inner" or _goes_on(meant, mark.style, below))


def _goes_on(meant: str, style: str | None, below: Sequence[_Mark]) -> bool:
    """Whether the mark behind the first of a list stands further below, before the lists are over."""
    for one in below:
        if one.style is None:
            return False
        signs = (one.sign, _alike().get(one.sign, one.sign))
        if one.style == style and any(follows(meant, sign) for sign in signs):
            return True
    return False


def _begins_a_list(below: Sequence[_Mark]) -> bool | None:
    """Whether the next mark is the first of a list, which this one then heads; None where no mark follows."""
    after = below[0] if below else None
    if after is None or after.style is None:
        return None
    return follows(None, after.sign) or follows(None, _alike().get(after.sign, after.sign))


def _advance(lists: list[str], sign: str) -> None:
    """Take a mark into the lists of its style: the next of one of them, or the first of one inside."""
    for depth in range(len(lists) - 1, -1, -1):
        if follows(lists[depth], sign):
            lists[depth:] = [sign]
            return
    if follows(None, sign):
        lists.append(sign)
    else:
        lists[:] = [sign]


def _outer(lists: Sequence[str]) -> list[str]:
    """The lists that an item in brackets stands in: those above the innermost, or the only one."""
    return list(lists[:-1]) if len(lists) >= _FEWEST_ROWS else list(lists)
