"""What names stand for in the data that is asked (名称の照合).

The data itself is asked, so that a value means the same here and at an endpoint elsewhere, and so
that a value which the data lacks is told to the asker instead of giving an empty answer.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.querying.blanks import fill
from renkei.querying.endpoints import Endpoint
from renkei.resources import table


class Entry(NamedTuple):
    """A thing that a value may mean: its IRI, the names that it goes by, and how to tell it."""

    term: NamedNode
    names: tuple[str, ...]
    shown: str


@cache
def _text(name: str) -> str:
    return table("renkei.querying", f"{name}.rq").read_text("utf-8")


def _rows(
    endpoint: Endpoint, name: str, value: NamedNode | Literal | None = None
) -> list[dict[str, str]]:
    text = fill(_text(name), {"value": (value,)} if value is not None else {})
    result = endpoint.run(text)
    return [
        {
            variable: getattr(term, "value", "")
            for variable, term in zip(result.variables, row, strict=True)
        }
        for row in result.rows
    ]


def concepts(endpoint: Endpoint, scheme: str) -> tuple[Entry, ...]:
    """The concepts of a scheme, each by its slug and its labels in every language."""
    names: dict[str, set[str]] = {}
    for row in _rows(endpoint, "concepts", NamedNode(f"{DEFAULT_BASE}/{scheme}")):
        names.setdefault(row["term"], set()).add(row["name"])
    return tuple(
        Entry(NamedNode(iri), (_slug(iri), iri, *sorted(names[iri])), _slug(iri))
        for iri in sorted(names)
    )


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def municipalities(endpoint: Endpoint, value: str) -> tuple[Entry, ...]:
    """The municipalities that a code, a name or an IRI may mean, in the order of their codes."""
    found: dict[str, Entry] = {}
    for row in _rows(endpoint, "municipality", Literal(value)):
        shown = f"{row['code']} {row['prefecture']}{row['name']}"
        found.setdefault(row["term"], Entry(NamedNode(row["term"]), (value,), shown))
    return tuple(found[iri] for iri in sorted(found))


def agreements(endpoint: Endpoint, value: str) -> tuple[Entry, ...]:
    """The agreements that a key or an IRI means: one, unless two bases share a store."""
    terms = sorted(row["term"] for row in _rows(endpoint, "agreement", Literal(value)))
    return tuple(Entry(NamedNode(iri), (value,), iri) for iri in terms)


def known_names(endpoint: Endpoint, kind: str) -> tuple[str, ...]:
    """Every name of a `municipality`, or every key of an `agreement`, that the data holds."""
    return tuple(sorted(row["name"] for row in _rows(endpoint, f"{kind}-names")))
