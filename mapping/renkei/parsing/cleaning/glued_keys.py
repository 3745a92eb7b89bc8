"""Keys of roles that lost the space behind them (字句に直に続く見出し), as in 甲の役割救急センターを管理する.

The letters of the key are whole, so it is read as one, and told, where all of it speaks for a key: the sentence above
is over, other lines print the key of the same party in full, and in its initiative another party has its key and this one none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from renkei.errors import finding
from renkei.model import SourceText, Span
from renkei.parsing.cells.keys import stretches
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.text.columns import Column, ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind, typed_lines
from renkei.parsing.text.view import Edit, View

RULE = "space-behind-key"
"""The rule of an edit that parts a key from its words."""

# The key of a role with its words right behind it: the "甲の役割" of 甲の役割夜間急病センターを. Must not match a longer key (役割分担, 役割等) nor
# a sentence about the role (甲の役割は, 甲の役割相互の).
_GLUED = re.compile(
    r"(?P<key>[^\s。、：:「」（）()]{1,14}の役割)(?=[一-鿿ァ-ヶ])(?!等|分担|内容|以[上下外内]|相互|全般|全体|自体|及|並|又)"
)
_MAY_BE = re.compile(r"の役割[一-鿿ァ-ヶ]")
_ENDS_A_LIST = frozenset({LineKind.ARTICLE, LineKind.SCHEDULE, LineKind.ROW, LineKind.DIVISION})


class _Glued(NamedTuple):
    line: Line
    key: Span
    party: str


def mend(view: View, source: SourceText) -> None:
    """Put the space back that parts a key from its words, and tell it; what leaves a doubt stays as it is."""
    if _MAY_BE.search(view.text) is None:
        return
    lines = [line for line in typed_lines(view.text) if line.kind is not LineKind.BLANK]
    printed = {one.party for line in lines if (one := _key(line)) and one.party}
    edits: list[Edit] = []
    for block in _blocks(lines):
        for glued in _sure(block, printed):
            span = view.range_of(glued.key)
            before = source.text[span.start : span.end]
            view.findings.append(finding("P078", source, span, key=before))
            edits.append(Edit(Span(glued.key.end, glued.key.end), "　", RULE))
    view.edit(edits)


def _key(line: Line) -> Column | None:
    """The column that a line opens, behind its mark, with a space or a colon behind the key."""
    if line.rest is None or not (line.is_words or line.kind is LineKind.CAPTION):
        return None
    behind = line.text[line.rest.start - line.span.start :]
    which = (column(behind[start:end]) for start, end, _ in stretches(behind, 0))
    return next((one for one in which if one is not None), None)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines from one key of a content to the next: those of one initiative, and the name of the one below."""
    block: list[Line] = []
    for line in lines:
        opened = _key(line)
        if line.kind in _ENDS_A_LIST or (opened and opened.kind is ColumnKind.CONTENT):
            yield block
            block = []
        block.append(line)
    yield block


def _sure(block: Sequence[Line], printed: set[str]) -> Iterator[_Glued]:
    """The glued keys of an initiative that can be nothing else."""
    opened = _key(block[0]) if block else None
    if opened is None or opened.kind is not ColumnKind.CONTENT:
        return
    own = {one.party for line in block if (one := _key(line)) and one.party}
    found = [
        glued
        for above, line in pairwise(block)
        if ends_sentence(above.text) and (glued := _glued(line))
    ]
    for glued in found:
        alone = sum(other.party == glued.party for other in found) == 1
        if own and alone and glued.party in printed - own:
            yield glued


def _glued(line: Line) -> _Glued | None:
    if line.rest is None or not line.is_words:
        return None
    at = line.rest.start - line.span.start
    found = _GLUED.match(line.text, at)
    opened = column(found["key"]) if found else None
    if found is None or opened is None or opened.party is None:
        return None
    key = Span(line.span.start + found.start("key"), line.span.start + found.end("key"))
    return _Glued(line, key, opened.party)
