"""Parsing (構造の読み取り): SourceText → Document, in three steps with three types.

Before them, `cleaning` undoes in a view of the text what layout and extraction did to it. `text.lines` gives each line a kind; `structure` sorts lines into the zones of agreements; `meaning` makes
agreements of zones, with a room for each: `parties`, `articles`, `schedules` (and below it `prose`, `logical_rows`, `shapes`, `cells`, `headings`), `signing`, `amendments`. These rooms, too, import in one
direction. Every character ends as a leaf, a mark, layout or unread, none twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from renkei.errors import finding
from renkei.model import Agreement, Document, Finding, SourceText, Span, Tile, TileKind, Unread
from renkei.parsing.certainty import doubts
from renkei.parsing.cleaning.steps import cleaned, viewed
from renkei.parsing.meaning import SectionReader
from renkei.parsing.structure.other_documents import other_document
from renkei.parsing.structure.zones import sections
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line
from renkei.parsing.text.view import View, moved, moved_tiles

__all__ = ["parse"]


_WHOLE = frozenset({"P062", "P068", "P079"})
"""Findings that tell of all unread passages in their range: a row, a drawn table."""


def parse(source: SourceText) -> Document:
    """Read the agreements that a source text holds; never fails on a text.

    What was not understood is in `unread`, of the agreement in whose range it lies or else of the
    document, with a finding for each passage.
    """
    view, lines = cleaned(source)
    read = viewed(source, view)
    ledger = Ledger(read.text, view.starts if view.arranged else ())
    agreements: list[Agreement] = []
    findings: list[Finding] = []
    for section in sections(lines):
        reader = SectionReader(read, ledger)
        agreement = reader.read(section)
        if agreement is not None:
            agreements.append(agreement)
            findings.extend(reader.findings)
    tiles = ledger.tiles()
    if view.edited:
        agreements = [_with_corrections(moved(one, view, source), view) for one in agreements]
        findings = [moved(found, view, source) for found in findings]
        tiles = moved_tiles(tiles, view, source.length)
    findings.extend(view.findings)
    unread = [_unread(source, tile) for tile in tiles if tile.kind is TileKind.UNREAD]
    if not agreements:
        told = [found for found in view.findings if found.code in {"P035", "P068"}]
        return Document(
            source=source,
            unread=tuple(unread),
            tiles=tiles,
            findings=(*_no_agreement(source, view, lines), *told),
        )
    findings.extend(doubts(source, agreements))
    findings.extend(_unread_findings(source, unread, findings))
    return Document(
        source=source,
        agreements=tuple(_with_unread(agreement, unread) for agreement in agreements),
        unread=tuple(_outside(unread, agreements)),
        findings=tuple(sorted(findings, key=_by_place)),
        tiles=tiles,
    )


def _no_agreement(source: SourceText, view: View, lines: Sequence[Line]) -> Iterator[Finding]:
    """Why nothing was read: the text is another kind of document, or nothing tells what it is."""
    other = other_document(lines)
    if other is None or other.span is None:
        # A bill or a press release may hold an agreement that could not be read.
        yield finding("P001", source)
    if other is not None:
        span = view.range_of(other.span) if other.span else None
        words = source.text[span.start : span.end] if span else other.ja
        yield finding("P065", source, span, what_ja=other.ja, what_en=other.en, words=words)


def _with_corrections(agreement: Agreement, view: View) -> Agreement:
    """The agreement with the repairs of its text; a repair stands inside one agreement."""
    inside = [one for one in view.corrections if agreement.span.covers(one.span)]
    corrections = sorted({*agreement.corrections, *inside}, key=lambda one: one.span)
    return agreement.model_copy(update={"corrections": tuple(corrections)})


def _unread(source: SourceText, tile: Tile) -> Unread:
    text = source.text[tile.span.start : tile.span.end]
    return Unread(text=text, span=tile.span, reason="文書の構造のどこにも当てはまらない")


def _unread_findings(
    source: SourceText, unread: Iterable[Unread], findings: Iterable[Finding]
) -> list[Finding]:
    """One for each passage, unless a finding that knows more speaks of the same place."""
    known = {
        found.span
        for found in findings
        if found.code in {"P004", "P009", "P017", "P057", "P059", "P060", "P067", "P084"}
    }
    rows = sorted(found.span for found in findings if found.code in _WHOLE and found.span)
    return [
        finding("P002", source, passage.span, words=passage.text)
        for passage in unread
        if passage.span not in known and not _inside(rows, passage.span)
    ]


def _inside(rows: Sequence[Span], span: Span) -> bool:
    """Whether a passage lies in one of the rows, which are in order and do not overlap."""
    at = bisect_left(rows, span.end, key=lambda row: row.end)
    return at < len(rows) and rows[at].covers(span)


def _with_unread(agreement: Agreement, unread: Sequence[Unread]) -> Agreement:
    inside = unread[_first(unread, agreement.span.start) : _first(unread, agreement.span.end)]
    return agreement.model_copy(update={"unread": tuple(inside)})


def _outside(unread: Sequence[Unread], agreements: Sequence[Agreement]) -> Iterator[Unread]:
    position = 0
    for agreement in agreements:
        yield from unread[position : _first(unread, agreement.span.start)]
        position = _first(unread, agreement.span.end)
    yield from unread[position:]


def _first(unread: Sequence[Unread], offset: int) -> int:
    """The index of the first passage at or behind a place; passages are in the order of the text."""
    return bisect_left(unread, offset, key=lambda passage: passage.span.start)


def _by_place(found: Finding) -> tuple[int, str]:
    return (found.span.start if found.span else -1, found.code)
