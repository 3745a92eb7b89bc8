"""What an instruction comes to (改正の適用): edits of the text, or the reason why there are none."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from renkei.model import Agreement, SourceText, Span
from renkei.model.amendment import Instruction


class Why(StrEnum):
    """Why an instruction cannot be applied (適用できない理由)."""

    NO_PLACE = "no-place"
    NO_WORDS = "no-words"
    TWICE = "twice"
    UNSUPPORTED = "unsupported"
    OVERLAPS = "overlaps"


class Computed(NamedTuple):
    """A number that a clause implies and does not print (繰り下げ), and the range of the clause."""

    words: str
    clause: Span


class Edit(NamedTuple):
    """Characters that go, and the ranges of the amendment that come in their place.

    `lead` and `tail` are white space that the new words need around them; it comes from no source.
    Of edits at one place the one with the lower `rank` comes first.
    """

    span: Span
    new: tuple[Span | Computed, ...] = ()
    lead: str = ""
    tail: str = ""
    rank: int = 0


Outcome = tuple[Edit, ...] | Why


class Subject(NamedTuple):
    """What is amended: its text as it is before, the agreement read from it, and all instructions."""

    source: SourceText
    agreement: Agreement
    amendment: SourceText
    instructions: tuple[Instruction, ...] = ()


def whole_lines(text: str, span: Span) -> Span:
    """The whole lines that a range touches."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def with_gap(text: str, span: Span) -> Span:
    """Lines that go, with the white space above them."""
    return Span(len(text[: span.start].rstrip()), span.end)
