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
# What joins the parties of a subject: the 及び of 中心市及び連携町は. Must not match inside a name, which the names around it see to.
_JOINED = re.compile(r"及び|並びに|と|・|、")
# Leading and cooperating say how the rest of their clause is done.
_HOW = frozenset({"cooperate", "lead"})


# Agreements of one region repeat the same sentence from row to row.
@lru_cache(maxsize=4096)
def typed(text: str, others: tuple[str, ...], own: tuple[str, ...] = ()) -> tuple[Match, ...]:
    """The types of a role by its text, in the order of their slugs; `field` is `role`."""
    reading = _with_own_subjects(as_read("role", text, others), others, own)
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


def _with_own_subjects(reading: Reading, others: tuple[str, ...], own: tuple[str, ...]) -> Reading:
    """The text with the subjects unmasked that the party shares with others: 中心市及び連携町は."""
    masked = reading.masked
    # Few roles name the party that has them: only those are looked through.
    may_share = bool(others) and any(name in reading.plain for name in own)
    for found in _subjects(others, own).finditer(reading.plain) if may_share else ():
        if not set(own).isdisjoint(_JOINED.split(found[0])):
            masked = masked[: found.start()] + found[0] + masked[found.end() :]
    return reading._replace(masked=masked)


@lru_cache(maxsize=256)
def _subjects(others: tuple[str, ...], own: tuple[str, ...]) -> re.Pattern[str]:
    """Subjects of several parties: "中心市及び連携町は". Must not match one party alone, nor an object."""
    names = "|".join(map(re.escape, sorted({*others, *own}, key=lambda name: (-len(name), name))))
    return re.compile(
        rf"(?<![一-龠々])(?:{names})(?:(?:{_JOINED.pattern})(?:{names})){{1,9}}(?=[はが])"
    )


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
