"""The JSON-LD context (JSON-LDコンテキスト), made from the mapping: each property a short term."""

from __future__ import annotations

from renkei.graph.mapping import NODE_MAPS, Field, Kind
from renkei.graph.vocabulary import PREFIXES

_TYPED = {Kind.INTEGER: "xsd:integer", Kind.DATE: "xsd:date", Kind.FLAG: "xsd:boolean"}
_POINTS = {Kind.NODES, Kind.LINK, Kind.REFERENCE}
# Properties that a function writes and whose values are words, in more than one language.
_LITERALS = {"renkei:message", "renkei:remedy", "skos:prefLabel"}


def context_json() -> dict[str, object]:
    """The context that ontology/context.jsonld holds; a test keeps the file up to date.

    >>> context_json()["@context"]["concludedOn"]
    {'@id': 'renkei:concludedOn', '@type': 'xsd:date'}
    """
    terms: dict[str, object] = {"id": "@id", "type": "@type"}
    terms |= {prefix: {"@id": iri, "@prefix": True} for prefix, iri in sorted(PREFIXES.items())}
    kinds: dict[str, set[Kind]] = {}
    for declared in _declared():
        kinds.setdefault(declared.property, set()).add(declared.kind)
    for node_map in NODE_MAPS:
        terms[node_map.type.partition(":")[2]] = node_map.type
    for property_, found in sorted(kinds.items()):
        terms[property_.partition(":")[2]] = _definition(property_, found)
    terms["wasQuotedFrom"] = {"@id": "prov:wasQuotedFrom", "@type": "@id"}
    return {"@context": dict(sorted(terms.items()))}


def _declared() -> list[Field]:
    return [field for node_map in NODE_MAPS for field in node_map.fields if field.property]


def _definition(property_: str, kinds: set[Kind]) -> object:
    """How values of a property are to be taken; a plain term where it has values of two kinds."""
    if kinds & _POINTS or (Kind.SPECIAL in kinds and property_ not in _LITERALS):
        return {"@id": property_, "@type": "@id"}
    if kinds == {Kind.TEXT}:
        return {"@id": property_, "@language": "ja"}
    if len(kinds) == 1 and (typed := _TYPED.get(next(iter(kinds)))):
        return {"@id": property_, "@type": typed}
    return property_
