"""Versions of the ontology (版): what changed between two, and what a release must not do.

A released version stays in `ontology/versions/NUMBER.ttl`, and the next one names its version IRI
as `owl:priorVersion`. A term once released is never taken away: it is marked `owl:deprecated`,
keeps its label and definition, and names what to use instead (`dcterms:isReplacedBy`), or says in
an `skos:changeNote` why there is nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rdflib import OWL, RDF, SKOS, Graph, URIRef
from rdflib.compare import isomorphic

from renkei import resources
from renkei.publishing.ontology_page.terms import NAMESPACE, Term, read_terms

ONTOLOGY = URIRef(NAMESPACE)


class TermChange(NamedTuple):
    """One term in two versions (語の変更). `kind` is added, removed, deprecated or changed.

    `aspects` names what changed: label, definition, kind, domains and so on.
    """

    name: str
    kind: str
    aspects: tuple[str, ...] = ()


def compare(before: Graph, after: Graph) -> tuple[TermChange, ...]:
    """What happened to the terms from one version to the next, by name."""
    old = {term.name: term for term in read_terms(before)}
    new = {term.name: term for term in read_terms(after)}
    changes = [TermChange(name, "added") for name in new.keys() - old.keys()]
    changes += [TermChange(name, "removed") for name in old.keys() - new.keys()]
    for name in old.keys() & new.keys():
        aspects = _aspects(old[name], new[name])
        if aspects:
            kind = "deprecated" if "deprecated" in aspects and new[name].deprecated else "changed"
            changes.append(TermChange(name, kind, aspects))
    return tuple(sorted(changes))


def _aspects(old: Term, new: Term) -> tuple[str, ...]:
    return tuple(aspect for aspect in Term._fields if getattr(old, aspect) != getattr(new, aspect))


def release_problems(before: Graph, after: Graph) -> tuple[str, ...]:
    """Why `after` must not be released as the version that follows `before`; empty if it may."""
    problems = [
        f"{change.name}: a released term was removed; deprecate it"
        for change in compare(before, after)
        if change.kind == "removed"
    ]
    problems += [problem for term in read_terms(after) for problem in _deprecation(after, term)]
    problems += _version_problems(before, after)
    return tuple(problems)


def _deprecation(graph: Graph, term: Term) -> list[str]:
    if not term.deprecated:
        return []
    problems = []
    if not term.replaced_by and not list(graph.objects(URIRef(term.iri), SKOS.changeNote)):
        problems.append(f"{term.name}: deprecated without replacement or skos:changeNote")
    names = {other.iri: other for other in read_terms(graph)}
    problems += [
        f"{term.name}: replaced by {iri}, which is no living term"
        for iri in term.replaced_by
        if iri.startswith(NAMESPACE) and (iri not in names or names[iri].deprecated)
    ]
    return problems


def _version_problems(before: Graph, after: Graph) -> list[str]:
    if isomorphic(before, after):
        return []
    old, new = (graph.value(ONTOLOGY, OWL.versionIRI) for graph in (before, after))
    problems = [] if old != new else ["the version IRI did not change, though the ontology did"]
    if after.value(ONTOLOGY, OWL.priorVersion) != old:
        problems.append(f"owl:priorVersion must be {old}")
    if (old, RDF.type, OWL.Ontology) in after:
        problems.append("the version before is declared as this ontology")
    return problems


def released_versions() -> tuple[tuple[str, Path], ...]:
    """The released versions and their files, oldest first; none before the first release."""
    files = (resources.folder("ontology") / "versions").glob("*.ttl")
    found = [(tuple(int(part) for part in path.stem.split(".")), path) for path in files]
    return tuple((path.stem, path) for _, path in sorted(found))
