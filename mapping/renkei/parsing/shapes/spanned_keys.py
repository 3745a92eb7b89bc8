"""What a row of a card says (カードの行): words over its whole width, a key and its cell, or cells that each begin with a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from renkei.model import Span
from renkei.parsing.cells.header import head
from renkei.parsing.cells.keys import opening
from renkei.parsing.cells.wording import distinct, ends_sentence
from renkei.parsing.headings.unmarked import heads_nothing
from renkei.parsing.parties.preamble import holders
from renkei.parsing.shapes.grouped_keys import is_whole
from renkei.parsing.text.columns import LONGEST, Column, ColumnKind
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.numerals import ordinal
from renkei.parsing.text.words import plain

Parties = Mapping[str, Sequence[int]]

_ABOVE_ROLES = frozenset({ColumnKind.LABEL, ColumnKind.CONTENT, ColumnKind.NOTE})
_KEY_AND_CELL = 2


@dataclass(slots=True)
class Keyed:
    """A cell with what it holds: the words of its key, what stands around these, and the words behind.

    `opens` is None where no key says so; the key is then a place without words.
    """

    opens: Column | None
    before: Span
    key: Span
    behind: Span
    values: list[Span]

    @classmethod
    def bare(cls, opens: Column | None, key: Span, values: Sequence[Span]) -> Keyed:
        """A cell with nothing around its key."""
        return cls(opens, Span(key.start, key.start), key, Span(key.end, key.end), list(values))

    @property
    def kind(self) -> ColumnKind | None:
        """What kind of column the key opens."""
        return self.opens.kind if self.opens else None

    def line(self, text: str, opens: Column | None) -> Line:
        """The row as the table reader takes it: what stands before the key, the key, what stands behind it, its words."""
        cells = (self.before, self.key, self.behind, *self.values)
        said = [cell for cell in cells if cell.length] or [self.key]
        span = Span(min(cell.start for cell in said), max(cell.end for cell in said))
        return Line(LineKind.ROW, span, text[slice(*span)], cells=cells, opens=opens)


def keyed(text: str, cell: Span, parties: Parties) -> Keyed:
    """A cell with the key that its words begin with; without one it is all words.

    >>> keyed("〔内容〕札所を結ぶ。", Span(0, 10), {}).values
    [Span(start=4, end=10)]
    """
    found = opening(text[slice(*cell)], parties)
    if found is None:
        return Keyed.bare(None, Span(cell.start, cell.start), [cell])
    low, high = (cell.start + at for at in found.key)
    before, behind = Span(cell.start, low), Span(high, cell.start + found.key_end)
    words = Span(cell.start + found.words, cell.end)
    return Keyed(found.opens, before, Span(low, high), behind, [words] if words.length else [])


def headed(text: str, cell: Span, parties: Parties) -> Column | None:
    """The column that a cell heads, also by the bare name of a party."""
    words = plain(text, [cell])
    name = "".join(words.split())
    return Column(ColumnKind.ROLE, name) if holders(name, parties) else head(words, parties)


def key_and_cell(text: str, line: Line, parties: Parties) -> Keyed | None:
    """A row of a key and its cell (取組名 | 観光の振興); None for all others."""
    cells = distinct(line.cells)
    if len(cells) != _KEY_AND_CELL or line.cells[0] != cells[0]:
        return None
    opens = headed(text, cells[0], parties)
    if opens is None or headed(text, cells[1], parties):
        return None
    return Keyed.bare(opens, cells[0], cells[1:])


def above_roles(text: str, line: Line, parties: Parties) -> Keyed | None:
    """The name, the content or a note of a card, in a cell over the whole row or in a row of a key and a cell."""
    if is_whole(line):
        found: Keyed | None = keyed(text, line.cells[0], parties)
    else:
        found = key_and_cell(text, line, parties) or marked_name(text, line, parties)
    return found if found and (found.opens is None or found.kind in _ABOVE_ROLES) else None


def marked_name(text: str, line: Line, parties: Parties) -> Keyed | None:
    """A row of a mark and a name (ａ | 観光の振興); None for all others."""
    cells = distinct(line.cells)
    if len(cells) != _KEY_AND_CELL or line.cells[0] != cells[0]:
        return None
    if ordinal(plain(text, cells[:1])) is None or headed(text, cells[1], parties):
        return None
    words = plain(text, cells[1:])
    if ends_sentence(words) or keyed(text, cells[1], parties).opens is not None:
        return None
    start = cells[1].start
    return Keyed(None, cells[0], Span(start, start), Span(start, start), cells[1:])


def is_marked(one: Keyed) -> bool:
    """Whether a mark stands in a cell of its own before the words."""
    return one.opens is None and bool(one.before.length)


def groups_roles(text: str, line: Line, parties: Parties) -> bool:
    """Whether a row is a key for the cells of all parties below, over the whole width (役割分担)."""
    found = keyed(text, line.cells[0], parties) if is_whole(line) else None
    return found is not None and found.kind is ColumnKind.GROUP and not found.values


def is_sentence_of_all(text: str, line: Line, parties: Parties) -> bool:
    """Whether a row is one sentence without a key: below heads it is the role of all parties."""
    if not is_whole(line) or keyed(text, line.cells[0], parties).opens is not None:
        return False
    words = plain(text, line.cells[:1])
    return ends_sentence(words) and not heads_nothing(words)


def is_unknown_pair(text: str, line: Line, parties: Parties) -> bool:
    """Whether a row is a cell behind a key that we do not know (区分 | 産業)."""
    cells = distinct(line.cells)
    if len(cells) != _KEY_AND_CELL or line.cells[0] != cells[0]:
        return False
    if any(headed(text, cell, parties) for cell in cells):
        return False
    words = plain(text, cells[:1])
    opens = keyed(text, cells[0], parties).opens
    return len(words) <= LONGEST and not ends_sentence(words) and opens is None


def is_note(text: str, line: Line, parties: Parties) -> bool:
    """Whether a row is a note of a card (備考：…)."""
    found = above_roles(text, line, parties)
    return found is not None and found.kind is ColumnKind.NOTE


def role_pair(text: str, line: Line, parties: Parties) -> Keyed | None:
    """A row of the key of a party and its cell (甲の役割 | 主催する。)."""
    found = key_and_cell(text, line, parties)
    return found if found and found.kind is ColumnKind.ROLE else None


def keyed_roles(text: str, line: Line, parties: Parties) -> list[Keyed]:
    """The roles of a row whose cells all begin with the key of a party (甲の役割：主催する。); none for other rows."""
    found = [keyed(text, cell, parties) for cell in distinct(line.cells)]
    is_row = all(one.kind is ColumnKind.ROLE and one.values for one in found)
    return found if is_row else []
