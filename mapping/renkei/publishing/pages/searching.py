"""Search over labels, contents and roles (検索): substrings, since Japanese has no spaces."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from renkei.publishing.pages.addresses import LANGUAGES
from renkei.publishing.pages.directory import Directory
from renkei.publishing.pages.initiatives import InitiativeView, RoleView

FACETS = ("region", "prefecture", "field", "theme", "role_type", "capacity")
MAX_QUERY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """An initiative as search sees it: its folded words, and the values of each facet by IRI."""

    view: InitiativeView
    words: str
    facets: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: initiatives in the order of the data, and counts for each facet."""

    query: str
    chosen: Mapping[str, str]
    views: tuple[InitiativeView, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]


def folded(text: str) -> str:
    """Text in which widths, cases and spaces make no difference.

    >>> folded("ＩＣＴ の 活用")
    'ictの活用'
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def entries(views: Iterable[InitiativeView], directory: Directory) -> list[Entry]:
    """The index of some initiatives (in memory, one line for each)."""
    return [Entry(view, _words(view, directory), _facets(view, directory)) for view in views]


def _words(view: InitiativeView, directory: Directory) -> str:
    bodies = (role.municipality for role in view.roles if role.municipality)
    kinds = (kind for role in view.roles for kind in role.type_iris)
    named = (*view.theme_iris, *bodies, *kinds)
    # Names in both languages, so that a page in one finds what is asked in the other.
    names = (directory.label(iri, tag)[0] for iri in named for tag in LANGUAGES)
    own = (view.label, view.content, view.agreement_link.text, *(r.text for r in view.roles))
    # The line end between the parts keeps a word from matching across two of them.
    return "\n".join(folded(text) for text in (*own, *names))


def _facets(view: InitiativeView, directory: Directory) -> dict[str, frozenset[str]]:
    bodies = [role.municipality for role in view.roles if role.municipality]
    return {
        "region": frozenset({view.region} - {""}),
        "prefecture": frozenset({directory.prefecture(body) for body in bodies} - {""}),
        "field": frozenset(_with_broader(view.field_iri, directory)),
        "theme": frozenset(b for t in view.theme_iris for b in _with_broader(t, directory)),
        "role_type": frozenset(t for role in view.roles for t in role.type_iris),
        "capacity": frozenset({role.capacity_iri for role in view.roles} - {""}),
    }


def _with_broader(concept: str, directory: Directory) -> Iterable[str]:
    while concept:
        yield concept
        concept = directory.ontology[concept].node("skos:broader")


def find(index: Iterable[Entry], query: str, chosen: Mapping[str, str], *, limit: int) -> Found:
    """The initiatives in which every word of a query stands, and that have the chosen facets.

    Facets are given by the last part of an IRI (`theme`: `tourism`); unknown ones find nothing.
    """
    query = query[:MAX_QUERY]
    words = [folded(word) for word in query.split()]
    wanted = {name: value for name, value in chosen.items() if name in FACETS and value}
    said = [entry for entry in index if all(word in entry.words for word in words)]
    hits = [entry for entry in said if _has(entry, wanted)]
    # A facet counts what its other values would find, so that one can be changed for another.
    counts = {
        name: _counted(name, [e for e in said if _has(e, wanted, but=name)]) for name in FACETS
    }
    views = tuple(entry.view for entry in hits[:limit])
    return Found(query, wanted, views, len(hits), counts)


def _has(entry: Entry, wanted: Mapping[str, str], *, but: str = "") -> bool:
    """Whether an entry has the wanted value of every facet, except of the one named."""
    return all(
        name == but or value in map(slug, entry.facets[name]) for name, value in wanted.items()
    )


def _counted(name: str, found: Iterable[Entry]) -> dict[str, int]:
    """How many entries have each value of a facet."""
    return dict(Counter(value for entry in found for value in entry.facets[name]))


def said_in_roles(view: InitiativeView, query: str) -> tuple[RoleView, ...]:
    """The roles of an initiative in whose text a word of the query stands."""
    words = [folded(word) for word in query.split()]
    return tuple(r for r in view.roles if any(word in folded(r.text) for word in words))


def records(index: Iterable[Entry]) -> list[dict[str, object]]:
    """The index for a static site's script: what it compares, and what it shows of each hit."""
    return [
        {
            "path": entry.view.path,
            "name": f"{entry.view.number} {entry.view.label}",
            "agreement": [entry.view.agreement_link.path, entry.view.agreement_link.text],
            "content": entry.view.content,
            "roles": [[role.party.text, role.text] for role in entry.view.roles],
            "words": entry.words,
            "facets": {name: sorted(map(slug, iris)) for name, iris in entry.facets.items()},
        }
        for entry in index
    ]


def slug(iri: str) -> str:
    """The last part of an IRI, by which an address names it."""
    return iri.replace("#", "/").rpartition("/")[2]
