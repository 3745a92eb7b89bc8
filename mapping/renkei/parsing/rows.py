"""Logical rows of a table (表の行): physical rows, joined again where a page break cut them.

Two layouts are known. In a *matrix* a header row names the columns and each row is an initiative. In a
*block* each physical row is `label | 取組内容 or 甲の役割 | words`, several to one initiative.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from renkei.model import Span
from renkei.parsing.columns import LONGEST, Column, ColumnKind, column
from renkei.parsing.lines import Line, MarkStyle, split_mark
from renkei.parsing.words import inside_markup, plain

# Cells that say that there is nothing to say.
_DASHES = frozenset({"-", "‐", "―", "－", "–", "—", "ー", "なし", "該当なし", "特になし"})
_LONGEST_DASH = 20

_CONTENT = Column(ColumnKind.CONTENT)
_GROUP = Column(ColumnKind.GROUP)
_FEW = 5
"""A column of which less than one cell in five ends a sentence is written in nouns."""

# What stands around a party's name in a header: the brackets of "甲（熊本市）の役割".
_BRACKETED = re.compile(r"[()（）]")

# What ends a sentence in a cell: 。 and its half-width and Latin forms, also before a closing bracket.
_SENTENCE_ENDS = ("。", "．", "｡", "。」", "。）", "。)")


def ends_sentence(words: str) -> bool:
    """Whether words end as a sentence does.

    >>> ends_sentence("取り組む。"), ends_sentence("甲と取")
    (True, False)
    """
    return words.endswith(_SENTENCE_ENDS)


def says_nothing(text: str, cells: Sequence[Span]) -> bool:
    """Whether cells say that there is nothing to say: a dash, なし.

    >>> says_nothing("―", [Span(0, 1)]), says_nothing("", [])
    (True, False)
    """
    return sum(cell.length for cell in cells) <= _LONGEST_DASH and plain(text, cells) in _DASHES


class Ending(Enum):
    """How the words of a cell end; in a column of nouns nobody can tell whether they go on."""

    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


def cell_endings(text: str, lines: Iterable[Line]) -> Counter[tuple[int, int, bool]]:
    """How often the cells of a column end a sentence: by width of the row, place, and whether so.

    A column is known by its place among rows of equal width, since this is asked before any header
    is understood.
    """
    return Counter(
        (len(line.cells), at, ends_sentence(plain(text, [cell])))
        for line in lines
        for at, cell in enumerate(line.cells)
        if cell.length
    )


class Join(Enum):
    """Whether a physical row goes on with the logical row before it."""

    NO = "no"
    SURE = "sure"
    GUESS = "guess"


@dataclass(slots=True)
class Row:
    """One initiative as the table gives it: stretches of the source for each column."""

    fields: list[Span] = field(default_factory=list)
    label: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    roles: dict[str, list[Span]] = field(default_factory=dict)
    notes: list[tuple[Span, list[Span]]] = field(default_factory=list)
    not_understood: list[Span] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    joined_by_guess: list[Span] = field(default_factory=list)
    label_missing: bool = False
    nouns: frozenset[Column] = frozenset()

    def column(self, which: Column) -> list[Span]:
        """The stretches under one column."""
        if which.kind is ColumnKind.ROLE:
            return self.roles.setdefault(which.party or "", [])
        if which.kind is ColumnKind.FIELD:
            return self.fields
        return self.label if which.kind is ColumnKind.LABEL else self.content

    def note(self, head: Span) -> list[Span]:
        """The stretches under a heading that is no content and no role."""
        for known, cells in self.notes:
            if known == head:
                return cells
        self.notes.append((head, []))
        return self.notes[-1][1]


@dataclass(slots=True)
class TableReader:
    """Reads the rows of one group of a schedule; `columns` carry over to the next group.

    `parties` are what a header may call a party, alone (甲) or with 〜の役割.
    """

    text: str
    columns: tuple[Column | None, ...] = ()
    parties: Collection[str] = ()
    endings: Mapping[tuple[int, int, bool], int] = field(default_factory=dict)
    nouns: frozenset[Column] = frozenset()
    heads: tuple[Span, ...] = ()
    rows: list[Row] = field(default_factory=list)
    header_cells: list[Span] = field(default_factory=list)
    strays: list[Span] = field(default_factory=list)
    repeated_headers: list[Span] = field(default_factory=list)
    _head_words: tuple[str, ...] = ()

    def read(self, line: Line) -> None:
        """Take in one physical row."""
        words = [plain(self.text, [cell]) for cell in line.cells]
        known = [self._column(word) for word in words]
        if (heads := self._heads(words, known)) is not None:
            self._read_header(line.cells, words, heads)
        elif (key := _block_key(known, words)) is not None and self._may_be_block(known[key]):
            self._read_block(line.cells, key, known[key])
        elif self.columns:
            self._read_matrix(line.cells)
        elif not (self.rows and self._continues_block(line.cells, words)):
            self.strays.extend(cell for cell in line.cells if cell.length)

    def _may_be_block(self, key: Column | None) -> bool:
        """Whether a row may be of a block: in a matrix a cell may say 備考, too."""
        return not self.columns or key is None or key.kind is not ColumnKind.NOTE

    def _column(self, words: str) -> Column | None:
        which = column(words) if 0 < len(words) <= LONGEST else None
        if which is None or which.party is None or which.party in self.parties:
            return which
        named = (found for found in _BRACKETED.split(which.party) if found in self.parties)
        return Column(ColumnKind.ROLE, next(named, which.party))

    def _heads(
        self, words: Sequence[str], known: Sequence[Column | None]
    ) -> list[Column | None] | None:
        """The columns that a row heads; None if it is no header row."""
        if any(len(word) > LONGEST or ends_sentence(word) for word in words):
            return None
        heads = list(known)
        bare = [at for at, word in enumerate(words) if word in self.parties]
        # A cell may hold a party's name too (費用負担: 甲), so bare names head columns only where a header is due.
        is_due = not self.columns or _GROUP in self.columns or tuple(words) == self._head_words
        if len(bare) > 1 and is_due:
            for at in bare:
                heads[at] = Column(ColumnKind.ROLE, words[at])
        recognised = [head for head in heads if head]
        has_roles = any(head.kind in {ColumnKind.ROLE, ColumnKind.GROUP} for head in recognised)
        return heads if has_roles and len(recognised) > 1 else None

    def _read_header(
        self, cells: Sequence[Span], words: Sequence[str], heads: list[Column | None]
    ) -> None:
        self._head_words = tuple(words)
        if _GROUP in self.columns:
            # The second row of a header: it tells apart what the row above put under one heading.
            above = [
                which if which and which.kind is not ColumnKind.GROUP else None
                for which in self.columns
            ]
            heads = [
                head or (above[at] if at < len(above) and not words[at] else None)
                for at, head in enumerate(heads)
            ]
        elif self.rows and not self.is_open():
            self.repeated_headers.append(next(cell for cell in cells if cell.length))
        self.columns = _resolved(heads, words)
        self.nouns = frozenset(
            which
            for at, which in enumerate(self.columns)
            if which and self._holds_nouns(len(cells), at)
        )
        above_cells = self.heads[: len(cells)] + tuple(cells[len(self.heads) :])
        self.heads = tuple(
            cell if cell.length else above for cell, above in zip(cells, above_cells, strict=True)
        )
        self.header_cells.extend(
            cell
            for cell, which in zip(cells, self.columns, strict=True)
            if cell.length and (which is None or which.kind is not ColumnKind.NOTE)
        )
        self._mark_unknown_headers(cells, words)

    def _holds_nouns(self, width: int, at: int) -> bool:
        """Whether a column is written in nouns (観光PRの実施) rather than in sentences."""
        ended = self.endings.get((width, at, True), 0)
        return ended * _FEW < ended + self.endings.get((width, at, False), 0)

    def _mark_unknown_headers(self, cells: Sequence[Span], words: Sequence[str]) -> None:
        """A header that heads no column we know: its cell is reported, as its column will be."""
        for at, cell in enumerate(cells):
            if words[at] and self.columns[at] is None:
                self.header_cells.remove(cell)
                self.strays.append(cell)

    # --- matrix

    def _read_matrix(self, cells: Sequence[Span]) -> None:
        if len(cells) > len(self.columns) and cells[-1].length and self._is_mark(cells[0]):
            # Marks stand in a column of their own that has no head: all others are one place further.
            self.columns = (Column(ColumnKind.LABEL), *self.columns)
            self.heads = (cells[0]._replace(end=cells[0].start), *self.heads)
        fresh = Row(nouns=self.nouns)
        for at, cell in enumerate(cells):
            if not cell.length or cell in self.heads:
                continue  # nothing there, or a merged head that reaches down into the rows
            which = self.columns[at] if at < len(self.columns) else None
            if which and which.kind is ColumnKind.NOTE:
                fresh.note(self.heads[at]).append(cell)
                continue
            known = which is not None and which.kind is not ColumnKind.GROUP
            (fresh.column(which) if which and known else fresh.not_understood).append(cell)
        for which in self.columns:
            if which and which.kind is ColumnKind.ROLE:
                fresh.column(which)
        last = self.rows[-1] if self.rows else None
        join = self._joins(last, fresh) if last else Join.NO
        if last is None or join is Join.NO:
            fresh.label_missing = not fresh.label and self._has(ColumnKind.LABEL)
            self.rows.append(fresh)
            return
        if join is Join.GUESS:
            last.joined_by_guess.extend(sorted(_cells_of(fresh)))
        _append(last, fresh)

    def _has(self, kind: ColumnKind) -> bool:
        return any(which is not None and which.kind is kind for which in self.columns)

    def _joins(self, last: Row, fresh: Row) -> Join:
        """Whether a page break cut the row before, and this is the rest of it.

        The rest of a row stands only under cells whose sentence is still open, or may be; a mark makes a row.
        """
        merged = not set(_cells_of(fresh)).isdisjoint(_cells_of(last))
        if merged or (fresh.fields and fresh.fields != last.fields):
            # A merged cell stands in both, or another field begins: they are two rows.
            return Join.NO
        prose = [(self._ending(_CONTENT, last.content), fresh.content)]
        prose += [
            (self._ending(Column(ColumnKind.ROLE, party), last.roles.get(party, [])), cells)
            for party, cells in fresh.roles.items()
        ]
        fits = all(ending is not Ending.CLOSED or not new for ending, new in prose)
        lacks_cells = any(not new for _, new in prose)
        is_open = any(ending is Ending.OPEN for ending, _ in prose)
        if not fresh.label and self._has(ColumnKind.LABEL):
            if fits and is_open:
                return Join.SURE
            return Join.GUESS if lacks_cells and (fits or is_open) else Join.NO
        if not is_open or not fits or self._mark_style(fresh.label) is not MarkStyle.NONE:
            return Join.NO
        in_marked_list = self._mark_style(last.label) is not MarkStyle.NONE
        if fresh.label:
            return Join.GUESS if in_marked_list or lacks_cells else Join.NO
        all_open = all(ending is Ending.OPEN for ending, _ in prose)
        return Join.SURE if lacks_cells else Join.GUESS if all_open else Join.NO

    def is_open(self) -> bool:
        """Whether the last row still waits for the rest of a sentence."""
        if not self.rows:
            return False
        last = self.rows[-1]
        cells = [(Column(ColumnKind.ROLE, party), cells) for party, cells in last.roles.items()]
        return any(
            self._ending(which, held) is Ending.OPEN
            for which, held in [(_CONTENT, last.content), *cells]
        )

    def expects(self, kind: ColumnKind) -> bool:
        """Whether every row should have a cell of this kind; rows in blocks have all."""
        return not self.columns or self._has(kind)

    def _ending(self, which: Column, cells: Sequence[Span]) -> Ending:
        last = (plain(self.text, [cell]) for cell in reversed(cells))
        words = next((words for words in last if words), "")
        if not words or ends_sentence(words) or words in _DASHES:
            return Ending.CLOSED
        return Ending.UNKNOWN if which in self.nouns else Ending.OPEN

    def _mark_style(self, cells: Sequence[Span]) -> MarkStyle:
        if not cells:
            return MarkStyle.NONE
        return split_mark(self.text, inside_markup(self.text, cells[0]))[0]

    def _is_mark(self, cell: Span) -> bool:
        _, mark, rest = split_mark(self.text, cell)
        return mark is not None and not rest.length

    # --- block

    def _read_block(self, cells: Sequence[Span], key: int, which: Column | None) -> None:
        if which is None:
            return
        named = [cell for cell in cells[:key] if cell.length]
        values = [cell for cell in cells[key + 1 :] if cell.length]
        last = self.rows[-1] if self.rows else None
        # A label that covers the rows of its block is one label.
        label = [cell for cell in named if last is None or cell not in last.label]
        if which.kind is ColumnKind.NOTE:
            if last is not None:
                last.note(cells[key]).extend(values)
            return
        taken = last is not None and bool(last.column(which))
        goes_on = last is not None and self._ending(which, last.column(which)) is Ending.OPEN
        if last is not None and taken and not label and goes_on:
            # The key is printed again behind a page break.
            last.marks.append(cells[key])
            last.column(which).extend(values)
            last.joined_by_guess.extend(values)
            return
        if last is None or taken or (label and which.kind is ColumnKind.CONTENT):
            last = Row(label=named)
            self.rows.append(last)
        elif label:
            last.label.extend(label)
            last.joined_by_guess.extend(label)
        last.marks.append(cells[key])
        last.column(which).extend(values)
        self.columns = ()

    def _continues_block(self, cells: Sequence[Span], words: Sequence[str]) -> bool:
        """The rest of a block's last cell, under empty cells: `\\t\\tを実施する。`."""
        last = self.rows[-1]
        filled = [cell for cell, word in zip(cells, words, strict=True) if word]
        columns = [last.content, *last.roles.values()]
        target = next((spans for spans in reversed(columns) if spans), None)
        if not cells[-1].length or target is None:
            return False
        if self._ending(_CONTENT, target) is not Ending.OPEN:
            return False
        *label, rest = filled
        if label and (len(label) > 1 or label[0] != cells[0] or not last.label):
            return False
        target.append(rest)
        last.label.extend(label)
        last.joined_by_guess.extend(label)
        return True


