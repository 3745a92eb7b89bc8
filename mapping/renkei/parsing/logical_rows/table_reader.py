"""Tables (表の読み取り): physical rows become logical rows, joined again where a page break cut them.

Two layouts are known. In a *matrix* a header row names the columns and each row is an initiative. In a
*block* each physical row is `label | 取組内容 or 甲の役割 | words`, several to one initiative.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from renkei.model import Span
from renkei.parsing.cells.header import Header, block_key, head, header_row
from renkei.parsing.cells.rows import Row
from renkei.parsing.cells.wording import Ending, distinct, ending
from renkei.parsing.logical_rows.joining import Join, is_open, joins
from renkei.parsing.shapes.grouped_keys import BlockRow, block_row, is_marked_name
from renkei.parsing.text.columns import Column, ColumnKind
from renkei.parsing.text.lines import Line, is_mark
from renkei.parsing.text.numerals import ordinal
from renkei.parsing.text.words import plain

_WORDS_OF_CELLS = frozenset({ColumnKind.NOTE, ColumnKind.LABEL, ColumnKind.EITHER})
"""Kinds of columns whose heads are words that a cell may say."""

_CONTENT = Column(ColumnKind.CONTENT)
_BEGINS_ROWS = frozenset({ColumnKind.LABEL, ColumnKind.CONTENT, ColumnKind.EITHER})
"""Kinds of columns under which a row says what it is about; under all others it goes on with the block above."""

_NOT_OF_ROWS = frozenset({ColumnKind.NOTE, ColumnKind.GROUP, ColumnKind.NUMBER})
"""Kinds of columns whose cells are no part of an initiative, so that they may be empty."""


@dataclass(slots=True)
class TableReader:
    """Reads the rows of one group of a schedule; the `header` carries over to the next group.

    `parties` are what a header may call a party, alone (甲) or with 〜の役割. `misfits` are rows whose
    cells cannot be told apart by the header; they stay unread. `name` stands above the block that begins.
    """

    text: str
    parties: Collection[str] = ()
    endings: Mapping[tuple[int, int, bool], int] = field(default_factory=dict)
    header: Header = field(default_factory=Header)
    rows: list[Row] = field(default_factory=list)
    header_cells: list[Span] = field(default_factory=list)
    strays: list[Span] = field(default_factory=list)
    misfits: list[Line] = field(default_factory=list)
    repeated_headers: list[Span] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    name: Span | None = None
    heads: Header = field(default_factory=Header)
    """The header above the blocks that are read, though they say by keys of their own what they hold."""
    _behind_gap: bool = False
    _card: Row | None = None
    _is_cut: bool = False
    """Whether words under heads of roles alone may belong to what was lost or left unread above them."""
    _block: Row | None = None
    """The row to which the block row above belongs, as long as no row under a header followed."""

    def read(self, line: Line) -> None:
        """Take in one physical row."""
        if line.opens is not None:
            self._read_told(line, line.opens)
            return
        words = [plain(self.text, [cell]) for cell in line.cells]
        known = [head(word, self.parties) for word in words]
        if (heads := header_row(words, known, self.parties, self.header)) is not None:
            self._read_header(line.cells, words, heads)
            return
        block = block_row(line, words, known, self.parties)
        key = block_key(block.known, block.words)
        if key is not None and self._may_be_block(block, key):
            self._read_block_row(block.line, key, block.known[key])
            self._mark_group(block.group)
        elif self.header.columns:
            self._read_matrix(line, known)
        elif self._block is not None and is_marked_name(self.text, line.cells):
            self.name = line.cells[0]
        elif not (self.rows and self._continues_block(line.cells, words)):
            self.strays.extend(cell for cell in line.cells if cell.length)
            self._is_cut = self._is_cut or self._block is not None

    def _mark_group(self, cells: Sequence[Span]) -> None:
        """The keys for several, as 役割 beside 甲 and 乙, are keys of the row, if it was read."""
        if self.rows and not self._behind_gap:
            self.rows[-1].marks.extend(cell for cell in cells if cell not in self.rows[-1].marks)

    def _may_be_block(self, row: BlockRow, at: int) -> bool:
        """Whether a row may be of a block: in a matrix a cell may say 備考, 項目 or 健康づくりの取組, or be a merged head."""
        key = row.known[at]
        if not self.header.columns or key is None:
            return True
        if row.line.cells[at] in self.header.cells:
            return False
        return key.kind not in _WORDS_OF_CELLS and (key.party is None or self._is_known(key.party))

    def _is_known(self, party: str) -> bool:
        return party in self.parties or any(name in party for name in self.parties)

    def is_open(self) -> bool:
        """Whether the last row still waits for the rest of a sentence."""
        return bool(self.rows) and is_open(self.text, self.rows[-1], self.header)

    @property
    def in_matrix(self) -> bool:
        """Whether a header heads rows that stand alone, so that no block begins below it; heads inside a block do not."""
        return bool(self.header.columns) and not self._goes_below_block()

    def expects(self, kind: ColumnKind) -> bool:
        """Whether every row should have a cell of this kind; rows in blocks have all."""
        return not self.header.columns or self.header.has(kind)

    def _read_header(
        self, cells: Sequence[Span], words: Sequence[str], heads: Sequence[Column | None]
    ) -> None:
        if self._heads_roles_again(heads):
            # Whose roles follow nobody knows: of the row above, or of one whose name and content were lost.
            self._is_cut = True
        is_again = self._block is None and not self.header.is_group and not self.is_open()
        if self.rows and is_again:
            self.repeated_headers.append(next(cell for cell in cells if cell.length))
        self.header = self.header.below(cells, words, heads, self.endings)
        if not self.header.is_group:
            self.headers.append(self.header)
        for cell, which in zip(cells, self.header.columns, strict=True):
            if not cell.length:
                continue
            if which is None:
                # A header that heads no column we know: its cell is reported, as its column will be.
                self.strays.append(cell)
            elif which.kind is not ColumnKind.NOTE:
                self.header_cells.append(cell)

    def _heads_roles_again(self, heads: Sequence[Column | None]) -> bool:
        """Whether heads of roles alone follow others below one content, or below roles that may go on."""
        begins = any(which is not None and which.kind in _BEGINS_ROWS for which in heads)
        if begins or not self.rows or not self.header.has(ColumnKind.ROLE):
            return False
        return self._heads_roles_alone() and (self._block is not None or self.is_open())

    # --- matrix

    def _read_matrix(self, line: Line, known: Sequence[Column | None]) -> None:
        cells = line.cells
        if self._says_note(cells, known):
            self._read_note(line)
            return
        columns = self.header.columns
        if len(cells) == len(columns) + 1 and cells[-1].length and self._is_mark(cells[0]):
            # Marks stand in a column of their own that has no head: all others are one place further.
            self.header = self.header.with_marks(cells[0])
        is_cut = self._is_cut and self._heads_roles_alone()
        if is_cut or not self._fits(cells) or self._begins_with_key(cells, known):
            self.misfits.append(line)
            self._behind_gap = True
            return
        fresh = self._row(cells)
        if self._behind_gap and self._may_be_a_rest(fresh):
            self.misfits.append(line)
            return
        if not self._behind_gap and self._goes_below_block():
            self._read_below_block(fresh, line)
            return
        self._block = None
        last = self.rows[-1] if self.rows and not self._behind_gap else None
        join = joins(self.text, last, fresh, self.header) if last else Join.NO
        if last is None or join is Join.NO:
            fresh.label_missing = not fresh.label and self.header.has(ColumnKind.LABEL)
            fresh.behind_gap, self._behind_gap = self._behind_gap, False
            self.rows.append(fresh)
            return
        if join is Join.GUESS:
            last.joined_by_guess.extend(sorted(fresh.cells()))
        last.append(fresh)

    def _begins_with_key(self, cells: Sequence[Span], known: Sequence[Column | None]) -> bool:
        """Whether a row begins with a key, and so is one of another table, whose keys stand at the left (甲の役割 | … | …).

        No content says but a key; a name may be called as a column is (項目).
        """
        which, first = known[0], self.header.columns[0]
        if which is None or first is None or cells[0] in self.header.cells:
            return False
        if first.kind is ColumnKind.CONTENT:
            return which.kind not in {ColumnKind.FIELD, ColumnKind.NUMBER}
        if first.kind in {ColumnKind.FIELD, ColumnKind.NUMBER}:
            return False
        is_role = which.kind is ColumnKind.ROLE and self._is_known(which.party or "")
        return is_role or which.kind is ColumnKind.CONTENT

    def _says_note(self, cells: Sequence[Span], known: Sequence[Column | None]) -> bool:
        """Whether a row begins with the key of a note (実施時期 | 通年) where a role would stand: then no cell of it is a role."""
        first = self.header.columns[0]
        opens = known[0] if cells[0] not in self.header.cells else None
        is_note = opens is not None and opens.kind is ColumnKind.NOTE
        return is_note and first is not None and first.kind is ColumnKind.ROLE

    def _read_note(self, line: Line) -> None:
        """A note of the initiative whose roles stand above; without such an initiative nobody knows of which."""
        key, *others = line.cells
        values = [cell for cell in distinct(others) if cell != key]
        if self._behind_gap or not self.rows or not self._heads_roles_alone():
            self.misfits.append(line)
            self._behind_gap = True
        else:
            self.rows[-1].note(key).extend(values)

    def _goes_below_block(self) -> bool:
        """Whether the header in force heads roles alone, and stands below a block that begins with a name or a content."""
        return self._block is not None and self._heads_roles_alone()

    def _heads_roles_alone(self) -> bool:
        return not any(map(self.header.has, _BEGINS_ROWS))

    def _read_below_block(self, fresh: Row, line: Line) -> None:
        """Words below heads that follow a content are of its initiative; of whom those of a second row are nobody knows."""
        last = self.rows[-1]
        if last.shared or any(last.roles.values()):
            is_told = any(which.kind is ColumnKind.ROLE for which in last.keys)
            if is_told or joins(self.text, last, fresh, self.header) is Join.NO:
                self.misfits.append(line)
                self._behind_gap = self._is_cut = True
                return
            last.joined_by_guess.extend(sorted(fresh.cells()))
        # Heads in another order than those of other cards betray a swap, as keys do.
        heads = (which for which in self.header.columns if which and which not in last.keys)
        last.keys.extend(which for which in heads if which.kind is ColumnKind.ROLE)
        last.append(fresh)
        last.nouns = fresh.nouns

    def _fits(self, cells: Sequence[Span]) -> bool:
        """Whether each cell stands under a head: a lost or added one moves all cells behind it."""
        width = len(self.header.columns)
        return len(cells) >= width and not any(cell.length for cell in cells[width:])

    def _may_be_a_rest(self, fresh: Row) -> bool:
        """Whether a row may go on with one that was not read, or stand under its merged cells."""
        return any(
            not fresh.held(which)
            for which in self.header.columns
            if which is not None and which.kind not in _NOT_OF_ROWS
        )

    def _row(self, cells: Sequence[Span]) -> Row:
        fresh = Row(nouns=self.header.nouns)
        for which, at, cell in zip(self.header.columns, self.header.cells, cells, strict=False):
            if not cell.length or cell in self.header.cells:
                continue  # nothing there, or a merged head that reaches down into the rows
            if which and which.kind is ColumnKind.NOTE:
                held = fresh.note(at)
            elif which and which.kind is ColumnKind.NUMBER and self._is_number(cell):
                held = fresh.marks
            elif which and which.kind is not ColumnKind.NUMBER:
                held = fresh.column(which)
            else:
                held = fresh.not_understood
            if cell not in held:  # a cell that covers two places of a column says its words once
                held.append(cell)
        for which in self.header.columns:
            if which and which.kind is ColumnKind.ROLE:
                fresh.column(which)
        return fresh

    def _is_number(self, cell: Span) -> bool:
        return ordinal(plain(self.text, [cell])) is not None

    def _is_mark(self, cell: Span) -> bool:
        return is_mark(self.text[slice(*cell)])

    # --- block

    def _read_block_row(self, line: Line, key: int, which: Column | None) -> None:
        self.heads = self.header if self.header.columns else self.heads
        notes = {at for at in range(key) if self._heads_note(at, len(line.cells))}
        cells = tuple(
            Span(cell.start, cell.start) if at in notes else cell
            for at, cell in enumerate(line.cells)
        )
        self._read_named_row(replace(line, cells=cells), key, which)
        for at in sorted(notes) if self.rows and not self._behind_gap else ():
            held = self.rows[-1].note(self.heads.cells[at])
            held += [cell for cell in (line.cells[at],) if cell.length and cell not in held]

    def _heads_note(self, at: int, width: int) -> bool:
        """Whether a place of a block row stands under the head of a note (摘要): what stands there is no name."""
        columns = self.heads.columns if len(self.heads.columns) == width else ()
        which = columns[at] if at < len(columns) else None
        return which is not None and which.kind is ColumnKind.NOTE

    def _read_named_row(self, line: Line, key: int, which: Column | None) -> None:
        named = [cell for cell in line.cells[:key] if cell.length]
        marks = 1 if named and self._is_mark(named[0]) else 0
        if len(named) - marks > 1 or (self._behind_gap and not named and self.name is None):
            # A name, or none, stands before the key: of two cells nobody knows which it is.
            self.misfits.append(line)
            self._behind_gap = self._is_cut = True
            self._block, self.header = None, Header()
            return
        behind_gap, self._behind_gap = self._behind_gap, False
        self._read_block(line.cells, key, which)
        if behind_gap and self.rows:
            self.rows[-1].behind_gap = True

    def _read_told(self, line: Line, opens: Column) -> None:
        """A row of a card: what stands around the key, which is a mark, and the key with its words."""
        before, key, behind, *values = line.cells
        self._behind_gap = False
        self._read_block((key, *values), 0, opens)
        self._card = self.rows[-1]
        if opens.kind is ColumnKind.LABEL:
            self._card.label_missing = bool(key.length and not values)
        self._card.marks += (before, behind, *line.beside)

    def _read_block(self, cells: Sequence[Span], key: int, which: Column | None) -> None:
        if which is None:
            return
        self._add_to_block(cells, key, which)
        self._is_cut = False
        self._block = self.rows[-1] if self.rows else None

    def _add_to_block(self, cells: Sequence[Span], key: int, which: Column) -> None:
        if which.kind is ColumnKind.EITHER:
            which = Column(ColumnKind.CONTENT)  # a sentence stands behind it
        above = [self.name] if self.name else []
        # A mark before a key is that of the key where the name stands above, and before all keys but that of the content.
        marks = [cell for cell in distinct(cells[:key]) if self._is_mark(cell)]
        marks = marks if above or which.kind is not ColumnKind.CONTENT else []
        named = [cell for cell in distinct(cells[:key]) if cell not in marks] or above
        self.name = None
        values = [cell for cell in distinct(cells[key + 1 :]) if cell != cells[key]]
        last = self.rows[-1] if self.rows else None
        # A label that covers the rows of its block is one label.
        label = [cell for cell in named if last is None or cell not in last.label]
        if which.kind is ColumnKind.LABEL:
            self.rows.append(Row(label=values or named, marks=[cells[key]]))
            self.header = Header()
            return
        if which.kind is ColumnKind.NOTE:
            if last is not None:
                last.marks += marks
                last.note(cells[key]).extend(values)
            return
        taken = last is not None and bool(last.column(which))
        # Another key between is that of another cell: behind a page break the key above is printed again.
        is_same = last is not None and last.keys[-1:] == [which] and not self._is_cut
        is_again = is_same and taken and not label
        if last is not None and is_again and self._goes_on(last.column(which)):
            last.marks += (*marks, cells[key])
            last.column(which).extend(values)
            last.joined_by_guess.extend(values)
            return
        begins = bool(above) or (
            which.kind is ColumnKind.CONTENT and bool(label or self._stands_behind_roles())
        )
        if last is None or taken or begins:
            last = Row(label=named)
            self.rows.append(last)
        elif label:
            last.label.extend(label)
            last.joined_by_guess.extend(label)
        last.marks += (*marks, cells[key])
        last.keys.append(which)
        last.column(which).extend(values)
        self.header = Header()

    def _stands_behind_roles(self) -> bool:
        """Whether a content here is that of another initiative: roles stand above, where contents stand before them."""
        last = self.rows[-1] if self.rows else None
        if last is None or not any(last.roles.values()):
            return False
        told = {which.party for which in last.keys if which.kind is ColumnKind.ROLE}
        is_whole = last is self._card or not told.issuperset(last.roles)
        return is_whole or any(_CONTENT in row.keys[:1] for row in self.rows[:-1])

    def _goes_on(self, cells: Sequence[Span]) -> bool:
        return ending(self.text, cells, in_nouns=False) is Ending.OPEN

    def _continues_block(self, cells: Sequence[Span], words: Sequence[str]) -> bool:
        r"""The rest of a block's last cell, under empty cells: `\t\tを実施する。`."""
        last = self.rows[-1]
        filled = distinct(cell for cell, word in zip(cells, words, strict=True) if word)
        columns = [last.content, last.shared, *last.roles.values()]
        target = next((spans for spans in reversed(columns) if spans), None)
        if not cells[-1].length or target is None or not self._goes_on(target):
            return False
        if len(cells) > 1 and cells[0] == cells[-1]:
            return False  # one cell over the whole row stands under no other
        *label, rest = filled
        if label and (len(label) > 1 or label[0] != cells[0] or not last.label):
            return False
        target.append(rest)
        last.label.extend(label)
        last.joined_by_guess.extend(label)
        return True
