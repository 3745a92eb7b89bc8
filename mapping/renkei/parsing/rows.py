"""Logical rows of a table (表の行): physical rows, joined again where a page break cut them.

Two layouts are known. In a *matrix* a header row names the columns and each row is an initiative. In a
*block* each physical row is `label | 取組内容 or 甲の役割 | words`, several to one initiative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from renkei.model import Span
from renkei.parsing.columns import Column, ColumnKind, column
from renkei.parsing.lines import Line, MarkStyle, split_mark
from renkei.parsing.words import inside_markup, plain

# What ends a sentence in a cell: 。 and its half-width and Latin forms, also before a closing bracket.
_SENTENCE_ENDS = ("。", "．", "｡", "。」", "。）", "。)")


def ends_sentence(words: str) -> bool:
    """Whether words end as a sentence does.

    >>> ends_sentence("取り組む。"), ends_sentence("甲と取")
    (True, False)
    """
    return words.endswith(_SENTENCE_ENDS)


class Join(Enum):
    """Whether a physical row goes on with the logical row before it."""

    NO = "no"
    SURE = "sure"
    GUESS = "guess"


@dataclass(slots=True)
class Row:
    """One initiative as the table gives it: stretches of the source for each column."""

    label: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    roles: dict[str, list[Span]] = field(default_factory=dict)
    not_understood: list[Span] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    joined_by_guess: list[Span] = field(default_factory=list)
    label_missing: bool = False

    def column(self, which: Column) -> list[Span]:
        """The stretches under one column."""
        if which.kind is ColumnKind.ROLE:
            return self.roles.setdefault(which.party or "", [])
        return self.label if which.kind is ColumnKind.LABEL else self.content


@dataclass(slots=True)
class TableReader:
    """Reads the rows of one group of a schedule; `columns` carry over to the next group."""

    text: str
    columns: tuple[Column | None, ...] = ()
    rows: list[Row] = field(default_factory=list)
    header_cells: list[Span] = field(default_factory=list)
    strays: list[Span] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)

    def read(self, line: Line) -> None:
        """Take in one physical row."""
        words = [plain(self.text, [cell]) for cell in line.cells]
        known = [column(word) if word else None for word in words]
        if self._is_header(words, known):
            self.columns = _resolved(known, words)
            self.header_cells.extend(cell for cell in line.cells if cell.length)
            self._mark_unknown_headers(line.cells, words)
        elif (key := _block_key(known, words)) is not None:
            self._read_block(line.cells, key, known[key])
        elif self.columns:
            self._read_matrix(line.cells)
        elif self.rows and self._continues_block(line.cells, words):
            pass
        else:
            self.strays.extend(cell for cell in line.cells if cell.length)

    def _is_header(self, words: Sequence[str], known: Sequence[Column | None]) -> bool:
        recognised = [column for column in known if column]
        roles = [column for column in recognised if column.kind is ColumnKind.ROLE]
        titles = all(len(word) <= 14 and not ends_sentence(word) for word in words)
        return bool(roles) and len(recognised) >= 2 and titles

    def _mark_unknown_headers(self, cells: Sequence[Span], words: Sequence[str]) -> None:
        """A header that heads no column we know: its cell is reported, as its column will be."""
        for at, cell in enumerate(cells):
            if words[at] and self.columns[at] is None:
                self.header_cells.remove(cell)
                self.strays.append(cell)

    # --- matrix

    def _read_matrix(self, cells: Sequence[Span]) -> None:
        fresh = Row()
        for at, cell in enumerate(cells):
            if not cell.length:
                continue
            which = self.columns[at] if at < len(self.columns) else None
            (fresh.not_understood if which is None else fresh.column(which)).append(cell)
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

        The rest of a row stands only under cells whose sentence is still open. A row that has a mark
        of its own, or that stands under finished sentences, is a row of its own.
        """
        prose = [(last.content, fresh.content)]
        prose += [(last.roles.get(party, []), cells) for party, cells in fresh.roles.items()]
        still_open = [self._is_open(old) for old, _ in prose]
        fits = all(open_ or not new for open_, (_, new) in zip(still_open, prose, strict=True))
        lacks_cells = any(not new for _, new in prose)
        if not any(still_open) or (fresh.label and not fits):
            return Join.NO
        if not fresh.label and self._has(ColumnKind.LABEL):
            return Join.SURE if fits else Join.GUESS if lacks_cells else Join.NO
        if self._mark_style(fresh.label) is not MarkStyle.NONE:
            return Join.NO
        in_marked_list = self._mark_style(last.label) is not MarkStyle.NONE
        if fits and (in_marked_list or lacks_cells or all(still_open)):
            return Join.GUESS if fresh.label or not lacks_cells else Join.SURE
        return Join.NO

    def is_open(self) -> bool:
        """Whether the last row still waits for the rest of a sentence."""
        last = self.rows[-1] if self.rows else None
        return last is not None and any(map(self._is_open, [last.content, *last.roles.values()]))

    def expects(self, kind: ColumnKind) -> bool:
        """Whether every row should have a cell of this kind; rows in blocks have all."""
        return not self.columns or self._has(kind)

    def _is_open(self, cells: Iterable[Span]) -> bool:
        words = plain(self.text, cells)
        return bool(words) and not ends_sentence(words)

    def _mark_style(self, cells: Sequence[Span]) -> MarkStyle:
        if not cells:
            return MarkStyle.NONE
        return split_mark(self.text, inside_markup(self.text, cells[0]))[0]

    # --- block

    def _read_block(self, cells: Sequence[Span], key: int, which: Column | None) -> None:
        if which is None:
            return
        label = [cell for cell in cells[:key] if cell.length]
        values = [cell for cell in cells[key + 1 :] if cell.length]
        last = self.rows[-1] if self.rows else None
        taken = last is not None and bool(last.column(which))
        if last is None or taken or (label and which.kind is ColumnKind.CONTENT):
            last = Row(label=label)
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
        if len(filled) != 1 or not cells[-1].length or target is None or not self._is_open(target):
            return False
        target.extend(filled)
        return True


def _cells_of(row: Row) -> list[Span]:
    return [*row.label, *row.content, *(cell for cells in row.roles.values() for cell in cells)]


def _append(last: Row, fresh: Row) -> None:
    last.label.extend(fresh.label)
    last.content.extend(fresh.content)
    last.not_understood.extend(fresh.not_understood)
    for party, cells in fresh.roles.items():
        last.roles.setdefault(party, []).extend(cells)


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
    first_role = next(at for at, which in enumerate(known) if which and which.kind is ColumnKind.ROLE)
    resolved = list(known)
    kinds = {which.kind for which in known if which}
    undecided = [
        at
        for at, which in enumerate(known[:first_role])
        if (which is None and not words[at]) or (which and which.kind is ColumnKind.EITHER)
    ]
    missing = [k for k in (ColumnKind.LABEL, ColumnKind.CONTENT) if k not in kinds]
    if len(undecided) == 1 and len(missing) == 2:
        missing = [ColumnKind.CONTENT]
    for at, kind in zip(undecided, missing, strict=False):
        resolved[at] = Column(kind)
    return tuple(resolved)
