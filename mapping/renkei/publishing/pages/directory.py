"""What every page needs to name things: concepts, municipalities, parties, headers (名簿).

Read from the store once; some lines for each agreement and municipality, never their contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Store

from renkei.graph.vocabulary import DEFAULT_BASE, term
from renkei.publishing.pages.addresses import Addresses
from renkei.publishing.pages.asking import BODIES, HEADERS, ONTOLOGY, counted, statements
from renkei.publishing.pages.keeping import Kept
from renkei.publishing.pages.records import Node, Records, natural

_LINKS = 1 << 14
"""How many links are kept: those to concepts and municipalities stand on nearly every page."""


class Link(NamedTuple):
    """A name that leads to a page: its path (may be empty), its text, the language of the text."""

    path: str
    text: str
    lang: str


@dataclass
class Directory:
    """The names of a dataset; see the module."""

    store: Store
    addresses: Addresses

    def __post_init__(self) -> None:
        self.ontology = Records(statements(self.store, ONTOLOGY))
        self.bodies = Records(statements(self.store, BODIES))
        self.headers = Records(statements(self.store, HEADERS))
        self.counts = counted(self.store)
        self.agreements = sorted(self.headers, key=natural)
        self.replaced_by = {
            old: new
            for new in self.agreements
            for old in self.headers[new].nodes("dcterms:replaces")
        }
        self.municipalities = [n.iri for n in self.bodies.of_class("renkei:Municipality")]
        self.regions = [n.iri for n in self.bodies.of_class("renkei:CityRegion")]
        self.prefectures = [n.iri for n in self.bodies.of_class("renkei:Prefecture")]
        self.provisions_of_law = [n.iri for n in self.bodies.of_class("renkei:LegalProvision")]
        self.changed = {
            change: body
            for body in self.municipalities
            for change in self.bodies[body].nodes("renkei:municipalChange")
        }
        self.derived_from: dict[str, list[str]] = {}
        for version in self.agreements:
            said = self.headers[version]
            origins = [*said.nodes("prov:wasDerivedFrom"), *said.nodes("dcterms:replaces")]
            for origin in dict.fromkeys(origins):
                self.derived_from.setdefault(origin, []).append(version)
        self._links = Kept[Link](_LINKS)
        self.party_of: dict[str, list[str]] = {}
        self.agreement_of: dict[str, str] = {}
        for agreement in self.agreements:
            for party in self.headers[agreement].nodes("renkei:party"):
                self.agreement_of[party] = agreement
                if agreement in self.replaced_by:
                    continue
                body = self.bodies[party].node("renkei:municipality")
                self.party_of.setdefault(body, []).append(party)

    def label(self, iri: str, language: str) -> tuple[str, str]:
        """The name of anything that has one, and the language that it is in."""
        node = self.named(iri)
        for tag in (language, "ja", "en"):
            for curie in ("skos:prefLabel", "rdfs:label", "dcterms:title"):
                if found := node.in_language(curie, tag):
                    return found, tag
        printed = node.text("renkei:nameAsPrinted")
        return (printed, "ja") if printed else (iri.rpartition("/")[2], "zxx")

    def named(self, iri: str) -> Node:
        """What the directory holds of a node."""
        for records in (self.ontology, self.headers, self.bodies):
            if iri in records:
                return records[iri]
        return Node(iri)

    def link(self, iri: str, language: str) -> Link:
        """A link to the page of a node under its name."""
        return self._links.get((iri, language), lambda: self._link(iri, language))

    def _link(self, iri: str, language: str) -> Link:
        if iri in self.bodies and self.bodies[iri].node("renkei:municipality"):
            iri = self.bodies[iri].node("renkei:municipality")
        text, lang = self.label(iri, language)
        if iri in self.regions and not self.bodies[iri].text("skos:prefLabel"):
            return self.region_link(iri, language)
        return Link(self.addresses.page_of(iri), text, lang)

    def dated_link(self, iri: str, language: str) -> Link:
        """A link to an agreement or version by title and date: versions share their title.

        The date of a version is that of the amendment, in its IRI.
        """
        link = self.link(iri, language)
        digits = iri.partition("/version/")[2]
        day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else self.date(iri)
        return link._replace(text=f"{link.text}（{day}）")

    def region_link(self, iri: str, language: str) -> Link:
        """A link to a region; one without a name of its own is called by its core city."""
        name = self.bodies[iri].in_language("skos:prefLabel", "ja")
        if name:
            return Link(self.addresses.page_of(iri), name, "ja")
        city, lang = self.label(self.bodies[iri].node("renkei:coreCity"), language)
        around = f"Region of {city}" if lang == "en" else f"{city}の圏域"
        return Link(self.addresses.page_of(iri), around, lang)

    def prefecture(self, municipality: str) -> str:
        """The IRI of a municipality's prefecture."""
        return self.bodies[municipality].node("renkei:prefecture")

    def ended(self, municipality: str) -> str:
        """The last day on which the code of a municipality was valid; nothing if it still is."""
        return self.bodies[municipality].text("renkei:validUntil")

    def changes(self, municipality: str) -> list[Node]:
        """The changes by which a municipality ended or that it came of (廃置分合・名称変更), oldest first."""
        found = [
            self.bodies[change]
            for change, body in self.changed.items()
            if municipality in {body, self.bodies[change].node("renkei:changedInto")}
        ]
        return sorted(found, key=lambda node: (node.text("renkei:changedOn"), node.iri))

    def concepts(self, scheme: str) -> list[str]:
        """The concepts of a scheme: broader ones first, those below them behind them."""
        iri = f"{DEFAULT_BASE}/{scheme}"
        ordered: list[str] = []
        for top in self._in_order(self.ontology[iri].nodes("skos:hasTopConcept")):
            self._take(top, ordered)
        return ordered

    def _take(self, concept: str, ordered: list[str]) -> None:
        if concept in ordered:
            return
        ordered.append(concept)
        for below in self._in_order(self.ontology[concept].nodes("skos:narrower")):
            self._take(below, ordered)

    def _in_order(self, concepts: list[str]) -> list[str]:
        return sorted(concepts, key=lambda iri: natural(self.ontology[iri].text("skos:notation")))

    def depth(self, concept: str) -> int:
        """How many concepts stand above one."""
        above = self.ontology[concept].node("skos:broader")
        return 1 + self.depth(above) if above and above != concept else 0

    def newest(self) -> list[str]:
        """The agreements that no newer version replaces, the last concluded first."""
        return sorted(
            (iri for iri in self.agreements if iri not in self.replaced_by),
            key=lambda iri: (self.headers[iri].text("renkei:concludedOn"), iri),
            reverse=True,
        )

    def within(self, region: str) -> list[str]:
        """The agreements that form a region, without those that a newer version replaces."""
        return [
            each
            for each in self.agreements
            if self.headers[each].node("renkei:cityRegion") == region
            and each not in self.replaced_by
        ]

    def partners(self, region: str, language: str) -> list[tuple[Link, Link, str]]:
        """The partners of a region, each with the agreement that makes it one and its date."""
        return [
            (self.link(party, language), self.link(agreement, language), self.date(agreement))
            for agreement in self.within(region)
            for party in self.headers[agreement].nodes("renkei:party")
            if self.bodies[party].node("renkei:capacity")
            == term("renkei:PartnerMunicipality").value
        ]

    def parties(self, agreement: str, language: str, *, but: str = "") -> list[Link]:
        """Those who are bound by an agreement, `but` one municipality."""
        return [
            self.link(party, language)
            for party in self.headers[agreement].nodes("renkei:party")
            if not but or self.bodies[party].node("renkei:municipality") != but
        ]

    def date(self, agreement: str) -> str:
        """The day on which an agreement was concluded, as 2017-03-22; nothing if it is not known."""
        return self.headers[agreement].text("renkei:concludedOn")
