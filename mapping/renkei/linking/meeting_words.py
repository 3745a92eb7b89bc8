"""The words of clauses on meetings (会議の語): what `tables/meetings.csv` says, ready to be looked up.

A row is a `phrase`, a regular expression, or `verb`s as `stem/class` (see
`renkei.linking.inflection`), which count only in a form that says that the subject does it: 開催する。
開催し、 but not 開催されたとき. The concept of a row says what its words do in a sentence, as in `call`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from renkei.linking.clauses import Mark
from renkei.linking.inflection import STANDS, SURU, any_inflected, inflected
from renkei.linking.rules import Rule, RuleTable, expression, load_table

# What a verbal noun takes to be a verb: 招集|を行うものとする, 招集|することができる, 招集|できるものとする
_DOES = any_inflected((("行", "う"), ("実施", SURU), ("開催", SURU), ("持", "つ")))
_SURU = rf"{inflected('', SURU)}|を(?:{_DOES})|できる{STANDS}"

# The particle of a topic: 甲|は|、 must not match 又は, には, では, ては, あるいは, はじめ, はかる.
_TOPIC = re.compile(r"(?<![又くにでてとらいた])は(?![じか])")
# The particle of a subject: 甲|が must not match することが|できる, しながら, つながり, 我が国.
_SUBJECT = re.compile(r"(?<!こと)(?<!我)が(?![らりるれっ])")

_ENDINGS = ("condition", "purpose", "joining", "manner")


class Act(NamedTuple):
    """A verb that is done (述語): `hold`, `call`, `consult` or `do`, from its stem to its end."""

    kind: str
    start: int
    end: int


def table() -> RuleTable:
    """The table of the words (会議の語の表)."""
    return load_table("meetings")


@cache
def words(concept: str) -> re.Pattern[str]:
    """A pattern of all phrases of a concept, as in `words("purpose")`."""
    rows = [rule for rule in table().rules if rule.concept == concept and rule.kind == "phrase"]
    return re.compile("|".join(expression(table(), rule, rule.pattern).pattern for rule in rows))


@cache
def _last(concept: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words(concept).pattern})\Z")


def ends_in(concept: str, text: str) -> bool:
    """Whether a noun phrase ends in a phrase of a concept, as 中央市連絡会議 does in a `noun`."""
    return _last(concept).search(text) is not None


def marks(text: str) -> list[Mark]:
    """The words that end a piece of a sentence; of two that end together the first counts."""
    found = [Mark(kind, *hit.span()) for kind in _ENDINGS for hit in words(kind).finditer(text)]
    found += [Mark("act", one.start, one.end) for one in acts(text)]
    found += [Mark("subject", *hit.span()) for hit in _SUBJECT.finditer(text)]
    return found + [Mark("topic", *hit.span()) for hit in _TOPIC.finditer(text)]


def acts(text: str) -> tuple[Act, ...]:
    """The verbs of holding, calling and consulting in a sentence that someone does, in their order."""
    found = [act for rule in table().rules if rule.kind == "verb" for act in verbs(rule, text)]
    whole = [one for one in found if not any(_within(one, other) for other in found)]
    return tuple(sorted(whole, key=lambda one: one.start))


def verbs(rule: Rule, text: str) -> Iterator[Act]:
    """The verbs of one row that a sentence says are done: 招集する, not 招集されたとき nor 招集しない."""
    for stem, form in _forms(rule):
        at = text.find(stem)
        while at >= 0:
            if hit := form.match(text, at + len(stem)):
                yield Act(rule.concept, at, hit.end())
            at = text.find(stem, at + 1)


def _within(one: Act, other: Act) -> bool:
    """Whether a verb is a part of another, as 行う of 招集を行う."""
    return one != other and other.start <= one.start and one.end <= other.end


@cache
def _forms(rule: Rule) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The stems of a row, each with a pattern of the endings in which the verb is done."""
    written = [verb.partition("/") for verb in rule.pattern.split()]
    return tuple(
        (stem, re.compile(_SURU if of == SURU else inflected("", of))) for stem, _, of in written
    )
