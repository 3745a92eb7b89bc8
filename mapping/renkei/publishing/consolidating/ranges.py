"""Instructions on whole parts (条・項・号・別表の改正): what goes, what comes in, and where its lines lie."""

from __future__ import annotations

import re

from renkei.model import Agreement, Article, Passage, Span
from renkei.model.amendment import Instruction, Operation, Part, Target
from renkei.publishing.consolidating.outcomes import (
    Edit,
    Outcome,
    Subject,
    Why,
    whole_lines,
    with_gap,
)
from renkei.publishing.consolidating.places import (
    Provision,
    article_at,
    extent,
    headings_of,
    initiatives,
    passages,
    provision_at,
    row_words,
)
from renkei.publishing.consolidating.wordings import replaced

_OF_WORDS = frozenset({Part.PROVISO, Part.MAIN, Part.FIRST, Part.SECOND, Part.CHAPEAU})
# The number 1 that an amendment may print before a first paragraph, which has none in the article: "１　甲及び乙は". Must not match a quantity.
_FIRST_NUMBER = re.compile(r"[1１][ 　]{1,4}")
_RANKS = {"item": 1, "paragraph": 2, "article": 3}


def delete(one: Instruction, subject: Subject) -> Outcome:
    """第3条を削る: its lines, and the white space above them."""
    text = subject.source.text
    if one.target.part is Part.CAPTION:
        return _without_caption(one, subject)
    if one.target.part in _OF_WORDS or one.target.zone in {"title", "preamble"}:
        return _whole_passage(one, subject, ())
    if (first := first_paragraph(subject, one.target)) is not None:
        # What comes in its place stands behind the number of the article then.
        return (Edit(first),) if _filled_again(one, subject) else Why.UNSUPPORTED
    span = lines_of(one.target, subject)
    return span if isinstance(span, Why) else (Edit(with_gap(text, span)),)


def replace(one: Instruction, subject: Subject) -> Outcome:
    """第3条を次のように改める: the lines below the instruction instead of its own."""
    if one.block is None:
        return Why.NO_WORDS
    if one.target.part in _OF_WORDS or one.target.zone in {"title", "preamble"}:
        return _whole_passage(one, subject, _block(one))
    if one.target.part is not None:
        return Why.UNSUPPORTED
    if (first := first_paragraph(subject, one.target)) is not None:
        return (Edit(first, _unnumbered(one.block)),)
    span = lines_of(one.target, subject)
    return span if isinstance(span, Why) else (Edit(span, _block(one)),)


def insert(one: Instruction, subject: Subject) -> Outcome:
    """第3条の次に次の1条を加える, 第3条に次の1項を加える, 第3条に次のただし書を加える."""
    target = one.target
    if target.part is not None:
        return _part_comes(one, subject)
    if one.block is None:
        return Why.NO_WORDS
    before = one.operation is Operation.INSERT_BEFORE
    if before and (first := first_paragraph(subject, target)) is not None:
        return _comes_first(one.block, first, target, subject)
    span = lines_of(target, subject)
    if isinstance(span, Why):
        return span
    gap = "\n" if target.zone == "schedule" else "\n\n"
    if before:
        return (Edit(Span(span.start, span.start), _block(one), tail=gap),)
    return (Edit(Span(span.end, span.end), _block(one), gap, rank=_rank(target)),)


def _comes_first(block: Passage, first: Span, target: Target, subject: Subject) -> Outcome:
    """A first paragraph comes in where the one that was the first gets another number."""
    goes_down = any(
        each.operation is Operation.RENUMBER and each.target == target
        for each in subject.instructions
    )
    at = Span(first.start, first.start)
    return (Edit(at, _unnumbered(block)),) if goes_down else Why.UNSUPPORTED


def _rank(target: Target) -> int:
    """What comes into an article stands above what comes behind it."""
    return next((rank for name, rank in _RANKS.items() if getattr(target, name)), 3)


def _block(one: Instruction) -> tuple[Span, ...]:
    """The lines below an instruction as they stand, white space between them and all."""
    return (Span(one.block.start, one.block.end),) if one.block else ()


def _unnumbered(block: Passage) -> tuple[Span, ...]:
    """The lines of a first paragraph, which bears no number in an article."""
    found = _FIRST_NUMBER.match(block.text)
    return (Span(block.start + (found.end() if found else 0), block.end),)


def _whole_passage(one: Instruction, subject: Subject, new: tuple[Span, ...]) -> Outcome:
    """A sentence, a title, a preamble: its words and no more."""
    at = passages(subject.agreement, one.target)
    if len(at) != 1:
        return Why.TWICE if at else Why.NO_PLACE
    return replaced(at[0].spans, new)


