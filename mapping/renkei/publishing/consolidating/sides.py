"""Rows of a comparison (新旧対照表): where the old side stands, and what the new one puts there."""

from __future__ import annotations

import re
from itertools import takewhile

from renkei.model import Passage, Span
from renkei.model.amendment import Instruction, Operation
from renkei.publishing.consolidating.outcomes import (
    Edit,
    Outcome,
    Subject,
    Why,
    whole_lines,
    with_gap,
)

# What a row says whose words are left out, since they stay: "（略）", "第2条及び第3条　（略）". Must not match a sentence before the brackets.
_OMITS = re.compile(r"[^。]{0,60}[(（](?:省?略|中略)[)）]")


def row(one: Instruction, subject: Subject, last: int | None) -> Outcome:
    """A row of a comparison: the old side stands once in the whole text, or nothing is done.

    `last` is where the row before stands, for rows that come in. A row that says （略） on both sides changes nothing.
    """
    text = subject.source.text
    if one.before is None:
        if last is None or one.after is None:
            return Why.NO_PLACE
        return (Edit(Span(last, last), one.after.spans, "\n\n"),)
    kept = one.operation is Operation.ROW_KEPT
    at = standing(one.before.text, text)
    if len(at) != 1 and not (kept and _OMITS.fullmatch(one.before.text)):
        return Why.TWICE if at else Why.NO_WORDS
    if kept:
        return ()
    if one.after is None:
        return (Edit(with_gap(text, whole_lines(text, at[0]))),)
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
