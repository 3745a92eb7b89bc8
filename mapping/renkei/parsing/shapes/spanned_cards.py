"""Cards of one initiative below cells that fill a whole row (幅いっぱいの欄): its name and content above the cells of the parties.

    四国遍路の推進                                      取組名 | 観光の振興
    〔内容〕札所を結ぶ道筋を設ける。                    内容   | 誘致に取り組む。
    甲の役割       | 乙の役割                           甲の役割：主催する。 | 乙の役割：参加する。
    案内を充実する。| 道標を修復する。                   備考：費用は別に定める。

The cells of the parties may stand beside a key for all of them, and beside notes: 役割分担 | 甲の役割 | 乙の役割 | 経費の負担.

Each card becomes rows of a key and its cell (`Line.opens`). What is not surely one card is left unread: never two halves of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from renkei.model import Span
from renkei.parsing.cells.wording import Ending, ending, ends_sentence
from renkei.parsing.headings.table_headings import titled
from renkei.parsing.headings.tree import names_guideline_field
from renkei.parsing.headings.unmarked import heads_nothing
from renkei.parsing.shapes.grouped_keys import is_whole, whole_as_words
from renkei.parsing.shapes.spanned_keys import (
    Keyed,
    Parties,
    above_roles,
    groups_roles,
    is_marked,
    is_note,
    is_sentence_of_all,
    is_unknown_pair,
    keyed,
    keyed_roles,
    role_pair,
)
from renkei.parsing.shapes.spanned_names import names_over_rows
from renkei.parsing.shapes.spanned_roles import heads_roles, roles_under
from renkei.parsing.text.columns import Column, ColumnKind
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.words import plain

_NARROWEST = 2
_HEADS_AND_CELLS = 2


@dataclass(slots=True)
class SpannedCards:
    """Lines with such cards as rows of keys and cells; `unread` are the rows of those that are not sure, withheld there."""

    lines: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)


def cards_in_rows(text: str, lines: Sequence[Line], parties: Parties) -> SpannedCards:
    """Put the cards of drawings and tables into rows; all other lines stay as they are."""
    cards = SpannedCards()
    for width, group in groupby(lines, key=_width):
        table = list(names_over_rows(text, list(group), parties))
        at = 0 if width >= _NARROWEST else len(table)
        cards.lines += table[:at] if at == 0 else table
        while at < len(table):
            at = _read(text, table, at, parties, cards)
    return cards


def _width(line: Line) -> int:
    return len(line.cells) if line.kind is LineKind.ROW and line.opens is None else 0


def _read(text: str, table: Sequence[Line], at: int, parties: Parties, cards: SpannedCards) -> int:
    """Take in the rows from one on, and give the first that is left."""
    tops, end = _extent(text, table, at, parties)
    rows = table[at:end]
    if not _is_card(text, table[at:tops], table[tops:end], parties):
        end = max(tops, at + 1)
        cards.lines += table[at:end]
    elif (card := Card.of(text, table[at:tops], table[tops:end], parties)) is not None:
        cards.lines += card.lines(text)
    else:
        cards.lines += [replace(row, kind=LineKind.WITHHELD, cells=()) for row in rows]
        cards.unread += rows
    return end


def _extent(text: str, table: Sequence[Line], at: int, parties: Parties) -> tuple[int, int]:
    """Where the cells of the parties begin below rows that may stand above them, and where the next thing does."""
    tops = at
    while tops < len(table) and (
        above_roles(text, table[tops], parties)
        or (tops > at and is_unknown_pair(text, table[tops], parties))
    ):
        tops += 1
    end = tops
    while tops > at and end < len(table) and _is_below(text, table, end, parties):
        end += 1
    while tops < end < len(table) and is_note(text, table[end], parties):
        end += 1
    return tops, end


def _is_below(text: str, table: Sequence[Line], at: int, parties: Parties) -> bool:
    """Whether a row may hold cells of parties, or what heads them."""
    if above_roles(text, table[at], parties) is None:
        return True
    of_all = is_sentence_of_all(text, table[at], parties)
    return of_all and heads_roles(text, table[at - 1], parties)


def _is_card(text: str, tops: Sequence[Line], body: Sequence[Line], parties: Parties) -> bool:
    """Whether rows are a card rather than a heading above a table: what they say has keys, or is a sentence."""
    if not tops or not body:
        return False
    if groups_roles(text, body[0], parties):
        return len(body) > 1 and heads_roles(text, body[1], parties)
    known = [one for line in tops if (one := above_roles(text, line, parties))]
    if all(map(is_marked, known)):
        return False
    if heads_roles(text, body[0], parties):
        # A name or a sentence alone above several rows heads a table.
        says = len(known) > 1 and ends_sentence(plain(text, known[-1].values))
        return says or any(one.opens for one in known) or len(body) == _HEADS_AND_CELLS
    if role_pair(text, body[0], parties):
        # Rows of keys alone are known to the reader of tables.
        return any(is_whole(line) and keyed(text, line.cells[0], parties).opens for line in tops)
    return bool(keyed_roles(text, body[0], parties))


@dataclass(slots=True)
class Card:
    """One card: the headings above it, and its cells in the order in which they are read.

    `beside` are rows that say nothing that we know.
    """

    headings: list[Line] = field(default_factory=list)
    name: Keyed | None = None
    content: Keyed | None = None
    beside: list[Line] = field(default_factory=list)
    notes: list[Keyed] = field(default_factory=list)
    roles: list[Keyed] = field(default_factory=list)
    group: Span | None = None
    """A key for the cells of all parties that stands above those to come."""

    @classmethod
    def of(
        cls, text: str, tops: Sequence[Line], body: Sequence[Line], parties: Parties
    ) -> Card | None:
        """The card of which some rows stand above the cells of its parties, which are the body; None if that is not sure."""
        card = cls()
        bare: list[tuple[Line, Keyed]] = []
        for line, one in _said_above(text, tops, parties):
            if (
                one is None
                or (one.opens is None and _says_nothing(text, one))
                or (is_marked(one) and (card.name or card.content))
            ):
                card.beside.append(line)
            elif one.opens is None and not ends_sentence(plain(text, one.values)):
                bare.append((line, one))
                if card.name or card.content:
                    return None
            elif not card._takes(one):
                return None
        is_read = card._takes_names(text, bare) and card._takes_body(text, body, parties)
        return card if is_read else None

    def _takes(self, one: Keyed) -> bool:
        """Take in a cell with a key, or the sentence that is the content; False where it is one too many."""
        if one.kind is ColumnKind.NOTE:
            self.notes.append(one)
            return True
        if self.content is not None or not one.values:
            return False
        if one.kind is ColumnKind.LABEL:
            is_first, self.name = self.name is None, one
            return is_first
        self.content = one
        return True

    def _takes_names(self, text: str, bare: Sequence[tuple[Line, Keyed]]) -> bool:
        """Take the last of the rows without a key for the name, if none has one; False where it may be the content."""
        above = list(bare)
        if (
            above
            and self.name is None
            and not names_guideline_field(plain(text, above[-1][1].values))
        ):
            self.name = above.pop()[1]
        self.beside += [line for line, one in above if is_marked(one)]
        self.headings = [whole_as_words(text, line) for line, one in above if not is_marked(one)]
        surely_head = all(titled(line).kind is LineKind.MARKED for line in self.headings)
        if self.content is None:
            return surely_head
        return self.content.opens is not None or self.name is not None

    def _takes_body(self, text: str, body: Sequence[Line], parties: Parties) -> bool:
        """Take in the cells of the parties; False where it is not sure whose one of them is."""
        at = 0
        while at < len(body):
            end = at + 1
            note = above_roles(text, body[at], parties)
            if note is not None:
                self.notes.append(note)
            elif groups_roles(text, body[at], parties):
                self.group = body[at].cells[0]
            elif heads_roles(text, body[at], parties):
                while end < len(body) and _is_cells(text, body, end, parties):
                    end += 1
                below = roles_under(text, body[at], body[at + 1 : end], parties)
                if self.roles or below is None:
                    # Heads that come again are those of another card, whose name and content are not there.
                    return False
                self.notes += [one for one in below if one.kind is ColumnKind.NOTE]
                if not self._takes_roles(
                    text, [one for one in below if one.kind is ColumnKind.ROLE]
                ):
                    return False
            else:
                pair = role_pair(text, body[at], parties)
                roles = [pair] if pair else keyed_roles(text, body[at], parties)
                if not self._takes_roles(text, roles):
                    return False
            at = end
        return True

    def _takes_roles(self, text: str, fresh: Sequence[Keyed]) -> bool:
        if not any(one.values for one in fresh):
            return False
        for one in fresh:
            known = [role.values for role in self.roles if role.opens == one.opens and role.values]
            ends = known and ending(text, known[-1], in_nouns=False) is not Ending.OPEN
            if ends and one.values:
                return False
        if self.group:
            fresh[0].before, self.group = self.group, None
        self.roles += fresh
        return True

    def lines(self, text: str) -> Iterator[Line]:
        """The headings above the card, a row for its name, or for that it has none, and one for each of its cells."""
        yield from self.headings
        first = (self.name or self.content or self.roles[0]).key.start
        name = self.name or Keyed.bare(None, Span(first, first), [])
        yield name.line(text, Column(ColumnKind.LABEL))
        yield from self.beside
        if self.content:
            yield self.content.line(text, Column(ColumnKind.CONTENT))
        for one in (*self.notes, *self.roles):
            yield one.line(text, one.opens)


def _says_nothing(text: str, one: Keyed) -> bool:
    """Whether words over the whole width are a remark, or lead on to what stands below (次のとおり分担する。)."""
    words = plain(text, one.values)
    return heads_nothing(words) or (ends_sentence(words) and "のとおり" in words)


def _said_above(
    text: str, tops: Sequence[Line], parties: Parties
) -> Iterator[tuple[Line, Keyed | None]]:
    """What each row above the roles says; a key alone over the whole width has its words in the row below."""
    key: Keyed | None = None
    for line in tops:
        one = above_roles(text, line, parties)
        if key is not None:
            key.values = one.values if one and one.opens is None else []
            yield line, key
            key = None
        elif one and one.opens and not one.values:
            key = one
        else:
            yield line, one
    if key is not None:
        yield tops[-1], key


def _is_cells(text: str, body: Sequence[Line], at: int, parties: Parties) -> bool:
    """Whether a row holds cells below heads, and no heads or keys of its own."""
    line = body[at]
    return _is_below(text, body, at, parties) and not (
        groups_roles(text, line, parties)
        or heads_roles(text, line, parties)
        or role_pair(text, line, parties)
        or keyed_roles(text, line, parties)
    )
