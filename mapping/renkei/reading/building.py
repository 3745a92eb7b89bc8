"""The text under construction (本文の組み立て): the one place that knows how a `SourceText` is written.

A paragraph is a line; a row of a table is a line whose cells are parted by tabs; a line break or a
tab inside a cell is one space; a line with a form feed alone parts two pages; an empty line parts
what the file parts as blocks. U+00A0, U+3000 and all other white space stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model.findings import Finding
from renkei.model.passages import Span
from renkei.model.source import Anchor, Confidence, MergedCell, Omission
from renkei.reading.extraction import Extraction, Origin
from renkei.reading.omissions import told
from renkei.reading.wording import Words

GRID_LIMIT = 500_000
"""How many places a table may have: a few cells can claim to cover millions."""
PAGE_BREAK = "\f"
_NO_LINE_ENDS = {ord(char): None for char in "\n\r\f\v"}


@dataclass(slots=True)
class Cell:
    """A cell of a table (表の欄): its words, its place, and how many rows and columns it covers."""

    words: Words
    place: str | None = None
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class TextBuilder:
    r"""Appends lines, rows and page breaks, and keeps account of places and merged cells.

    >>> builder = TextBuilder("a.html", "text/html")
    >>> builder.line("別表", "line=3")
    Span(start=0, end=2)
    >>> builder.row([Cell(Words("取組"), columns=2), None, Cell(Words("甲の\n役割"))], "line=5")
    >>> made = builder.build()
    >>> made.text, made.merged
    ('別表\n取組\t\t甲の 役割\n', (MergedCell(start=3, end=5, rows=1, columns=2),))
    """

    name: str
    media_type: str
    encoding: str = "utf-8"
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _anchors: list[Anchor] = field(default_factory=list)
    _merged: list[MergedCell] = field(default_factory=list)
    _furniture: list[Span] = field(default_factory=list)
    _omitted: list[Omission] = field(default_factory=list)
    _confidences: list[Confidence] = field(default_factory=list)
    _findings: list[Finding] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many code points stand there by now."""
        return self._length

    def line(
        self, words: Words | str, place: str | None = None, *, furniture: bool = False
    ) -> Span:
        """Append a paragraph: a line, or several where it holds line breaks; a tab is one space.

        `furniture` says that it is a running head, a foot, a page number or the like.
        """
        given = Words(words) if isinstance(words, str) else words
        start, end = self._length, self._length
        for one in given.lines():
            self._anchor(place)
            end = self._put(one.cell()).end
            self._end_line()
        span = Span(start, end)
        if furniture and span.length:
            self._furniture.append(span)
        return span

    def verbatim(self, line: str, place: str | None = None) -> None:
        """Append a line as it is, tabs included, as preformatted text has them."""
        self._anchor(place)
        self._append(line.translate(_NO_LINE_ENDS))
        self._end_line()

    def row(self, cells: Sequence[Cell | None], place: str | None = None) -> None:
        """Append a row of a table; None stands for a place that a merged cell covers."""
        for at, cell in enumerate(cells):
            if at:
                self._append("\t")
            if cell is None:
                continue
            self._anchor(cell.place or place)
            span = self._put(cell.words.cell())
            if cell.rows > 1 or cell.columns > 1:
                self._merged.append(MergedCell(span.start, span.end, cell.rows, cell.columns))
        self._end_line()

    def gap(self) -> None:
        """Make sure that an empty line parts what follows from what stands there."""
        if self._pieces and self._pieces[-2:] != ["\n", "\n"] and self._pieces != ["\n"]:
            self._append("\n")

    def page_break(self) -> None:
        """Append the mark between two pages."""
        self._append(PAGE_BREAK)
        self._end_line()

    def omit(self, text: str, kind: str) -> None:
        """Note words of the file that are not part of its text, at the place reached."""
        if text.strip():
            self._omitted.append(Omission(self._length, text, kind))

    def note(self, code: str, span: Span | None = None, **values: str) -> None:
        """Add a finding, once for the same words at the same place."""
        found = finding(code, self.name, span, **values)
        if found not in self._findings:
            self._findings.append(found)

    def build(self, *, origin: Origin = Origin.INPUT) -> Extraction:
        """Give what was built, with a finding for each kind of words that were left out."""
        self._findings.extend(told(self._omitted, self.name))
        return Extraction(
            media_type=self.media_type,
            text=_clean("".join(self._pieces)),
            encoding=self.encoding,
            anchors=tuple(self._anchors),
            merged=tuple(self._merged),
            furniture=tuple(self._furniture),
            omitted=tuple(self._omitted),
            confidences=tuple(self._confidences),
            findings=tuple(self._findings),
            origin=origin,
        )

    def _put(self, words: Words) -> Span:
        start = self._length
        self._omitted.extend(o._replace(at=o.at + start) for o in words.omitted)
        self._confidences.extend(
            c._replace(start=c.start + start, end=c.end + start) for c in words.confidences
        )
        self._append(words.text)
        return Span(start, self._length)

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)

    def _end_line(self) -> None:
        self._append("\n")

    def _anchor(self, place: str | None) -> None:
        if place is None or (self._anchors and self._anchors[-1].place == place):
            return
        if self._anchors and self._anchors[-1].start == self._length:
            self._anchors.pop()
        self._anchors.append(Anchor(self._length, place))


