"""Personal names that a form sets wide (字間を空けた氏名): 石　見　利　勝, 大 西  一 史, 栗　原　　　一."""

from __future__ import annotations

import re
from collections.abc import Sequence

from renkei.model import Span

_GAP = re.compile(r"[ 　]+")


def layout_in(name: str) -> list[Span]:
    """The stretches of a name that only set its letters apart; one blank between family and given name stays.

    Between single letters the narrowest gap is letterspacing; a wider one parts the names.

    >>> def read(name):
    ...     for low, high in reversed(layout_in(name)):
    ...         name = name[:low] + name[high:]
    ...     return name
    >>> read("石　見　利　勝"), read("大 西  一 史"), read("栗　原　　　一"), read("佐藤 義典"), read("森　　進")
    ('石見利勝', '大西 一史', '栗原　一', '佐藤 義典', '森　進')
    """
    gaps = [Span(*found.span()) for found in _GAP.finditer(name)]
    narrow = min((_width(name, gap) for gap in gaps), default=0)
    return [found for gap in gaps if (found := _cut(name, gaps, gap, narrow)).length]


def _cut(name: str, gaps: Sequence[Span], gap: Span, narrow: int) -> Span:
    parts_letters = len(gaps) > 1 and _between_letters(name, gap)
    if parts_letters and _width(name, gap) == narrow:
        return gap
    return Span(gap.start + 1, gap.end)


def _between_letters(name: str, gap: Span) -> bool:
    """Whether a single letter stands on both sides of a gap."""
    before = _GAP.split(name[: gap.start])[-1]
    behind = _GAP.split(name[gap.end :])[0]
    return len(before) == len(behind) == 1


def _width(name: str, gap: Span) -> int:
    return sum(2 if sign == "　" else 1 for sign in name[gap.start : gap.end])
