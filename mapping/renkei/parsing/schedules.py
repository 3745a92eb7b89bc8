"""Schedules (別表): their headings and the tables below, as initiatives (取組) with roles (役割)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model import Finding, Initiative, Passage, RoleAssignment, Schedule, SourceText, Span
from renkei.parsing.columns import ColumnKind
from renkei.parsing.headings import HeadingTree, is_heading
from renkei.parsing.labels import derived_label
from renkei.parsing.ledger import Ledger
from renkei.parsing.lines import Line, LineKind, schedule_parts, split_mark
from renkei.parsing.numerals import number, ordinal
from renkei.parsing.rows import Row, TableReader, ends_sentence
from renkei.parsing.words import Manner, inside_markup, plain, read_words

# Cells that say that there is nothing to say.
_DASHES = frozenset({"-", "‐", "―", "－", "–", "—", "ー", "なし", "該当なし"})


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
    _table: TableReader | None = None
    _positions: dict[str, int] = field(default_factory=dict)

    def read(self, lines: Sequence[Line]) -> None:
        """Take in the lines of the schedule zone."""
        several = sum(line.kind is LineKind.SCHEDULE for line in lines) > 1
        for line in lines:
            if line.kind is LineKind.SCHEDULE:
                self._begin_schedule(line, numbered=several)
            elif line.kind is LineKind.RULER:
                self.ledger.mark(line.span, "ruler")
            elif line.kind is LineKind.ROW:
                self._row(line)
            elif is_heading(line):
                self._heading(line.span, line)
        self._end_group()
        for heading in self.tree.renumbered:
            span = Span(heading.text.start, heading.text.end)
            self.findings.append(
                finding("P014", self.source, span, heading=heading.text.text, number=heading.number)
            )

    @property
    def _reader(self) -> TableReader:
        if self._table is None:
            self._table = TableReader(self.source.text)
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
        self.schedules.append(Schedule(heading=heading, ordinal=position, article=reference))
        self.tree.begin_schedule((printed or position) if numbered else None)

    def _heading(self, span: Span, line: Line | None = None) -> None:
        self._end_group()
        style, mark, rest = split_mark(self.source.text, span)
        if line is not None and line.mark is not None and line.rest is not None:
            style, mark, rest = line.style, line.mark, line.rest
        printed = self.source.text[mark.start : mark.end] if mark else None
        if mark:
            if span.start < mark.start:
                self.ledger.layout(Span(span.start, mark.start), "list-bullet")
            self.ledger.mark(mark, "heading-mark")
        node = f"heading/{len(self.tree.headings) + 1}"
        text = read_words(self.source.text, [rest], self.ledger, node, Manner.PROSE)
        if text is not None:
            self.tree.add(text, printed, style, ordinal(printed) if printed else None)

    def _row(self, line: Line) -> None:
        filled = [cell for cell in line.cells if cell.length]
        if len(filled) == 1 and filled[0] == line.cells[0] and not self._reader.is_open():
            words = plain(self.source.text, filled)
            if self._reader.columns and not ends_sentence(words):
                self._heading(filled[0])
                return
        self._reader.read(line)

    def _end_group(self) -> None:
        """The rows read so far become initiatives under the headings in force."""
        table = self._table
        if table is None:
            return
        for cell in table.header_cells:
            self.ledger.mark(cell, "header-cell")
        for row in table.rows:
            self._initiative(row, expects_content=table.expects(ColumnKind.CONTENT))
        for stray in table.strays:
            words = plain(self.source.text, [stray])
            self.findings.append(finding("P009", self.source, stray, words=words))
        self._table = TableReader(self.source.text, columns=table.columns)

    def _initiative(self, row: Row, *, expects_content: bool) -> None:
        prefix = self.tree.prefix()
        self._positions[prefix] = self._positions.get(prefix, 0) + 1
        place = self.tree.row_number(self._positions[prefix])
        node = f"initiative/{place}"
        for cell in row.marks:
            self.ledger.mark(cell, "row-key")
        mark, label = self._label(row, node)
        content = read_words(self.source.text, row.content, self.ledger, f"{node}/content")
        roles = self._roles(row, place)
        if label is None and content is None and not roles:
            self._positions[prefix] -= 1
            return
        initiative = Initiative(
            number=place,
            mark=mark,
            label=label,
            derived_label=derived_label(content) if label is None and content else None,
            content=content,
            headings=self.tree.path(),
            roles=tuple(roles),
        )
        self._report(row, initiative, expects_content=expects_content)
        self.initiatives.append(initiative)

    def _label(self, row: Row, node: str) -> tuple[str | None, Passage | None]:
        if not row.label:
            return None, None
        text, first = self.source.text, inside_markup(self.source.text, row.label[0])
        _, mark, rest = split_mark(text, first)
        if mark is None:
            return None, read_words(text, row.label, self.ledger, f"{node}/label")
        self.ledger.layout(Span(row.label[0].start, mark.start), "markup")
        self.ledger.mark(mark, "row-mark")
        spans = [Span(rest.start, row.label[0].end), *row.label[1:]]
        label = read_words(text, spans, self.ledger, f"{node}/label")
        return text[mark.start : mark.end], label

    def _roles(self, row: Row, place: str) -> list[RoleAssignment]:
        roles: list[RoleAssignment] = []
        for designation, cells in row.roles.items():
            holders = self.parties.get(designation)
            if holders is None:
                for cell in cells[:1]:
                    self.findings.append(finding("P017", self.source, cell, party=designation))
                continue
            if plain(self.source.text, cells) in _DASHES:
                self._no_role(cells, place, designation)
                continue
            for party in holders:
                role = f"initiative/{place}/role/{party}"
                text = read_words(self.source.text, cells, self.ledger, role)
                if text is not None:
                    roles.append(RoleAssignment(party=party, text=text))
        return sorted(roles, key=lambda role: role.party)

    def _no_role(self, cells: Sequence[Span], place: str, designation: str) -> None:
        for cell in cells:
            self.ledger.mark(cell, "no-role")
        self.findings.append(
            finding("P021", self.source, cells[0], initiative=place, party=designation)
        )

    def _report(self, row: Row, initiative: Initiative, *, expects_content: bool) -> None:
        """Say what is missing in a row, or was put together by a guess."""
        span = _whole(initiative)
        if initiative.content is None and expects_content:
            self._say("P015", span, initiative)
        self._report_missing_roles(row, initiative, span)
        if row.label_missing:
            self._say("P020", span, initiative)
        for cell in row.joined_by_guess:
            self._say("P016", cell, initiative, words=plain(self.source.text, [cell]))
        for cell in row.not_understood:
            self.findings.append(
                finding("P009", self.source, cell, words=plain(self.source.text, [cell]))
            )
        for passage in (initiative.content, *(role.text for role in initiative.roles)):
            if passage is not None and not ends_sentence(passage.text):
                ending = Span(passage.spans[-1].start, passage.end)
                self._say("P019", ending, initiative, words=passage.text[-12:])
        if any(_same(initiative, other) for other in self.initiatives):
            self._say("P022", span, initiative)

    def _report_missing_roles(self, row: Row, initiative: Initiative, span: Span) -> None:
        held = {role.party for role in initiative.roles}
        for designation, holders in self.parties.items():
            cells = row.roles.get(designation, [])
            excused = plain(self.source.text, cells) in _DASHES if cells else False
            missing = [party for party in holders if party not in held]
            if missing and not excused and not self._named_otherwise(designation, held):
                self._say("P006", span, initiative, party=designation)

    def _named_otherwise(self, designation: str, held: set[int]) -> bool:
        """A party has two names, 甲 and its own: one is enough."""
        parties = set(self.parties[designation])
        first = next(name for name, numbers in self.parties.items() if set(numbers) == parties)
        return designation != first or parties <= held

    def _say(self, code: str, span: Span, initiative: Initiative, **values: str) -> None:
        label = initiative.label or initiative.derived_label
        self.findings.append(
            finding(
                code,
                self.source,
                span,
                initiative=initiative.number,
                label=label.text if label else "",
                **values,
            )
        )


def _whole(initiative: Initiative) -> Span:
    passages = [initiative.label, initiative.content, *(role.text for role in initiative.roles)]
    held = [passage for passage in passages if passage is not None]
    return Span(min(p.start for p in held), max(p.end for p in held))


def _same(one: Initiative, other: Initiative) -> bool:
    """Whether two rows say the same in every cell: a line that was doubled."""

    def words(initiative: Initiative) -> tuple[str, ...]:
        passages = (initiative.label, initiative.content, *(role.text for role in initiative.roles))
        return tuple(passage.text if passage else "" for passage in passages)

    return words(one) == words(other) and one.headings == other.headings
