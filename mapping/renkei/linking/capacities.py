"""Who is the core city and who a partner (連携中枢都市・連携市町村)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from renkei import resources
from renkei.linking.municipalities import stem
from renkei.model import Agreement, ConceptLink, Method, Party, Passage

CORE, PARTNER = "core-city", "partner-municipality"


@cache
def _rules() -> tuple[dict[str, str], ...]:
    path = resources.table("renkei.linking", "capacities.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@lru_cache(maxsize=256)
def _pattern(pattern: str, party: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{party}", re.escape(party)))


def link_capacities(agreement: Agreement) -> tuple[Party, ...]:
    """The parties with their capacities; unchanged where the text does not tell.

    The text may say who is the core city; failing that, a region named after exactly one party
    (熊本連携中枢都市圏) lets us infer it, and the link is called inferred.
    """
    core = next(_stated(agreement), None) or _named_after(agreement)
    if core is None:
        return agreement.parties
    number, link = core
    partner = link.model_copy(update={"concept": PARTNER})
    return tuple(
        party.model_copy(update={"capacity": link if party.number == number else partner})
        for party in agreement.parties
    )


def _stated(agreement: Agreement) -> Iterator[tuple[int, ConceptLink]]:
    for rule in _rules():
        for passage in _searched(agreement):
            for party in agreement.parties:
                for called in filter(None, (party.alias, party.name.text)):
                    if called not in passage.text:
                        continue
                    if found := _pattern(rule["pattern"], called).search(passage.text):
                        yield (
                            party.number,
                            ConceptLink(
                                concept=CORE,
                                method=Method.STATED,
                                rule=rule["rule"],
                                reason=rule["reason"],
                                evidence=found[0],
                                spans=passage.locate(*found.span()),
                            ),
                        )


def _searched(agreement: Agreement) -> Sequence[Passage]:
    body = [passage for article in agreement.articles for passage in article.passages()]
    return [agreement.preamble, *body] if agreement.preamble else body


def _named_after(agreement: Agreement) -> tuple[int, ConceptLink] | None:
    name = agreement.city_region.name if agreement.city_region else None
    if name is None:
        return None
    namesakes = [party for party in agreement.parties if name.text.startswith(_stem(party))]
    if len(namesakes) != 1:
        return None
    return namesakes[0].number, ConceptLink(
        concept=CORE,
        method=Method.INFERRED,
        rule="capacity-inferred-01",
        reason="圏域の名が、当事者のうちこの市の名だけを冠している",
        evidence=name.text,
        spans=name.spans,
    )


def _stem(party: Party) -> str:
    return stem(party.municipality.name if party.municipality else party.name.text)
