"""A source text (原文): what was found in a file, and the way back into that file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

from pydantic import computed_field

from renkei.model.base import Frozen


class Place(NamedTuple):
    """A line and a column in a source text, both counted from 1."""

    line: int
    column: int


class Run(NamedTuple):
    """Code points from `start` on that stand in the file at `byte`, each `width` bytes long."""

    start: int
    byte: int
    width: int


class SourceText(Frozen):
    """The text that a file holds (原文).

    `text` has LF line ends only, since RFC 5147 counts every line end as one character;
    `dropped` lists the LFs that were CR LF in the file, so that `file_offset` leads back into it.
    `sha256` is the checksum of `text` in UTF-8: whoever fetches the text can verify its IRI.
    `file_sha256` is the checksum of the file itself. `encoding` is a name that Python takes as
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

    def place(self, offset: int) -> Place:
        r"""Tell the line and column of a code point.

        >>> source = SourceText(name="a.txt", text="甲\n乙", sha256="", file_sha256="",
        ...                     media_type="text/plain", encoding="utf-8")
        >>> source.place(2)
        Place(line=2, column=1)
        """
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)

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
