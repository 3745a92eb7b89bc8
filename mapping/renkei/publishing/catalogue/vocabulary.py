"""The IRIs of the catalogue (カタログの識別子): other vocabularies' terms, and our own names."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from renkei.graph.vocabulary import DEFAULT_BASE, PREFIXES, Names

CATALOGUE_PREFIXES: dict[str, str] = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}

EU = "http://publications.europa.eu/resource/authority"
"""The authority tables of the EU's Publications Office."""

MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
ONTOLOGY = NamedNode(PREFIXES["renkei"])

# DCAT-AP 3.0.1's file of authority tables takes the algorithm's IRI with https only, while SPDX
# itself writes http. The catalogue names the first and says that it is the second.
SHA256_ALGORITHM = NamedNode("https://spdx.org/rdf/terms#checksumAlgorithm_sha256")
SHA256_OF_SPDX = NamedNode("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")


def term(curie: str) -> NamedNode:
    """The IRI of a CURIE with one of the catalogue's prefixes.

    Raises `KeyError` for an unknown prefix.

    >>> term("dcat:Dataset").value
    'http://www.w3.org/ns/dcat#Dataset'
    """
    prefix, _, local = curie.partition(":")
    return NamedNode(CATALOGUE_PREFIXES[prefix] + local)


def authority(table: str, code: str) -> NamedNode:
    """An entry of one of the EU's authority tables.

    >>> authority("country", "JPN").value
    'http://publications.europa.eu/resource/authority/country/JPN'
    """
    return NamedNode(f"{EU}/{table}/{code}")


def media_type(name: str) -> NamedNode:
    """The page of a media type at IANA.

    >>> media_type("text/turtle").value
    'https://www.iana.org/assignments/media-types/text/turtle'
    """
    return NamedNode(f"{MEDIA_TYPES}/{name}")


@dataclass(frozen=True, slots=True)
class CatalogueNames(Names):
    """The IRIs of the catalogue under one base; each has a name of its own, none is blank.

    >>> CatalogueNames().dataset.value
    'https://w3id.org/renkei/dataset/renkei'
    """

    base: str = DEFAULT_BASE

    @property
    def catalogue(self) -> NamedNode:
        """The catalogue (カタログ)."""
        return NamedNode(f"{self.base}/catalog")

    @property
    def dataset(self) -> NamedNode:
        """The dataset (データセット): every agreement together."""
        return NamedNode(f"{self.base}/dataset/renkei")

    @property
    def series(self) -> NamedNode:
        """The series of the single agreements' datasets (データセットの系列)."""
        return NamedNode(f"{self.base}/dataset/agreements")

    @property
    def publisher(self) -> NamedNode:
        """The publisher (発行者), unless it has an IRI of its own."""
        return NamedNode(f"{self.base}/publisher")

    @property
    def contact(self) -> NamedNode:
        """The contact point (問い合わせ先)."""
        return NamedNode(f"{self.base}/contact")

    def version(self, version: str) -> NamedNode:
        """One version of the dataset (版)."""
        return NamedNode(f"{self.dataset.value}/version/{version}")

    def agreement_dataset(self, key: str) -> NamedNode:
        """The dataset of one agreement (協約ごとのデータセット)."""
        return NamedNode(f"{self.base}/dataset/agreement/{key}")

    def service(self, name: str) -> NamedNode:
        """A data service (データサービス): `sparql`, `api`."""
        return NamedNode(f"{self.base}/service/{name}")


def below(node: NamedNode, name: str) -> NamedNode:
    """A node that belongs to another and is described with it.

    >>> below(CatalogueNames().dataset, "temporal").value
    'https://w3id.org/renkei/dataset/renkei#temporal'
    """
    return NamedNode(f"{node.value}#{name}")
