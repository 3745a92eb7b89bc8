"""Articles that go on below a table of theirs (表の後の条文): the table stands in an article, and is no 別表 behind them all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from renkei.parsing.text.lines import Line, LineKind

_ABOVE_ARTICLE = frozenset({LineKind.BLANK, LineKind.CAPTION, LineKind.DIVISION, LineKind.PAGE})


def resumes(lines: Sequence[Line], listed: Collection[int] = ()) -> Iterator[int]:
    """Where articles go on below rows, or below lines of a list of keys (`listed`), captions included: the next article bears the next number.

    Below the heading of a schedule (別表) nothing goes on: an article there may be another document's.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> text = "第2条 次の表のとおりとする。\\n項目\\t甲の役割\\n（変更）\\n第3条 変更する。"
    >>> list(resumes(list(typed_lines(text))))
    [2]
    """
    last, in_table = 0, False
    for at, line in enumerate(lines):
        if line.kind is LineKind.SCHEDULE:
            return
        if line.kind is LineKind.ROW or at in listed:
            in_table = last > 0
        elif line.kind is LineKind.ARTICLE:
            number = _number(line)
            if in_table and number == last + 1:
                yield _first_above(lines, at)
                in_table = False
            last = number or last


def _number(line: Line) -> int | None:
    return int(line.number.partition("_")[0]) if line.number else None


def _first_above(lines: Sequence[Line], at: int) -> int:
    """The caption or chapter that stands above an article; the article itself if none does."""
    first = above = at
    while above > 0 and lines[above - 1].kind in _ABOVE_ARTICLE:
        above -= 1
        if lines[above].kind in {LineKind.CAPTION, LineKind.DIVISION}:
            first = above
    return first
