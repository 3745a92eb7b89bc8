"""What a document is that is no agreement (協約ではない文書): a contract, a newsletter, a budget, a law.

The table `other_documents.csv` has the words by which each is known: in the sentence that concludes it,
or in a line of its own, such as its title.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from renkei import resources
from renkei.model import Span
from renkei.parsing.structure.surroundings import likeliest
from renkei.parsing.text.lines import Line, LineKind

_LONGEST = 120
"""How many code points a line may have that tells what the document is."""
_MOST = 60
"""How many lines are looked at: what a document is stands at its head."""


class OtherDocument(NamedTuple):
    """What a document seems to be (文書の種類), and where the words stand that tell it, if any."""

    kind: str
    ja: str
    en: str
    span: Span | None


class _Rule(NamedTuple):
    kind: str
    place: str
    pattern: re.Pattern[str]
    ja: str
    en: str


@cache
def _rules() -> tuple[_Rule, ...]:
    path = resources.table("renkei.parsing", "other_documents.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            _Rule(row["kind"], row["place"], re.compile(row["pattern"]), row["ja"], row["en"])
            for row in csv.DictReader(lines)
        )


def told_by(words: str, place: str) -> str | None:
    """What kind of document says these words, in a `line` of its own or where it `concludes`.

    >>> told_by("業務委託契約を締結する。", "concludes"), told_by("連携協約を締結する。", "concludes")
    ('contract', None)
    >>> told_by("広報あおば　第512号", "line"), told_by("別表第1（第3条関係）", "line")
    ('newsletter', None)
    """
    return next((rule.kind for rule in _matching(words, place)), None)


def concludes_other(preamble: str) -> bool:
    """Whether a sentence concludes something else than an agreement (契約の締結など)."""
    return told_by(preamble, "concludes") is not None


def reports(preamble: str) -> bool:
    """Whether a sentence tells that an agreement was concluded, as news do (締結の報道)."""
    return told_by(preamble, "reports") is not None


def other_document(lines: Sequence[Line]) -> OtherDocument | None:
    """What a text without an agreement seems to be (協約ではない文書); None if nothing tells."""
    votes = list(_votes(lines[:_MOST]))
    if votes:
        counted = Counter(rule.kind for _, rule in votes)
        # Of two that are told as often it is the one that is told first.
        line, rule = max(votes, key=lambda vote: counted[vote[1].kind])
        return OtherDocument(rule.kind, rule.ja, rule.en, line.span)
    around = likeliest(lines[:_MOST])
    named = next((r for r in _rules() if (r.place, r.kind) == ("around", around)), None)
    return OtherDocument(named.kind, named.ja, named.en, None) if named else None


def _votes(lines: Sequence[Line]) -> Iterator[tuple[Line, _Rule]]:
    for line in lines:
        if line.kind is not LineKind.BLANK and len(line.text) <= _LONGEST:
            found = next(_matching(line.text, "line"), None) or next(
                _matching(line.text, "concludes"), None
            )
            if found is not None:
                yield line, found


def _matching(words: str, place: str) -> Iterator[_Rule]:
    for rule in _rules():
        if rule.place == place:
            whole = place == "line"
            found = rule.pattern.fullmatch(words) if whole else rule.pattern.search(words)
            if found is not None:
                yield rule
