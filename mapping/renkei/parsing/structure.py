"""Step two of parsing: typed lines become the zones of agreements (文書の構造).

Later steps may rely on this: every line of the text lies in exactly one zone of one section, or before
the first section; zones keep the order of the text; nothing is claimed or interpreted yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from renkei.parsing.columns import ColumnKind, column
from renkei.parsing.dates import find_dates
from renkei.parsing.lines import Line, LineKind


class Zone(StrEnum):
    """The parts of an agreement, in their usual order."""

    COVER = "cover"
    TITLE = "title"
    PREAMBLE = "preamble"
    BODY = "body"
    CLOSING = "closing"
    SIGNING = "signing"
    SCHEDULE = "schedule"


# What the parties do in a preamble: "次のとおり連携協約を締結する。". Must not match the closing ("この連携協約の締結を
# 証するため") or a plan to conclude ("協約を締結することができる").
_CONCLUDES = re.compile(r"締結(?:する|した|します)(?:。|ものとする。|$)")

# What a title or cover line names: "…形成に係る連携協約", "連携協約書". Must not match a sentence about one
# ("この協約は、…").
_NAMES_AGREEMENT = re.compile(r"(?:協約|協定)(?:書|（案）|\(案\))?$")

# The closing formula: "この連携協約の締結を証するため、…". Must not match 証明書 or 検証する in an article.
_CLOSES = re.compile(r"(?<![検実立保])証するため|成立を証")


@dataclass(slots=True)
class Section:
    """The lines of one agreement, by zone; `first` and `last` are indices of lines."""

    zones: dict[Zone, list[Line]] = field(default_factory=lambda: {zone: [] for zone in Zone})

    def add(self, zone: Zone, line: Line) -> None:
        """Put a line into a zone."""
        self.zones[zone].append(line)

    def __getitem__(self, zone: Zone) -> list[Line]:
        """The lines of a zone, in the order of the text."""
        return self.zones[zone]

    @property
    def has_body(self) -> bool:
        """Whether any article begins here."""
        return any(line.kind is LineKind.ARTICLE for line in self[Zone.BODY])


def sections(lines: Sequence[Line]) -> list[Section]:
    """The agreements that a text holds, each with its lines sorted into zones.

    A text without a preamble is one section, all in its cover up to the first article.
    """
    preambles = list(_preambles(lines))
    starts = [_section_start(lines, first) for first, _ in preambles]
    if not preambles:
        return [_zoned(lines, None)]
    bounds = [0, *starts[1:], len(lines)]
    return [
        _zoned(lines[low:high], (first - low, last - low))
        for (first, last), low, high in zip(preambles, bounds, bounds[1:], strict=False)
    ]


def _preambles(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The first and last line of each paragraph in which parties conclude an agreement."""
    for at, line in enumerate(lines):
        if line.kind is LineKind.TEXT and _CONCLUDES.search(line.text):
            first = at
            while first and _goes_on(lines[first - 1], lines[first]):
                first -= 1
            if first >= 2 and lines[first - 1].kind is LineKind.BLANK and not _has_subject(lines, first, at):
                first = _block_above(lines, first - 1, stop_at_sentence=True)
            if _has_subject(lines, first, at):
                yield first, at


def _goes_on(before: Line, line: Line) -> bool:
    return (
        before.kind is LineKind.TEXT
        and line.kind is LineKind.TEXT
        and not before.text.endswith("。")
        and not _NAMES_AGREEMENT.search(before.text)
    )


def _has_subject(lines: Sequence[Line], first: int, last: int) -> bool:
    words = "".join(line.text for line in lines[first : last + 1])
    return "は、" in words or "は，" in words or "と" in words


