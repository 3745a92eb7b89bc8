"""The types of a role (役割の型), weighed from the predicates of its text.

Source of the judgement: the scope notes of `ontology/role-types.ttl`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from renkei.linking.predicates import Predicate, predicates
from renkei.linking.rules import Match, Reading, as_read, load_table

# What ends a clause of its own: 調整を行う|とともに|、
_BOUNDARY = re.compile(r"。")
# Leading and cooperating say how the rest of their clause is done.
_HOW = frozenset({"cooperate", "lead"})


# Agreements of one region repeat the same sentence from row to row.
@lru_cache(maxsize=4096)
def typed(text: str, others: tuple[str, ...]) -> tuple[Match, ...]:
    """The types of a role by its text, in the order of their slugs; `field` is `role`."""
    reading = as_read("role", text, others)
    found = predicates(load_table("role_types"), reading.masked)
    if not found:
        return ()
    counted = [one for one in found if one.weight == "strong"]
    counted += [
        one for one in found if one.weight == "weak" and not _taken(one, found, reading.plain)
    ]
    if not counted:
        counted = [one for one in found if one.weight == "faint"]
    best: dict[str, Match] = {}
    for one in counted:
        best.setdefault(one.rule.concept, _match(one, reading, text))
    return tuple(best[concept] for concept in sorted(best))


def _taken(weak: Predicate, found: tuple[Predicate, ...], text: str) -> bool:
    """Whether the clause of a weak predicate says how the party works on it."""
    start = 0
    for boundary in _BOUNDARY.finditer(text, 0, weak.start):
        start = boundary.end()
    return any(
        one.weight == "strong"
        and start <= one.start < weak.end
        and (one.rule.concept in _HOW or (one.rule.concept == "use" and text[one.end - 1] == "て"))
        for one in found
    )


def _match(one: Predicate, reading: Reading, text: str) -> Match:
    rule = one.rule
    start, end = reading.printed(one.start, one.end)
    return Match(rule.concept, rule.rule, reading.field, start, end, text[start:end], rule.reason)
