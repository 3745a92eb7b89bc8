"""Chapters that are not called 章 (章と書かない区分): Ⅰ 総則, 第1 生活機能の強化, above the articles 第1条 that they hold.

Only a text with articles 第N条 is looked at. A heading is one of a chapter where an article, or its caption, stands right below it, and where
several of its kind do so and count on from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from renkei.parsing.text.lines import Line, LineKind, MarkStyle
from renkei.parsing.text.numerals import ordinal

_STYLES = (MarkStyle.ROMAN, MarkStyle.ORDINAL)
"""Kinds of marks that no paragraph and no item of an article has."""
_FEWEST = 2
_LONGEST = 40
"""How many code points the heading of a chapter may have."""
_BETWEEN = frozenset({LineKind.BLANK, LineKind.CAPTION, LineKind.PAGE})


def with_plain_divisions(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that head chapters as `DIVISION`.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> text = "Ⅰ 総則\\n第1条 定める。\\nⅡ 取組\\n（医療）\\n第2条 行う。"
    >>> [line.kind.value for line in with_plain_divisions(list(typed_lines(text)))]
    ['division', 'article', 'division', 'caption', 'article']
    """
    mended = list(lines)
    for style in _STYLES:
        heads = [at for at, line in enumerate(lines) if line.style is style and _heads(lines, at)]
        for at in _counted(lines, heads):
            mended[at] = replace(lines[at], kind=LineKind.DIVISION)
    return mended


def _heads(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if (
        line.kind is not LineKind.MARKED
        or line.rest is None
        or not 0 < line.rest.length <= _LONGEST
    ):
        return False
    if line.text.endswith(("。", "、")):
        return False
    below = next((one for one in lines[at + 1 :] if one.kind not in _BETWEEN), None)
    return below is not None and below.kind is LineKind.ARTICLE


def _counted(lines: Sequence[Line], heads: Sequence[int]) -> Iterator[int]:
    """The headings of each row of at least two that count on from 1."""
    row: list[int] = []
    for at in (*heads, None):
        value = None if at is None else place(lines[at])
        if value != len(row) + 1:
            yield from row if len(row) >= _FEWEST else ()
            row = []
        if at is not None and value == len(row) + 1:
            row.append(at)


def place(line: Line) -> int | None:
    """The number that the mark of a heading gives: 2 of 第２ and of Ⅱ."""
    if line.mark is None:
        return None
    start = line.mark.start - line.span.start
    mark = line.text[start : start + line.mark.length]
    return ordinal(mark.removeprefix("第").rstrip(".．、"))
