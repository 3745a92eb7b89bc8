"""What is missing when the parts of an agreement are held against each other (文書内の突き合わせ)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from renkei.errors import finding
from renkei.model import Article, Finding, Party, Passage, Schedule, SourceText, Span
from renkei.parsing.headings.tree import fields_named_in, guideline_fields
from renkei.parsing.schedules.reader import ScheduleReader
from renkei.parsing.text.lines import schedule_parts
from renkei.parsing.text.numerals import NUMERAL, number

# A numbered schedule that an article refers to: the "別表第3" of "別表第1から別表第3まで". Must not match 別表 alone.
_CITED = re.compile(rf"別[表紙]第(?P<ordinal>{NUMERAL})")

# The parts of a signature block, with their names in both languages.
_SIGNED = (
    ("address", "住所", "address"),
    ("signed_as", "団体名", "name of the body"),
    ("signatory_title", "職名", "office"),
)


def signing_gaps(
    source: SourceText, parties: Sequence[Party], masked: Collection[tuple[int, str]] = ()
) -> Iterator[Finding]:
    """Parts of a signature block that one party has and another lacks: a line may be lost.

    `masked` are the parts, by number of the party, that are there but hold signs instead of words.
    """
    for part, ja, en in _SIGNED:
        lacking = [
            party
            for party in parties
            if getattr(party, part) is None and (party.number, part) not in masked
        ]
        if len(lacking) < len(parties):
            for party in lacking:
                at = Span(party.name.start, party.name.end)
                values = {"party": party.name.text, "part_ja": ja, "part_en": en}
                yield finding("P026", source, at, **values)


def schedule_gaps(
    source: SourceText, articles: Sequence[Article], read: ScheduleReader
) -> Iterator[Finding]:
    """Schedules and fields that the articles name and that are not there."""
    if not read.initiatives:
        yield _no_initiatives(source, articles)
        return
    headings = [heading.text.text for heading in read.tree.headings]
    yield from _named_fields(source, articles, headings)
    yield from _guideline_fields(source, read.schedules, headings)
    yield from _cited_schedules(source, articles, read.schedules)


def _no_initiatives(source: SourceText, articles: Sequence[Article]) -> Finding:
    for article, passage in _passages(articles):
        if (at := passage.text.find("別表")) >= 0:
            span = passage.locate(at, at + 2)[0]
            return finding("P007", source, span, article=article.number)
    return finding("P008", source)


def _named_fields(
    source: SourceText, articles: Sequence[Article], headings: Sequence[str]
) -> Iterator[Finding]:
    reported = {rule for heading in headings for rule, _ in fields_named_in(heading)}
    for article, passage in _passages(articles):
        for rule, found in fields_named_in(passage.text):
            if rule not in reported:
                reported.add(rule)
                at = passage.locate(found.start(), found.end())[0]
                yield finding("P027", source, at, article=article.number, words=found[0])


def _guideline_fields(
    source: SourceText, schedules: Sequence[Schedule], headings: Sequence[str]
) -> Iterator[Finding]:
    """Fields of the ministry's guideline that stand beside those that are there (連携中枢都市圏構想推進要綱)."""
    for fields in guideline_fields():
        there = [any(rule.search(heading) for heading in headings) for _, rule in fields]
        if any(there) and schedules:
            last = schedules[-1].heading
            for (name, _), found in zip(fields, there, strict=True):
                if not found:
                    yield finding("P031", source, Span(last.start, last.end), words=name)


def _cited_schedules(
    source: SourceText, articles: Sequence[Article], schedules: Sequence[Schedule]
) -> Iterator[Finding]:
    numerals = (schedule_parts(schedule.heading.text)[0] for schedule in schedules)
    there = {number(numeral) for numeral in numerals if numeral}
    for article, passage in _passages(articles):
        for found in _CITED.finditer(passage.text):
            ordinal = number(found["ordinal"])
            if ordinal not in there:
                there.add(ordinal)
                at = passage.locate(found.start(), found.end())[0]
                yield finding("P027", source, at, article=article.number, words=found[0])


def _passages(articles: Sequence[Article]) -> Iterator[tuple[Article, Passage]]:
    for article in articles:
        for passage in article.passages():
            yield article, passage
