"""Who is the core city and who a partner (連携中枢都市・連携市町村)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache

from renkei import resources
from renkei.linking.municipalities import stem
from renkei.model import Agreement, ConceptLink, Method, Party, Passage
from renkei.parsing.parties.party_rules import PartyRule

CORE, PARTNER = "core-city", "partner-municipality"


@cache
def _rules() -> tuple[tuple[PartyRule, dict[str, str]], ...]:
    path = resources.table("renkei.linking", "capacities.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple((PartyRule(row["pattern"]), row) for row in csv.DictReader(lines))


def link_capacities(agreement: Agreement) -> tuple[Party, ...]:
    """The parties with their capacities; unchanged where the text does not tell.

    The text may say who is the core city; failing that, a region named after exactly one party
    (熊本連携中枢都市圏) lets us infer it, and the link is called inferred.
    """
    core = next(_stated(agreement), None) or _named_after(agreement)
    if core is None:
        return agreement.parties
    numbers, link = core
    partner = link.model_copy(update={"concept": PARTNER})
    return tuple(
        party.model_copy(update={"capacity": link if party.number in numbers else partner})
        for party in agreement.parties
    )


def _stated(agreement: Agreement) -> Iterator[tuple[frozenset[int], ConceptLink]]:
    for rule, row in _rules():
        for passage in _searched(agreement):
            if not rule.may_match(passage.text):
                continue
            for called, numbers in _called(agreement).items():
                if called not in passage.text:
                    continue
                if found := rule.of(re.escape(called)).search(passage.text):
                    yield (
                        numbers,
                        ConceptLink(
                            concept=CORE,
                            method=Method.STATED,
                            rule=row["rule"],
                            reason=row["reason"],
                            evidence=found[0],
                            spans=passage.locate(*found.span()),
                        ),
                    )


def _called(agreement: Agreement) -> dict[str, frozenset[int]]:
    """The numbers of the parties that bear a name or alias: several, where cities share one (加西市及び加東市を「甲」)."""
    called: dict[str, frozenset[int]] = {}
    for party in agreement.parties:
        for name in filter(None, (party.alias, party.name.text)):
            called[name] = called.get(name, frozenset()) | {party.number}
    return called


def _searched(agreement: Agreement) -> Sequence[Passage]:
    body = [passage for article in agreement.articles for passage in article.passages()]
    return [agreement.preamble, *body] if agreement.preamble else body


def _named_after(agreement: Agreement) -> tuple[frozenset[int], ConceptLink] | None:
    name = agreement.city_region.name if agreement.city_region else None
    if name is None:
        return None
    namesakes = [party for party in agreement.parties if name.text.startswith(_stem(party))]
    if len(namesakes) != 1:
        return None
    return frozenset({namesakes[0].number}), ConceptLink(
        concept=CORE,
        method=Method.INFERRED,
        rule="capacity-inferred-01",
        reason="圏域の名が、当事者のうちこの市の名だけを冠している",
        evidence=name.text,
        spans=name.spans,
    )


def _stem(party: Party) -> str:
    return stem(party.municipality.name if party.municipality else party.name.text)
