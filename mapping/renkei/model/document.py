"""What became of one source (読み取り結果): its agreements, its findings, and every character."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from renkei.model.agreement import Agreement, Unread
from renkei.model.base import Frozen
from renkei.model.findings import Finding
from renkei.model.passages import Span
from renkei.model.source import SourceText


class TileKind(StrEnum):
    """What a stretch of the source is (文字の帰属)."""

    LEAF = "leaf"
    """Words that a node of the agreement holds."""
    MARK = "mark"
    """A structural mark: 第1条, a tab, a header cell, a line end between parts."""
    LAYOUT = "layout"
    """White space or markup that a layout put inside words; `node` names the rule."""
    UNREAD = "unread"
    """Not understood; kept, and reported."""


class Tile(Frozen):
    """A stretch of the source and what it belongs to; the tiles of a source have no gap."""

    kind: TileKind
    span: Span
    node: str


class Document(Frozen):
    """One source, read (読み取り結果): `unread` are passages that lie in no agreement."""

    source: SourceText
    agreements: tuple[Agreement, ...] = ()
    unread: tuple[Unread, ...] = ()
    findings: tuple[Finding, ...] = ()
    tiles: tuple[Tile, ...] = ()

    @model_validator(mode="after")
    def _tiles_cover_the_text(self) -> Self:
        position = 0
        for tile in self.tiles:
            if tile.span.start != position:
                raise ValueError(f"tiles leave a gap or overlap at {position}: {tile}")
            position = tile.span.end
        if self.tiles and position != len(self.source.text):
            raise ValueError(f"tiles end at {position} of {len(self.source.text)}")
        return self

    def coverage(self) -> dict[TileKind, int]:
        """The number of code points of each kind."""
        counts = dict.fromkeys(TileKind, 0)
        for tile in self.tiles:
            counts[tile.kind] += tile.span.length
        return counts
