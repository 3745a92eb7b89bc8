"""What is to be said about schedules that were read (別表の点検): what is missing, or looks displaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from renkei.errors import finding
from renkei.model import FieldHeading, Finding, Initiative, Passage, SourceText, Span
from renkei.parsing.cells.repeated import said_twice
from renkei.parsing.cells.rows import Row
from renkei.parsing.cells.unfinished import Unfinished
from renkei.parsing.cells.unlike import CONTENT, unlike
from renkei.parsing.cells.wording import ends_sentence, says_nothing
from renkei.parsing.headings.tree import HeadingTree
from renkei.parsing.logical_rows.column_order import Ordered, aim_for_names, displaced, names
from renkei.parsing.logical_rows.table_reader import TableReader
from renkei.parsing.parties.partners import spoken_of_as_partner
from renkei.parsing.parties.preamble import holders
from renkei.parsing.text.columns import ColumnKind
from renkei.parsing.text.sequence import breaks, follows
from renkei.parsing.text.words import plain

_BREAKS_OFF = ("な", "の", "を", "に", "・", "、", "及び", "並びに")
"""How no name of an initiative ends: 高度な中心拠点の整備・広域的な goes on in the next cell."""
# How no sentence begins: "に中心となって取り組む。", "を図る。", "とともに、…". Must not match words that begin with the same letters (にぎわい).
_NO_BEGINNING = re.compile(
    r"を|が(?=[、行実中])|は、|に(?=[中向関対参協取努係よ]|つい|当た)|と(?=連携|協力|共同|ともに)|の(?=[推促充確整強育創提])|[、。]"
)
# What joins clauses of a sentence, and no name of an initiative has: "充実を図るため、…". Must not match 「…のための」.
_CLAUSE = re.compile(r"(?:ため|により|とともに|に向け)、")
_LONGEST_QUOTE = 40
"""How many code points of a row that was not read a message quotes."""
_KINDS = "市町村区"
_NO_MARK = "－"
"""Stands in a message for a mark that is not there."""


@dataclass(slots=True)
class ScheduleReview:
    """Gathers findings while the schedules of one agreement are read; changes nothing.

    `parties` maps what a column may call a party to the numbers of the parties.
    """

    source: SourceText
    parties: Mapping[str, Sequence[int]]
    findings: list[Finding] = field(default_factory=list)
    _numerals: list[tuple[Passage, str]] = field(default_factory=list)
    _marks: dict[str, list[Initiative]] = field(default_factory=dict)
    _seen: set[tuple[object, ...]] = field(default_factory=set)
    _headers: list[Ordered] = field(default_factory=list)
    _blocks: list[Ordered] = field(default_factory=list)
    _unfinished: Unfinished = field(default_factory=Unfinished)
    _called: dict[int, tuple[list[str], list[str]]] = field(init=False)

    def __post_init__(self) -> None:
        numbers = {number for holders in self.parties.values() for number in holders}
        self._called = {number: _names(self.parties, number) for number in sorted(numbers)}

    def schedule(self, heading: Passage, numeral: str | None) -> None:
        """The heading of a schedule, with its printed number."""
        if numeral:
            self._numerals.append((heading, numeral))

    def table(self, table: TableReader) -> None:
        """A table as a whole: cells outside its columns, header rows that come again."""
        for stray in table.strays:
            self._add("P009", stray, words=plain(self.source.text, [stray]))
        for line in table.misfits:
            words = " | ".join(plain(self.source.text, [cell]) for cell in line.cells)
            self._add("P062", line.span, words=words[:_LONGEST_QUOTE])
        for header in table.headers:
            at = next(cell for cell in header.cells if cell.length)
            self._headers.append(Ordered.of(header.columns, at))
            if heads := aim_for_names(header):
                order = {"words": "・".join(heads), "usual": "・".join(reversed(heads))}
                self._add("P070", at, **order)
        for cell in table.repeated_headers:
            self._add("P030", cell, words=plain(self.source.text, [cell]))

    def fields(self, rows: Sequence[Row]) -> None:
        """A field left empty in a table that prints it in every row: it may have been lost."""
        printed = [plain(self.source.text, row.fields) for row in rows]
        if any(field and field == above for above, field in pairwise(printed)):
            for row, words, above in zip(rows[1:], printed[1:], printed, strict=False):
                if not words and row.cells():
                    self._add("P072", min(row.cells()), words=above)

    def initiative(self, row: Row, initiative: Initiative, *, expects_content: bool) -> None:
        """One row: what it lacks, what was put together by a guess, what looks displaced."""
        span = _whole(initiative)
        self._marks.setdefault(initiative.number.rpartition(".")[0], []).append(initiative)
        if initiative.content is None and expects_content:
            self._say("P015", span, initiative)
        self._missing_roles(row, initiative, span)
        if row.keys:
            self._blocks.append(Ordered.of(row.keys, span))
        if row.label_missing:
            self._say("P020", span, initiative)
        for cell in row.joined_by_guess:
            self._say("P016", cell, initiative, words=plain(self.source.text, [cell]))
        for cell in row.not_understood:
            self._add("P009", cell, words=plain(self.source.text, [cell]))
        self._sentences(row, initiative)
        self._displaced(initiative)
        for twice in (one for passage in _passages(initiative) for one in said_twice(passage)):
            self._say("P077", Span(twice.start, twice.end), initiative, words=twice.text)
        words = _words(initiative)
        if words in self._seen:
            self._say("P022", span, initiative)
        self._seen.add(words)

    def _missing_roles(self, row: Row, initiative: Initiative, span: Span) -> None:
        done = {role.party for role in initiative.roles}
        for designation, cells in row.roles.items():
            if says_nothing(self.source.text, cells):
                done.update(holders(designation, self.parties))
        # Aliases come first, so that a party with two names is reported once.
        for designation, numbers in self.parties.items():
            if not done.issuperset(numbers):
                self._say("P006", span, initiative, party=designation)
                done.update(numbers)

    def _sentences(self, row: Row, initiative: Initiative) -> None:
        """A cell that may break off, and a name that reads like a sentence."""
        for passage in self._in_sentences(row, initiative):
            if not _goes_on(passage, initiative):
                kind = "content" if passage is initiative.content else "role"
                self._unfinished.add(kind, initiative, passage)
            if found := _NO_BEGINNING.match(passage.text):
                at = passage.locate(found.start(), found.end())[0]
                self._say("P071", at, initiative, words=passage.text[:12])
        label = initiative.label
        if label is not None and (ends_sentence(label.text) or _CLAUSE.search(label.text)):
            self._say("P018", Span(label.start, label.end), initiative)
        if label is not None and label.text.endswith(_BREAKS_OFF):
            self._say("P019", Span(label.start, label.end), initiative, words=label.text[-12:])

    def _in_sentences(self, row: Row, initiative: Initiative) -> Iterator[Passage]:
        """The cells of a row that stand in columns written in sentences, not in nouns."""
        noun_kinds = {which.kind for which in row.nouns if which.party is None}
        nominal = {n for which in row.nouns for n in holders(which.party or "", self.parties)}
        if initiative.content is not None and ColumnKind.CONTENT not in noun_kinds:
            yield initiative.content
        yield from (role.text for role in initiative.roles if role.party not in nominal)

    def _displaced(self, initiative: Initiative) -> None:
        """Cells that speak of their own party as of a partner: two columns may be swapped."""
        texts = [role.text.text for role in initiative.roles]
        for role in initiative.roles:
            if texts.count(role.text.text) == 1:
                names, others = self._called[role.party]
                self._partner(initiative, role.text, f"{names[0]}の役割", names, others)
        for names, others in self._called.values():
            content = initiative.content
            if content and self._partner(initiative, content, "取組内容", names, others):
                return

    def _partner(
        self,
        initiative: Initiative,
        passage: Passage,
        cell: str,
        names: Sequence[str],
        others: Sequence[str],
    ) -> bool:
        found = spoken_of_as_partner(passage.text, names, others)
        if found is not None:
            at = passage.locate(found.start(), found.end())[0]
            self._say("P023", at, initiative, cell=cell, words=found[0])
        return found is not None

    def whole(
        self,
        tree: HeadingTree,
        initiatives: Sequence[Initiative],
        in_schedules: Sequence[Initiative],
    ) -> None:
        """All schedules together: the order of their numbers, headings without rows, and reverse."""
        for heading in tree.renumbered:
            self._about("P014", heading, number=heading.number)
        for heading, before in tree.breaks:
            at = Span(heading.text.start, heading.text.end)
            self._add("P025", at, mark=heading.mark or "", before=before or _NO_MARK)
        for initiative, words in self._unfinished.told():
            ending = Span(words.spans[-1].start, words.end)
            self._say("P019", ending, initiative, words=words.text[-12:])
        self._schedule_order()
        for found, usual in (
            *displaced(self._headers, self.parties),
            *displaced(self._blocks, self.parties),
        ):
            values = {"words": names(found.columns), "usual": names(usual)}
            self._add("P070", found.at, **values)
        for listed in self._marks.values():
            self._row_order(listed)
        self._unlike(initiatives)
        if initiatives:
            self._lonely(tree.headings, initiatives)
        if any(initiative.headings for initiative in in_schedules):
            for initiative in in_schedules:
                if not initiative.headings:
                    self._say("P029", _whole(initiative), initiative)

    def _unlike(self, initiatives: Sequence[Initiative]) -> None:
        """Cells that read like another column's, beside one that does not: they may be swapped."""
        for at, name, tail in unlike([_columns(initiative) for initiative in initiatives]):
            values = {"cell": self._column_name(name), "words": tail.words}
            self._say("P023", tail.at, initiatives[at], **values)

    def _column_name(self, name: str) -> str:
        return f"{self._called[int(name)][0][0]}の役割" if name.isdecimal() else "取組内容"

    def _schedule_order(self) -> None:
        before: str | None = None
        for heading, numeral in self._numerals:
            if not follows(before, numeral):
                at = Span(heading.start, heading.end)
                printed = f"別表第{before}" if before else _NO_MARK
                self._add("P025", at, mark=heading.text, before=printed)
            before = numeral

    def _row_order(self, listed: Sequence[Initiative]) -> None:
        for position, before, mark in breaks(initiative.mark for initiative in listed):
            row = listed[position]
            values = {"mark": mark or _NO_MARK, "before": before or _NO_MARK}
            self._say("P024", _whole(row), row, **values)

    def _lonely(self, headings: Sequence[FieldHeading], initiatives: Sequence[Initiative]) -> None:
        """Headings with nothing below."""
        used = {number for initiative in initiatives for number in initiative.headings}
        used |= {heading.number.rpartition(".")[0] for heading in headings}
        for heading in headings:
            if heading.number not in used:
                self._about("P028", heading)

    def _about(self, code: str, heading: FieldHeading, **values: str) -> None:
        at = Span(heading.text.start, heading.text.end)
        self._add(code, at, heading=heading.text.text, **values)

    def _say(self, code: str, span: Span, initiative: Initiative, **values: str) -> None:
        label = initiative.label or initiative.derived_label
        name = label.text if label else ""
        self._add(code, span, initiative=initiative.number, label=name, **values)

    def _add(self, code: str, span: Span, **values: str) -> None:
        self.findings.append(finding(code, self.source, span, **values))


