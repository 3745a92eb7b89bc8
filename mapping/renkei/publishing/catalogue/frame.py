"""What every part of the catalogue shares (共通事項): facts, settings, names, who publishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from renkei.errors import Wording
from renkei.publishing.catalogue.authorities import entry
from renkei.publishing.catalogue.facts import AgreementFacts, Facts
from renkei.publishing.catalogue.settings import Contact, Publisher, Settings
from renkei.publishing.catalogue.statements import Value, both, day, describe, types
from renkei.publishing.catalogue.vocabulary import EU, CatalogueNames, authority
from renkei.publishing.catalogue.wording import said

_VERSION_DIGITS = 12
_CORPORATE_BODIES = NamedNode(f"{EU}/corporate-body")


@dataclass(frozen=True, slots=True)
class Frame:
    """Facts and settings together, and what follows from both."""

    facts: Facts
    settings: Settings

    @property
    def names(self) -> CatalogueNames:
        """The IRIs of the catalogue under the dataset's base."""
        return CatalogueNames(self.facts.base)

    @property
    def home(self) -> str:
        """Where the site's files are served, without a slash at the end."""
        return self.settings.home or self.facts.base

    @property
    def home_page(self) -> NamedNode:
        """The start page of the site."""
        return NamedNode(f"{self.home}/")

    @property
    def version(self) -> str:
        """The name of this state of the data: stated, or the beginning of its checksum."""
        return self.settings.version or self.facts.checksum[:_VERSION_DIGITS]

    @property
    def publisher(self) -> NamedNode:
        """The publisher's IRI."""
        stated = self.settings.publisher
        return NamedNode(stated.iri) if stated and stated.iri else self.names.publisher

    def url(self, path: str) -> NamedNode:
        """The address of a file of the site."""
        return NamedNode(f"{self.home}/{path}")

    def title(self, agreement: AgreementFacts) -> Wording:
        """The title of an agreement's dataset, with its key so that CKAN can tell it apart."""
        return said("agreement", "title", self._japanese(agreement), **self._english(agreement))

    def description(self, agreement: AgreementFacts) -> Wording:
        """What an agreement's dataset holds."""
        return said(
            "agreement", "description", self._japanese(agreement), **self._english(agreement)
        )

    def place_names(self, agreement: AgreementFacts) -> tuple[Wording, ...]:
        """The names of the municipalities of an agreement, those that the register has."""
        labels = (self.facts.labels.get(code) for code in agreement.municipalities)
        return tuple(label for label in labels if label)

    def _japanese(self, agreement: AgreementFacts) -> dict[str, str]:
        return {"title": agreement.title or said("agreement", "untitled").ja}

    def _english(self, agreement: AgreementFacts) -> dict[str, str]:
        names = [label.en for label in self.place_names(agreement)]
        listed = _listed(names) if names else said("agreement", "unnamed").en
        return {"key": agreement.key, "names": listed, "title": ""}

    def common(self) -> tuple[tuple[str, Value], ...]:
        """What catalogue, datasets and series state alike: who, where, and when they came out."""
        return (
            ("dcterms:publisher", self.publisher),
            ("dcterms:spatial", authority("country", "JPN")),
            ("dcterms:issued", day(self.settings.issued)),
            ("dcterms:modified", day(self.settings.modified)),
        )

    def rights(self) -> tuple[tuple[str, Value], ...]:
        """What datasets and services state alike: anybody may have them, and whom to ask."""
        return (
            ("dcterms:accessRights", authority("access-right", "PUBLIC")),
            ("dcat:contactPoint", self.names.contact),
            ("dcat:theme", (authority("data-theme", "GOVE"), authority("data-theme", "REGI"))),
        )


def languages() -> tuple[NamedNode, NamedNode]:
    """The languages of the data and of their descriptions: Japanese and English."""
    return (authority("language", "JPN"), authority("language", "ENG"))


def agent_triples(frame: Frame) -> Iterator[Triple]:
    """The publisher and the contact point; unknown ones are said to be unknown."""
    publisher = frame.settings.publisher or Publisher(name=said("publisher", "unknown"))
    homepage = NamedNode(publisher.homepage) if publisher.homepage else None
    yield from describe(
        frame.publisher,
        types("foaf:Agent"),
        ("skos:inScheme", _CORPORATE_BODIES if _is_eu_body(frame.publisher) else None),
        ("foaf:name", both(publisher.name)),
        ("foaf:homepage", homepage),
        ("foaf:mbox", _mail(publisher.email)),
        ("dcterms:type", entry("publishertype", publisher.type) if publisher.type else None),
    )
    if homepage:
        yield from document_triples(homepage)
    contact = frame.settings.contact or Contact(name=said("contact", "unknown"))
    yield from describe(
        frame.names.contact,
        types("vcard:Kind", "vcard:Organization"),
        ("vcard:fn", both(contact.name)),
        ("vcard:hasEmail", _mail(contact.email)),
        ("vcard:hasURL", NamedNode(contact.page) if contact.page else None),
    )


def document_triples(page: NamedNode) -> Iterator[Triple]:
    """A page of the web, said to be one."""
    yield from describe(page, types("foaf:Document"))


def _is_eu_body(publisher: NamedNode) -> bool:
    return publisher.value.startswith(f"{_CORPORATE_BODIES.value}/")


def _mail(address: str | None) -> NamedNode | None:
    return NamedNode(f"mailto:{address}") if address else None


def _listed(names: list[str]) -> str:
    """Names as English lists them.

    >>> _listed(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
