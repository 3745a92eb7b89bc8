"""Headings and names without a mark (記号のない見出し): words alone right above a table, such as 暮らしの安心."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from renkei.parsing.headings.tree import is_heading, names_area
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind, is_mark

_LONGEST = 40
_KEY_AND_WORDS = 2
_SILENT = frozenset({LineKind.BLANK, LineKind.RULER, LineKind.PAGE})

# Words above a table that head nothing: "※ 金額は…", "（単位：千円）", "次の表のとおり", "続き". Must not match a heading that begins with
# a circle or square ("■ 観光").
_NO_HEADING = re.compile(
    r"(?:[※＊*]|注|備考|[(（](?:単位|続き|つづき|別[表紙]|第.{1,12}関係)|次の|下表|表[ 　]?[0-9０-９]|続き|別[表紙]).*|.*(?:とおり|続き)[)）]?"
)


def unmarked_headings(lines: Sequence[Line]) -> Iterator[int]:
    """The lines, by index, that head the table right below them though no mark says so.

    The table must begin there with its own head, and the line must stand alone: below prose it is rather the end of it.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> list(unmarked_headings(list(typed_lines("暮らしの安心\\n取組内容\\t甲の役割\\n維持する。\\t運営する。"))))
    [0]
    """
    said = [at for at, line in enumerate(lines) if line.kind not in _SILENT]
    for position, at in enumerate(said[:-1]):
        above = lines[said[position - 1]] if position else None
        alone = above is None or above.kind is not LineKind.TEXT or is_heading(above)
        if alone and may_head(lines[at]) and heads_table(lines[said[position + 1]]):
            yield at


def names_of_blocks(lines: Sequence[Line]) -> Iterator[int]:
    """The lines, by index, that name the initiative whose block begins right below: its first row says 取組の内容.

    Marked lines or lines in brackets do so only if each of their kind stands above one block, and none names an area of
    the guideline: else they are headings.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> list(names_of_blocks(list(typed_lines("保健師の確保\\n取組の内容\\t業務を続ける。\\n甲の役割\\t計画する。"))))
    [0]
    """
    said = [at for at, line in enumerate(lines) if line.kind not in _SILENT]
    above = [at for at, below in pairwise(said) if begins_block(lines[below])]
    heads = {lines[at].style for at in above if not _may_name_one(lines, at)}
    for at in above:
        is_words = may_head(lines[at]) and not is_heading(lines[at])
        if is_words or (lines[at].rest and lines[at].style not in heads):
            yield at


def _may_name_one(lines: Sequence[Line], at: int) -> bool:
    """Whether a marked line may name what the block below it tells: it has one content, and the words are no area."""
    line = lines[at]
    if line.rest is None or not is_heading(line) or names_area(line.words_at(line.rest)):
        return False
    rows = takewhile(lambda below: below.kind in {LineKind.ROW, *_SILENT}, lines[at + 1 :])
    return sum(begins_block(row) for row in rows) == 1


def begins_block(line: Line) -> bool:
    """Whether a row is the first one of a block without a name: 取組の内容, and the words for it."""
    if line.opens is not None:
        return (
            line.opens.kind is ColumnKind.LABEL and not any(line.cell_words()) and not line.beside
        )
    # A merged cell says its words once; the mark of a list may stand in a cell of its own.
    words = [word for word in dict.fromkeys(line.cell_words()) if word]
    words = words[1:] if words and is_mark(words[0]) else words
    which = column(words[0]) if len(words) == _KEY_AND_WORDS else None
    return which is not None and which.kind is ColumnKind.CONTENT


def heads_table(line: Line) -> bool:
    """Whether a row heads a table of initiatives: one of its cells says whose role a column holds, or it names a card."""
    if line.opens is not None:
        named = any(line.cell_words()) or bool(line.beside)
        return line.opens.kind is ColumnKind.LABEL and named
    heads = [column(word) for word in line.cell_words() if word]
    return any(head is not None and head.kind is ColumnKind.ROLE for head in heads)


def may_head(line: Line) -> bool:
    """Whether a line without a mark may be a heading: short, no sentence, and no remark on a table."""
    return (
        line.kind is LineKind.TEXT
        and 1 < line.span.length <= _LONGEST
        and not line.text.endswith(("。", "、", "：", ":"))
        and not heads_nothing(line.text)
    )


def heads_nothing(words: str) -> bool:
    """Whether words above a table are a remark on it: ※ 金額は…, （単位：千円）.

    >>> heads_nothing("（単位：千円）"), heads_nothing("（地域医療）")
    (True, False)
    """
    return _NO_HEADING.fullmatch(words) is not None
