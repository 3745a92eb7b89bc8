"""The pages of prefectures and of provisions of law (都道府県と法令の条項の頁)."""

from __future__ import annotations

from pyoxigraph import NamedNode

from renkei.publishing.pages import asking
from renkei.publishing.pages.desk import Desk, Shown
from renkei.publishing.pages.directory import Link
from renkei.publishing.pages.initiatives import agreement_of
from renkei.publishing.pages.records import Node
from renkei.publishing.pages.wording import article, say


def prefecture(desk: Desk, code: str, language: str) -> Shown | None:
    """A prefecture: its municipalities in the data, their regions and agreements."""
    iri = f"{desk.base}/id/prefecture/{code}"
    directory = desk.directory
    if iri not in directory.prefectures:
        return None
    within = [each for each in directory.municipalities if directory.prefecture(each) == iri]
    parties = [party for each in within for party in directory.party_of.get(each, [])]
    found = {directory.agreement_of[party] for party in parties}
    agreements = [each for each in directory.newest() if each in found]
    regions = {directory.headers[each].node("renkei:cityRegion") for each in agreements}
    context = {
        "node": directory.bodies[iri],
        "municipalities": [
            (
                directory.link(each, language),
                len(directory.party_of.get(each, [])),
                directory.ended(each),
            )
            for each in within
        ],
        "agreements": [
            (
                directory.link(each, language),
                directory.date(each),
                directory.parties(each, language),
            )
            for each in agreements
        ],
        "regions": [
            directory.region_link(each, language) for each in directory.regions if each in regions
        ],
        "code": code,
    }
    title, lang = directory.label(iri, language)
    return Shown("prefecture", title, context, lang, f"/data/prefecture/{code}")


def provision(desk: Desk, key: str, language: str) -> Shown | None:
    """A provision of law: the agreements that rest on it, and every place that cites it."""
    iri = f"{desk.base}/id/law/{key}"
    directory = desk.directory
    if iri not in directory.provisions_of_law:
        return None
    records = desk.records(asking.CITATIONS, wanted=NamedNode(iri))
    cited = [
        (within, directory.link(within, language), _place(desk, node, language), node)
        for node in records.of_class("renkei:Citation")
        if (within := agreement_of(node.iri))
    ]
    context = {
        "node": directory.bodies[iri],
        "basis": [
            (each, directory.link(each, language))
            for each in records
            if iri in records[each].nodes("renkei:legalBasis")
        ],
        "cited": cited,
    }
    title, lang = directory.label(iri, language)
    return Shown("law", title, context, lang, f"/data/law/{key}")


def _place(desk: Desk, node: Node, language: str) -> Link | None:
    """Where in an agreement's page the citing part stands, if it has a place there."""
    part = node.node("renkei:citedIn")
    path = desk.addresses.page_of(part) if part else ""
    kind, _, number = path.partition("#")[2].partition("-")
    if kind != "article":
        return None
    number = part.partition("/article/")[2].partition("/")[0]
    return Link(path, article(number, language), language)


def laws(desk: Desk, language: str) -> Shown:
    """Every provision of law that an agreement cites, with how many agreements do."""
    directory = desk.directory
    rows = [
        (directory.link(iri, language), directory.bodies[iri].node("dcterms:isPartOf"))
        for iri in directory.provisions_of_law
    ]
    return Shown("laws", say("laws", language), {"rows": rows})
