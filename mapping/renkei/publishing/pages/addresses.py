"""From the IRI of a thing to the page that shows it, and from a quote to its place (頁の在りか)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from renkei.graph import DEFAULT_BASE
from renkei.graph.vocabulary import key_and_below

LANGUAGES = ("ja", "en")
SCHEMES = (
    "theme",
    "role-type",
    "policy-field",
    "provision-type",
    "frequency",
    "settlement",
    "procedure",
    "term-rule",
)
_THINGS = ("agreement", "municipality", "city-region", "prefecture", "law")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of pages under one base (`base` for IRIs, `url_path` before every path).

    >>> Addresses().page_of("https://w3id.org/renkei/id/municipality/02446")
    '/municipality/02446'
    >>> one = "https://w3id.org/renkei/id/agreement/43100-43214-20160330/version/20200320"
    >>> Addresses().page_of(f"{one}/initiative/1.2")
    '/agreement/43100-43214-20160330/version/20200320/initiative/1.2'
    """

    base: str = DEFAULT_BASE
    url_path: str = ""

    def page_of(self, iri: str) -> str:
        """The path of the page that shows a node, without language; nothing if none does."""
        for kind in _THINGS:
            rest = iri.removeprefix(f"{self.base}/id/{kind}/")
            if rest != iri:
                return self._thing(kind, rest)
        for scheme in SCHEMES:
            if iri == f"{DEFAULT_BASE}/{scheme}" or iri.startswith(f"{DEFAULT_BASE}/{scheme}/"):
                return iri.removeprefix(DEFAULT_BASE)
        if iri.startswith(f"{DEFAULT_BASE}/ns#"):
            return "/ontology#" + iri.rpartition("#")[2]
        return self.quote_of(iri)

    def _thing(self, kind: str, rest: str) -> str:
        key, below = key_and_below(rest)
        if kind == "agreement" and below:
            parts = below.split("/")
            if parts[0] == "initiative":
                return f"/agreement/{key}/initiative/{parts[1]}"
            return f"/agreement/{key}#{'-'.join(parts[:2])}"
        return f"/{kind}/{rest}"

    def quote_of(self, iri: str) -> str:
        """The path at which a source range is shown, with its anchor; nothing for other nodes.

        >>> Addresses().quote_of("https://w3id.org/renkei/source/ab12#char=1204,1288")
        '/source/ab12/view#char-1204-1288'
        """
        rest = iri.removeprefix(f"{self.base}/source/")
        if rest == iri:
            return ""
        sha256, _, fragment = rest.partition("#")
        return f"/source/{sha256}/view" + (f"#{anchor(fragment)}" if fragment else "")

    def href(self, path: str, language: str) -> str:
        """What a link says: the path in a language, percent-encoded, below `url_path`."""
        prefix = "/en" if language == "en" else ""
        return self.plain_href(f"{prefix}{path}")

    def plain_href(self, path: str) -> str:
        """The address of something that has no language: data, styles, texts."""
        return _quoted(f"{self.url_path}{path}")


@lru_cache(maxsize=1 << 14)
def _quoted(address: str) -> str:
    """An address percent-encoded; kept, since every page links to the same few hundred others."""
    return quote(address, safe="/#?=&.,:;@-_~%()!$'*+")


def page_of_catalogue(path: str) -> str:
    """The page that shows what a thing of the catalogue is about.

    >>> page_of_catalogue("dataset/agreement/43100-43214-20160330"), page_of_catalogue("publisher")
    ('/agreement/43100-43214-20160330', '/about')
    """
    key = path.removeprefix("dataset/agreement/")
    return f"/agreement/{key}" if key != path else "/about"


def anchor(fragment: str) -> str:
    """The id by which a page marks a range given as an RFC 5147 fragment.

    >>> anchor("char=1204,1288")
    'char-1204-1288'
    """
    return fragment.replace("=", "-").replace(",", "-")
