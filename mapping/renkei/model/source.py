"""A source text (原文): what was found in a file, and the way back into that file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pydantic import computed_field

from renkei.model.base import Frozen
from renkei.model.passages import SpanTuple


class Place(NamedTuple):
    """A line and a column in a source text, both counted from 1."""

    line: int
    column: int


class Run(NamedTuple):
    """Code points from `start` on that stand in the file at `byte`, each `width` bytes long."""

    start: int
    byte: int
    width: int


class Anchor(NamedTuple):
    """From `start` on the text stands in the file at `place` (原本での位置).

    The place is what a person looks for: `page=3`, `table=2;row=4;cell=1`, `sheet=別表;cell=B4`.
    """

    start: int
    place: str


class MergedCell(NamedTuple):
    """A cell that covers several rows or columns of its table (結合セル).

    Its words stand once, in the range from `start` to `end`; the cells that it covers are empty in
    the text. `rows` and `columns` count the cell itself too.
    """

    start: int
    end: int
    rows: int
    columns: int


class Omission(NamedTuple):
    """Words of the file that are not part of its text (本文から除いた字句), such as ruby.

    `at` is the place in the text at which they stood; `kind` says what they are.
    """

    at: int
    text: str
    kind: str


class Confidence(NamedTuple):
    """How sure character recognition is of a stretch of the text (認識の確度), 0 to 100."""

    start: int
    end: int
    percent: int


class Retrieval(NamedTuple):
    """Where a file was fetched from (取得元): its URL, and the day as `2026-11-21`, if known."""

    url: str
    day: str = ""


class SourceText(Frozen):
    """The text that a file holds (原文).

    Every format gives the same kind of text: a paragraph is a line; a row of a table is a line whose
    cells are parted by tabs; a line break inside a cell is one space; a line with a form feed alone
    parts two pages. What a line of text cannot say stands beside it: `merged` cells; `furniture`,
    the running heads, feet and page numbers of a page; `omitted` words; `confidences` of character
    recognition; `anchors`, the way back into a file that is no plain text.

    `text` has LF line ends only, since RFC 5147 counts every line end as one character;
    `dropped` lists the LFs that were CR LF in the file, so that `file_offset` leads back into it.
    `sha256` is the checksum of `text` in UTF-8: whoever fetches the text can verify its IRI.
    `file_sha256` is the checksum of the file itself, `file_size` its bytes; a text that was made, as
    that of a version, has no size. `retrieved` tells where the file was fetched from. `encoding` is a name that Python takes as
    a codec, and the IANA register too where it can be (`cp932` is registered as `windows-31j`).
    `preamble_length` counts the bytes before the text, such as a byte-order mark. `runs` stands in
    for `dropped` and `encoding` where these do not lead back, as with escape sequences.
    """

    name: str
    text: str
    sha256: str
    file_sha256: str
    media_type: str
    encoding: str
    dropped: tuple[int, ...] = ()
    preamble_length: int = 0
    runs: tuple[Run, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    merged: tuple[MergedCell, ...] = ()
    furniture: SpanTuple = ()
    omitted: tuple[Omission, ...] = ()
    confidences: tuple[Confidence, ...] = ()
    file_size: int | None = None
    retrieved: tuple[Retrieval, ...] = ()

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        starts = [0]
        starts.extend(at + 1 for at, char in enumerate(self.text) if char == "\n")
        return tuple(starts)

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorated property
    @property
    def length(self) -> int:
        """The number of code points in the text."""
        return len(self.text)

    @property
    def file_checksum(self) -> str | None:
        """The SHA-256 of the file as it was found; None where there was no file."""
        return self.file_sha256 if self.file_size is not None else None

    def place(self, offset: int) -> Place:
        r"""Tell the line and column of a code point.

        >>> source = SourceText(name="a.txt", text="甲\n乙", sha256="", file_sha256="",
        ...                     media_type="text/plain", encoding="utf-8")
        >>> source.place(2)
        Place(line=2, column=1)
        """
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)

    def file_place(self, offset: int) -> str | None:
        """Tell where in the file a code point stands (原本での位置); None for plain text.

        >>> source = SourceText(name="a.pdf", text="甲\\n乙", sha256="", file_sha256="",
        ...                     media_type="application/pdf", encoding="utf-8",
        ...                     anchors=(Anchor(0, "page=1"), Anchor(2, "page=2")))
        >>> source.file_place(0), source.file_place(2)
        ('page=1', 'page=2')
        """
        at = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start)
        return self.anchors[at - 1].place if at else None

    @property
    def retrieved_on(self) -> tuple[date, ...]:
        """The days on which the file was fetched (取得日), where they are known."""
        return tuple(date.fromisoformat(one.day) for one in self.retrieved if one.day)

    def page(self, offset: int) -> int | None:
        """Tell the page of the file on which a code point stands (頁); None where it has no pages.

        >>> source = SourceText(name="a.pdf", text="甲", sha256="", file_sha256="",
        ...                     media_type="application/pdf", encoding="utf-8",
        ...                     anchors=(Anchor(0, "page=3"),))
        >>> source.page(0)
        3
        """
        key, _, value = (self.file_place(offset) or "").partition(";")[0].partition("=")
        return int(value) if key == "page" and value.isdecimal() else None

    def file_offset(self, offset: int) -> int:
        r"""Tell the byte in the file at which a code point of the text begins.

        A line end that was CR LF begins at its CR. With escape sequences it is the byte of the
        character itself, behind them. The length of the text leads to the end of the last one.

        >>> source = SourceText(name="a.txt", text="甲\n乙", sha256="", file_sha256="",
        ...                     media_type="text/plain", encoding="utf-8", dropped=(1,))
        >>> [source.file_offset(offset) for offset in range(4)]
        [0, 3, 5, 8]
        """
        if self.runs:
            run = self.runs[bisect_right(self.runs, offset, key=lambda run: run.start) - 1]
            return run.byte + (offset - run.start) * run.width
        carriage_returns = "\r" * bisect_left(self.dropped, offset)
        return self.preamble_length + len(
            (self.text[:offset] + carriage_returns).encode(self.encoding)
        )
