"""A source text with every quoted range marked, so that a link opens it (原文の表示)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from renkei.publishing.pages.records import Records


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A range of a source that is marked: half-open, in code points, with id and class, and its place in the file."""

    start: int
    length_first: int
    id: str
    kind: str = ""
    title: str = ""
    place: str = ""

    @property
    def end(self) -> int:
        """The code point behind the range."""
        return -self.length_first


class Piece(NamedTuple):
    """A step through the marked text: text to show, a range that opens, or one that closes."""

    step: Literal["text", "open", "close"]
    text: str = ""
    mark: Marked | None = None


def marked(start: int, end: int, kind: str = "", title: str = "", place: str = "") -> Marked:
    """A range to mark; its id is that of `addresses.anchor`."""
    return Marked(start, -end, f"char-{start}-{end}", kind, title, place)


def marks_of(records: Records) -> list[Marked]:
    """Every range that the records quote; unread passages and corrections with their reason."""
    special: dict[str, tuple[str, str]] = {}
    for curie, kind in (("renkei:UnreadPassage", "unread"), ("renkei:Correction", "correction")):
        for node in records.of_class(curie):
            for quoted in node.nodes("prov:wasQuotedFrom"):
                special[quoted] = (kind, node.text("renkei:reason"))
    return [
        marked(
            int(start), int(end), *special.get(node.iri, ("", "")), node.text("renkei:filePlace")
        )
        for node in records.of_class("renkei:SourceRange")
        if (start := node.text("renkei:rangeStart")) and (end := node.text("renkei:rangeEnd"))
    ]


def pieces(text: str, marks: Iterable[Marked]) -> Iterator[Piece]:
    """The text with its ranges properly nested; a range that crosses another goes on without id.

    >>> [piece.step for piece in pieces("abcd", [marked(0, 3), marked(1, 2)])]
    ['open', 'text', 'open', 'text', 'close', 'text', 'close', 'text']
    """
    waiting = sorted({mark for mark in marks if 0 <= mark.start < mark.end <= len(text)})
    open_until: list[int] = []
    at = 0
    while waiting or open_until:
        if open_until and (not waiting or waiting[0].start >= open_until[-1]):
            end = open_until.pop()
            yield from _text(text[at:end])
            yield Piece("close")
            at = max(at, end)
            continue
        mark = heapq.heappop(waiting)
        if open_until and mark.end > open_until[-1]:
            rest = Marked(open_until[-1], mark.length_first, "", mark.kind, mark.title)
            heapq.heappush(waiting, rest)
            mark = Marked(mark.start, -open_until[-1], mark.id, mark.kind, mark.title, mark.place)
        yield from _text(text[at : mark.start])
        yield Piece("open", mark=mark)
        at = mark.start
        open_until.append(mark.end)
    yield from _text(text[at:])


def _text(text: str) -> Iterator[Piece]:
    if text:
        yield Piece("text", text)