def _part_comes(one: Instruction, subject: Subject) -> Outcome:
    """A caption above an article, a sentence at the end of a paragraph."""
    bare = one.target.model_copy(update={"part": None})
    if one.target.part is Part.CAPTION:
        article = article_at(subject.agreement, bare)
        if article is None or one.after is None:
            return Why.NO_PLACE
        if article.caption is not None:
            return Why.UNSUPPORTED
        at = whole_lines(subject.source.text, article.span).start
        return (Edit(Span(at, at), one.after.spans, tail="\n\n"),)
    if one.block is None:
        return Why.NO_WORDS
    at_words = passages(subject.agreement, bare.model_copy(update={"part": Part.CHAPEAU}))
    if len(at_words) != 1:
        return Why.NO_PLACE
    end = at_words[0].end
    return (Edit(Span(end, end), _block(one)),)


def _without_caption(one: Instruction, subject: Subject) -> Outcome:
    """第3条の見出しを削る: the caption with its brackets, and its line where it has one."""
    text = subject.source.text
    at = passages(subject.agreement, one.target)
    if len(at) != 1:
        return Why.NO_PLACE
    span = Span(at[0].start - 1, at[0].end + 1)
    if text[span.start] not in "(（" or text[span.end - 1] not in ")）":
        return Why.UNSUPPORTED
    line = whole_lines(text, span)
    return (
        (Edit(with_gap(text, line)),)
        if text[slice(*line)].strip() == text[slice(*span)]
        else (Edit(span),)
    )


def _filled_again(one: Instruction, subject: Subject) -> bool:
    """Whether another instruction puts a paragraph in the place of the first one."""
    target = one.target
    return any(
        each.becomes == target
        or (
            each.operation is Operation.DELETE
            and each.target.part is Part.NUMBER
            and (each.target.article, each.target.paragraph) == (target.article, 2)
        )
        for each in subject.instructions
    )


def first_paragraph(subject: Subject, target: Target) -> Span | None:
    """The words of a first paragraph that stand on the line of the article's number; else None."""
    if target.paragraph is None or target.item is not None or target.zone != "article":
        return None
    article = article_at(subject.agreement, target)
    part = provision_at(subject.agreement, target)
    span = extent(part) if part else None
    if article is None or span is None or span.start != article.passages()[0].start:
        return None
    return span


def lines_of(target: Target, subject: Subject) -> Span | Why:
    """The lines of a place: an article, a paragraph, an item, a row, a schedule, 附則."""
    if target.part is not None:
        return Why.UNSUPPORTED
    if target.zone == "schedule":
        return _schedule_lines(target, subject)
    return _provision_lines(target, subject)


def _provision_lines(target: Target, subject: Subject) -> Span | Why:
    agreement, text = subject.agreement, subject.source.text
    if target.zone == "main":
        articles = agreement.articles
        return Span(articles[0].span.start, articles[-1].span.end) if articles else Why.NO_PLACE
    if target.zone == "supplement" and target.article is None and target.paragraph is None:
        found = agreement.supplements
        return whole_lines(text, found[0].span) if len(found) == 1 else Why.NO_PLACE
    part = provision_at(agreement, target)
    span = extent(part) if part else None
    if part is None or span is None:
        return Why.NO_PLACE
    lines = whole_lines(text, span)
    if _shares_lines(part, lines, agreement, target):
        return Why.UNSUPPORTED
    return lines


def _shares_lines(part: Provision, lines: Span, agreement: Agreement, target: Target) -> bool:
    """Whether other words stand on the lines of a part: the number of its article, a neighbour."""
    article = article_at(agreement, target)
    if isinstance(part, Article) or article is None:
        return False
    span = extent(part)
    others = [
        words
        for words in article.passages()
        if span
        and not span.covers(Span(words.start, words.end))
        and not words.start < span.start < words.end
    ]
    return lines.start < article.span.start or any(
        lines.start <= words.start < lines.end or lines.start < words.end <= lines.end
        for words in others
    )


def _schedule_lines(target: Target, subject: Subject) -> Span | Why:
    agreement, text = subject.agreement, subject.source.text
    rows = initiatives(agreement, target)
    if not rows or (target.row is not None and len(rows) != 1):
        return Why.NO_PLACE
    if target.column:
        return Why.UNSUPPORTED
    words = [each for row in rows for each in row_words(row)]
    span = Span(min(w.start for w in words), max(w.end for w in words))
    if target.section is not None and target.row is None:
        headings = headings_of(agreement, target)
        if len(headings) != 1:
            return Why.TWICE
        span = Span(headings[0].text.start, span.end)
    elif target.row is None:
        number = target.schedule or 1
        if len(agreement.schedules) < number:
            return Why.NO_PLACE
        span = Span(agreement.schedules[number - 1].heading.start, span.end)
    return whole_lines(text, span)
