"""A text to which edits were applied, and where each of its characters comes from (字句の由来)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from renkei.model import Agreement, SourceText, Span
from renkei.model.amendment import Instruction
from renkei.publishing.consolidating.edits import Edit, Subject, Why, edits, standing


class Origin(NamedTuple):
    """A stretch of the new text, and the stretch of a source that it was taken from."""

    span: Span
    source: SourceText
    start: int


class Refused(NamedTuple):
    """An instruction that could not be applied, and why."""

    instruction: Instruction
    why: Why


class Consolidated(NamedTuple):
    """The text as it reads with the amendment (溶け込み後の文); every word has its origin."""

    text: str
    origins: tuple[Origin, ...]
    refused: tuple[Refused, ...]


def consolidated(
    source: SourceText, agreement: Agreement, amending: SourceText, by: Agreement
) -> Consolidated:
    """The text of an agreement with the instructions of an amendment applied.

    `source` holds the agreement, `amending` the one that changes it. Only the agreement's part of
    the text is kept. An instruction that cannot be applied exactly leaves the text as it is.
    """
    subject = Subject(source, agreement, amending)
    chosen, refused = _chosen(by.amendment.instructions if by.amendment else (), subject)
    text, origins = _applied(chosen, subject)
    return Consolidated(text, origins, tuple(refused))


def _chosen(
    instructions: Sequence[Instruction], subject: Subject
) -> tuple[list[Edit], list[Refused]]:
    """The edits that can be made together, and the instructions that cannot be applied."""
    chosen: list[Edit] = []
    refused: list[Refused] = []
    last: int | None = None
    for one in instructions:
        outcome = edits(one, subject, last)
        if not isinstance(outcome, Why) and any(_clash(a, b) for a in outcome for b in chosen):
            outcome = Why.OVERLAPS
        if isinstance(outcome, Why):
            refused.append(Refused(one, outcome))
        else:
            chosen.extend(outcome)
        if one.target.zone == "" and one.before is not None:
            at = standing(one.before.text, subject.source.text)
            last = at[0].end if len(at) == 1 else None
    return chosen, refused


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same characters; what comes in at the edge of another does not."""
    low, high = sorted((one.span, other.span))
    if low.length == 0 or high.length == 0:
        return low.start < high.start < low.end
    return high.start < low.end


def _applied(chosen: list[Edit], subject: Subject) -> tuple[str, tuple[Origin, ...]]:
    pieces: list[str] = []
    origins: list[Origin] = []
    length = 0
    for words, source, start in _pieces(chosen, subject):
        if source is not None and words:
            origins.append(Origin(Span(length, length + len(words)), source, start))
        pieces.append(words)
        length += len(words)
    return "".join(pieces), tuple(origins)


def _pieces(chosen: list[Edit], subject: Subject) -> Iterator[tuple[str, SourceText | None, int]]:
    """The stretches of the new text in order, each with its source and its place there."""
    position, end = subject.agreement.span
    text = subject.source.text
    # At one place what goes comes before what comes in; else in the order of the instructions.
    for edit in sorted(chosen, key=lambda each: (each.span.start, each.span.end)):
        if position < edit.span.start:
            yield text[position : edit.span.start], subject.source, position
        if edit.lead:
            yield edit.lead, None, 0
        for span in edit.new:
            yield subject.amendment.text[span.start : span.end], subject.amendment, span.start
        position = max(position, edit.span.end)
    if position < end:
        yield text[position:end], subject.source, position
    yield "\n", None, 0
