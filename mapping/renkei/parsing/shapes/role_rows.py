"""Tables with a row for each role (役割ごとの行), in which a column says whose it is.

    取組       | 内容               | 区分 | 役割
    観光の振興 | 誘致に取り組む。   | 甲   | 主催する。
               |                    | 乙   | 参加する。

The content may stand in such a row too (内容 | 誘致に取り組む。). The rows of one initiative become rows of a key and its cell (`Line.opens`).
A table of which one row is not surely of one initiative is left unread: never a role at an initiative that may be another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells.header import CLASS
from renkei.parsing.parties.preamble import holders
from renkei.parsing.shapes.grouped_keys import is_whole, whole_as_words
from renkei.parsing.shapes.spanned_keys import Keyed, Parties, headed
from renkei.parsing.text.columns import Column, ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind, is_mark
from renkei.parsing.text.words import plain

_K = ColumnKind
_SILENT = frozenset({LineKind.BLANK, LineKind.PAGE, LineKind.RULER})
_SAYS = frozenset({_K.CONTENT, _K.EITHER})
_NAMES = frozenset({_K.LABEL, _K.CONTENT})
_BESIDE = frozenset({_K.LABEL, _K.CONTENT, _K.EITHER, _K.FIELD, _K.NOTE, _K.NUMBER})
"""What the columns beside whose and what may hold."""


@dataclass(slots=True)
class RoleRows:
    """Lines with such tables as rows of keys and cells; `unread` are the rows of those that are not sure, withheld there."""

    lines: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)


def rows_of_roles(text: str, lines: Sequence[Line], parties: Parties) -> RoleRows:
    """Put every table that has a row for each role into rows of keys and cells; all other lines stay as they are."""
    found = RoleRows()
    at = 0
    while at < len(lines):
        table = _table(text, lines, at, parties)
        if table is None:
            found.lines.append(lines[at])
            at += 1
            continue
        told = table.told()
        if told is None:
            rows = [line for line in lines[at : table.end] if line.kind is LineKind.ROW]
            found.lines += [replace(row, kind=LineKind.WITHHELD, cells=()) for row in rows]
            found.unread += rows
        found.lines += told or []
        at = table.end
    return found


class _Heads(NamedTuple):
    """The head of such a table: its words, where whose and what stand, and what the other columns hold."""

    words: tuple[str, ...]
    cells: tuple[Span, ...]
    who: int
    kinds: tuple[ColumnKind | None, ...]


def _table(text: str, lines: Sequence[Line], at: int, parties: Parties) -> _Table | None:
    line = lines[at]
    if line.kind is not LineKind.ROW or line.opens or "役割" not in line.text:
        return None
    words = tuple("".join(plain(text, [cell]).split()) for cell in line.cells)
    for who in range(len(words) - 1):
        if not words[who] or "役割" not in words[who] + words[who + 1]:
            continue
        # A column for the roles of one party, or for contents, says not whose: 甲の役割, 取組の内容.
        if _whose(text, line.cells[who], parties) is None:
            body = _body(text, lines, at, who, words, parties)
            heads = _heads(text, line, words, who, body, parties) if body else None
            if heads is not None:
                return _Table(text, parties, heads, body, at + 1 + len(body))
    return None


def _body(
    text: str, lines: Sequence[Line], at: int, who: int, words: Sequence[str], parties: Parties
) -> Sequence[Line]:
    """The lines of the table below its head; none if one does not say whose what it holds is.

    It ends at the first such row, so that a table of other rows is not gone through for each of them.
    """
    end = at + 1
    while end < len(lines) and _is_below(lines[end], len(words)):
        row = lines[end]
        says = row.kind is LineKind.ROW and row.cells[who].length and not is_whole(row)
        if says and not (_whose(text, row.cells[who], parties) or _again(text, row, words)):
            return ()
        end += 1
    return lines[at + 1 : end]


def _is_below(line: Line, width: int) -> bool:
    return line.kind in _SILENT or (
        line.kind is LineKind.ROW and line.opens is None and len(line.cells) == width
    )


def _heads(
    text: str, line: Line, words: tuple[str, ...], who: int, body: Sequence[Line], parties: Parties
) -> _Heads | None:
    """The head, if a role stands below and every column is known."""
    rows = [one for one in body if one.kind is LineKind.ROW and not is_whole(one)]
    named = [one for one in rows if one.cells[who].length and not _again(text, one, words)]
    told = [_whose(text, one.cells[who], parties) for one in named]
    if not any(one and one.kind is _K.ROLE for one in told):
        return None
    kinds: list[ColumnKind | None] = []
    for at, word in enumerate(words):
        which = column(word)
        if at in {who, who + 1}:
            kinds.append(None)
        elif which and which.kind in _BESIDE:
            kinds.append(which.kind)
        elif at == 0 and who > 1 and CLASS.fullmatch(word):
            kinds.append(_K.FIELD)
        elif not word and all(is_mark(text[slice(*one.cells[at])]) for one in named[:1]):
            kinds.append(_K.NUMBER)
        else:
            return None
    says = _K.CONTENT in kinds or any(one and one.kind is _K.CONTENT for one in told)
    return _Heads(words, line.cells, who, tuple(_sure(kind, says=says) for kind in kinds))


def _sure(kind: ColumnKind | None, *, says: bool) -> ColumnKind | None:
    """取組 heads names beside a column or rows of contents, and else contents."""
    if kind is not _K.EITHER:
        return kind
    return _K.LABEL if says else _K.CONTENT


def _whose(text: str, cell: Span, parties: Parties) -> Column | None:
    """The role or the content that a cell says is beside it; None for all other words."""
    found = headed(text, cell, parties)
    if found is None:
        return None
    if found.kind is _K.ROLE and found.party and holders(found.party, parties):
        return found
    return Column(_K.CONTENT) if found.kind in _SAYS else None


def _again(text: str, line: Line, words: Sequence[str]) -> bool:
    """Whether a row is the head once more, as behind a page break."""
    return ["".join(plain(text, [cell]).split()) for cell in line.cells] == list(words)


@dataclass(slots=True)
class _Card:
    """The rows of one initiative: its cells by kind, and what stands around them and says nothing new."""

    held: dict[ColumnKind, list[Span]] = field(default_factory=dict)
    notes: list[tuple[Span, Span]] = field(default_factory=list)
    told: list[tuple[Column, Span, list[Span]]] = field(default_factory=list)
    beside: list[Span] = field(default_factory=list)

    def says(self, which: Column) -> bool:
        """Whether a party, or the content, has its row."""
        return any(known == which for known, _, _ in self.told)


@dataclass(slots=True)
class _Table:
    text: str
    parties: Parties
    heads: _Heads
    body: Sequence[Line]
    end: int
    _cards: list[_Card | Line] = field(default_factory=list)
    _waiting: list[Span] = field(default_factory=list)
    _card: _Card | None = None

    def told(self) -> list[Line] | None:
        """The rows of keys and cells; None if one row is not surely of one initiative."""
        # The head of a note is a word of that note, and no mere key.
        heads = zip(self.heads.kinds, self.heads.cells, strict=True)
        self._waiting = [cell for kind, cell in heads if cell.length and kind is not _K.NOTE]
        for line in self.body:
            if line.kind is LineKind.ROW and not self._take(line):
                return None
        return [line for one in self._cards for line in self._lines(one)]

    def _take(self, line: Line) -> bool:
        who = self.heads.who
        filled = [cell for cell in line.cells if cell.length]
        if _again(self.text, line, self.heads.words):
            self._waiting += filled
            return True
        if not filled:
            return True
        if set(filled) == {line.cells[0]}:
            # A row with one cell in front is a heading, or a remark behind the last row.
            self._cards.append(whole_as_words(self.text, line))
            self._card = None
            return True
        which = _whose(self.text, line.cells[who], self.parties)
        if which is None or (self._begins(line, which) and not self._begin(line)):
            return False
        return self._card is not None and self._add(self._card, line, which)

    def _begins(self, line: Line, which: Column) -> bool:
        """Whether a row is of another initiative than the one above: a name or content of its own, or a second content."""
        card = self._card
        if card is None:
            return True
        fresh = [
            cell
            for kind, cell in zip(self.heads.kinds, line.cells, strict=True)
            if kind in _NAMES and cell.length and not self._is_said(card, kind, cell)
        ]
        return bool(fresh) or (which.kind is _K.CONTENT and self._content_begins())

    def _content_begins(self) -> bool:
        """Whether contents stand above roles in this table, as the first of its initiatives tells."""
        first = next((one for one in self._cards if isinstance(one, _Card)), None)
        return first is not None and first.told[0][0].kind is _K.CONTENT

    def _is_said(self, card: _Card, kind: ColumnKind | None, cell: Span) -> bool:
        """Whether a cell is one of the card, merged or printed again."""
        known = card.held.get(kind, []) if kind else []
        words = plain(self.text, [cell])
        return any(cell == one or plain(self.text, [one]) == words for one in known)

    def _begin(self, line: Line) -> bool:
        """Begin an initiative; False where the row has neither a name nor a content."""
        self._card = _Card()
        self._cards.append(self._card)
        kinds = zip(self.heads.kinds, line.cells, strict=True)
        named = any(kind in _NAMES and cell.length for kind, cell in kinds)
        says = _whose(self.text, line.cells[self.heads.who], self.parties) == Column(_K.CONTENT)
        return named or says

    def _add(self, card: _Card, line: Line, which: Column) -> bool:
        """Take a row into a card; False where it says a second time what the card has."""
        who = self.heads.who
        key, value = line.cells[who], line.cells[who + 1]
        if card.says(which) or key == value:
            return False
        card.beside += self._waiting
        self._waiting = []
        for kind, head, cell in zip(self.heads.kinds, self.heads.cells, line.cells, strict=True):
            if kind is None or not cell.length:
                continue
            if kind is _K.NOTE:
                card.notes.append((head, cell))
            elif kind is _K.NUMBER or self._is_said(card, kind, cell):
                card.beside.append(cell)
            elif kind in card.held:
                return False
            else:
                card.held[kind] = [cell]
        card.told.append((which, key, [value] if value.length else []))
        return True

    def _lines(self, one: _Card | Line) -> Iterator[Line]:
        if isinstance(one, Line):
            yield one
            return
        name = one.held.get(_K.LABEL, [])
        start = (name or [one.told[0][1]])[0].start
        nowhere = Span(start, start)
        # A name that is missing where a column is for it shows as a head without words.
        is_missing = not name and _K.LABEL in self.heads.kinds
        key = self.heads.cells[self.heads.kinds.index(_K.LABEL)] if is_missing else nowhere
        first = Keyed.bare(None, key, name).line(self.text, Column(_K.LABEL))
        own = {cell for cells in one.held.values() for cell in cells}
        # `beside` is never empty here: what stands above such a row is a heading, and no name of it.
        beside = dict.fromkeys((nowhere, *(cell for cell in one.beside if cell not in own)))
        yield replace(first, beside=tuple(beside))
        for kind in (_K.FIELD, _K.CONTENT):
            if cells := one.held.get(kind):
                place = Span(cells[0].start, cells[0].start)
                yield Keyed.bare(None, place, cells).line(self.text, Column(kind))
        for head, cell in dict.fromkeys(one.notes):
            yield Keyed.bare(None, head, [cell]).line(self.text, Column(_K.NOTE))
        for which, key, values in one.told:
            yield Keyed.bare(None, key, values).line(self.text, which)