def _cells_of(row: Row) -> list[Span]:
    return [*row.label, *row.content, *(cell for cells in row.roles.values() for cell in cells)]


def _append(last: Row, fresh: Row) -> None:
    last.label.extend(fresh.label)
    last.content.extend(fresh.content)
    last.not_understood.extend(fresh.not_understood)
    for party, cells in fresh.roles.items():
        last.roles.setdefault(party, []).extend(cells)
    for head, cells in fresh.notes:
        last.note(head).extend(cells)


def _block_key(known: Sequence[Column | None], words: Sequence[str]) -> int | None:
    """Where the key of a block row stands: the only header word, with at most one cell behind."""
    keys = [at for at, which in enumerate(known) if which and which.kind is not ColumnKind.LABEL]
    if len(keys) != 1 or known[keys[0]] == Column(ColumnKind.EITHER):
        return None
    behind = [word for word in words[keys[0] + 1 :] if word]
    return keys[0] if len(words) > keys[0] + 1 and len(behind) <= 1 else None


def _resolved(known: Sequence[Column | None], words: Sequence[str]) -> tuple[Column | None, ...]:
    """Columns with `取組`, and the empty header cell beside it, told apart.

    Two undecided columns before the roles are label and content, in this order; a single one is
    what is missing: content, unless a content column stands already.
    """
    of_roles = {ColumnKind.ROLE, ColumnKind.GROUP}
    first_role = next(at for at, which in enumerate(known) if which and which.kind in of_roles)
    resolved = list(known)
    kinds = {which.kind for which in known if which}
    undecided = [
        at
        for at, which in enumerate(known[:first_role])
        if (which is None and not words[at]) or (which and which.kind is ColumnKind.EITHER)
    ]
    missing = [k for k in (ColumnKind.LABEL, ColumnKind.CONTENT) if k not in kinds]
    if len(undecided) == 1 and len(missing) > 1:
        missing = [ColumnKind.CONTENT]
    for at, kind in zip(undecided, missing, strict=False):
        resolved[at] = Column(kind)
    return tuple(resolved)
