"""New numbers (条項号の移動): 第6条を第7条とする, 1条ずつ繰り下げる. Only the printed number changes."""

from __future__ import annotations

import re

from renkei.model import Span
from renkei.model.amendment import Instruction, Operation, Target
from renkei.parsing.text.numerals import NUMERAL, number
from renkei.publishing.consolidating.outcomes import Computed, Edit, Outcome, Subject, Why
from renkei.publishing.consolidating.places import article_at, extent, initiatives, provision_at
from renkei.publishing.consolidating.ranges import first_paragraph, lines_of

# The number in the head of an article: the "第4条" before its words. Must not match 第4条 in a sentence: only the head is searched.
_HEAD = re.compile(rf"第(?P<number>{NUMERAL})条(?:の{NUMERAL}){{0,3}}")
# A number before a paragraph or item, alone on its way to the words: "2 ", "(３) ", "四　". Must not match words.
_MARK = re.compile(rf"[(（]?(?P<number>{NUMERAL})[)）]?[.．、]?[ 　\t]{{0,4}}")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_KANJI = "〇一二三四五六七八九"
_TEN, _HUNDRED = 10, 100


def renumber(one: Instruction, subject: Subject) -> Outcome:
    """The new number in the place of the printed one, in the same script as it."""
    target, new = one.target, one.becomes
    if new is None or target.part is not None:
        return Why.UNSUPPORTED
    if target.zone == "schedule":
        return _row(one, new, subject)
    if target.paragraph is None and target.item is None:
        return _article(one, new, subject)
    return _inside(one, new, subject)


def without_number(one: Instruction, subject: Subject) -> Outcome:
    """第4条第2項の項番号を削る: the paragraph is the only one now."""
    part = provision_at(subject.agreement, one.target.model_copy(update={"part": None}))
    span = extent(part) if part else None
    return _to_first(one.target, subject, span) if span else Why.NO_PLACE


def _inside(one: Instruction, new: Target, subject: Subject) -> Outcome:
    """A paragraph or an item."""
    target = one.target
    part = provision_at(subject.agreement, target)
    span = extent(part) if part else None
    if span is None:
        return Why.NO_PLACE
    if target.item is None and new.paragraph == 1:
        return _to_first(target, subject, span)
    if first_paragraph(subject, target) is not None:
        return _from_first(one, new, span)
    return _marked(one, str(new.item or new.paragraph), subject, span)


def _article(one: Instruction, new: Target, subject: Subject) -> Outcome:
    article = article_at(subject.agreement, one.target)
    if article is None:
        return Why.NO_PLACE
    body = article.passages()
    end = body[0].start if body else article.span.end
    found = list(_HEAD.finditer(subject.source.text, article.span.start, end))
    if len(found) != 1:
        return Why.NO_WORDS
    if one.after and _HEAD.fullmatch(one.after.text):
        return (Edit(Span(*found[0].span()), one.after.spans),)
    if not (new.article or "").isdecimal() or found[0].end("number") + 1 != found[0].end():
        return Why.UNSUPPORTED
    return (Edit(Span(*found[0].span("number")), _numeral(one, new.article or "", found[0])),)


def _row(one: Instruction, new: Target, subject: Subject) -> Outcome:
    rows = initiatives(subject.agreement, one.target)
    lines = lines_of(one.target, subject)
    if isinstance(lines, Why):
        return lines
    found = _MARK.match(subject.source.text, lines.start)
    value = number((new.row or "").strip("()（）"))
    if found is None or not rows[0].mark or value is None:
        return Why.UNSUPPORTED
    return (Edit(Span(*found.span("number")), _numeral(one, str(value), found)),)


def _marked(one: Instruction, digits: str, subject: Subject, span: Span) -> Outcome:
    """The number on the line of a paragraph or item."""
    text = subject.source.text
    start = text.rfind("\n", 0, span.start) + 1
    lead = len(text[start : span.start]) - len(text[start : span.start].lstrip())
    found = _MARK.fullmatch(text, start + lead, span.start)
    if found is None or not digits.isdecimal():
        return Why.UNSUPPORTED
    return (Edit(Span(*found.span("number")), _numeral(one, digits, found)),)


def _to_first(target: Target, subject: Subject, span: Span) -> Outcome:
    """A paragraph that becomes the first stands behind the number of its article."""
    first = first_paragraph(subject, target.model_copy(update={"paragraph": 1, "part": None}))
    article = article_at(subject.agreement, target)
    if first is None or article is None or not _goes(target, subject):
        return Why.UNSUPPORTED
    above = max(
        (words.end for words in article.passages() if words.end <= span.start), default=first.end
    )
    return (Edit(Span(above, span.start)),)


def _goes(target: Target, subject: Subject) -> bool:
    """Whether every paragraph above is deleted."""
    gone = {
        each.target.paragraph
        for each in subject.instructions
        if each.operation is Operation.DELETE
        and each.target.article == target.article
        and each.target.item is None
        and each.target.part is None
    }
    return gone.issuperset(range(1, target.paragraph or 1))


def _from_first(one: Instruction, new: Target, span: Span) -> Outcome:
    """The first paragraph leaves the line of the article's number: it gets a line and a number."""
    digits = str(new.paragraph)
    clause = _clause(one)
    if clause is None:
        return Why.UNSUPPORTED
    at = Span(span.start, span.start)
    return (Edit(at, (Computed(digits, clause),), "\n\n", " ", rank=9),)


def _numeral(one: Instruction, digits: str, found: re.Match[str]) -> tuple[Span | Computed, ...]:
    """A number in the script of the printed one: from the clause if it prints it so, else computed."""
    wanted = _in_script_of(digits, found["number"])
    printed = one.after.text if one.after else ""
    at = printed.find(wanted)
    if one.after and at >= 0:
        return one.after.locate(at, at + len(wanted))
    clause = _clause(one)
    return (Computed(wanted, clause),) if clause else ()


def _clause(one: Instruction) -> Span | None:
    return Span(one.text.start, one.text.end) if one.text else None


def _in_script_of(digits: str, printed: str) -> str:
    """A number as the printed one is written.

    >>> [_in_script_of("12", printed) for printed in ("3", "３", "三")]
    ['12', '１２', '十二']
    """
    if printed[0].isascii():
        return digits
    if printed[0] in "０１２３４５６７８９":
        return digits.translate(_FULL_WIDTH)
    value = int(digits)
    tens, ones = divmod(value, _TEN)
    if value >= _HUNDRED:
        return "".join(_KANJI[int(digit)] for digit in digits)
    head = ("" if tens == 1 else _KANJI[tens]) + "十" if tens else ""
    return head + (_KANJI[ones] if ones else "")
