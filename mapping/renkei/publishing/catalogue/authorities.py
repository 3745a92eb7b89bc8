"""Entries of authority tables (典拠表): the few that a catalogue uses, with what DCAT-AP asks of them.

The profile wants values from the tables of the EU's Publications Office and of ADMS, and wants the
graph itself to say which class and scheme each belongs to.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from renkei.errors import Wording
from renkei.publishing.catalogue.faults import PACKAGE
from renkei.publishing.catalogue.statements import Value, both, describe, types
from renkei.publishing.catalogue.vocabulary import EU, authority, term
from renkei.resources import table

_ADMS = "http://purl.org/adms"
_ADMS_TABLES = frozenset({"licencetype", "publishertype"})

# The extreme points of Japan as the Geospatial Information Authority of Japan (国土地理院) gives them:
# Yonaguni 122°55′57″E, Minamitorishima 153°59′12″E, Okinotorishima 20°25′31″N, Etorofu 45°33′28″N;
# rounded outwards to hundredths of a degree, longitude first. DCAT-AP recommends a centroid too: it
# is the middle of that box, no more.
_BBOX = "POLYGON((122.93 20.42,153.99 20.42,153.99 45.56,122.93 45.56,122.93 20.42))"
_CENTROID = "POINT(138.46 32.99)"


class Authority(NamedTuple):
    """An entry of an authority table: its IRI, its scheme, its class (may be empty), its labels."""

    iri: NamedNode
    scheme: NamedNode
    type: str
    label: Wording


class Licence(NamedTuple):
    """A licence (利用条件): its EU code, its page, its ADMS type, its name.

    `ckan` is its identifier in CKAN, and `ckan_title` the title by which CKAN's harvester finds it.
    """

    code: str
    page: str
    type: str
    name: Wording
    ckan: str
    ckan_title: str

    @property
    def iri(self) -> NamedNode:
        """The licence in the EU's table."""
        return authority("licence", self.code)


@cache
def authorities() -> dict[str, Authority]:
    """Every known entry by its IRI."""
    found = (_authority(row) for row in _rows("authorities.csv"))
    return {entry.iri.value: entry for entry in found}


def codes(name: str) -> tuple[str, ...]:
    """The known codes of one authority table.

    >>> codes("planned-availability")
    ('AVAILABLE', 'EXPERIMENTAL', 'STABLE', 'TEMPORARY')
    """
    return tuple(row["code"] for row in _rows("authorities.csv") if row["table"] == name)


def entry(name: str, code: str) -> NamedNode:
    """The IRI of an entry of a table of the EU or of ADMS.

    >>> entry("publishertype", "LocalAuthority").value
    'http://purl.org/adms/publishertype/LocalAuthority'
    """
    return NamedNode(f"{_ADMS}/{name}/{code}") if name in _ADMS_TABLES else authority(name, code)


@cache
def licences() -> dict[str, Licence]:
    """The licences that a dataset may be given, by their EU codes."""
    return {row["code"]: _licence(row) for row in _rows("licences.csv")}


def authority_triples(used: Iterable[Triple]) -> Iterator[Triple]:
    """What there is to say of every entry that some triples point to, and of their schemes."""
    objects = {triple.object.value for triple in used if isinstance(triple.object, NamedNode)}
    entries = [found for iri, found in authorities().items() if iri in objects]
    for found in entries:
        yield from _entry_triples(found)
    schemes = {found.scheme.value for found in entries} | objects
    for row in _rows("schemes.csv"):
        if row["iri"] in schemes:
            title = Wording(ja=row["ja"], en=row["en"])
            node = NamedNode(row["iri"])
            yield from describe(node, types("skos:ConceptScheme"), ("dcterms:title", both(title)))


def licence_triples(licence: Licence) -> Iterator[Triple]:
    """A licence, with the title by which CKAN's harvester knows it.

    CKAN compares IRIs, of which it has old ones only, and then dcterms:title with its own titles.
    Its gathering process runs without translations, so there is one title, in English, whatever
    the language of the portal; the full names stand under skos:prefLabel.
    """
    kind = entry("licencetype", licence.type)
    yield from describe(
        licence.iri,
        types("dcterms:LicenseDocument"),
        ("dcterms:title", Literal(licence.ckan_title, language="en")),
        ("skos:prefLabel", both(licence.name)),
        ("dcterms:type", kind),
        ("foaf:page", NamedNode(licence.page)),
    )
    yield from describe(NamedNode(licence.page), types("foaf:Document"))


def _entry_triples(found: Authority) -> Iterator[Triple]:
    classes = ("skos:Concept", found.type) if found.type else ("skos:Concept",)
    yield from describe(
        found.iri,
        types(*classes),
        ("skos:inScheme", found.scheme),
        ("skos:prefLabel", both(found.label)),
        *_place(found),
    )


def _place(found: Authority) -> Iterator[tuple[str, Value]]:
    if found.type != "dcterms:Location":
        return
    yield "dcat:bbox", Literal(_BBOX, datatype=term("geo:wktLiteral"))
    yield "dcat:centroid", Literal(_CENTROID, datatype=term("geo:wktLiteral"))


def media_type_triples(node: NamedNode, name: str) -> Iterator[Triple]:
    """A media type at IANA; CKAN's harvester takes its rdfs:label for the type's name."""
    yield from describe(node, types("dcterms:MediaType"), ("rdfs:label", Literal(name)))


def _authority(row: dict[str, str]) -> Authority:
    name = row["table"]
    scheme = f"{_ADMS}/{name}/1.0" if name in _ADMS_TABLES else f"{EU}/{name}"
    label = Wording(ja=row["ja"], en=row["en"])
    return Authority(entry(name, row["code"]), NamedNode(scheme), row["type"], label)


def _licence(row: dict[str, str]) -> Licence:
    return Licence(
        code=row["code"],
        page=row["page"],
        type=row["type"],
        name=Wording(ja=row["name_ja"], en=row["name_en"]),
        ckan=row["ckan"],
        ckan_title=row["ckan_title"],
    )


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with table(PACKAGE, name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
