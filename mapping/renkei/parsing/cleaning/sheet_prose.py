r"""Articles in the cells of a sheet (表計算の升目に書かれた条文): a number, a mark and words in columns of their own.

"第3条\t\t甲及び乙は…" and "\t(1)\t林道を開設すること。" are lines of prose: what parts their cells is layout. Rows of a table, which hold words
in several cells, stay as they are, and so do the rows that stand with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.text.lines import MarkStyle, article_number, split_mark
from renkei.parsing.text.view import Edit, lines_of

RULE = "cells-of-prose"
"""The rule of an edit that makes a line of the cells of a row."""

_FEWEST_ARTICLES = 2

# A caption in a cell of its own: "（目的）". Must not match a mark ("(1)").
_CAPTION = re.compile(r"[(（][^()（）]{2,40}[)）]")

# The mark of a chapter in a cell of its own: "第1章". Must not match the number of an article.
_DIVISION = re.compile(r"第[0-9０-９一二三四五六七八九十]{1,3}[編章節款]")

_TABS = re.compile(r"\t+")


class _Row(NamedTuple):
    """A row: its range in the text, its cells that hold words, and whether it is a line of prose."""

    span: Span
    cells: tuple[str, ...]
    is_prose: bool

    @property
    def begins_article(self) -> bool:
        """Whether the row has the number of an article in its first cell, with words behind it."""
        return len(self.cells) > 1 and article_number(self.cells[0]) is not None


def edits(text: str) -> Iterator[Edit]:
    r"""What parts the cells of articles, in order: nothing before the first of them, a space between them.

    >>> text = "\t\t（目的）\n第1条\t\t甲は、定める。\n第2条\t\t次のとおりとする。\n\t(1)\t林道"
    >>> [(edit.span.start, edit.text) for edit in edits(text)]
    [(0, ''), (10, '\u3000'), (23, '\u3000'), (35, ''), (39, '\u3000')]
    """
    if "\t" not in text:
        return
    every = list(_blocks(text))
    blocks = [block for block in every if all(row.is_prose for row in block)]
    articles = [row.span.start for block in blocks for row in block if row.begins_article]
    if len(articles) < _FEWEST_ARTICLES:
        return
    tables = (block[0].span.start for block in every if not all(row.is_prose for row in block))
    table = next((start for start in tables if start > articles[0]), len(text))
    for block in blocks:
        begins, ends = block[0].span.start, block[-1].span.start
        # A block above the first article, or far below the last, may be anything: a title page, signatures. Cells alone in their rows, above all tables,
        # are lines that a column moved in.
        is_moved_in = ends < table and all(len(row.cells) == 1 for row in block)
        if ends >= articles[0] and (begins <= articles[-1] or is_moved_in):
            for row in block:
                yield from _parted(text, row.span)


def _parted(text: str, span: Span) -> Iterator[Edit]:
    end = span.start + len(text[span.start : span.end].rstrip("\t 　"))
    for tabs in _TABS.finditer(text, span.start, end):
        yield Edit(Span(*tabs.span()), "" if tabs.start() == span.start else "　", RULE)


def _blocks(text: str) -> Iterator[list[_Row]]:
    """The rows of a text, those that stand together."""
    block: list[_Row] = []
    for span in lines_of(text):
        words = text[span.start : span.end]
        if "\t" in words and words.strip():
            block.append(_row(words, span))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _row(words: str, span: Span) -> _Row:
    cells = tuple(cell.strip() for cell in words.split("\t") if cell.strip())
    return _Row(span, cells, _is_prose(cells))


def _is_prose(cells: Sequence[str]) -> bool:
    """Whether all cells but the last only say which article, item or caption its words are."""
    return all(_leads(cell) for cell in cells[:-1])


def _leads(cell: str) -> bool:
    if article_number(cell) is not None or _CAPTION.fullmatch(cell) or _DIVISION.fullmatch(cell):
        return True
    style, mark, _ = split_mark(cell + " ", Span(0, len(cell) + 1))
    return style is not MarkStyle.NONE and mark == Span(0, len(cell))
