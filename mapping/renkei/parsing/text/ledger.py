"""The ledger of characters (文字の台帳): each belongs to one node, mark or layout, or is unread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pydantic import TypeAdapter

from renkei.model import Passage, Span, Tile, TileKind

# What a tile is made of. They are validated all at once: one by one takes three times as long.
_Parts = dict[str, TileKind | Span | str]
_TILES: TypeAdapter[tuple[Tile, ...]] = TypeAdapter(tuple[Tile, ...])


# A line or a cell with what ends it, or the ends alone: "主催", "\t", "共催\n". Takes every character of a text once.
_PIECES = re.compile(r"[^\t\n]+[\t\n]*|[\t\n]+")


class LedgerError(RuntimeError):
    """Two parts claimed the same character: a fault of the parser."""


class Ledger:
    """Who holds which characters of a source; `places` where they stand, if the text read has them in another order.

    >>> ledger = Ledger("第1条 甲")
    >>> ledger.mark(Span(0, 4), "article-number")
    >>> [(tile.kind.value, tile.span) for tile in ledger.tiles()]
    [('mark', Span(start=0, end=4)), ('unread', Span(start=4, end=5))]
    """

    def __init__(self, text: str, places: Sequence[int] = ()) -> None:
        self._text = text
        self._places = places
        self._claims: dict[Span, tuple[TileKind, str]] = {}

    def follow(self, spans: Sequence[Span]) -> bool:
        """Whether words follow each other in the source too, where `places` tell where each of them stands there."""
        if not self._places:
            return True
        places = [self._places[at] for span in spans for at in range(*span)]
        return all(before <= place for before, place in pairwise(places))

    def leaf(self, passage: Passage | None, node: str) -> None:
        """The words of a node; two nodes may share one passage (parties that share an alias)."""
        for span in passage.spans if passage else ():
            self._claim(span, TileKind.LEAF, node)

    def mark(self, span: Span, rule: str) -> None:
        """A structural mark, such as 第1条 or a header cell."""
        self._claim(span, TileKind.MARK, rule)

    def as_words(self, passage: Passage, node: str) -> None:
        """A mark that is a word of a node too: the ａ of an item inside a role, which parts it from the one before."""
        for span in passage.spans:
            self._claims[span] = (TileKind.LEAF, node)

    def layout(self, span: Span, rule: str) -> None:
        """White space or markup that a layout put inside words."""
        self._claim(span, TileKind.LAYOUT, rule)

    def adopt(self, other: Ledger) -> None:
        """All claims of another ledger of the same text: what was tried out there holds."""
        for span, (kind, node) in other._claims.items():
            self._claim(span, kind, node)

    def _claim(self, span: Span, kind: TileKind, node: str) -> None:
        if span.length and self._claims.setdefault(span, (kind, node))[0] is not kind:
            raise LedgerError(f"{span} is claimed as {kind} and as {self._claims[span]}")

    def tiles(self) -> tuple[Tile, ...]:
        """Every character of the source once, in order; what nobody claimed is space or unread.

        Raises `LedgerError` when two claims overlap.
        """
        return _TILES.validate_python(tuple(self._all()))

    def _all(self) -> Iterator[_Parts]:
        position = 0
        for span in sorted(self._claims):
            if span.start < position:
                raise LedgerError(f"{span} overlaps what ends at {position}")
            if position < span.start:
                yield from self._unclaimed(position, span.start)
            kind, node = self._claims[span]
            yield {"kind": kind, "span": span, "node": node}
            position = span.end
        yield from self._unclaimed(position, len(self._text))

    def _unclaimed(self, start: int, end: int) -> Iterator[_Parts]:
        """Lines and cells that nobody claimed, the white space around their words apart."""
        position = start
        gap = self._text[start:end]
        if gap.isspace():
            yield {"kind": TileKind.MARK, "span": Span(start, end), "node": "space"}
            return
        for piece in _PIECES.findall(gap):
            words = piece.strip()
            lead = len(piece) - len(piece.lstrip()) if words else len(piece)
            end = position + len(piece)
            bounds = (position, position + lead, position + lead + len(words), end)
            kinds = (TileKind.MARK, TileKind.UNREAD, TileKind.MARK)
            for low, high, kind in zip(bounds, bounds[1:], kinds, strict=False):
                if low < high:
                    node = "unread" if kind is TileKind.UNREAD else "space"
                    yield {"kind": kind, "span": Span(low, high), "node": node}
            position = end
