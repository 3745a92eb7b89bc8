"""A name for an initiative that has no column for it (取組名): at the head of its content in brackets, or derived from its words."""

from __future__ import annotations

import csv
import re
from functools import cache

from renkei import resources
from renkei.model import Passage, Span
from renkei.parsing.cells.rows import Row
from renkei.parsing.text.ledger import Ledger

LONGEST = 40

# The name of an initiative at the head of its content: "【観光】観光客の…". Must not match brackets with nothing behind.
_BRACKETED_LABEL = re.compile(r"【(?P<label>[^【】\s][^【】\n]{0,39})】\s{0,3}(?=\S)")


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    path = resources.table("renkei.parsing", "derived_labels.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


def derived_label(content: Passage) -> Passage:
    """The words of a content that name it best; its beginning where no rule fits.

    >>> from renkei.model import Span
    >>> text = "二次救急医療の運営により、救急医療体制の充実を図る。"
    >>> derived_label(Passage(text=text, spans=(Span(0, len(text)),))).text
    '救急医療体制の充実'
    """
    for rule in _rules():
        if found := rule.search(content.text):
            return content.part(found.start("label"), found.end("label"))
    return content.part(0, min(LONGEST, len(content.text)))


def part_label(text: str, row: Row, ledger: Ledger) -> None:
    """Part the name from a content that begins with it, in brackets (【観光】)."""
    found = None
    if not row.label and row.content:
        found = _BRACKETED_LABEL.match(text, *row.content[0])
    if found is None:
        return
    row.label = [Span(*found.span("label"))]
    row.label_missing = False
    row.content[0] = Span(found.end(), row.content[0].end)
    for bracket in (found.start("label") - 1, found.end("label")):
        ledger.mark(Span(bracket, bracket + 1), "label-bracket")
