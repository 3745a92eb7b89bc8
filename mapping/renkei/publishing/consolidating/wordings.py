"""Instructions on words (字句の改正): 第3条中「A」を「B」に改める, and its like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from renkei.model import Passage, Span
from renkei.model.amendment import Instruction, Operation, Part
from renkei.publishing.consolidating.outcomes import Edit, Outcome, Subject, Why
from renkei.publishing.consolidating.places import passages

_INSIDE_BRACKETS = re.compile(r"[(（].+[)）]")


def words(one: Instruction, subject: Subject) -> Outcome:
    """Words that go, come or change: where they stand once at the place, or nothing is done.

    本則中 tells of all articles, so there every place counts.
    """
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
    if not found:
        return Why.NO_WORDS
    if len(found) > 1 and one.target.zone != "main":
        return Why.TWICE
    return tuple(edit for passage, start in found for edit in _edits(one, passage, start))


def _edits(one: Instruction, passage: Passage, start: int) -> tuple[Edit, ...]:
    before = one.before.text if one.before else ""
    spans = passage.locate(start, start + len(before))
    new = one.after.spans if one.after else ()
    if one.operation is Operation.INSERT_WORDS:
        return (Edit(Span(spans[-1].end, spans[-1].end), new),)
    if one.operation is Operation.INSERT_WORDS_BEFORE:
        return (Edit(Span(spans[0].start, spans[0].start), new),)
    return replaced(spans, new)


def replaced(spans: Iterable[Span], new: tuple[Span, ...]) -> tuple[Edit, ...]:
    """All ranges go, and the new words stand where the first was."""
    first, *rest = spans
    return (Edit(first, new), *(Edit(span) for span in rest))


def _whole_words(one: Instruction, at: list[Passage]) -> Outcome:
    """第3条の見出しを「（経費）」に改める: all words of a short place."""
    if one.after is None or len(at) != 1 or not (one.target.part or one.target.zone == "title"):
        return Why.UNSUPPORTED
    new = one.after
    if one.target.part is Part.CAPTION and _INSIDE_BRACKETS.fullmatch(new.text):
        new = new.part(1, len(new.text) - 1)
    return replaced(at[0].spans, new.spans)
