"""Facilities and bodies that an initiative names (施設・機関の名指し), by the ends of their names.

A name is what a row of `institutions.csv` matches; what only tells a kind (子育て支援センター) is
cancelled by the row. Whether two names mean the same facility is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from renkei.linking.rules import Rule, load_table
from renkei.model import Initiative, Mention, Passage


def link_institutions(initiative: Initiative) -> tuple[Mention, ...]:
    """The facilities and bodies that an initiative names, each once, in the order of the text."""
    found: dict[str, Mention] = {}
    for text in _texts(initiative):
        for rule, start, end in named_in(text.text):
            words = text.text[start:end]
            known = found.get(words)
            passages = (*known.passages, text.part(start, end)) if known else ()
            found[words] = Mention(
                name=words,
                rule=rule.rule,
                reason=rule.reason,
                passages=passages or (text.part(start, end),),
            )
    return tuple(found.values())


def _texts(initiative: Initiative) -> list[Passage]:
    first = [initiative.label, initiative.content]
    return [text for text in first if text] + [role.text for role in initiative.roles]


def named_in(text: str) -> list[tuple[Rule, int, int]]:
    """The names in a text, each with its rule and its place; where two overlap, the earlier row's.

    >>> [(rule.concept, start, end) for rule, start, end in named_in("熊本港の利用促進")]
    [('port', 0, 3)]
    """
    kept: list[tuple[Rule, int, int]] = []
    for rule, start, end in _matches(text):
        if not any(start < other_end and other < end for _, other, other_end in kept):
            kept.append((rule, start, end))
    return sorted(kept, key=lambda hit: hit[1:])


def _matches(text: str) -> Iterator[tuple[Rule, int, int]]:
    for rule, pattern, unless in _compiled():
        hits = [hit.span() for hit in pattern.finditer(text)]
        cancelled = [hit.span() for hit in unless.finditer(text)] if hits and unless else []
        for start, end in hits:
            if not any(low <= start and end <= high for low, high in cancelled):
                yield rule, start, end


@cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (rule, re.compile(rule.pattern), re.compile(rule.unless) if rule.unless else None)
        for rule in load_table("institutions").rules
    )
