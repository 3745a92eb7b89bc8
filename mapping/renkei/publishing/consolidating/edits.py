"""The edits that an instruction comes to (改正の適用), or the reason why it cannot be applied.

An instruction is applied exactly or not at all: words that do not stand at the place, or stand there
twice, are told and never guessed. Places are those of the text before the amendment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from renkei.model import Agreement, Article, Passage, SourceText, Span
from renkei.model.amendment import Instruction, Operation
from renkei.publishing.consolidating.places import (
    article_at,
    extent,
    initiatives,
    part_at,
    passages,
    row_words,
)


class Why(StrEnum):
    """Why an instruction cannot be applied (適用できない理由)."""

    NO_PLACE = "no-place"
    NO_WORDS = "no-words"
    TWICE = "twice"
    UNSUPPORTED = "unsupported"
    OVERLAPS = "overlaps"


class Edit(NamedTuple):
    """Characters that go, and the ranges of the amendment that come in their place.

    `lead` is white space that the new words need before them; it comes from no source.
    """

    span: Span
    new: tuple[Span, ...] = ()
    lead: str = ""


Outcome = tuple[Edit, ...] | Why


class Subject(NamedTuple):
    """What is amended: its text as it is before, and the agreement read from it."""

    source: SourceText
    agreement: Agreement
    amendment: SourceText


# The number in the head of an article: the "第4条" before its words. Must not match 第4条 in a sentence: only the head is searched.
_HEAD = re.compile(r"第[^条\s]{1,8}条(?:の[0-9０-９一二三四五六七八九十]{1,3}){0,3}")
_INSIDE_BRACKETS = re.compile(r"[(（].+[)）]")


def edits(instruction: Instruction, subject: Subject, last: int | None) -> Outcome:
    """The edits of an instruction; `last` is where the row before stands, for rows that come in."""
    return _BY_OPERATION[instruction.operation](instruction, subject, last)


def _words(one: Instruction, subject: Subject, last: int | None) -> Outcome:
    """第3条中「A」を「B」に改める, and its like."""
    del last
    at = passages(subject.agreement, one.target)
    if not at:
        return Why.NO_PLACE
    if one.before is None:
        return _whole_words(one, at)
    found = [
        (passage, start)
        for passage in at
        for start in range(len(passage.text))
        if passage.text.startswith(one.before.text, start)
    ]
    if len(found) != 1:
        return Why.TWICE if found else Why.NO_WORDS
    passage, start = found[0]
    spans = passage.locate(start, start + len(one.before.text))
    new = one.after.spans if one.after else ()
    if one.operation is Operation.INSERT_WORDS:
        return (Edit(Span(spans[-1].end, spans[-1].end), new),)
    return (Edit(spans[0], new), *(Edit(span) for span in spans[1:]))


def _whole_words(one: Instruction, at: list[Passage]) -> Outcome:
    """第3条の見出しを「（経費）」に改める: all words of a short place."""
    if one.after is None or len(at) != 1 or not (one.target.part or one.target.zone == "title"):
        return Why.UNSUPPORTED
    new = one.after
    if one.target.part == "caption" and _INSIDE_BRACKETS.fullmatch(new.text):
        new = new.part(1, len(new.text) - 1)
    first, *rest = at[0].spans
    return (Edit(first, new.spans), *(Edit(span) for span in rest))


def _delete(one: Instruction, subject: Subject, last: int | None) -> Outcome:
    del last
    span = _range(one, subject)
    return span if isinstance(span, Why) else (Edit(_with_gap(subject.source.text, span)),)


def _replace(one: Instruction, subject: Subject, last: int | None) -> Outcome:
    del last
    span = _range(one, subject)
    if isinstance(span, Why):
        return span
    return (Edit(span, _block(one)),) if one.block else Why.NO_WORDS


def _insert(one: Instruction, subject: Subject, last: int | None) -> Outcome:
    del last
    span = _range(one, subject, to_insert=True)
    if isinstance(span, Why):
        return span
    if one.block is None:
        return Why.NO_WORDS
    lead = "\n" if one.target.zone == "schedule" else "\n\n"
    return (Edit(Span(span.end, span.end), _block(one), lead),)


def _block(one: Instruction) -> tuple[Span, ...]:
    """The lines below an instruction as they stand, white space between them and all."""
    return (Span(one.block.start, one.block.end),) if one.block else ()


def _renumber(one: Instruction, subject: Subject, last: int | None) -> Outcome:
    del last
    article = article_at(subject.agreement, one.target)
    if article is None or one.after is None or one.target.paragraph or one.target.item:
        return Why.NO_PLACE if article is None else Why.UNSUPPORTED
    body = article.passages()
    end = body[0].start if body else article.span.end
    found = list(_HEAD.finditer(subject.source.text, article.span.start, end))
    if len(found) != 1:
        return Why.NO_WORDS
    return (Edit(Span(*found[0].span()), one.after.spans),)


def _row(one: Instruction, subject: Subject, last: int | None) -> Outcome:
    """A row of a comparison: the old side stands once in the whole text, or nothing is done."""
    text = subject.source.text
    if one.before is None:
        if last is None or one.after is None:
            return Why.NO_PLACE
        return (Edit(Span(last, last), one.after.spans, "\n\n"),)
    at = standing(one.before.text, text)
    if len(at) != 1:
        return Why.TWICE if at else Why.NO_WORDS
    if one.operation is Operation.ROW_KEPT:
        return ()
    if one.after is None:
        return (Edit(_with_gap(text, _lines(text, at[0]))),)
    return (_narrowed(text, at[0], one.after),)


def standing(words: str, text: str) -> list[Span]:
    """Where words stand in a text, white space aside."""
    letters = [re.escape(char) for char in words if not char.isspace()]
    # White space of any kind may stand between two letters: bounded, so that the search stays linear.
    found = re.finditer(r"\s{0,4}".join(letters), text) if letters else ()
    return [Span(*match.span()) for match in found]


def _narrowed(text: str, span: Span, after: Passage) -> Edit:
    """The edit without what both sides begin and end with: what stays keeps its source."""
    old, new = text[span.start : span.end], after.text
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    spans = after.locate(head, len(new) - tail)
    return Edit(Span(span.start + head, span.end - tail), spans)


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _range(one: Instruction, subject: Subject, *, to_insert: bool = False) -> Span | Why:
    """The lines of a place: an article, a paragraph, an item, a row, a schedule."""
    text, target = subject.source.text, one.target
    if target.zone == "schedule":
        return _schedule_range(one, subject)
    article = article_at(subject.agreement, target)
    part = part_at(article, target) if article else None
    span = extent(part) if part else None
    if article is None or part is None or span is None:
        return Why.NO_PLACE
    lines = _lines(text, span)
    if not isinstance(part, Article) and not to_insert and lines.start <= _head_end(article, text):
        # The first paragraph stands on the line of the article's number, which must stay.
        return Why.UNSUPPORTED
    return lines


def _head_end(article: Article, text: str) -> int:
    """The start of the line in which the words of an article begin."""
    body = article.passages()
    return _lines(text, Span(body[0].start, body[0].end)).start if body else article.span.end


def _schedule_range(one: Instruction, subject: Subject) -> Span | Why:
    agreement, text = subject.agreement, subject.source.text
    rows = initiatives(agreement, one.target)
    if not rows or (one.target.row is not None and len(rows) != 1) or one.target.column:
        return Why.NO_PLACE if not rows else Why.UNSUPPORTED
    words = [each for row in rows for each in row_words(row)]
    span = Span(min(w.start for w in words), max(w.end for w in words))
    if one.target.row is None:
        number = one.target.schedule or 1
        if len(agreement.schedules) < number:
            return Why.NO_PLACE
        span = Span(agreement.schedules[number - 1].heading.start, span.end)
    return _lines(text, span)


def _lines(text: str, span: Span) -> Span:
    """The whole lines that a range touches."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def _with_gap(text: str, span: Span) -> Span:
    """Lines that go, with the white space above them."""
    return Span(len(text[: span.start].rstrip()), span.end)


_BY_OPERATION: dict[Operation, Callable[[Instruction, Subject, int | None], Outcome]] = {
    Operation.REPLACE_WORDS: _words,
    Operation.INSERT_WORDS: _words,
    Operation.DELETE_WORDS: _words,
    Operation.REPLACE: _replace,
    Operation.INSERT_AFTER: _insert,
    Operation.APPEND: _insert,
    Operation.DELETE: _delete,
    Operation.RENUMBER: _renumber,
    Operation.ROW_CHANGED: _row,
    Operation.ROW_KEPT: _row,
}