# Half of a surrogate pair, which no text holds, and NUL. Not: any other control character.
_IMPOSSIBLE = re.compile("[\ud800-\udfff\0]")


def _clean(text: str) -> str:
    """The text without what UTF-8 cannot hold: a mark of a lost character stands instead."""
    return _IMPOSSIBLE.sub("\ufffd", text)


class GridTooLargeError(ValueError):
    """A table that has more places than any document (大きすぎる表): a hostile file."""

    def __init__(self, places: int) -> None:
        self.places = places
        super().__init__(f"a table of {places} places")

    def told(self, media_type: str, name: str) -> Extraction:
        """What a reader gives for such a document."""
        return refused(
            media_type,
            name,
            "R018",
            what_ja="表の大きさ",
            what_en="the size of a table",
            limit=f"{self.places:,}",
        )


def refused(
    media_type: str, name: str, code: str, *, origin: Origin = Origin.INPUT, **values: str
) -> Extraction:
    """What a reader gives for a file that it cannot read: the one finding that says why."""
    return Extraction(media_type, findings=(finding(code, name, None, **values),), origin=origin)


def laid_out(rows: Iterable[Sequence[Cell]]) -> list[list[Cell | None]]:
    """The grid of a table whose cells may cover several rows and columns (表の格子).

    Each row gives its own cells only, as HTML does; None stands where a cell reaches to from above
    or from the left. A cell that claims more rows than there are is cut.

    >>> a, b, c = (Cell(Words(text)) for text in "ABC")
    >>> a.rows = 2
    >>> [[cell and cell.words.text for cell in row] for row in laid_out([[a, b], [c]])]
    [['A', 'B'], [None, 'C']]
    """
    given = [list(row) for row in rows]
    widest = max((sum(cell.columns for cell in row) for row in given), default=0)
    if widest * len(given) > GRID_LIMIT:
        raise GridTooLargeError(widest * len(given))
    grid: list[list[Cell | None]] = []
    reaching: dict[int, int] = {}
    for at, row in enumerate(given):
        line: list[Cell | None] = []
        waiting = list(reversed(row))
        while waiting or any(column >= len(line) for column in reaching):
            column = len(line)
            if reaching.get(column, 0):
                line.append(None)
                reaching[column] -= 1
            elif waiting:
                cell = waiting.pop()
                cell.rows = min(cell.rows, len(given) - at)
                for covered in range(column, column + cell.columns):
                    reaching[covered] = cell.rows - 1
                line.extend([cell, *[None] * (cell.columns - 1)])
            else:
                line.append(None)
        reaching = {column: left for column, left in reaching.items() if left > 0}
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]