def _whole(initiative: Initiative) -> Span:
    passages = [initiative.label, initiative.content, *(role.text for role in initiative.roles)]
    held = [passage for passage in passages if passage is not None]
    return Span(min(p.start for p in held), max(p.end for p in held))


def _columns(initiative: Initiative) -> dict[str, Passage]:
    """The cells of a row that are sentences, by the number of the party, or `CONTENT`."""
    cells = {str(role.party): role.text for role in initiative.roles}
    return cells | {CONTENT: initiative.content} if initiative.content else cells


def _passages(initiative: Initiative) -> Iterator[Passage]:
    """Content and roles; words for all parties once."""
    roles = (role.text for role in initiative.roles)
    yield from dict.fromkeys(one for one in (initiative.content, *roles) if one is not None)


def _goes_on(passage: Passage, initiative: Initiative) -> bool:
    """Whether another role goes on at once: one sentence says what each party does."""
    spans = [span for role in initiative.roles for span in role.text.spans]
    return any(span.start <= passage.end < span.end for span in spans)


def _words(initiative: Initiative) -> tuple[object, ...]:
    """Every cell of a row with its place: a doubled line gives the same twice."""
    passages = (initiative.label, initiative.content, *(role.text for role in initiative.roles))
    return (initiative.headings, *(passage.text if passage else "" for passage in passages))


def _names(parties: Mapping[str, Sequence[int]], party: int) -> tuple[list[str], list[str]]:
    """What one party is called, and what the others are called; a shared alias is neither's own."""
    # A kind (町) is a part of many words that a sentence may have: 関係市町, 町内.
    parties = {
        name: holders for name, holders in parties.items() if len(name) > 1 or name not in _KINDS
    }
    own = [name for name, holders in parties.items() if list(holders) == [party]]
    others = [name for name, holders in parties.items() if party not in holders]
    return own, others