def _block_above(lines: Sequence[Line], at: int, *, stop_at_sentence: bool = False) -> int:
    """The first line of the block of text lines above a blank line; that line if there is none."""
    last = at
    while last and lines[last].kind is LineKind.BLANK:
        last -= 1
    if lines[last].kind is not LineKind.TEXT or (
        stop_at_sentence and lines[last].text.endswith("。")
    ):
        return at + 1
    while last and lines[last - 1].kind is LineKind.TEXT:
        last -= 1
    return last


def _section_start(lines: Sequence[Line], preamble: int) -> int:
    """Where an agreement begins: the topmost block that names one, above its preamble."""
    start = at = preamble
    while at and lines[at - 1].kind in {LineKind.BLANK, LineKind.TEXT}:
        at -= 1
        if lines[at].kind is LineKind.TEXT and _NAMES_AGREEMENT.search(lines[at].text):
            start = at
    while start and lines[start - 1].kind is LineKind.TEXT and start != preamble:
        start -= 1
    return start


def _zoned(lines: Sequence[Line], preamble: tuple[int, int] | None) -> Section:
    section = Section()
    body = _first_body_line(lines, preamble[1] + 1 if preamble else 0)
    head_end = preamble[0] if preamble else body
    title = _title(lines, head_end)
    for at, line in enumerate(lines[:head_end]):
        section.add(Zone.TITLE if at in title else Zone.COVER, line)
    if preamble:
        for line in lines[preamble[0] : preamble[1] + 1]:
            section.add(Zone.PREAMBLE, line)
    start = preamble[1] + 1 if preamble else body
    zone = Zone.BODY
    for line in lines[start:]:
        zone = _next_zone(zone, line, section)
        section.add(zone, line)
    return section


def _first_body_line(lines: Sequence[Line], start: int) -> int:
    for at in range(start, len(lines)):
        if lines[at].kind is LineKind.ARTICLE:
            captions = at
            while captions > start and lines[captions - 1].kind in {LineKind.BLANK, LineKind.CAPTION}:
                captions -= 1
            return captions
    return len(lines)


def _title(lines: Sequence[Line], end: int) -> range:
    """The lines of the title: the block right above the preamble, if it names an agreement."""
    last = end - 1
    while last >= 0 and lines[last].kind is LineKind.BLANK:
        last -= 1
    if last < 0 or lines[last].kind is not LineKind.TEXT:
        return range(0)
    if not _NAMES_AGREEMENT.search(lines[last].text):
        return range(0)
    first = last
    while first and lines[first - 1].kind is LineKind.TEXT:
        if _NAMES_AGREEMENT.search(lines[first - 1].text):
            break
        first -= 1
    return range(first, last + 1)


def _next_zone(zone: Zone, line: Line, section: Section) -> Zone:
    if line.kind is LineKind.SCHEDULE:
        return Zone.SCHEDULE
    if line.kind is LineKind.ROW:
        return Zone.SIGNING if zone is Zone.SIGNING and not _heads_table(line) else Zone.SCHEDULE
    if line.kind is LineKind.TEXT:
        if _CLOSES.search(line.text) and not section[Zone.CLOSING]:
            return Zone.CLOSING
        may_sign = zone is not Zone.SIGNING and (section.has_body or section[Zone.SCHEDULE])
        if may_sign and not section[Zone.SIGNING] and is_date_line(line.text):
            return Zone.SIGNING
    if zone is Zone.SCHEDULE and line.kind is LineKind.ARTICLE and not section.has_body:
        return Zone.BODY
    return zone


def _heads_table(line: Line) -> bool:
    heads = [column(word) for word in line.text.split("\t") if word]
    return any(head is not None and head.kind is ColumnKind.ROLE for head in heads)


def is_date_line(words: str) -> bool:
    """Whether a line is a date and nothing else, also one with blanks left to fill in.

    >>> is_date_line("平成28年3月30日"), is_date_line("平成28年3月30日に告示した。")
    (True, False)
    """
    found = next(iter(find_dates(words)), None)
    return found is not None and not (words[: found.start] + words[found.end :]).strip()
