"""Every IRI that Renkei writes is spelled here, and nowhere else (識別子と語彙)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from renkei.model.passages import Span

DEFAULT_BASE = "https://w3id.org/renkei"
LAWS = "https://laws.e-gov.go.jp/law"
AREA_CODES = "http://data.e-stat.go.jp/lod/sac"

PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "renkei": f"{DEFAULT_BASE}/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def term(curie: str) -> NamedNode:
    """The IRI of a CURIE with one of the known prefixes.

    Raises `KeyError` for an unknown prefix.

    >>> term("dcterms:title").value
    'http://purl.org/dc/terms/title'
    """
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def concept(slug: str, scheme: str) -> NamedNode:
    """The IRI of a concept; always under the default base, whatever the base of instances.

    >>> concept("tourism", "theme").value
    'https://w3id.org/renkei/theme/tourism'
    """
    return NamedNode(f"{DEFAULT_BASE}/{scheme}/{slug}")


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of instances under one base; their forms are fixed by DESIGN §4.2.

    >>> Names().agreement("43100-43214-20160330").value
    'https://w3id.org/renkei/id/agreement/43100-43214-20160330'
    """

    base: str = DEFAULT_BASE

    def agreement(self, key: str) -> NamedNode:
        """An agreement (協約)."""
        return NamedNode(f"{self.base}/id/agreement/{key}")

    def agreement_graph(self, key: str) -> NamedNode:
        """The named graph of one agreement."""
        return NamedNode(f"{self.base}/graph/agreement/{key}")

    def source_graph(self, sha256: str) -> NamedNode:
        """The named graph of a source that holds no agreement."""
        return NamedNode(f"{self.base}/graph/source/{sha256}")

    def graph(self, name: str) -> NamedNode:
        """A named graph of the dataset itself: `ontology`, `municipalities`."""
        return NamedNode(f"{self.base}/graph/{name}")

    def municipality(self, jis_code: str) -> NamedNode:
        """A municipality, by the five digits of JIS X 0402."""
        return NamedNode(f"{self.base}/id/municipality/{jis_code}")

    def prefecture(self, number: str) -> NamedNode:
        """A prefecture, by the two digits of JIS X 0401."""
        return NamedNode(f"{self.base}/id/prefecture/{number}")

    def city_region(self, jis_code: str) -> NamedNode:
        """A region (圏域), by the code of its core city."""
        return NamedNode(f"{self.base}/id/city-region/{jis_code}")

    def provision_of_law(self, law_id: str, *parts: str) -> NamedNode:
        """An article, paragraph or item of a statute."""
        return NamedNode("/".join([f"{self.base}/id/law/{law_id}", *parts]))

    def source(self, sha256: str) -> NamedNode:
        """A source text, by the checksum of its characters."""
        return NamedNode(f"{self.base}/source/{sha256}")

    def source_range(self, sha256: str, span: Span) -> NamedNode:
        """A range of a source text, with an RFC 5147 fragment: a quote is one IRI."""
        return NamedNode(f"{self.base}/source/{sha256}#{span.fragment}")


def area_code(jis_code: str) -> NamedNode:
    """The standard area code (標準地域コード) in e-Stat's linked data."""
    return NamedNode(f"{AREA_CODES}/C{jis_code}")


def law(law_id: str) -> NamedNode:
    """The page of a statute in the e-Gov law search."""
    return NamedNode(f"{LAWS}/{law_id}")


def key_and_below(rest: str) -> tuple[str, str]:
    """The key of an agreement, a version's with its date, and the part of it that is meant.

    `rest` is what follows `/id/agreement/` in an IRI.

    >>> key_and_below("43100-43214-20160330/version/20200320/article/3")
    ('43100-43214-20160330/version/20200320', 'article/3')
    """
    parts = rest.split("/")
    length = 3 if parts[1:2] == ["version"] else 1
    return "/".join(parts[:length]), "/".join(parts[length:])
