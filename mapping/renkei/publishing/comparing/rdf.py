"""A comparison as RDF (比較結果のRDF): one node for it and one for each change."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from renkei.graph.terms import plain
from renkei.graph.vocabulary import PREFIXES, term
from renkei.publishing.comparing.comparison import Change, Comparison, Kind, TextChange

_AGREEMENTS = "/id/agreement/"
_DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")

Statements = list[tuple[str, NamedNode | Literal]]


def comparison_quads(comparison: Comparison) -> tuple[Quad, ...]:
    """The comparison as quads of the default graph, sorted, in the terms of the ontology.

    Its IRI is made of both keys: `{base}/id/comparison/KEY/KEY`. The words stay with the nodes that
    a change points to. Whether one agreement revises the other is for people to say, so no
    prov:wasRevisionOf is stated.
    """
    base = comparison.before.iri.rpartition(_AGREEMENTS)[0]
    root = f"{base}/id/comparison/{comparison.before.key}/{comparison.after.key}"
    return tuple(sorted(set(_quads(comparison, root)), key=str))


def _quads(comparison: Comparison, root: str) -> Iterator[Quad]:
    yield _quad(root, "rdf:type", term("renkei:Comparison"))
    yield _quad(root, "renkei:comparedFrom", NamedNode(comparison.before.iri))
    yield _quad(root, "renkei:comparedTo", NamedNode(comparison.after.iri))
    statements = (each for change in comparison.changes for each in _statements(change))
    for number, statement in enumerate(statements, start=1):
        node = f"{root}/change/{number}"
        yield _quad(root, "renkei:change", NamedNode(node))
        yield _quad(node, "rdf:type", term("renkei:Change"))
        yield from (_quad(node, property_, value) for property_, value in statement)


def _statements(change: Change) -> Iterator[Statements]:
    """What is said of a change, and of each role in it that is worded otherwise."""
    before = change.before.iri if change.before else None
    after = change.after.iri if change.after else None
    stated = _ends(change.kind.value, before, after)
    if change.score is not None:
        stated.append(("renkei:likeness", Literal(f"{change.score:.3f}", datatype=_DECIMAL)))
    yield stated
    for text in change.texts:
        if text.of == "role":
            yield _ends(_role_kind(change, text.before_iri, text.after_iri), *_iris(text))


def _iris(text: TextChange) -> tuple[str | None, str | None]:
    return text.before_iri, text.after_iri


def _role_kind(change: Change, before: str | None, after: str | None) -> str:
    if before is None:
        return Kind.ADDED.value
    return Kind.REMOVED.value if after is None else change.kind.value


def _ends(kind: str, before: str | None, after: str | None) -> Statements:
    stated: Statements = [("renkei:changeKind", plain(kind))]
    if before:
        stated.append(("renkei:comparedFrom", NamedNode(before)))
    if after:
        stated.append(("renkei:comparedTo", NamedNode(after)))
    return stated


def _quad(subject: str, property_: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), term(property_), value, DefaultGraph())
