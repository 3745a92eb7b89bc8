"""Headings right above tables (表の見出し): 1　生活機能の強化, （地域医療）, 【防災分野】, 表１　医療; also where the table stands in an article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from renkei.model import Article, Span
from renkei.parsing.headings.tree import is_heading, names_guideline_field
from renkei.parsing.headings.unmarked import heads_nothing, may_head
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, LineKind, MarkStyle, split_mark
from renkei.parsing.text.numerals import ordinal

_SILENT = frozenset({LineKind.BLANK, LineKind.RULER, LineKind.PAGE})
_MOST = 6
"""How many headings may stand above each other: field, part, area and number of the table, with some room."""
_AROUND_NAMES = frozenset({MarkStyle.TABLE, MarkStyle.BRACKETED})
_SECOND = 2
_MOST_ROWS = 8
"""In how many rows a table says what its columns or keys are."""

# A heading that stands in brackets, whole: "【防災分野】", "（地域医療）", "＜観光＞". Must not match a mark ("（1）") with words behind, nor two brackets.
_BRACKETED = re.compile(
    r"[【〔［\[〈＜<《≪(（](?P<words>[^【】〔〕［］\[\]〈〉＜＞<>《》≪≫()（）]{2,40})[】〕］\]〉＞>》≫)）]"
)

# The number of a table before what it is called: "表１　医療", "【表３】観光". Must not match "表1のとおり", 別表 nor "表2-1".
_NUMBERED = re.compile(
    r"(?P<mark>【?表[ 　]?[0-9０-９]{1,2}】?[.．：:]?)(?:(?<=[】.．：:])|(?=[ 　]))[ 　]{0,4}(?P<words>[^ 　。].{0,50})"
)


def titled(line: Line) -> Line:
    """A line above a table with its words apart from the brackets or the number of the table around them.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> line = titled(next(typed_lines("【防災分野】")))
    >>> line.kind.value, line.rest
    ('marked', Span(start=1, end=5))
    >>> line = titled(next(typed_lines("表１　医療")))
    >>> line.mark, line.rest
    (Span(start=0, end=2), Span(start=3, end=5))
    """
    if line.kind not in {LineKind.TEXT, LineKind.CAPTION}:
        return line
    start = line.span.start
    if found := _NUMBERED.fullmatch(line.text):
        mark = Span(start, start + found.end("mark"))
        style, rest = MarkStyle.TABLE, Span(start + found.start("words"), line.span.end)
        return replace(line, kind=LineKind.MARKED, style=style, mark=mark, rest=rest)
    found = _BRACKETED.fullmatch(line.text)
    if found and not heads_nothing(line.text):
        low, high = found.span("words")
        style = _style(found["words"], MarkStyle.BRACKETED)
        rest = Span(start + low, start + high)
        return replace(line, kind=LineKind.MARKED, style=style, mark=None, rest=rest)
    return replace(line, style=_style(line.text, MarkStyle.WORDS))


def titled_lines(lines: Sequence[Line], named: Collection[int] = ()) -> list[Line]:
    """The lines of a schedule, those right above tables with their words apart (`titled`).

    So are those in brackets right above the names in a list (`named`, by index): 【防災分野】 above (1) 避難所の運営.
    """
    found = list(lines)
    for name in named:
        above = next((at for at in range(name - 1, -1, -1) if not _is_silent(lines[at])), None)
        if above is not None and above not in named and _BRACKETED.fullmatch(lines[above].text):
            found[above] = titled(lines[above])
    above_table = False
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if line.kind is LineKind.ROW:
            above_table = gives_roles(lines, at)
        elif not _is_silent(line):
            found[at] = titled(line) if above_table else found[at]
            above_table = above_table and found[at].kind is LineKind.MARKED
    return found


def heading_cell(text: str, cell: Span) -> Line:
    """A heading that is a merged cell of the table, as a line."""
    style, mark, rest = split_mark(text, cell)
    words = text[cell.start : cell.end]
    return Line(LineKind.MARKED, cell, words, style=style, mark=mark, rest=rest)


def claimed_mark(text: str, line: Line, ledger: Ledger) -> str | None:
    """The mark of a heading as printed; what stands around its words is entered in the ledger."""
    rest = line.rest or line.span
    first = line.mark or Span(line.span.start, rest.start)
    ledger.layout(Span(line.span.start, first.start), "list-bullet")
    ledger.mark(first, "heading-mark" if line.mark else "heading-bracket")
    ledger.mark(Span(rest.end, line.span.end), "heading-bracket")
    return text[slice(*line.mark)] if line.mark else None


def name_of_block(text: str, line: Line, ledger: Ledger) -> Span:
    """The name of an initiative that stands above its block; a mark of a list stays with it, as in a cell."""
    if line.rest is None or line.style not in _AROUND_NAMES:
        return line.span
    claimed_mark(text, line, ledger)
    return line.rest


def _style(words: str, own: MarkStyle) -> MarkStyle:
    """The fields of the guideline stand above all else that is called without a mark."""
    return MarkStyle.NONE if names_guideline_field(words) else own


def headings_in_articles(lines: Sequence[Line]) -> Iterator[int]:
    """The lines, by index, that head a table in an article: they stand right above its first row, outermost first.

    Each must be of another kind than the others, and the first of its kind or below another table: items of a list
    that ends above a table are none.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> text = "第2条 次のとおり行う。\\n1 生活機能の強化\\n(1) 医療\\n取組内容\\t確保する。\\n甲の役割\\t運営する。"
    >>> list(headings_in_articles(list(typed_lines(text))))
    [1, 2]
    >>> text = "第2条 次のとおり行う。\\n(1) 福祉\\n(2) 医療\\n取組内容\\t確保する。\\n甲の役割\\t運営する。"
    >>> list(headings_in_articles(list(typed_lines(text))))
    []
    """
    in_articles, above = False, LineKind.BLANK
    for at, line in enumerate(lines):
        if line.kind is LineKind.SCHEDULE:
            return
        in_articles = in_articles or line.kind is LineKind.ARTICLE
        begins = line.kind is LineKind.ROW and above is not LineKind.ROW
        if in_articles and begins and gives_roles(lines, at):
            yield from _above(lines, at)
        above = line.kind if line.kind not in _SILENT else above


def articles_of_tables(lines: Sequence[Line], articles: Sequence[Article]) -> dict[int, Article]:
    """The lines, by index, where what stands in one article begins, if tables stand in several of them.

    Headings of one article head nothing in the next one; its caption does. Below a 別表 there are no articles.
    """
    starts = [article.span.start for article in articles]
    begins: dict[int, Article] = {}
    last = 0
    for at, line in enumerate(lines):
        if line.kind is LineKind.SCHEDULE:
            break
        here = bisect_right(starts, line.span.start)
        if here > last and line.kind not in _SILENT:
            begins[at], last = articles[here - 1], here
    return begins if len(begins) > 1 else {}


def gives_roles(lines: Sequence[Line], at: int) -> bool:
    """Whether the table that begins at a row is one of initiatives: one of its first cells says whose role it tells."""
    for line in lines[at : at + _MOST_ROWS]:
        if line.kind is LineKind.ROW and (line.opens or any(map(_tells_roles, line.cell_words()))):
            return True
        if line.kind not in {LineKind.ROW, *_SILENT}:
            return False
    return False


def _tells_roles(words: str) -> bool:
    head = column(words) if words else None
    return head is not None and head.kind in {ColumnKind.ROLE, ColumnKind.GROUP}


def _above(lines: Sequence[Line], row: int) -> list[int]:
    """The headings right above a row; none where one of them may be an item of the article."""
    found: list[int] = []
    styles: set[MarkStyle] = set()
    for at in range(row - 1, -1, -1):
        if _is_silent(lines[at]):
            continue
        line = titled(lines[at])
        if not _may_head(line) or len(found) == _MOST:
            return found if _is_closed(lines[at]) else []
        if line.style in styles or _goes_on(lines, at):
            return []
        styles.add(line.style)
        found.insert(0, at)
    return []


def _is_silent(line: Line) -> bool:
    """Whether a line says nothing of what a table holds: an empty one, or a remark in brackets (（単位：千円）)."""
    return line.kind in _SILENT or (line.kind is LineKind.CAPTION and heads_nothing(line.text))


def _may_head(line: Line) -> bool:
    return is_heading(line) if line.kind is LineKind.MARKED else may_head(line)


def _is_closed(line: Line) -> bool:
    """Whether what stands above headings is over: a sentence, a row of another table, a caption."""
    return line.kind in {LineKind.ROW, LineKind.SCHEDULE} or line.text.endswith("。")


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the next item of a list in its article, of which another item stands above."""
    line = lines[at]
    own = _ordinal(line)
    if own is None:
        return False
    for above in reversed(lines[:at]):
        if above.kind in {LineKind.ARTICLE, LineKind.ROW}:
            return (
                own == _SECOND and above.kind is LineKind.ARTICLE and line.style is MarkStyle.DIGIT
            )
        if above.style is line.style and _ordinal(above) == own - 1:
            return True
    return False


def _ordinal(line: Line) -> int | None:
    if line.mark is None:
        return None
    return ordinal(line.words_at(line.mark))
