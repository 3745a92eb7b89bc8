"""What stands around an agreement in the document that published it (前後の字句): a bill, a rule book's header, a mail.

Its dates and names are not those of the agreement: 提出 is no conclusion, and a mayor who introduces a bill signs nothing.
The table `surroundings.csv` has the lines by which each kind of document is known.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from renkei import resources
from renkei.parsing.cells.keys import opens_cell
from renkei.parsing.text.date_lines import is_date_line
from renkei.parsing.text.lines import Line, LineKind

CONTENTS = "contents"
CONTACT = "contact"
MATTER = "matter"
RULE_BOOK = "rule-book"
WRAPPERS = frozenset({"council-bill", "decision", "press-release", "mail"})
"""The kinds whose document speaks in lines of its own, that no table can list."""
BESIDE_TITLE = frozenset({RULE_BOOK, "navigation"})
"""The kinds that may stand between a title and its preamble."""
_STARTS_WITH = WRAPPERS | {CONTENTS, MATTER}
_LONGEST = 200
"""How many code points a line may have that tells of what is around it."""
# A council's vote, noted on the agreement itself: "平成31年3月20日議決". Must not match what a bill says of itself ("提出").
_VOTED = re.compile(r"日[ 　]{0,4}(?:議決|可決|原案可決)")
_SILENT = frozenset({LineKind.BLANK, LineKind.RULER, LineKind.PAGE})
_STRUCTURAL = frozenset({LineKind.ARTICLE, LineKind.ROW, LineKind.SCHEDULE, LineKind.SUPPLEMENT})


class _Rule(NamedTuple):
    kind: str
    zone: str
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    path = resources.table("renkei.parsing", "surroundings.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            _Rule(row["kind"], row["zone"], re.compile(row["pattern"]))
            for row in csv.DictReader(lines)
        )


def kind_of(words: str, zone: str) -> str | None:
    """What kind of document says these words: above an agreement (`head`), behind it (`tail`), within it (`any`).

    >>> kind_of("議案第12号", "head"), kind_of("令和4年2月20日提出", "tail"), kind_of("第1条 目的", "head")
    ('council-bill', 'council-bill', None)
    """
    if len(words) > _LONGEST:
        return None
    zones = {"head": {"head", "both", "any"}, "tail": {"tail", "both", "any"}, "any": {"any"}}[zone]
    return next((r.kind for r in _rules() if r.zone in zones and r.pattern.fullmatch(words)), None)


def line_kind(line: Line, zone: str) -> str | None:
    """What kind of document a line belongs to by its own words; None for most lines."""
    if line.kind is LineKind.CONTENTS:
        return CONTENTS
    if line.kind is LineKind.DIVISION and zone == "head":
        return RULE_BOOK  # 第13編 その他: where the collection of rules has the agreement
    return None if line.kind in _SILENT else kind_of(line.text, zone)


def head_kinds(lines: Sequence[Line], stays: Iterable[int]) -> dict[int, str]:
    """The lines above a preamble that surround the agreement, by index; `stays` are of the agreement for certain.

    Where a bill, a decision, a press release or a mail is known by a line, its other lines belong to it too.
    """
    own = set(stays)
    known = {
        at: kind
        for at, line in enumerate(lines)
        if at not in own and (kind := line_kind(line, "head"))
    }
    anchors = [at for at, kind in known.items() if kind in WRAPPERS]
    if not anchors:
        return {at: kind for at, kind in known.items() if kind != MATTER}
    current = known[anchors[0]]
    found: dict[int, str] = {}
    for at, line in enumerate(lines):
        current = known[at] if at in anchors else current
        if at not in own and line.kind not in _SILENT:
            found[at] = current if known.get(at, MATTER) == MATTER else known[at]
    return found


def begins_document(line: Line) -> bool:
    """Whether a line begins the document around an agreement, so that it cannot end the one before."""
    return line_kind(line, "head") in _STARTS_WITH


def tail_kinds(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The lines behind the articles of an agreement that surround it, by index.

    What a bill says goes on to the next part of the agreement; whom to ask stands behind all of them.
    Where only the council's vote is noted, the date below it and what follows are the agreement's.
    """
    kinds = [line_kind(line, "tail") for line in lines]
    holds = [at for at, line in enumerate(lines) if line.kind in _STRUCTURAL]
    if CONTACT in kinds:
        # 担当課 may be a key in a list of initiatives: whom to ask stands behind all keys of contents and roles.
        holds += [at for at, line in enumerate(lines) if kinds[at] is None and _opens_cell(line)]
    last = max(holds, default=-1)
    current: str | None = None
    is_voted = False
    for at, line in enumerate(lines):
        if line.kind in _STRUCTURAL or (is_voted and is_date_line(line.text)):
            current = None
            continue
        kind = kinds[at]
        if kind is not None:
            is_voted = _VOTED.search(line.text) is not None
        if kind is not None and (kind in WRAPPERS or at > last):
            current = kind if kind in WRAPPERS or kind == CONTACT else current
        elif kind not in BESIDE_TITLE:
            kind = current
        if kind is not None and line.kind not in _SILENT:
            yield at, kind


def _opens_cell(line: Line) -> bool:
    """Whether a line begins with the key of a cell, behind its mark."""
    words = line.text[line.rest.start - line.span.start :] if line.rest else line.text
    return line.kind not in _SILENT and opens_cell(words)


def likeliest(lines: Sequence[Line]) -> str | None:
    """What a text without an agreement seems to be, by most of its lines that tell; None if none does."""
    kinds = Counter(kind for line in lines if (kind := line_kind(line, "head")))
    kinds.update(kind for line in lines if (kind := line_kind(line, "tail")) == "contact")
    listed = [(-count, kind) for kind, count in kinds.items() if kind != MATTER]
    return min(listed)[1] if listed else None
