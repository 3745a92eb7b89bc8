"""Numbers of articles that extraction broke (壊れた条番号): 第 条, 第l条, 笫３条, or no number at all below a caption.

A number is put back only where it is proven: so many broken heads stand between two sound ones as numbers are
missing there, and none where nothing is missing. All others are told with a suggestion, and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from renkei.errors import finding
from renkei.model import Correction, SourceText, Span
from renkei.parsing.text.lines import Line, LineKind, typed_lines
from renkei.parsing.text.numerals import number as number_of
from renkei.parsing.text.view import Edit, View

RULE = "article-number-by-sequence"

# Words about an article of the agreement itself: "別表（第2条関係）", "前条の". Must not match one of a statute ("法第252条の2", "(昭和22年法律第67号)第252条の2"), whose
# article has a higher number or a statute in front.
OWN_ARTICLE = re.compile(r"(?<![法律令則例号）)])第[0-9０-９一二三四五六七八九十]{1,2}条|[前次]条")

# The head of an article whose number or 第 was misread: "第 条 この", "第l条", "第Ⅰ条　", "笫3条", "弟３条 ". Must not match a sound
# one nor a reference in a wrapped sentence ("第 条に規定する"): white space or a caption must follow.
_BROKEN = re.compile(
    r"(?P<head>[第笫弟苐策][ 　]{0,2}(?P<sign>[^\s第条項号、。（）()「」]{0,3})[ 　]{0,2}条)"
    r"(?=[ 　\t]|[(（][^()（）]{2,40}[)）]|$)"
)

# Signs that text recognition takes for figures, by their shape (OCRの取り違え). Only what leads to the number that the sequence asks for is
# called a misreading of it.
_LIKE = {
    "0": "OoＯｏQD〇",
    "1": "lIｌＩ|｜Ⅰ!i",
    "2": "Zzニ",
    "3": "ミ",
    "5": "Ss",
    "8": "Bb",
}
_SHAPES = str.maketrans({sign: figure for figure, signs in _LIKE.items() for sign in signs})


@dataclass(frozen=True, slots=True)
class Head:
    """A line where an article begins or seems to; `number` is None where the number is not to be read."""

    line: Line
    broken: Span | None
    number: int | None
    sign: str = ""


def heads(lines: Sequence[Line]) -> Iterator[Head]:
    """The heads of articles in a text, sound and broken, and the captions below which none stands."""
    for at, line in enumerate(lines):
        if line.kind is LineKind.ARTICLE:
            number = line.number or ""
            if "_" not in number:
                yield Head(line, None, int(number))
        elif found := _BROKEN.match(line.text):
            start = line.span.start
            broken = Span(start + found.start("head"), start + found.end("head"))
            yield Head(line, broken, None, found["sign"])
        elif line.kind is LineKind.CAPTION and _stands_alone(lines, at):
            yield Head(line, line.span, None)


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    """Whether words follow a caption at once, that are no article's head."""
    below = next((line for line in lines[at + 1 :][:4] if line.kind is not LineKind.BLANK), None)
    return (
        below is not None
        and below.kind is LineKind.TEXT
        and len(below.text) > _SHORT
        and _BROKEN.match(below.text) is None
    )


_SHORT = 12
"""How many code points a line has that is no provision."""
_FEWEST_CAPTIONS = 2
"""How many captions make articles whose numbers are all lost."""


def mend(view: View, source: SourceText, lines: Sequence[Line]) -> list[Line]:
    """Put back the numbers that the sequence proves, as corrections; tell the others.

    Gives the lines of the mended view, those of the others as `BROKEN_HEAD`.
    """
    found = list(heads(lines))
    if _never_numbered(found, lines):
        return list(lines)
    edits: list[Edit] = []
    told: set[int] = set()
    for run, before, after in _runs(found):
        numbers = _proven(run, before, after)
        for position, head in enumerate(run):
            if head.broken is None:
                continue
            if numbers:
                edits.append(_mended(view, source, head, numbers[position], lines))
            elif head.line.kind is not LineKind.CAPTION or _lacks_numbers(run, before, after):
                _tell(view, source, head, (before or 0) + position + 1)
                told.add(lines.index(head.line))
    if edits:
        view.edit(sorted(edits, key=lambda edit: edit.span))
        lines = list(typed_lines(view.text))
    return [
        replace(line, kind=LineKind.BROKEN_HEAD) if at in told else line
        for at, line in enumerate(lines)
    ]


def _never_numbered(found: Sequence[Head], lines: Sequence[Line]) -> bool:
    """Whether captions are all that heads articles, and no words speak of a 条: then no number was lost."""
    if any(head.line.kind is not LineKind.CAPTION for head in found):
        return False
    return not any(OWN_ARTICLE.search(line.text) for line in lines)


def _runs(found: Sequence[Head]) -> Iterator[tuple[list[Head], int | None, int | None]]:
    """Broken heads that follow each other, with the numbers before and behind them."""
    run: list[Head] = []
    before: int | None = None
    for head in found:
        if head.number is None:
            run.append(head)
            continue
        if run:
            yield run, before, head.number
        run, before = [], head.number
    if run:
        yield run, before, None


def _proven(run: Sequence[Head], before: int | None, after: int | None) -> list[int]:
    """The numbers of broken heads: what stands behind asks for exactly so many, or shapes agree with the count."""
    begins_anew = before is not None and after is not None and after <= before
    first = 1 if before is None or begins_anew else before + 1
    numbers = list(range(first, first + len(run)))
    if after is not None and after == numbers[-1] + 1:
        return (
            numbers if all(_may_be(head, n) for head, n in zip(run, numbers, strict=True)) else []
        )
    if after is None and before is not None:
        shaped = all(_looks_like(head, n) for head, n in zip(run, numbers, strict=True))
        return numbers if shaped else []
    return []


def _lacks_numbers(run: Sequence[Head], before: int | None, after: int | None) -> bool:
    """Whether captions may have lost their numbers: some are missing between two heads, or there are none."""
    if after is None:
        return before is None and len(run) >= _FEWEST_CAPTIONS
    return after > (before or 0) + 1


def _may_be(head: Head, number: int) -> bool:
    """Whether a sign does not speak against a number: a figure that is another one does."""
    return not head.sign.isdecimal() or int(head.sign) == number


def _looks_like(head: Head, number: int) -> bool:
    return number_of(head.sign.translate(_SHAPES)) == number


def _mended(view: View, source: SourceText, head: Head, number: int, lines: Sequence[Line]) -> Edit:
    assert head.broken is not None  # the caller passes broken heads alone
    span = view.range_of(head.broken)
    before = source.text[span.start : span.end]
    sound = number_of(head.sign) == number
    put = f"第{head.sign if sound else number}条"
    is_caption = head.line.kind is LineKind.CAPTION
    after = put + before if is_caption else put
    reason = f"前後の条番号の並びから第{number}条と定まる"
    view.corrections.append(
        Correction(before=before, after=after, span=span, rule=RULE, reason=reason)
    )
    view.findings.append(finding("P032", source, span, before=before, after=after))
    if not is_caption:
        return Edit(head.broken, put, RULE)
    below = next(line for line in lines if line.span.start > head.line.span.start and line.is_words)
    return Edit(Span(below.span.start, below.span.start), put + "　", RULE)


def _tell(view: View, source: SourceText, head: Head, number: int) -> None:
    assert head.broken is not None  # the caller passes broken heads alone
    span = view.range_of(head.broken)
    words = source.text[span.start : span.end]
    view.findings.append(finding("P033", source, span, words=words, number=str(number)))
