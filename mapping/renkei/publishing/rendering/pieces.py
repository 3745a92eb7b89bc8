"""Words and marks in the order of the source (印刷の順), each with what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from renkei.publishing.rendering.placing import Placed, Range, mended_places, place
from renkei.publishing.rendering.statements import Statements


class Part(StrEnum):
    """What a piece of an agreement is."""

    COVER = "cover"
    TITLE = "title"
    PREAMBLE = "preamble"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CLOSING = "closing"
    DATE = "date"
    SIGNATURE = "signature"
    SCHEDULE = "schedule"
    HEADING = "heading"
    CELL = "cell"
    LEADING = "leading"
    TRAILING = "trailing"
    COLUMN = "column"
    BLANK = "blank"
    UNREAD = "unread"


class Piece(NamedTuple):
    """Some characters, where they stand, and what they are.

    Pieces with the same `node` and `slot` are one line, or one cell of the row of a table.
    """

    start: int
    end: int
    words: str
    part: Part
    node: str = ""
    slot: str = ""


class _Owned(NamedTuple):
    """A property whose value is words of the source that no other node holds."""

    type: str
    property: str
    part: Part
    slot: str = ""


# Agreements come first: their preamble holds the names of the parties, which the parties quote too.
_OWNED = (
    _Owned("renkei:Agreement", "dcterms:title", Part.TITLE),
    _Owned("renkei:Agreement", "renkei:preamble", Part.PREAMBLE),
    _Owned("renkei:Agreement", "renkei:closing", Part.CLOSING),
    _Owned("renkei:Surrounding", "renkei:text", Part.COVER),
    _Owned("renkei:Division", "renkei:text", Part.HEADING),
    _Owned("renkei:SupplementaryProvision", "renkei:text", Part.HEADING),
    _Owned("renkei:Article", "renkei:caption", Part.CAPTION),
    _Owned("renkei:Paragraph", "renkei:caption", Part.CAPTION),
    _Owned("renkei:Paragraph", "renkei:text", Part.PARAGRAPH),
    _Owned("renkei:Item", "renkei:text", Part.ITEM),
    # A sentence may say the day of conclusion, which then has no line of its own.
    _Owned("renkei:Agreement", "renkei:dateAsPrinted", Part.DATE),
    _Owned("renkei:Agreement", "renkei:cover", Part.COVER),
    _Owned("renkei:Party", "renkei:address", Part.SIGNATURE, "address"),
    _Owned("renkei:Party", "renkei:signedAs", Part.SIGNATURE, "body"),
    _Owned("renkei:Party", "renkei:signatoryTitle", Part.SIGNATURE, "office"),
    _Owned("renkei:Party", "renkei:signatoryName", Part.SIGNATURE, "office"),
    _Owned("renkei:Schedule", "renkei:text", Part.SCHEDULE),
    _Owned("renkei:FieldHeading", "renkei:text", Part.HEADING),
    _Owned("renkei:AmendingInstruction", "renkei:text", Part.PARAGRAPH),
    _Owned("renkei:AmendingInstruction", "renkei:newText", Part.ITEM),
    # Words of a clause stand in its text; the sides of a comparison are cells of their own.
    _Owned("renkei:AmendingInstruction", "renkei:wordsAfter", Part.CELL, "after"),
    _Owned("renkei:AmendingInstruction", "renkei:wordsBefore", Part.CELL, "before"),
    _Owned("renkei:Amendment", "renkei:text", Part.PARAGRAPH),
    _Owned("renkei:Amendment", "renkei:supplement", Part.PARAGRAPH),
    _Owned("renkei:Initiative", "rdfs:label", Part.CELL, "label"),
    _Owned("renkei:Initiative", "renkei:content", Part.CELL, "content"),
    _Owned("renkei:RoleAssignment", "renkei:roleText", Part.CELL, "role"),
    _Owned("renkei:Note", "rdfs:label", Part.COLUMN),
    _Owned("renkei:Note", "renkei:text", Part.CELL, "note"),
)
_MARKS = {
    "renkei:leadingMark": Part.LEADING,
    "renkei:trailingMark": Part.TRAILING,
    "renkei:columnHeading": Part.COLUMN,
    "renkei:blankMark": Part.BLANK,
}
_PARTS_OF_ROW = {"role", "note"}
_NOWHERE = 1 << 60
"""Where a value stands that quotes no range: behind everything."""


def pieces(graph: Statements) -> tuple[Piece, ...]:
    """Every word and mark of an agreement once, in the order of the source.

    A value whose ranges do not hold it stands whole where its node begins: nothing is left out.
    """
    return _Gathering(graph).all()


@dataclass(slots=True)
class _Gathering:
    graph: Statements
    taken: list[Range] = field(default_factory=list)
    corrections: dict[int, str] = field(default_factory=dict)
    found: list[Piece] = field(default_factory=list)

    def all(self) -> tuple[Piece, ...]:
        self.corrections = dict(self._corrections())
        for owned in _OWNED:
            for node in self.graph.of_class(owned.type):
                if not self._is_derived(node, owned):
                    self._words(node, owned)
        self.found += [*self._marks(), *self._unread()]
        return tuple(sorted(self.found, key=lambda piece: (piece.start, piece.end)))

    def _corrections(self) -> Iterator[tuple[int, str]]:
        """What stands at each place that is mended."""
        for node in self.graph.of_class("renkei:Correction"):
            after = self.graph.value(node, "renkei:after") or ""
            for start, _, before in self._ranges(node, "prov:wasQuotedFrom"):
                yield from mended_places(start, before, after).items()

    def _is_derived(self, node: str, owned: _Owned) -> bool:
        """Whether the value is made by the parser and not printed: a name derived from a sentence."""
        is_label = owned.property == "rdfs:label"
        return is_label and self.graph.value(node, "renkei:labelDerived") is not None

    def _ranges(self, node: str, property_: str) -> list[Range]:
        found = (self._range(iri) for iri in self.graph.values(node, property_))
        return sorted(one for one in found if one)

    def _range(self, iri: str) -> Range | None:
        start = self.graph.value(iri, "renkei:rangeStart")
        end = self.graph.value(iri, "renkei:rangeEnd")
        words = self.graph.value(iri, "renkei:quotedText")
        if start is None or end is None or words is None:
            return None
        return Range(int(start), int(end), words)

    def _words(self, node: str, owned: _Owned) -> None:
        quoted = self._ranges(node, "prov:wasQuotedFrom")
        slot = (
            f"{owned.slot}/{node.rpartition('/')[2]}" if owned.slot in _PARTS_OF_ROW else owned.slot
        )
        for value in self.graph.values(node, owned.property):
            placed = place(value, self._free(quoted), self.corrections)
            if not placed:
                self._rest(node, value, quoted, owned, slot)
            # The same words may stand in several places of one node, as on a cover.
            while placed:
                self._take(placed, owned, self._row(node), slot)
                placed = place(value, self._free(quoted), self.corrections)

    def _rest(self, node: str, value: str, quoted: list[Range], owned: _Owned, slot: str) -> None:
        """What of a value no node has printed: a party's own role stands before the cell for all of them."""
        placed = place(value, quoted, self.corrections)
        rest = tuple(part for one in placed for part in self._left(one))
        self._take(rest, owned, self._row(node), slot)
        if not placed:
            start = min((one.start for one in quoted), default=_NOWHERE)
            self.found.append(Piece(start, start, value, owned.part, self._row(node), slot))

    def _left(self, one: Placed) -> Iterator[Placed]:
        """What of a range no node has printed: the words for all parties, the marks between the items of an article."""
        at, left = one.range.start, list[tuple[int, int]]()
        for taken in sorted(self.taken):
            if at < taken.end and taken.start < one.range.end:
                left.append((at, taken.start))
                at = taken.end
        left.append((at, one.range.end))
        if left == [one.range[:2]]:
            yield one
            return
        for start, end in left:
            words = one.range.words[max(start - one.range.start, 0) : max(end - one.range.start, 0)]
            rest = Range(start, end, words)
            if said := rest.mended(self.corrections).strip():
                yield Placed(rest, said)

    def _free(self, ranges: list[Range]) -> list[Range]:
        """The ranges of which no node has printed anything.

        One cell may be the role of two parties, an item of an article the content of an initiative.
        """
        return [
            one
            for one in ranges
            if not any(one.start < other.end and other.start < one.end for other in self.taken)
        ]

    def _take(self, placed: tuple[Placed, ...], owned: _Owned, row: str, slot: str) -> None:
        for one, words in placed:
            self.taken.append(one)
            self.found.append(Piece(one.start, one.end, words, owned.part, row, slot))

    def _row(self, node: str) -> str:
        """The row of a table that a node stands in: the initiative, for a role or note of it."""
        return node.partition("/role/")[0].partition("/note/")[0]

    def _marks(self) -> Iterator[Piece]:
        for node in self.graph.of_class("renkei:PrintedForm"):
            for property_, part in _MARKS.items():
                for one in self._ranges(node, property_):
                    words = one.mended(self.corrections).strip()
                    yield Piece(one.start, one.end, words, part)

    def _unread(self) -> Iterator[Piece]:
        for node in self.graph.of_class("renkei:UnreadPassage"):
            words = self.graph.value(node, "renkei:text") or ""
            ranges = self._ranges(node, "prov:wasQuotedFrom")
            start, end, _ = ranges[0] if ranges else Range(_NOWHERE, _NOWHERE, "")
            yield Piece(start, end, words.strip(), Part.UNREAD)
