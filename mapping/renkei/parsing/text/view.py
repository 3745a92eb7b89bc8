"""The text as it is read (読み取り用の写し): a source with layout taken out, and the way back from it.

The source itself is never changed. Steps that clean a text (`characters`, `spacing`, `vertical`, `heads`) edit
a `View`; the parser reads the view; `moved` then puts every range of what was read back to its place in the
source, where the printed characters stand. A text that needs no cleaning is its own view.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeVar

from renkei.model import Correction, Finding, MergedCell, Passage, SourceText, Span, Tile, TileKind
from renkei.model.base import Frozen


class Edit(NamedTuple):
    """A change of the view: what stands in `span` reads as `text` there; `rule` says why.

    No text takes the stretch out as layout. A text of equal length is taken letter for letter; the
    first letter of any other stands for the whole stretch.
    """

    span: Span
    text: str
    rule: str


class Removed(NamedTuple):
    """A stretch of the source that a layout put in (レイアウト), and the rule that says so."""

    span: Span
    rule: str


class Arranged(NamedTuple):
    """A stretch of the view whose words stand in another order there (並べ替え): pieces, and what parts them.

    What of the stretch is in no piece is taken out as layout; what parts pieces stands nowhere in the source.
    """

    span: Span
    pieces: tuple[Span | str, ...]
    rule: str


@dataclass(slots=True)
class View:
    """A text to read; `starts` and `ends` say where each of its characters stands in the source.

    >>> view = View.of("連 携")
    >>> view.edit([Edit(Span(1, 2), "", "spaced-letters")])
    >>> view.text, view.range_of(Span(0, 2)), view.removed
    ('連携', Span(start=0, end=3), [Removed(span=Span(start=1, end=2), rule='spaced-letters')])
    """

    text: str
    starts: list[int]
    ends: list[int]
    removed: list[Removed] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    edited: bool = False
    merged: list[MergedCell] = field(default_factory=list)
    """Merged cells that the text alone shows, at their places in the source."""
    withheld: list[Span] = field(default_factory=list)
    """Stretches of the source that are left as they are, since nobody knows the order of their words."""
    arranged: list[Span] = field(default_factory=list)
    """Stretches of the source whose words stand in another order in the view."""
    _gaps: list[int] | None = None
    _order: list[tuple[int, int]] | None = None

    @classmethod
    def of(cls, text: str) -> View:
        """The view of a text that nobody edited yet."""
        return cls(text, list(range(len(text))), list(range(1, len(text) + 1)))

    def edit(self, edits: Sequence[Edit]) -> None:
        """Make changes, which are in order and do not overlap; their ranges are of the view."""
        if not edits:
            return
        self.edited = True
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for (low, high), text, rule in [*edits, Edit(Span(len(self.text), len(self.text)), "", "")]:
            if len(text) not in {0, high - low} and self._is_torn(Span(low, high)):
                continue  # one letter cannot stand for words of two places
            words.append(self.text[position:low])
            starts += self.starts[position:low]
            ends += self.ends[position:low]
            begin, end = self._reach(low, high)
            if text:
                words.append(text)
                places = self._places(low, high, len(text))
                if len(text) != high - low:
                    self._take_in(Span(begin, end))
                starts += [place.start for place in places]
                ends += [place.end for place in places]
            elif begin < end:
                self.removed += self._taken_out(low, high, rule)
            position = high
        self._take(words, starts, ends)

    def rearrange(self, stretches: Sequence[Arranged]) -> None:
        r"""Put the words of stretches, which are in order and do not overlap, into another order.

        >>> view = View.of("│甲│乙│")
        >>> view.rearrange([Arranged(Span(0, 5), (Span(1, 2), "\t", Span(3, 4)), "table-ruling")])
        >>> view.text, view.pieces(Span(2, 3))
        ('甲\t乙', [Span(start=3, end=4)])
        """
        if not stretches:
            return
        self.edited = True
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for span, pieces, rule in stretches:
            kept = sorted(piece for piece in pieces if not isinstance(piece, str))
            at = self.starts[span.start]
            for piece in (Span(position, span.start), *pieces):
                if isinstance(piece, str):
                    words.append(piece)
                    starts += [at] * len(piece)
                    ends += [at] * len(piece)
                elif piece.length:
                    words.append(self.text[slice(*piece)])
                    starts += self.starts[slice(*piece)]
                    ends += self.ends[slice(*piece)]
                    at = ends[-1]
            bounds = [span.start, *(bound for piece in kept for bound in piece), span.end]
            for low, high in zip(bounds[::2], bounds[1::2], strict=True):
                self.removed += self._taken_out(low, high, rule)
            self.arranged.append(self.range_of(span))
            position = span.end
        words.append(self.text[position:])
        self._take(words, starts + self.starts[position:], ends + self.ends[position:])

    def _take(self, words: Sequence[str], starts: list[int], ends: list[int]) -> None:
        self.text, self.starts, self.ends = "".join(words), starts, ends
        self._gaps = self._order = None  # what was looked for above was of the text before

    def is_arranged(self, span: Span) -> bool:
        """Whether a range of the source holds words that stand in another order in the view."""
        at = bisect_right(self.arranged, span.start, key=lambda one: one.end)
        return at < len(self.arranged) and self.arranged[at].start < span.end

    def _is_torn(self, span: Span) -> bool:
        """Whether a range of the view stands in several places of an arranged stretch."""
        return (
            bool(self.arranged)
            and self.is_arranged(self.range_of(span))
            and len(self.pieces(span)) > 1
        )

    def _reach(self, low: int, high: int) -> tuple[int, int]:
        if low < high:
            return self.starts[low], self.ends[high - 1]
        at = self.starts[low] if low < len(self.starts) else self.ends[-1] if self.ends else 0
        return at, at

    def _places(self, low: int, high: int, count: int) -> list[Span]:
        if count == high - low:
            return [Span(self.starts[at], self.ends[at]) for at in range(low, high)]
        begin, end = self._reach(low, high)
        return [Span(begin, end), *[Span(end, end)] * (count - 1)]

    def _take_in(self, whole: Span) -> None:
        """What was taken out inside a stretch for which one letter stands now is a part of that stretch."""
        self.removed = [one for one in self.removed if not whole.covers(one.span)]

    def _taken_out(self, low: int, high: int, rule: str) -> Iterator[Removed]:
        """What an edit takes out, without what another one took out inside it before."""
        for span in self.pieces(Span(low, high)):
            yield Removed(span, rule)

    def pieces(self, span: Span) -> list[Span]:
        """The ranges of the source that hold a range of the view, those that touch joined."""
        low, high = span
        if low >= high:
            return []
        gaps = self._places_of_gaps()
        cuts = gaps[bisect_right(gaps, low) : bisect_left(gaps, high)]
        found = [
            Span(self.starts[first], self.ends[last - 1])
            for first, last in pairwise([low, *cuts, high])
        ]
        return list(_joined([piece for piece in found if piece.length]))

    def _places_of_gaps(self) -> list[int]:
        """Where a character of the view does not touch the one before it in the source; looked for once."""
        if self._gaps is None:
            touching = zip(self.starts[1:], self.ends, strict=False)
            self._gaps = [at for at, (start, end) in enumerate(touching, start=1) if start != end]
        return self._gaps

    def range_of(self, span: Span) -> Span:
        """The range of the source from the first to the last character of a range of the view."""
        reach = Span(*self._reach(*span))
        if self.arranged and self.is_arranged(Span(min(reach), max(reach) + 1)):
            pieces = self.pieces(span) or [Span(min(reach), min(reach))]
            return Span(min(pieces).start, max(piece.end for piece in pieces))
        return reach

    def inside(self, span: Span) -> Span:
        """The range of the view that holds a range of the source, as far as it is there.

        >>> view = View.of("連 携")
        >>> view.edit([Edit(Span(1, 2), "", "spaced-letters")])
        >>> view.inside(Span(2, 3))
        Span(start=1, end=2)
        """
        if not self.arranged:
            return Span(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))
        order = self._places_in_source()
        first = bisect_left(order, (span.start, -1))
        last = bisect_left(order, (span.end, -1)) - 1
        return Span(order[first][1], order[last][1] + 1) if first <= last else Span(0, 0)

    def _places_in_source(self) -> list[tuple[int, int]]:
        """Where each character of the view stands in the source, and its place here; looked for once."""
        if self._order is None:
            both = enumerate(zip(self.starts, self.ends, strict=True))
            self._order = sorted((start, at) for at, (start, end) in both if start < end)
        return self._order


_Model = TypeVar("_Model", bound=Frozen)


def moved(model: _Model, view: View, source: SourceText) -> _Model:
    """A model with all its ranges put back from the view to the source; passages as printed."""
    put = _moved(model, view, source)
    assert isinstance(put, type(model))  # for the type checker: a model gives its like
    return put


def _moved(value: object, view: View, source: SourceText) -> object:
    if isinstance(value, Passage):
        # Words that do not follow each other can only be told as they are printed.
        pieces = sorted(piece for span in value.spans for piece in view.pieces(span))
        words = "".join(source.text[piece.start : piece.end] for piece in pieces)
        return Passage(text=words, spans=_joined(pieces))
    if isinstance(value, Span):
        return view.range_of(value)
    if isinstance(value, Finding):
        return _moved_finding(value, view, source)
    if isinstance(value, Frozen):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        fresh = {name: _moved(held, view, source) for name, held in fields.items()}
        changed = {name: held for name, held in fresh.items() if held is not fields[name]}
        return value.model_copy(update=changed) if changed else value
    if type(value) is tuple:
        return tuple(_moved(one, view, source) for one in value)
    return value


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in spans:
        if found and found[-1].end == span.start:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def _moved_finding(found: Finding, view: View, source: SourceText) -> Finding:
    if found.span is None:
        return found
    span = view.range_of(found.span)
    place = source.place(span.start)
    update = {"span": span, "line": place.line, "column": place.column}
    return found.model_copy(update=update)


def moved_tiles(tiles: Sequence[Tile], view: View, length: int) -> tuple[Tile, ...]:
    """The tiles of the source: those of the view at their places, and between them the layout.

    What was taken out inside an unread stretch is unread with it.
    """
    found: list[Tile] = []
    for tile in tiles:
        whole = view.range_of(tile.span)
        unread = tile.kind is TileKind.UNREAD and not view.is_arranged(whole)
        pieces = [whole] if unread else view.pieces(tile.span)
        found += [tile.model_copy(update={"span": span}) for span in pieces if span.length]
    layout = [
        Tile(kind=TileKind.LAYOUT, span=span, node=rule) for span, rule in sorted(view.removed)
    ]
    return tuple(_in_order(found, layout, length))


def _in_order(tiles: Sequence[Tile], layout: Sequence[Tile], length: int) -> Iterator[Tile]:
    spans = sorted(tile.span for tile in tiles if tile.kind is TileKind.UNREAD)
    unread = iter([*spans, Span(length, length)])
    current = next(unread)
    outside: list[Tile] = []
    for tile in layout:
        while current.end <= tile.span.start < length:
            current = next(unread)
        if not current.covers(tile.span):
            outside.append(tile)
    yield from sorted([*tiles, *outside], key=lambda tile: tile.span)


def lines_of(text: str) -> Iterator[Span]:
    r"""The lines of a text, without their line ends.

    >>> list(lines_of("甲\n\n乙"))
    [Span(start=0, end=1), Span(start=2, end=2), Span(start=3, end=4)]
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))
