"""The clause that a result is about (原文の箇所): found in the graph itself, whatever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from renkei.graph.vocabulary import PREFIXES
from renkei.validation.words import Clause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rdflib.term import Node

    # What a graph states of a node with a property.
    Objects = Callable[[Node, URIRef], Iterable[Node]]

_QUOTED_FROM = URIRef(PREFIXES["prov"] + "wasQuotedFrom")
_RANGE_OF = URIRef(PREFIXES["renkei"] + "rangeOf")
_START = URIRef(PREFIXES["renkei"] + "rangeStart")
_WORDS = URIRef(PREFIXES["renkei"] + "quotedText")
_FILE = URIRef(PREFIXES["renkei"] + "fileName")


def clause_of(objects: Objects, *nodes: Node | None) -> Clause | None:
    """The first clause that one of the nodes quotes, or is; None if none of them does."""
    for node in nodes:
        if isinstance(node, URIRef):
            linked = (each for each in objects(node, _QUOTED_FROM) if isinstance(each, URIRef))
            ranges = [node, *linked]
            quoted = [each for each in ranges if _one(objects, each, _WORDS)]
            if quoted:
                first = min(quoted, key=lambda each: (_start(objects, each), str(each)))
                return _clause(objects, first)
    return None


def _clause(objects: Objects, quoted: Node) -> Clause:
    sources = sorted(objects(quoted, _RANGE_OF), key=str)
    names = [name for source in sources if (name := _one(objects, source, _FILE))]
    return Clause(
        range=str(quoted),
        words=_one(objects, quoted, _WORDS),
        file=names[0] if names else None,
    )


def _one(objects: Objects, node: Node, predicate: URIRef) -> str:
    return min((str(found) for found in objects(node, predicate)), default="")


def _start(objects: Objects, node: Node) -> int:
    """Where a range starts; a broken graph may say anything, so that words come first."""
    found = [value.value for value in objects(node, _START) if isinstance(value, Literal)]
    return min((value for value in found if isinstance(value, int)), default=0)
