"""A comparison as RDF (比較結果のRDF): one node for it and one for each change."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from renkei.graph.terms import plain
from renkei.graph.vocabulary import PREFIXES, term
from renkei.publishing.comparing.comparison import Change, Comparison, Relation, TextChange

_AGREEMENTS = "/id/agreement/"
_TYPE = term("rdf:type")
_DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")


def comparison_quads(comparison: Comparison) -> Iterator[Quad]:
    """The comparison as quads of the default graph, in the terms of the ontology.

    Its IRI is made of both keys: `{base}/id/comparison/KEY/KEY`. An initiative or article that is
    surely the same in a later version is stated to be a revision too (prov:wasRevisionOf); what is
    possibly the same is not.
    """
    before, after = NamedNode(comparison.before.iri), NamedNode(comparison.after.iri)
    base = comparison.before.iri.rpartition(_AGREEMENTS)[0]
    root = f"{base}/id/comparison/{comparison.before.key}/{comparison.after.key}"
    yield _quad(root, "rdf:type", term("renkei:Comparison"))
    yield _quad(root, "renkei:comparedFrom", before)
    yield _quad(root, "renkei:comparedTo", after)
    is_revision = comparison.relation is Relation.VERSIONS and before != after
    if is_revision:
        yield _quad(after.value, "prov:wasRevisionOf", before)
    number = 0
    for change in comparison.changes:
        for statement in _statements(change):
            number += 1
            node = f"{root}/change/{number}"
            yield _quad(root, "renkei:change", NamedNode(node))
            yield _quad(node, "rdf:type", term("renkei:Change"))
            yield from (_quad(node, property_, value) for property_, value in statement)
        if is_revision and change.how and change.before and change.after:
            yield from _revision(change)


Statements = list[tuple[str, NamedNode | Literal]]


def _statements(change: Change) -> Iterator[Statements]:
    """What is said of a change, and of each role in it that is worded anew."""
    before = change.before.iri if change.before else None
    after = change.after.iri if change.after else None
    yield _ends(change, before, after)
    for text in change.texts:
        if text.of == "role":
            yield _ends(change, *_roles(text))


def _roles(text: TextChange) -> tuple[str | None, str | None]:
    return text.before_iri, text.after_iri


def _ends(change: Change, before: str | None, after: str | None) -> Statements:
    stated: Statements = [("renkei:changeKind", plain(change.kind.value))]
    if before:
        stated.append(("renkei:comparedFrom", NamedNode(before)))
    if after:
        stated.append(("renkei:comparedTo", NamedNode(after)))
    if change.score is not None:
        stated.append(("renkei:likeness", Literal(f"{change.score:.3f}", datatype=_DECIMAL)))
    return stated


def _revision(change: Change) -> Iterator[Quad]:
    if change.kind.value == "reworded" and change.before and change.after:
        yield _quad(change.after.iri, "prov:wasRevisionOf", NamedNode(change.before.iri))


def _quad(subject: str, property_: str, value: NamedNode | Literal) -> Quad:
    return Quad(NamedNode(subject), term(property_), value, DefaultGraph())
