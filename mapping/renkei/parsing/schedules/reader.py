"""Schedules (別表): their headings and the tables below, as initiatives (取組) with roles (役割)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model import (
    Article,
    Division,
    Finding,
    Initiative,
    Note,
    Passage,
    RoleAssignment,
    Schedule,
    SourceText,
    Span,
)
from renkei.parsing.cells.aims import row_with_aim
from renkei.parsing.cells.damaged_keys import Damaged
from renkei.parsing.cells.ditto import Ditto, resolve
from renkei.parsing.cells.inner_keys import part_inner_keys
from renkei.parsing.cells.labels import derived_label, part_label
from renkei.parsing.cells.mixed_cells import leave_mixed_cells
from renkei.parsing.cells.roles_of_each import part_roles_of_each
from renkei.parsing.cells.rows import Row, crosses
from renkei.parsing.cells.shared_roles import part_roles
from renkei.parsing.cells.wording import cell_endings, ends_sentence, is_remark, says_nothing
from renkei.parsing.headings.references import referred
from renkei.parsing.headings.table_headings import (
    claimed_mark,
    heading_cell,
    name_of_block,
    titled_lines,
)
from renkei.parsing.headings.tree import HeadingTree, Level, heading_ordinal, is_heading
from renkei.parsing.logical_rows.joint_rows import names_several, rows_apart
from renkei.parsing.logical_rows.schedule_review import ScheduleReview
from renkei.parsing.logical_rows.table_reader import TableReader
from renkei.parsing.parties.preamble import holders
from renkei.parsing.prose.reader import ProseReader
from renkei.parsing.schedules.listed import ListedReader, Part, named_lines, parted_lines
from renkei.parsing.schedules.schedule_lines import Told
from renkei.parsing.shapes.reshaping import reshaped
from renkei.parsing.text.columns import ColumnKind
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, LineKind, schedule_parts, split_mark
from renkei.parsing.text.numerals import number
from renkei.parsing.text.words import Manner, inside_markup, plain, read_words


@dataclass(slots=True)
class ScheduleReader:
    """Reads the schedules of one agreement.

    `parties` maps what a column may call a party (甲, or a name) to the numbers of the parties.
    What it cannot place stays unclaimed, thus unread.
    """

    source: SourceText
    ledger: Ledger
    parties: Mapping[str, Sequence[int]]
    schedules: list[Schedule] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tree: HeadingTree = field(default_factory=HeadingTree)
    unread_rows: list[Span] = field(default_factory=list)
    _table: TableReader | None = None
    _endings: Mapping[tuple[int, int, bool], int] = field(default_factory=dict)
    _review: ScheduleReview = field(init=False)
    _list: ListedReader = field(init=False)
    _by_rows: bool = False
    _articles: Sequence[Article] = ()
    _note_heads: set[Span] = field(default_factory=set)
    _noted: set[Span] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._review = ScheduleReview(self.source, self.parties)
        self._list = ListedReader(self.parties, [])

    def read_articles(
        self, articles: Sequence[Article], divisions: Sequence[Division] = ()
    ) -> None:
        """Take in the initiatives that stand among the items of articles; comes before `read`."""
        self._articles = articles
        prose = ProseReader(self.source, self.ledger, self.parties, self.tree, self._review)
        prose.read(articles, divisions)
        self.initiatives.extend(prose.initiatives)
        self.findings.extend(prose.findings)

    def read(self, lines: Sequence[Line]) -> None:
        """Take in the lines of the schedule zone."""
        in_articles = len(self.initiatives)
        lines, said = reshaped(self.source, lines, self.parties)
        self.findings.extend(said)
        self.unread_rows.extend(one.span for one in said if one.code == "P062" and one.span)
        lines = list(parted_lines(self.source.text, lines, self.parties))
        lines = titled_lines(lines, named_lines(lines, self.parties))
        self._endings = cell_endings(self.source.text, lines)
        schedules = sum(line.kind is LineKind.SCHEDULE for line in lines)
        several = schedules > (0 if in_articles else 1)
        told = Told.of(lines, self.parties, self._articles)
        for at, line in enumerate(lines):
            if at in told.begun:
                self._begin_article(told.begun[at])
            if line.kind is LineKind.SCHEDULE:
                self._begin_schedule(line, numbered=several)
            elif line.kind in {LineKind.ROW, LineKind.WITHHELD}:
                self._list.close()
                self._row(line)
            else:
                after_blank = at > 0 and lines[at - 1].kind is LineKind.BLANK
                self._words(line, at, told, after_blank=after_blank)
        self._end_group()
        for head in self._note_heads - self._noted:
            self.ledger.mark(head, "header-cell")
        self._review.whole(self.tree, self.initiatives, self.initiatives[in_articles:])
        self.findings.extend(self._review.findings)

    def _words(self, line: Line, at: int, told: Told, *, after_blank: bool) -> None:
        """A line outside a table: a remark on one, a part of a list, a name, a heading, or words that go on."""
        if (self._by_rows or self._list.is_open) and is_remark(line.text):
            self._list.close()
            self._remark(line.span)
        elif isinstance(part := told.parts.get(at), Damaged):
            self._list.close()
            words = plain(self.source.text, [line.span])
            self.findings.append(part.told(self.source, line.span, words))
        elif part is not None:
            self._listed_part(line, part)
        elif at in told.names and not self._reader.in_matrix:
            self._list.close()
            self._reader.name = name_of_block(self.source.text, line, self.ledger)
        elif (is_heading(line) or at in told.unmarked) and not self._list.goes_on(line):
            self._heading(line)
        elif line.is_words and at not in told.unsure:
            self._list.words(line, after_blank=after_blank)

    def _remark(self, span: Span) -> None:
        """A note on a whole table belongs to no initiative: it stays unread, and is told."""
        words = plain(self.source.text, [span])
        self.findings.append(finding("P059", self.source, span, words=words))

    def _listed_part(self, line: Line, part: Part) -> None:
        self._by_rows = False
        if self._list.rows is not self._reader.rows:
            self._list = ListedReader(self.parties, self._reader.rows)
        if part is Part.LABEL:
            self._list.label(line)
        else:
            self._list.key(line)

    @property
    def _reader(self) -> TableReader:
        if self._table is None:
            self._table = self._new_table()
        return self._table

    def _begin_schedule(self, line: Line, *, numbered: bool) -> None:
        self._end_group()
        self._table = None
        numeral, reference = schedule_parts(line.text)
        position = len(self.schedules) + 1
        printed = number(numeral) if numeral else None
        node = f"schedule/{position}"
        heading = read_words(self.source.text, [line.span], self.ledger, node, Manner.PROSE)
        if heading is None:
            return
        found = referred(reference, [article.number for article in self._articles])
        for words in found.missing:
            self.findings.append(finding("P080", self.source, line.span, words=words))
        self.schedules.append(
            Schedule(heading=heading, ordinal=position, article=reference, articles=found.there)
        )
        self._review.schedule(heading, numeral)
        self.tree.begin_schedule((printed or position) if numbered else None)

    def _begin_article(self, article: Article) -> None:
        """Tables of another article: no heading of the one above holds for them, but their own caption does."""
        self._end_group()
        self._table, self.tree.levels = None, []
        if article.caption:
            self.tree.enter(article.caption, None, None)

    def _heading(self, line: Line) -> None:
        self._end_group()
        printed = claimed_mark(self.source.text, line, self.ledger)
        node = f"heading/{len(self.tree.headings) + 1}"
        words = [line.rest or line.span]
        text = read_words(self.source.text, words, self.ledger, node, Manner.PROSE)
        if text is not None:
            self.tree.add(text, printed, line.style, heading_ordinal(printed) if printed else None)

    def _row(self, line: Line) -> None:
        self._by_rows = True
        if line.kind is LineKind.WITHHELD:
            # What stands below may be the rest of a table whose head is not known.
            self._end_group()
            self._table = None
            return
        filled = [cell for cell in line.cells if cell.length]
        if set(filled) == {line.cells[0]}:
            if is_remark(self.source.text[slice(*filled[0])]):
                self._remark(filled[0])
                return
            if self._is_above_rows(filled):
                return
        self._reader.read(line)

    def _is_above_rows(self, filled: Sequence[Span]) -> bool:
        """Whether a row with words in its first cell alone heads those below, or is no row at all."""
        _, mark, _ = split_mark(self.source.text, inside_markup(self.source.text, filled[0]))
        if self._reader.is_open() and mark is None:
            return False  # the rest of a cell; with a mark (2　環境) it is none
        if self._reader.header.columns and not ends_sentence(plain(self.source.text, filled[:1])):
            self._heading(heading_cell(self.source.text, filled[0]))
            return True
        # One merged cell over the whole table that is no heading: a remark, not a row.
        return len(filled) > 1

    def _end_group(self) -> None:
        """The rows read so far become initiatives under the headings in force."""
        self._list.close()
        table = self._table
        if table is None:
            return
        for cell in table.header_cells:
            self.ledger.mark(cell, "header-cell")
        leave_mixed_cells(self.source.text, table.rows, self.parties)
        for ditto in resolve(self.source.text, table.rows):
            self._ditto(ditto)
        above, cells = list(self.tree.levels), list[Span]()
        self._review.fields(table.rows)
        for row in (one for held in table.rows for one in self._apart(held)):
            if row.fields and row.fields != cells:
                self._enter_field(row.fields, cells, above)
                cells = row.fields
            self._initiative(row, expects_content=table.expects(ColumnKind.CONTENT))
        self.tree.levels = above
        self._review.table(table)
        self.unread_rows.extend(line.span for line in table.misfits)
        for which, head in zip(table.header.columns, table.header.cells, strict=True):
            if which and which.kind is ColumnKind.NOTE:
                self._note_heads.add(head)
        self._table = self._new_table(table)

    def _apart(self, row: Row) -> list[Row]:
        """The initiatives of a row; none where it names several whose roles nobody can tell apart: it stays unread."""
        rows = rows_apart(self.source.text, row)
        if len(rows) > 1 or not names_several(self.source.text, row):
            return rows
        cells = [cell for cell in row.cells() if cell.length]
        whole = Span(min(cells).start, max(cell.end for cell in cells))
        words = plain(self.source.text, row.label)
        self.findings.append(finding("P079", self.source, whole, words=words))
        self.unread_rows.append(whole)
        return []

    def _enter_field(
        self, cells: Sequence[Span], before: Sequence[Span], above: Sequence[Level]
    ) -> None:
        """A field that a column of its own names: a heading below those `above` the table."""
        text = self.source.text
        if plain(text, cells) == plain(text, before):
            for cell in cells:
                self.ledger.mark(cell, "field-again")
            return
        first = inside_markup(text, cells[0])
        _, mark, rest = split_mark(text, first)
        if mark:
            self.ledger.layout(Span(cells[0].start, mark.start), "markup")
            self.ledger.mark(mark, "heading-mark")
        node = f"heading/{len(self.tree.headings) + 1}"
        spans = [Span(rest.start if mark else cells[0].start, cells[0].end), *cells[1:]]
        words = read_words(text, spans, self.ledger, node)
        if words is not None:
            printed = text[mark.start : mark.end] if mark else None
            self.tree.levels = list(above)
            self.tree.enter(words, printed, heading_ordinal(printed) if printed else None)

    def _ditto(self, ditto: Ditto) -> None:
        code = "P052" if ditto.found else "P056"
        if ditto.found:
            self.ledger.mark(ditto.cell, "ditto")
        words = plain(self.source.text, [ditto.cell])
        values = {"words": words, "party": ditto.party}
        self.findings.append(finding(code, self.source, ditto.cell, **values))

    def _new_table(self, above: TableReader | None = None) -> TableReader:
        fresh = TableReader(self.source.text, parties=self.parties, endings=self._endings)
        if above is not None:
            fresh.header, fresh.heads = above.header, above.heads
        return fresh

    def _initiative(self, row: Row, *, expects_content: bool) -> None:
        for part in (part_roles_of_each, part_roles, part_inner_keys):
            part(self.source.text, row, self.parties)
        place = self.tree.next_row()
        node = f"initiative/{place}"
        for cell in row.marks:
            self.ledger.mark(cell, "row-key")
        part_label(self.source.text, row, self.ledger)
        mark, label = self._label(row, node)
        if head := row_with_aim(self.source.text, row):
            self._note_heads.add(head)
        content = read_words(self.source.text, row.content, self.ledger, f"{node}/content")
        roles = self._roles(row, place)
        if label is None and content is None and not roles:
            return
        self.tree.take_row()
        initiative = Initiative(
            number=place,
            mark=mark,
            label=label,
            derived_label=derived_label(content) if label is None and content else None,
            content=content,
            headings=self.tree.path(),
            roles=tuple(roles),
            notes=tuple(self._notes(row, node)),
        )
        self._review.initiative(row, initiative, expects_content=expects_content)
        self.initiatives.append(initiative)

    def _label(self, row: Row, node: str) -> tuple[str | None, Passage | None]:
        if not row.label:
            return None, None
        text, first = self.source.text, inside_markup(self.source.text, row.label[0])
        _, mark, rest = split_mark(text, first)
        # A merged cell that is label and content, or role, keeps its mark: there it is of the words.
        shared = any(row.label[0] in cells for cells in (row.content, *row.roles.values()))
        if mark is None or shared:
            return None, read_words(text, row.label, self.ledger, f"{node}/label")
        self.ledger.layout(Span(row.label[0].start, mark.start), "markup")
        self.ledger.mark(mark, "row-mark")
        spans = [Span(rest.start, row.label[0].end), *row.label[1:]]
        label = read_words(text, spans, self.ledger, f"{node}/label")
        return text[mark.start : mark.end], label

    def _roles(self, row: Row, place: str) -> list[RoleAssignment]:
        held: dict[int, list[Span]] = {}
        empty: list[tuple[str, Sequence[Span]]] = []
        for designation, cells in row.roles.items():
            numbers = holders(designation, self.parties)
            if not numbers:
                for cell in cells[:1]:
                    self.findings.append(finding("P017", self.source, cell, party=designation))
                continue
            if says_nothing(self.source.text, cells):
                empty.append((designation, cells))
                continue
            for party in numbers:
                held.setdefault(party, []).extend(cells)
        for designation, dashes in empty:
            self._no_role(dashes, place, designation, told=held)
        roles: list[RoleAssignment] = []
        for party, cells in sorted(held.items()):
            role = f"initiative/{place}/role/{party}"
            if crosses(cells):
                self._not_understood(cells)
                continue
            text = read_words(self.source.text, cells, self.ledger, role)
            if text is not None:
                roles.append(RoleAssignment(party=party, text=text))
        return roles

    def _not_understood(self, cells: Sequence[Span]) -> None:
        for cell in sorted(set(cells)):
            words = plain(self.source.text, [cell])
            self.findings.append(finding("P009", self.source, cell, words=words))

    def _notes(self, row: Row, node: str) -> Iterator[Note]:
        """What stands under headings of its own; a dash says that nothing does."""
        for position, (head, cells) in enumerate(row.notes, start=1):
            if says_nothing(self.source.text, cells):
                for cell in cells:
                    self.ledger.mark(cell, "no-note")
                self._note_heads.add(head)
                continue
            text = read_words(self.source.text, cells, self.ledger, f"{node}/note/{position}")
            if text is None:  # a key with nothing behind it heads no note
                self._note_heads.add(head)
                continue
            heading = read_words(self.source.text, [head], self.ledger, f"{node}/note/{position}")
            if heading is not None:
                self._noted.add(head)
                yield Note(heading=heading, text=text)

    def _no_role(
        self, cells: Sequence[Span], place: str, designation: str, *, told: Collection[int]
    ) -> None:
        """A dash; it says nothing of a party that has a role in another column, its own or that of all."""
        for cell in cells:
            self.ledger.mark(cell, "no-role")
        if set(holders(designation, self.parties)) <= set(told):
            return
        values = {"initiative": place, "party": designation}
        self.findings.append(finding("P021", self.source, cells[0], **values))
