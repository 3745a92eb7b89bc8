"""Running heads, feet and page numbers (柱・ノンブル): what stands in the margin of page after page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from renkei.reading.layout.lines import Line

_MARGIN = 0.12
_LEVEL = 4.0
_LONGEST_HEAD = 60

# A page number alone: "3", "- 3 -", "3/12", "４頁". Not: a year, an article. Real: "－３－"
_PAGE = re.compile(
    r"[-‐－―–—~〜 ]{0,3}[0-9０-９]{1,4}(?: ?[/／] ?[0-9０-９]{1,4})?[-‐－―–—~〜 ]{0,3}(?:頁|ページ)?"
)
# Heads that agreements print again on each page and that are their own words. Not: a title. Real: 別表（第3条関係）
_STRUCTURE = re.compile(r"[(（【]?別[表紙]|第[0-9０-９一二三四五六七八九十]{1,4}条|[(（]?続き")


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[int]:
    """The `id`s of the lines that are no part of the text, of pages given by height and lines.

    A page number in the margin is one; so are words in the margin that stand at the same place on
    every second page or more, three times at least (or on both pages of two).
    """
    edges = [_edges(height, lines) for height, lines in pages]
    repeated = _repeated(edges)
    return {
        id(line)
        for edge in edges
        for line in edge
        if _PAGE.fullmatch(line.text.strip()) or any(_key(line, d) in repeated for d in (0, 1))
    }


def _edges(height: float, lines: Sequence[Line]) -> list[Line]:
    """The first and the last two lines of a page, as far as they stand in its margins."""
    ordered = sorted(lines, key=lambda line: line.middle)
    top = [line for line in ordered[:2] if line.middle < _MARGIN * height]
    foot = [line for line in ordered[-2:] if line.middle > (1 - _MARGIN) * height]
    return [line for line in (*top, *foot) if len(line.glyphs) <= _LONGEST_HEAD]


def _repeated(edges: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    counts: dict[tuple[str, int], int] = {}
    for edge in edges:
        # A line counts at both levels next to it, so that a point up or down changes nothing.
        for key in {_key(line, d) for line in edge for d in (0, 1)}:
            counts[key] = counts.get(key, 0) + 1
    return _often(counts, len(edges))


def _often(counts: Mapping[tuple[str, int], int], pages: int) -> set[tuple[str, int]]:
    needed = max(2 if pages == 2 else 3, pages / 2)  # noqa: PLR2004  (both pages of two)
    return {
        key for key, count in counts.items() if count >= needed and not _STRUCTURE.match(key[0])
    }


def _key(line: Line, nearby: int) -> tuple[str, int]:
    return line.text.strip(), int(line.middle // _LEVEL) + nearby
