"""A text to which edits were applied, and where each of its characters comes from (字句の由来)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from renkei.model import Agreement, SourceText, Span
from renkei.model.amendment import Instruction
from renkei.publishing.consolidating.edits import edits
from renkei.publishing.consolidating.outcomes import Computed, Edit, Subject, Why
from renkei.publishing.consolidating.sides import standing


class Origin(NamedTuple):
    """A stretch of the new text, and the stretch of a source that it was taken from.

    A number that a clause implies (繰り下げ) comes from the whole clause, which does not print it.
    """

    span: Span
    source: SourceText
    taken: Span


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
    instructions = by.amendment.instructions if by.amendment else ()
    subject = Subject(source, agreement, amending, instructions)
    chosen, refused = _chosen(instructions, subject)
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


class _Piece(NamedTuple):
    """Words of the new text; white space that an edit needs has no source."""

    words: str
    source: SourceText | None = None
    taken: Span = Span(0, 0)


def _applied(chosen: list[Edit], subject: Subject) -> tuple[str, tuple[Origin, ...]]:
    pieces: list[str] = []
    origins: list[Origin] = []
    length = 0
    for words, source, taken in _pieces(chosen, subject):
        if source is not None and words:
            origins.append(Origin(Span(length, length + len(words)), source, taken))
        pieces.append(words)
        length += len(words)
    return "".join(pieces), tuple(origins)


def _pieces(chosen: list[Edit], subject: Subject) -> Iterator[_Piece]:
    """The stretches of the new text in order, each with its source and its place there."""
    position, end = subject.agreement.span
    # At one place what comes in stands before what goes; else by rank, then by the instructions.
    for edit in sorted(chosen, key=lambda each: (each.span.start, each.span.end, each.rank)):
        if position < edit.span.start:
            yield _copied(subject.source, Span(position, edit.span.start))
        yield _Piece(edit.lead)
        for new in edit.new:
            if isinstance(new, Computed):
                yield _Piece(new.words, subject.amendment, new.clause)
            else:
                yield _copied(subject.amendment, new)
        yield _Piece(edit.tail)
        position = max(position, edit.span.end)
    if position < end:
        yield _copied(subject.source, Span(position, end))
    yield _Piece("\n")


def _copied(source: SourceText, span: Span) -> _Piece:
    return _Piece(source.text[span.start : span.end], source, span)
