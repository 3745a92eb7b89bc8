"""Initiatives as tables (別表の表): every layout of the axis, with page breaks and margin rubbish."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from synthetic.choices import Style, column, pick
from synthetic.writing import spaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from synthetic.rows import Group, Row

_BREAKS = {"none": 0.0, "rare": 0.12, "frequent": 0.4, "label": 0.3}
_RUBBISH_SHARE = 0.3
_HALF = 0.5
_CUTTABLE = 8
_LAYOUTS = ("matrix", "block", "spanned")
_CONTENT_WIDTH, _LABEL_WIDTH = 14, 7


@dataclass(slots=True)
class Table:
    """Writes the groups of one agreement; `rubbish` gathers what a reader must leave unread."""

    rng: Random
    style: Style
    designations: Sequence[str]
    lines: list[str] = field(default_factory=list)
    rubbish: list[str] = field(default_factory=list)
    _headed: str | None = None
    _header: list[str] = field(default_factory=list)

    def begin_schedule(self, heading: str) -> None:
        """The heading of a schedule; the tables below start anew."""
        self.lines += ["", heading, ""]
        self._headed = None

    def write(self, group: Group, headings: Sequence[tuple[str | None, str]]) -> None:
        """One group under the headings that are new with it."""
        layout = self.style["layout"]
        if layout == "mixed":
            layout = pick(self.rng, _LAYOUTS)
        self._write_headings(headings, layout)
        if layout == "block":
            self._headed = None
        elif self.style["header"] != "once" or self._headed != layout:
            self._write_header(layout)
        for row in group.rows:
            if layout == "block":
                self._write_block(row)
            else:
                self._write_row(row)
            self._write_rubbish()

    def _write_headings(self, headings: Sequence[tuple[str | None, str]], layout: str) -> None:
        inside = (
            self.style["heading"] == "row"
            and self.style["header"] == "once"
            and self._headed == layout
        )
        for mark, words in headings:
            printed = f"{mark} {words}" if mark else words
            if inside:
                self._physical([printed, *[""] * (len(self._header) - 1)])
            else:
                self.lines += ["", printed, ""]

    def _write_header(self, layout: str) -> None:
        label = pick(self.rng, _words("label"))
        first = {
            "content": [pick(self.rng, _words("content"))],
            "spanned": ["取組", ""],
            "spanned-late": ["", "取組"],
        }.get(layout, [label, pick(self.rng, _words("content"))])
        self._header = [*first, *(f"{name}の役割" for name in self.designations)]
        self._headed = layout
        self._physical(self._header)
        if self.style["ruler"] == "under-header":
            self._physical(["---"] * len(self._header))

    def _write_row(self, row: Row) -> None:
        cells = [*([_label(row)] if row.label else []), row.content]
        cells += [role or row.dash for _, role in row.roles]
        first, rest = self._cut(cells, row)
        self._physical(self._dressed(first))
        if not any(rest):
            return
        self.lines.append("")
        if self.style["header"] == "after-break":
            self._physical(self._header)
        self._physical(self._dressed(rest))

    def _write_block(self, row: Row) -> None:
        keyed = [("取組内容", row.content)]
        keyed += [(f"{name}の役割", role or row.dash) for name, role in row.roles]
        for at, (key, words) in enumerate(keyed):
            label = _label(row) if at == 0 else ""
            first, rest = words, ""
            if at == len(keyed) - 1 and self._breaks_here():
                first, rest = self._halves(words)
            dressed = self._dressed([label, first])
            self._physical([dressed[0], key, dressed[1]])
            if rest:
                self.lines.append("")
                self._physical(["", "", *self._dressed([rest])])
        if self.rng.random() < _HALF:
            self.lines.append("")

    def _breaks_here(self) -> bool:
        return self.rng.random() < _BREAKS[self.style["page_break"]]

    def _cut(self, cells: Sequence[str], row: Row) -> tuple[list[str], list[str]]:
        """A row in two parts, as a page break cuts it; the second part is empty if none does."""
        if not self._breaks_here():
            return list(cells), []
        first, rest = [], []
        for at, words in enumerate(cells):
            cuts_label = self.style["page_break"] == "label" and row.mark is not None
            whole = at == 0 and row.label is not None and not cuts_label
            head, tail = (words, "") if whole else self._halves(words)
            first.append(head)
            rest.append(tail)
        prose = rest[1:] if row.label else rest
        return (first, rest) if any(prose) else (list(cells), [])

    def _halves(self, words: str) -> tuple[str, str]:
        """Words cut somewhere in a sentence, or left whole."""
        if len(words) < _CUTTABLE or self.rng.random() < _HALF:
            return words, ""
        at = self.rng.randint(_CUTTABLE // 2, len(words) - 2)
        while words[at - 1] in "。 ":
            at -= 1
        return words[:at], words[at:]

    def _dressed(self, cells: Sequence[str]) -> list[str]:
        """Cells with what a layout or a conversion puts into them."""
        form = self.style["cell"]
        if form == "tagged":
            return [f"<p>{cell}</p>" if cell else "" for cell in cells]
        if form == "plain":
            return list(cells)
        gap = " " if form == "spaced" else "<br>"
        widths = [_LABEL_WIDTH, *[_CONTENT_WIDTH] * len(cells)]
        return [spaced(cell, gap, width) for cell, width in zip(cells, widths, strict=False)]

    def _physical(self, cells: Sequence[str]) -> None:
        if self.style["separator"] == "pipe":
            self.lines.append("| " + " | ".join(cells) + " |")
        else:
            self.lines.append("\t".join(cells))

    def _write_rubbish(self) -> None:
        if self.style["rubbish"] == "none" or self.rng.random() > _RUBBISH_SHARE:
            return
        for _ in range(self.rng.randint(1, 3)):
            words = pick(self.rng, column("rubbish", "words"))
            self.lines += ["", words]
            self.rubbish.append(words)
        self.lines.append("")


def _label(row: Row) -> str:
    return f"{row.mark} {row.label}" if row.mark else row.label or ""


def _words(kind: str) -> list[str]:
    pairs = zip(column("headers", "column"), column("headers", "words"), strict=True)
    return [words for which, words in pairs if which == kind]
