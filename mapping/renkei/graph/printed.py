"""The marks of an agreement as printed (印刷上の標記): 第3条, brackets, column heads, 甲 before a name.

They say nothing of their own, so no node of the agreement holds them; but without them the agreement
cannot be written back from the graph as it was found.
"""

from __future__ import annotations

from collections.abc import Iterator

from renkei.model import Agreement, Document, Span, Tile, TileKind

FURNITURE = frozenset({"space", "ruler", "page-number", "cell-border"})
"""Marks of a page and not of an agreement: they are not kept, and no rendering has them."""
_BY_RULE = {
    "header-cell": "renkei:columnHeading",
    "no-role": "renkei:blankMark",
    "seal": "renkei:trailingMark",
}


def printed_marks(agreement: Agreement, document: Document) -> Iterator[tuple[str, Span]]:
    """The property and the range of each mark inside an agreement, in the order of the text.

    A mark leads the words behind it, unless it touches the words before it: the bracket that closes
    a caption, a seal.
    """
    before: Tile | None = None
    for tile in document.tiles:
        if agreement.span.covers(tile.span) and _is_kept(tile, document.source.text):
            follows = before is not None and before.kind is TileKind.LEAF
            usual = "renkei:trailingMark" if follows else "renkei:leadingMark"
            yield _BY_RULE.get(tile.node, usual), tile.span
        before = tile


def _is_kept(tile: Tile, text: str) -> bool:
    words = text[tile.span.start : tile.span.end]
    return tile.kind is TileKind.MARK and tile.node not in FURNITURE and not words.isspace()
