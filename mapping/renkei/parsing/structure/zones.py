"""Step two of parsing: typed lines become the zones of agreements (文書の構造).

Later steps may rely on this: every line of the text lies in exactly one zone of one section, or before
the first section; zones keep the order of the text; nothing is claimed or interpreted yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from renkei.parsing.headings.table_headings import headings_in_articles
from renkei.parsing.structure.keyed_lines import keyed_lines
from renkei.parsing.structure.other_documents import reports
from renkei.parsing.structure.plain_articles import as_articles
from renkei.parsing.structure.preambles import (
    NAMES_AGREEMENT,
    find_preambles,
    of_agreements,
    unsaid_preamble,
)
from renkei.parsing.structure.resuming import resumes
from renkei.parsing.structure.surroundings import (
    BESIDE_TITLE,
    begins_document,
    head_kinds,
    line_kind,
    tail_kinds,
)
from renkei.parsing.structure.titles import begin_above_blank, names_agreement, title_lines
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.date_lines import is_date_line, repair
from renkei.parsing.text.lines import Line, LineKind


class Zone(StrEnum):
    """The parts of an agreement, in their usual order."""

    COVER = "cover"
    TITLE = "title"
    PREAMBLE = "preamble"
    BODY = "body"
    CLOSING = "closing"
    SIGNING = "signing"
    SCHEDULE = "schedule"
    SUPPLEMENT = "supplement"
    SURROUNDING = "surrounding"
    """Lines of the document around the agreement, wherever they stand."""


_LONGEST_FRONT = 60
"""How many lines a document may have above the agreement that it holds."""
_FRONT = frozenset(
    {
        LineKind.BLANK,
        LineKind.TEXT,
        LineKind.CONTENTS,
        LineKind.MARKED,
        LineKind.CAPTION,
        LineKind.RULER,
        LineKind.PAGE,
        LineKind.WITHHELD,
    }
)
_BEHIND_BODY = frozenset({LineKind.SCHEDULE, LineKind.SUPPLEMENT})

# The closing formula: "この連携協約の締結を証するため、…", "…の締結の証として、…". Must not match 証明書 or 検証する in an article.
_CLOSES = re.compile(
    r"(?<![検実立保])証するため|成立を証|締結を証|(?:締結|成立)の証(?:として|に、)"
)

# A block that begins where no date stands above it: "甲　加古川市長　岡田康裕", "甲　姫路市". Must not match a sentence, nor a role ("甲　市長会に参加する").
_SIGNED = re.compile(
    r"[甲乙丙丁戊][ 　]{1,6}[^。、]{0,60}?(?:[市町村区]長|知事|管理者|連合長)[ 　]{1,6}[^\s。、0-9０-９]{1,6}(?:[ 　]{1,4}[^\s。、0-9０-９]{1,4}){0,6}$"
    r"|[甲乙丙丁戊][ 　]{1,6}[^\s。、はがをの]{1,12}(?:[市町村区]|組合|広域連合)$"
)


@dataclass(slots=True)
class Section:
    """The lines of one agreement, by zone; `has_body` tells whether any article begins in it.

    `has_words` tells whether there are any words where articles stand; `kinds` says of each line of the zone `SURROUNDING` what kind of document it belongs to;
    `doubtful` is the first of numbered lines that may be articles, or a mere list; `unsaid` the first of a preamble that does not say that it concludes anything.
    """

    zones: dict[Zone, list[Line]] = field(default_factory=lambda: {zone: [] for zone in Zone})
    has_body: bool = False
    has_words: bool = False
    kinds: list[str] = field(default_factory=list)
    doubtful: Line | None = None
    unsaid: Line | None = None

    def add(self, zone: Zone, line: Line) -> None:
        """Put a line into a zone."""
        self.zones[zone].append(line)
        self.has_body = self.has_body or (zone is Zone.BODY and line.kind is LineKind.ARTICLE)
        self.has_words = self.has_words or (zone is Zone.BODY and line.is_words)

    def without(self, *zones: Zone) -> Section:
        """The section with some zones empty: their lines were read in another way."""
        kept = {zone: [] if zone in zones else lines for zone, lines in self.zones.items()}
        return Section(kept, self.has_body, self.has_words, self.kinds)

    def surround(self, kind: str, line: Line) -> None:
        """Put a line into the zone of what surrounds the agreement."""
        self.add(Zone.SURROUNDING, line)
        self.kinds.append(kind)

    def __getitem__(self, zone: Zone) -> list[Line]:
        """The lines of a zone, in the order of the text."""
        return self.zones[zone]


def sections(lines: Sequence[Line]) -> list[Section]:
    """The agreements that a text holds, each with its lines sorted into zones.

    A text without a preamble is one section, all in its cover up to the first article.
    """
    preambles = list(find_preambles(lines))
    lines, doubtful = _with_plain_articles(lines, preambles)
    preambles = of_agreements(lines, preambles)
    if not preambles:
        unsaid = unsaid_preamble(lines)
        section = _zoned(lines, unsaid)
        section.unsaid = lines[unsaid[0]] if unsaid else None
        return [section]
    ends = [0, *(last + 1 for _, last in preambles)]
    starts = [
        _section_start(lines, first, floor)
        for (first, _), floor in zip(preambles, ends, strict=False)
    ]
    bounds = [0, *starts[1:], len(lines)]
    found = [
        _zoned(lines[low:high], (first - low, last - low))
        for (first, last), low, high in zip(preambles, bounds, bounds[1:], strict=False)
    ]
    for section in found:
        section.doubtful = next((one for one in doubtful if one in section[Zone.BODY]), None)
    return found


def _with_plain_articles(
    lines: Sequence[Line], preambles: Sequence[tuple[int, int]]
) -> tuple[list[Line], list[Line]]:
    """The lines with articles that are not called 条, in a text that has no others; and those that may be some."""
    mended, doubtful = list(lines), list[Line]()
    if any(line.kind in {LineKind.ARTICLE, LineKind.BROKEN_HEAD} for line in lines):
        return mended, doubtful
    ends = [*(first for first, _ in preambles[1:]), len(lines)]
    for (first, last), end in zip(preambles, ends, strict=False):
        words = "".join(line.text for line in lines[first : last + 1])
        stop = next((at for at in range(last + 1, end) if _ends_body(lines[at])), end)
        # News speak politely, and nobody signs them.
        is_news = reports(words) or (stop == end and words.endswith(("ます。", "ました。")))
        if not is_news:
            body = as_articles(lines[last + 1 : stop])
            mended[last + 1 : stop] = body.lines
            doubtful += [body.doubtful] if body.doubtful else []
    return mended, doubtful


def _ends_body(line: Line) -> bool:
    """Whether articles can no longer begin: a 別表, 附則, the closing words or the date stand here."""
    if line.kind is not LineKind.TEXT:
        return line.kind in _BEHIND_BODY
    signs = is_date_line(line.text) or _SIGNED.match(line.text)
    return bool(signs or _CLOSES.search(line.text))


def _section_start(lines: Sequence[Line], preamble: int, floor: int) -> int:
    """Where an agreement begins: the topmost block that names one, above its preamble."""
    start = at = preamble
    while at > floor and lines[at - 1].kind in {LineKind.BLANK, LineKind.TEXT}:
        at -= 1
        if lines[at].kind is LineKind.TEXT and NAMES_AGREEMENT.search(lines[at].text):
            start = at
    while floor < start != preamble and lines[start - 1].kind is LineKind.TEXT:
        start -= 1
    if start != preamble:
        start = max(begin_above_blank(lines, start), floor)
    return _document_start(lines, start, floor)


def _document_start(lines: Sequence[Line], start: int, floor: int) -> int:
    """Where the document around an agreement begins: its number as a bill, its table of contents."""
    begins = at = start
    lowest = max(floor, start - _LONGEST_FRONT)
    while at > lowest and lines[at - 1].kind in _FRONT:
        at -= 1
        if begins_document(lines[at]):
            begins = at
    return begins


def _zoned(lines: Sequence[Line], preamble: tuple[int, int] | None) -> Section:
    section = Section()
    body = _first_body_line(lines, preamble[1] + 1 if preamble else 0)
    head_end = preamble[0] if preamble else body
    _sort_head(section, lines[:head_end])
    if preamble:
        for line in lines[preamble[0] : preamble[1] + 1]:
            section.add(Zone.PREAMBLE, _as_words(line))
    _sort_body(section, lines[preamble[1] + 1 if preamble else body :])
    return section


def _sort_head(section: Section, lines: Sequence[Line]) -> None:
    title = title_lines(lines)
    names = (at for at, line in enumerate(lines) if names_agreement(line))
    kinds = head_kinds(lines, [*title, *names])
    if title and any(kinds.get(at) in BESIDE_TITLE for at in range(title.stop, len(lines))):
        dates = (at for at in range(title.stop, len(lines)) if is_date_line(lines[at].text))
        kinds |= dict.fromkeys(dates, "rule-book")
    for at, line in enumerate(lines):
        if at in kinds:
            section.surround(kinds[at], line)
        else:
            section.add(Zone.TITLE if at in title else Zone.COVER, line)


def _sort_body(section: Section, lines: Sequence[Line]) -> None:
    first = max((at for at, line in enumerate(lines) if line.kind is LineKind.ARTICLE), default=-1)
    tail = {first + 1 + at: kind for at, kind in tail_kinds(lines[first + 1 :])}
    listed = set(keyed_lines(lines))
    again, heads = set(resumes(lines, listed)), {*headings_in_articles(lines), *listed}
    zone = Zone.BODY
    for at, line in enumerate(lines):
        if kind := tail.get(at) or line_kind(line, "any"):
            section.surround(kind, line)
            continue
        zone = Zone.BODY if at in again else _next_zone(zone, line, section)
        zone = Zone.SCHEDULE if at in heads else zone
        section.add(zone, _in_zone(line, zone))


def _as_words(line: Line) -> Line:
    """A row of a table of parties as a line like others: "甲 | 姫路市"."""
    is_row = line.kind is LineKind.ROW
    return replace(line, kind=LineKind.TEXT, cells=(), rest=line.span) if is_row else line


def _in_zone(line: Line, zone: Zone) -> Line:
    """A line as its zone takes it: a chapter outside the articles is words like others."""
    if line.kind is not LineKind.DIVISION or zone in {Zone.BODY, Zone.SUPPLEMENT}:
        return line
    return replace(line, kind=LineKind.TEXT, mark=None, rest=line.span)


def _first_body_line(lines: Sequence[Line], start: int) -> int:
    for at in range(start, len(lines)):
        if lines[at].kind is LineKind.ARTICLE:
            captions = at
            while captions > start and lines[captions - 1].kind in {
                LineKind.BLANK,
                LineKind.CAPTION,
                LineKind.DIVISION,
            }:
                captions -= 1
            return captions
    return len(lines)


def _next_zone(zone: Zone, line: Line, section: Section) -> Zone:
    """The zone that a line belongs to, by its kind and the zone of the line above."""
    if line.kind is LineKind.SCHEDULE:
        return Zone.SCHEDULE
    if line.kind is LineKind.SUPPLEMENT:
        return Zone.SUPPLEMENT
    if line.kind is LineKind.ROW:
        return Zone.SIGNING if zone is Zone.SIGNING and not _heads_table(line) else Zone.SCHEDULE
    if line.kind is LineKind.TEXT:
        return _zone_of_text(zone, line, section)
    if line.kind is LineKind.WITHHELD and zone in {Zone.CLOSING, Zone.SIGNING}:
        return Zone.SCHEDULE
    begins_body = zone is Zone.SCHEDULE and line.kind is LineKind.ARTICLE and not section.has_body
    return Zone.BODY if begins_body else zone


def _zone_of_text(zone: Zone, line: Line, section: Section) -> Zone:
    if zone is Zone.CLOSING and _is_finished(section[Zone.CLOSING]):
        return Zone.SIGNING
    if _CLOSES.search(line.text) and not section[Zone.CLOSING]:
        return Zone.CLOSING
    if zone is Zone.SIGNING or section[Zone.SIGNING]:
        return zone
    has_words = section.has_body or section[Zone.SCHEDULE] or section.has_words
    begins = bool(has_words) and (is_date_line(line.text) or repair(line.text) is not None)
    return Zone.SIGNING if begins or _SIGNED.match(line.text) else zone


def _is_finished(lines: Sequence[Line]) -> bool:
    """Whether the last words of a zone end a sentence: what follows a closing is signed."""
    last = next((line for line in reversed(lines) if line.is_words), None)
    return last is not None and last.text.endswith("。")


def _heads_table(line: Line) -> bool:
    """Whether a row belongs to a table of initiatives: one of its cells says what a column holds."""
    heads = [column(word) for word in line.cell_words() if word]
    return any(head and head.kind in {ColumnKind.ROLE, ColumnKind.CONTENT} for head in heads)
