"""Places in a source text, and the words read from them (字句とその位置)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, NamedTuple, Self

from pydantic import Field, PlainSerializer, model_validator

from renkei.model.base import Frozen


class Span(NamedTuple):
    """A half-open range in a source text, in code points (範囲).

    >>> Span(1204, 1288).fragment
    'char=1204,1288'
    >>> Span(0, 5).overlaps(Span(5, 9))
    False
    """

    start: int
    end: int

    @property
    def fragment(self) -> str:
        """The range as an RFC 5147 text/plain fragment identifier."""
        return f"char={self.start},{self.end}"

    @property
    def length(self) -> int:
        """The number of code points in the range."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether both ranges hold at least one common code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other range lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


SpanTuple = Annotated[
    tuple[Span, ...],
    # [[3, 9]] reads better in JSON than a list of records, and pydantic reads it back.
    PlainSerializer(lambda spans: [list(span) for span in spans], when_used="json"),
]


class Passage(Frozen):
    """Words as they were read, and the ranges that hold them (読み取った字句).

    The text is what stands in the ranges, one after the other, with corrections put in letter for
    letter; so the ranges together are exactly as long as the text. White space that a layout put
    between words lies between two ranges, in none of them.

    >>> Passage(text="一体となった", spans=(Span(6, 11), Span(12, 13))).locate(4, 6)
    (Span(start=10, end=11), Span(start=12, end=13))
    """

    text: str
    spans: SpanTuple = Field(min_length=1)

    @model_validator(mode="after")
    def _ranges_hold_the_text(self) -> Self:
        # Of every passage of every agreement: one loop over pairs of numbers, no calls.
        held, last = 0, self.spans[0].start
        for start, end in self.spans:
            if start < last:
                raise ValueError("the ranges of a passage must be in order and must not overlap")
            held, last = held + end - start, end
        if held != len(self.text):
            raise ValueError("the ranges of a passage must be exactly as long as its text")
        return self

    @property
    def start(self) -> int:
        """Where the first range begins."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last range ends."""
        return self.spans[-1].end

    def locate(self, start: int, end: int) -> tuple[Span, ...]:
        """The ranges in the source of `text[start:end]`."""
        return tuple(_cut(self.spans, start, end))

    def part(self, start: int, end: int) -> Passage:
        """`text[start:end]` as a passage of its own; the part must not be empty."""
        return Passage(text=self.text[start:end], spans=self.locate(start, end))

    def extents(self, source: str) -> tuple[Span, ...]:
        """The ranges with those joined between which the layout put only a space or a line end.

        One cell or one sentence is then one quote; a cell that goes on after a page break is two.
        """
        joined: list[Span] = []
        for span in self.spans:
            if joined and _is_layout(source[joined[-1].end : span.start]):
                joined[-1] = Span(joined[-1].start, span.end)
            else:
                joined.append(span)
        return tuple(joined)


def join(passages: Iterable[Passage]) -> Passage:
    """One passage of several that follow each other; at least one is needed."""
    parts = list(passages)
    text = "".join(part.text for part in parts)
    return Passage(text=text, spans=tuple(_touching(span for part in parts for span in part.spans)))


def _touching(spans: Iterable[Span]) -> Iterator[Span]:
    held: Span | None = None
    for span in spans:
        if held is not None and held.end == span.start:
            held = Span(held.start, span.end)
        else:
            if held is not None:
                yield held
            held = span
    if held is not None:
        yield held


def _cut(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    offset = 0
    for span in spans:
        low, high = max(start - offset, 0), min(end - offset, span.length)
        if low < high:
            yield Span(span.start + low, span.start + high)
        offset += span.length


def _is_layout(gap: str) -> bool:
    return gap.isspace() and "\t" not in gap and gap.count("\n") <= 1 if gap else True
