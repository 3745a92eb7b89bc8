"""Tables whose rows are the columns of others (行と列が逆の表): parties down, initiatives across."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from renkei.model import Span
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind

_FEWEST_ROLES = 2
_NARROWEST = 3
_LABELS = {ColumnKind.LABEL, ColumnKind.EITHER}


def turned(text: str, lines: Sequence[Line], parties: Collection[str]) -> Iterator[Line]:
    """The lines, with every transposed table turned, so that its keys become a header row.

    A table is transposed if two rows or more, of equal width and with several cells each, begin with
    the role of a party. The row above, if it is as wide, gives the names of the initiatives.
    """
    at = 0
    while at < len(lines):
        names = lines[at] if _may_name(text, lines, at, parties) else None
        first = at + 1 if names else at
        keys = _keys(text, lines[first:], parties)
        roles = sum(_kind(text, key, parties) is ColumnKind.ROLE for key in keys)
        if roles < _FEWEST_ROLES:
            yield lines[at]
            at += 1
            continue
        keys += _strangers(text, lines[first + len(keys) :], len(keys[0].cells), parties)
        yield from _turned(text, names, keys)
        at = first + len(keys)


def _may_name(text: str, lines: Sequence[Line], at: int, parties: Collection[str]) -> bool:
    """Whether a row stands above keys, is as wide as they are, and holds no sentences: those are of a table above."""
    if at + 1 >= len(lines) or lines[at].kind is not LineKind.ROW:
        return False
    if any(ends_sentence(text[cell.start : cell.end]) for cell in lines[at].cells):
        return False
    is_key = _kind(text, lines[at], parties) is not None
    return not is_key and len(lines[at].cells) == len(lines[at + 1].cells)


def _keys(text: str, lines: Sequence[Line], parties: Collection[str]) -> list[Line]:
    if not lines:
        return []
    width = len(lines[0].cells)
    return list(
        takewhile(lambda line: len(line.cells) == width and _kind(text, line, parties), lines)
    )


def _strangers(
    text: str, lines: Sequence[Line], width: int, parties: Collection[str]
) -> Iterator[Line]:
    """Rows below the keys that are as wide and begin with words that we do not know (費用の見込み).

    They belong to the table too: read as a row of the turned table, their cells would be roles.
    """
    for at, line in enumerate(lines):
        is_row = line.kind is LineKind.ROW and len(line.cells) == width
        heads = any(column(text[cell.start : cell.end]) for cell in line.cells)
        if not is_row or heads or _may_name(text, lines, at, parties):
            return
        yield line


def _kind(text: str, line: Line, parties: Collection[str]) -> ColumnKind | None:
    """What a row with several cells is for, by its first one; None for any other row."""
    if line.kind is not LineKind.ROW or len(line.cells) < _NARROWEST:
        return None
    first, *others = (text[cell.start : cell.end] for cell in line.cells)
    if sum(bool(words) for words in others) < _NARROWEST - 1 or any(map(column, others)):
        return None
    if "".join(first.split()) in parties:
        return ColumnKind.ROLE
    head = column(first)
    if head and head.kind is ColumnKind.EITHER and all(map(ends_sentence, filter(None, others))):
        return ColumnKind.CONTENT
    return head.kind if head and head.kind not in _LABELS else None


def _turned(text: str, names: Line | None, keys: Sequence[Line]) -> Iterator[Line]:
    rows = [*([names] if names else []), *keys]
    for at in range(len(keys[0].cells)):
        cells = [row.cells[at] for row in rows]
        if at == 0 and names:
            # A corner that names no column (区分) stays unread: the names below it are names all the same.
            corner = column(text[cells[0].start : cells[0].end])
            is_known = corner is not None and corner.kind in _LABELS
            cells[0] = cells[0] if is_known else Span(cells[0].start, cells[0].start)
        yield replace(rows[0], cells=tuple(cells))
