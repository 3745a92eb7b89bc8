"""Lists of keys without marks in articles (条文の中の見出し付きの列記): 取組の内容　…, 甲の役割　… in lines of their own below a sentence.

They are no words of the article's paragraphs, but what a 別表 would hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from renkei.parsing.cells.keys import stretches
from renkei.parsing.headings.unmarked import may_head
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind

_FEWEST_ROLES = 2
_ENDS = frozenset({LineKind.SCHEDULE, LineKind.SUPPLEMENT})
_OF_LISTS = frozenset({LineKind.TEXT, LineKind.BLANK, LineKind.PAGE})
_ABOVE_ARTICLE = frozenset({LineKind.CAPTION, LineKind.DIVISION, LineKind.BLANK, LineKind.PAGE})
_BEGINS = frozenset({ColumnKind.LABEL, ColumnKind.CONTENT})


def keyed_lines(lines: Sequence[Line]) -> Iterator[int]:
    """The lines, by index, of such lists: from the heading above the first key to the end of the article, which another one follows.

    Where marks stand among them they are items of the article, which has a reader of its own.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> text = "第2条 次のとおり行う。\\n取組の内容　守る。\\n甲の役割　送る。\\n乙の役割　受ける。\\n第3条 変更する。"
    >>> list(keyed_lines(list(typed_lines(text))))
    [1, 2, 3]
    """
    stop = next((at for at, line in enumerate(lines) if line.kind in _ENDS), len(lines))
    heads = [at for at in range(stop) if lines[at].kind is LineKind.ARTICLE]
    # Behind the last article stand the closing words and the signatures.
    for head, below in pairwise(heads):
        last = below
        while last > head + 1 and lines[last - 1].kind in _ABOVE_ARTICLE:
            last -= 1
        yield from _list(lines, head + 1, last)


def _list(lines: Sequence[Line], first: int, last: int) -> range:
    """The list of an article, whose lines are given; empty where it has none."""
    if any(lines[at].kind not in _OF_LISTS for at in range(first, last)):
        return range(0)
    keys = {at: kind for at in range(first, last) if (kind := _key(lines[at]))}
    begin = next((at for at, kind in keys.items() if kind in _BEGINS), last)
    kinds = [kind for at, kind in keys.items() if at >= begin]
    if ColumnKind.CONTENT not in kinds or kinds.count(ColumnKind.ROLE) < _FEWEST_ROLES:
        return range(0)
    if not _is_whole([lines[at] for at in range(begin, last) if lines[at].kind is LineKind.TEXT]):
        return range(0)
    while begin > first and (lines[begin - 1].kind is LineKind.BLANK or may_head(lines[begin - 1])):
        begin -= 1
    return range(begin, last)


def _is_whole(lines: Sequence[Line]) -> bool:
    """Whether every line is a key's, its words going on, or a heading right above a key.

    Behind a finished sentence others may be a paragraph of the article: of 前項の取組に要する費用は、甲が負担する。 nobody's role can be made.
    """
    for at in range(1, len(lines)):
        begins = lines[at - 1].text.endswith("。") and _key(lines[at]) is None
        heads = may_head(lines[at]) and at + 1 < len(lines) and _key(lines[at + 1]) is not None
        if begins and not heads:
            return False
    return True


def _key(line: Line) -> ColumnKind | None:
    """The kind of the key with which a line without a mark begins, and words behind it."""
    if line.kind is not LineKind.TEXT:
        return None
    which = (column(line.text[start:end]) for start, end, _ in stretches(line.text, 0))
    return next((one.kind for one in which if one is not None), None)
