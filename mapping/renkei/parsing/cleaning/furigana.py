"""Readings (ふりがな) that stand in lines of their own, as text recognition leaves them above the words that they read.

    ふくさき
    （ア）福崎の柿の栽培

Such a line is part of no sentence. One that its place or its sound shows to be a reading is layout. One that may be words of
the text is left unread, or stays in the sentence that it parts; either is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from renkei.errors import finding
from renkei.model import SourceText, Span
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.sounds import may_read, sounds_like
from renkei.parsing.text.view import Edit, View, lines_of

RULE = "reading-line"
"""The rule of an edit that takes out a line of readings."""

# A line that holds hiragana and nothing else: "　　　とよたぐん", "ひめじし　　ふくさきちょう". Must not match words with a mark, a full stop or a bracket.
_KANA = re.compile(r"[ 　]{0,80}[ぁ-ゖー]{2,20}(?:[ 　]{1,20}[ぁ-ゖー]{2,20}){0,8}[ 　]{0,80}")

# Whether a text has such a line at all; most have none.
_MAY_BE = re.compile(r"(?m)^[ 　]{0,80}[ぁ-ゖー]{1,20}(?:$|[ 　]{1,80}(?:$|[ぁ-ゖー]))")

# A stretch of hiragana, and one of ideographs with nothing between them.
_RUN = re.compile(r"[ぁ-ゖー]{1,80}")
_IDEOGRAPHS = re.compile(r"[一-鿿々]{1,80}")

# A line that begins with a mark or with the number of an article: "（ア）", "ｂ　", "第2条", "2　". Must not match a line that a sentence goes on in.
_MARKED = re.compile(
    r"[ 　]{0,80}(?:[(（][ 　]?[^()（） 　]{1,3}[ 　]?[)）]|[0-9０-９a-zａ-ｚァ-ヶ一二三四五六七八九十①-⑳]{1,3}[.．、]?[ 　]"
    r"|第[ 　]?[^条 　]{1,4}[ 　]?条)"
)
# A space that recognition left between the kana of one reading: those of "ひ め じ じょう". Must not match a wide one, which parts two readings.
_INNER = re.compile(r"(?<=[ぁ-ゖー]) (?=[ぁ-ゖー])")

# The end of a line whose sentence cannot be over, however short it is: "鳥の", "整え、". Must not match a name.
_GOES_ON = re.compile(r"[のをにがはでと、]$")
_ENDS = ("。", "）", ")", "」", "】")
_FULL = 0.75
"""The share of the longest line that a line has at least which a sentence fills before it goes on below."""
_SLACK = 2
"""How many columns a reading may begin beside its word: one Japanese character."""
_DEEP = 8
"""From how many columns inside the line below on no heading begins."""


class _Verdict(Enum):
    """What a line of hiragana is: a reading, perhaps one, or perhaps words of the sentence that it parts."""

    READING = "P083"
    UNSURE = "P084"
    WORDS = "P085"


class _Stretch(NamedTuple):
    """Signs of one script in a line, with the columns (two to a Japanese character) that they take."""

    words: str
    start: int
    end: int


def mend(view: View, source: SourceText) -> None:
    """Take the lines of readings out of a view, each told; what may be words stays."""
    if _MAY_BE.search(view.text) is None:
        return
    spans = list(lines_of(view.text))
    texts = [view.text[slice(*span)].rstrip() for span in spans]
    longest = max(map(_width, texts))
    edits: list[Edit] = []
    for at, (printed, below) in enumerate(pairwise(texts)):
        line = _INNER.sub("", printed)
        if not _KANA.fullmatch(line) or "\t" in below or not _IDEOGRAPHS.search(below):
            continue
        verdict = _verdict(texts[at - 1] if at else "", line, below, longest)
        if verdict is None or _width(line.strip()) >= _FULL * longest:
            continue
        _tell(view, source, spans[at], verdict)
        if verdict is _Verdict.READING:
            edits.append(Edit(Span(spans[at].start, spans[at + 1].start), "", RULE))
    view.edit(edits)


def unsure(view: View, lines: Sequence[Line]) -> list[Line]:
    """The lines, those that may be readings or may not as `READING`, which no part of an agreement takes in."""
    left = {found.span for found in view.findings if found.code == _Verdict.UNSURE.value}
    if not left:
        return list(lines)
    return [
        replace(line, kind=LineKind.READING, mark=None, rest=None)
        if line.text and view.range_of(line.span) in left
        else line
        for line in lines
    ]


def _verdict(above: str, line: str, below: str, longest: int) -> _Verdict | None:
    is_open = _width(above) >= _FULL * longest and not above.rstrip().endswith(_ENDS)
    if is_open and not _MARKED.match(below):
        return _between(line, below)
    verdict = _above(line, below)
    goes_on = _GOES_ON.search(above) and not _MARKED.match(below)
    return _Verdict.WORDS if verdict is None and goes_on else verdict


def _between(line: str, below: str) -> _Verdict:
    """What a line in a sentence is that fills the lines around it: words of it would go on to the margin."""
    runs, bases = _stretches(_RUN, line), _stretches(_IDEOGRAPHS, below)
    if _begins_over(runs[0], bases) or any(_sounds(run, bases) for run in runs):
        return _Verdict.READING
    return _Verdict.WORDS


def _above(line: str, below: str) -> _Verdict | None:
    """What a line is above which nothing is open: a reading, or the name or heading of what follows (None)."""
    runs, bases = _stretches(_RUN, line), _stretches(_IDEOGRAPHS, below)
    margin = _width(below) - _width(below.lstrip())
    inside = runs[0].start - margin
    over = any(
        abs(base.start - runs[0].start) < _SLACK and may_read(runs[0].words, base.words)
        for base in bases
    )
    if any(_sounds(run, bases) for run in runs) and (inside > 0 or over):
        return _Verdict.READING
    if over and inside > 0 and _MARKED.match(below):
        return _Verdict.READING
    is_deep = inside >= _DEEP and any(one.end > runs[0].start for one in bases)
    return _Verdict.UNSURE if is_deep else None


def _begins_over(run: _Stretch, bases: Sequence[_Stretch]) -> bool:
    """Whether ideographs that kana may read stand below where the kana begin."""
    return any(may_read(run.words, _from(run.start, base)) for base in bases)


def _from(start: int, base: _Stretch) -> str:
    """The ideographs from a column on; none where they begin further right."""
    if base.start > start + _SLACK or base.end <= start:
        return ""
    return base.words[max(start - base.start, 0) // 2 :]


def _sounds(run: _Stretch, bases: Sequence[_Stretch]) -> bool:
    return any(sounds_like(run.words, base.words) for base in bases)


def _stretches(pattern: re.Pattern[str], line: str) -> list[_Stretch]:
    return [
        _Stretch(found[0], (start := _width(line[: found.start()])), start + _width(found[0]))
        for found in pattern.finditer(line)
    ]


def _width(words: str) -> int:
    """How many columns of half width words take (East Asian Width, UAX #11)."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in words)


def _tell(view: View, source: SourceText, line: Span, verdict: _Verdict) -> None:
    span = _words(view, line)
    words = source.text[slice(*span)]
    view.findings.append(finding(verdict.value, source, span, words=words))


def _words(view: View, line: Span) -> Span:
    """The range of the words of a line in the source."""
    text = view.text[slice(*line)]
    start = line.start + len(text) - len(text.lstrip())
    return view.range_of(Span(start, start + len(text.strip())))
