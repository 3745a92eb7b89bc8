"""Lines of writing (行): glyphs → lines in reading order, with ruby and columns told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from renkei.reading.layout.sheet import Box, Glyph
from renkei.reading.wording import Words

_SAME_LINE = 0.4
"""How far, in heights of the larger one, the middles of two glyphs of one line may part."""
_SPACE_OF_PRINT = 0.12
"""A gap that is this wide, in heights, and wider than twice the usual one is a space of printed text."""
_SPACE_OF_SCAN = 0.6
"""The same in a scan, where the box of a letter is its ink and gaps are wider."""
_FEW = 8
_LOOSE = 0.2
_COLUMN_GAP = 1.5
_RUBY_SIZE = 0.65
_RUBY_DISTANCE = 1.3
_COLUMN_LINES = 4
_COLUMN_FILL = 0.7

# Readings that are printed small beside the line. Not: a footnote's number. Real: ひおきし
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・ ]+")


@dataclass(slots=True)
class Line:
    """A line of writing (行): its glyphs from left to right, and the ruby above them."""

    glyphs: list[Glyph]
    ruby: list[Line] = field(default_factory=list)
    size: float = 0.0
    middle: float = 0.0

    @property
    def box(self) -> Box:
        """The rectangle around the line."""
        boxes = [glyph.box for glyph in self.glyphs]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    @property
    def text(self) -> str:
        """The letters of the line."""
        return self.words().text

    def words(self) -> Words:
        """The words of the line: a wide gap is one space; ruby is left out, and said."""
        made = Words()
        readings = sorted(self.ruby, key=lambda ruby: ruby.box.left)
        space = self._space()
        reach = None
        for glyph in self.glyphs:
            while readings and readings[0].box.left < glyph.box.left - self.size / 4:
                made.omit(readings.pop(0).text, "ruby")
            spaced = made.text.endswith((" ", "\u3000")) or glyph.text.isspace()
            if reach is not None and glyph.box.left - reach > space and not spaced:
                made.add(" ")
            made.add(glyph.text, percent=glyph.percent)
            reach = max(reach or glyph.box.right, glyph.box.right)
        for ruby in readings:
            made.omit(ruby.text, "ruby")
        return made

    def _space(self) -> float:
        """How wide a gap of this line is a space: justified and spaced out text has gaps of its own."""
        if any(glyph.percent is not None for glyph in self.glyphs):
            return _SPACE_OF_SCAN * self.size
        gaps = [b.box.left - a.box.right for a, b in pairwise(self.glyphs)]
        usual = max(0.0, median(gaps)) if gaps else 0.0
        if len(gaps) <= _FEW and usual > _LOOSE * self.size:
            usual = 0.0
        return max(_SPACE_OF_PRINT * self.size, 2 * usual)


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that glyphs stand in, from top to bottom; ruby is beside the line it reads."""
    found: list[Line] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.box.center[1], glyph.box.left)):
        middle, size = glyph.box.center[1], glyph.box.height
        home = next(
            (
                line
                for line in reversed(found[-4:])
                if abs(middle - line.middle) < _SAME_LINE * max(size, line.size)
            ),
            None,
        )
        if home is None:
            found.append(Line([glyph], size=size, middle=middle))
        else:
            home.glyphs.append(glyph)
            if size > home.size:
                home.size, home.middle = size, middle
    for line in found:
        line.glyphs.sort(key=lambda glyph: glyph.box.left)
    written = [line for line in found if any(not glyph.text.isspace() for glyph in line.glyphs)]
    return _without_ruby(written)


def _without_ruby(found: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    for at, line in enumerate(found):
        base = _base(line, found[at + 1 : at + 3])
        if base is None:
            kept.append(line)
        else:
            base.ruby.append(line)
    return kept


def _base(line: Line, below: Sequence[Line]) -> Line | None:
    """The line that small kana are the reading of."""
    for base in below:
        near = base.middle - line.middle < _RUBY_DISTANCE * base.size
        small = line.size <= _RUBY_SIZE * base.size
        inside = line.box.left > base.box.left - base.size and (
            line.box.right < base.box.right + base.size
        )
        if near and small and inside and _KANA.fullmatch(line.text):
            return base
    return None


def in_columns(found: Sequence[Line]) -> list[Line]:
    """Lines in reading order where a page has two columns (二段組): the left column first.

    Only a run of lines that all leave the same strip free, and fill what is beside it as running
    text does, is taken for columns; a table without rules or a signature is not.
    """
    ordered: list[Line] = []
    run: list[tuple[Line, Line, Line]] = []
    for line in found:
        parted = halves(line)
        if parted is None:
            ordered.extend(_run(run))
            run = []
            ordered.append(line)
        else:
            run.append((line, *parted))
    ordered.extend(_run(run))
    return ordered


def halves(line: Line) -> tuple[Line, Line] | None:
    """The parts of a line left and right of one wide gap; None for a line without such a gap, or with several."""
    gaps = [
        at
        for at in range(1, len(line.glyphs))
        if line.glyphs[at].box.left - line.glyphs[at - 1].box.right > _COLUMN_GAP * line.size
    ]
    if len(gaps) != 1:
        return None
    return _part(line, 0, gaps[0]), _part(line, gaps[0], len(line.glyphs))


def _part(line: Line, start: int, end: int) -> Line:
    part = Line(line.glyphs[start:end], size=line.size, middle=line.middle)
    box = part.box
    part.ruby = [ruby for ruby in line.ruby if box.left <= ruby.box.center[0] <= box.right]
    return part


def _run(run: Sequence[tuple[Line, Line, Line]]) -> list[Line]:
    pairs = [(left, right) for _, left, right in run]
    if len(pairs) < _COLUMN_LINES:
        return [line for line, _, _ in run]
    gutter = max(left.box.right for left, _ in pairs), min(right.box.left for _, right in pairs)
    start, end = min(left.box.left for left, _ in pairs), max(r.box.right for _, r in pairs)
    filled = median(left.box.width for left, _ in pairs) > _COLUMN_FILL * (gutter[0] - start) and (
        median(right.box.width for _, right in pairs) > _COLUMN_FILL * (end - gutter[1])
    )
    if gutter[1] <= gutter[0] or not filled:
        return [line for line, _, _ in run]
    return [left for left, _ in pairs] + [right for _, right in pairs]
