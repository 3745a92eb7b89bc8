"""VoID (データセットの統計): what is in the dataset, how much of each, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from pyoxigraph import Literal, NamedNode, Triple

from renkei.graph.vocabulary import AREA_CODES, LAWS
from renkei.publishing.catalogue.authorities import licence_triples
from renkei.publishing.catalogue.datasets import description, title
from renkei.publishing.catalogue.distributions import distributions
from renkei.publishing.catalogue.facts import Facts
from renkei.publishing.catalogue.frame import Frame, agent_triples
from renkei.publishing.catalogue.settings import Settings
from renkei.publishing.catalogue.statements import both, count, day, describe, ordered, types
from renkei.publishing.catalogue.vocabulary import below, term
from renkei.publishing.catalogue.wording import said

_FEATURES = {
    "renkei.nq": "formats:N-Quads",
    "renkei.trig": "formats:TriG",
    "renkei.ttl": "formats:Turtle",
    "renkei.jsonld": "formats:JSON-LD",
}
_TARGETS = {f"{AREA_CODES}/": "e-stat", f"{LAWS}/": "e-gov"}
# The last part of an IRI names a partition. Matches "Agreement" of ".../renkei/ns#Agreement" and
# "title" of ".../terms/title"; must not match the slash or the hash before it.
_LOCAL = re.compile(r"[^/#]+$")


def void_triples(facts: Facts, settings: Settings) -> list[Triple]:
    """The VoID description of a dataset, sorted, each triple once.

    Counts are those of the union of all graphs: a statement that two graphs hold counts once.
    """
    frame = Frame(facts, settings)
    described = {*_dataset(frame), *_partitions(frame), *_linksets(frame), *agent_triples(frame)}
    described.update(licence_triples(settings.licence))
    return ordered(described)


def _dataset(frame: Frame) -> Iterator[Triple]:
    node, tally = frame.names.dataset, frame.facts.tally
    files = [one.file for one in distributions(frame) if one.file and one.whole]
    sparql = frame.settings.services.sparql
    yield from describe(
        node,
        types("void:Dataset"),
        ("dcterms:title", both(title(frame))),
        ("dcterms:description", both(description(frame))),
        ("dcterms:publisher", frame.publisher),
        ("dcterms:license", frame.settings.licence.iri),
        ("dcterms:issued", day(frame.settings.issued)),
        ("dcterms:modified", day(frame.settings.modified)),
        ("foaf:homepage", frame.home_page),
        ("void:triples", count(frame.facts.statements)),
        ("void:distinctSubjects", count(tally.subjects.count())),
        ("void:distinctObjects", count(tally.objects.count())),
        ("void:classes", count(len(tally.classes))),
        ("void:properties", count(len(tally.properties))),
        ("void:uriSpace", Literal(f"{frame.facts.base}/")),
        ("void:dataDump", tuple(frame.url(file.path) for file in files)),
        ("void:feature", tuple(term(_FEATURES[f.path]) for f in files if f.path in _FEATURES)),
        ("void:sparqlEndpoint", NamedNode(sparql) if sparql else None),
        ("void:exampleResource", tuple(_examples(frame))),
        ("void:vocabulary", tuple(_vocabularies(frame.facts))),
    )
    yield from describe(
        frame.url("void.ttl"),
        types("void:DatasetDescription"),
        ("dcterms:title", both(title(frame))),
        ("foaf:primaryTopic", node),
    )


def _examples(frame: Frame) -> Iterator[NamedNode]:
    """The first agreement and its municipalities."""
    for agreement in frame.facts.agreements[:1]:
        yield frame.names.agreement(agreement.key)
        yield from map(frame.names.municipality, agreement.municipalities)


def _vocabularies(facts: Facts) -> list[NamedNode]:
    """The namespaces of all classes and properties in use."""
    used = (*facts.tally.classes, *facts.tally.properties)
    return [NamedNode(name) for name in sorted({_LOCAL.sub("", iri) for iri in used})]


def _partitions(frame: Frame) -> Iterator[Triple]:
    tally = frame.facts.tally
    for iri, instances in sorted(tally.classes.items()):
        node = _part(frame, "class", iri)
        yield from describe(frame.names.dataset, ("void:classPartition", node))
        yield from describe(
            node,
            types("void:Dataset"),
            ("void:class", NamedNode(iri)),
            ("void:entities", count(instances.count())),
        )
    for iri, triples in sorted(tally.properties.items()):
        node = _part(frame, "property", iri)
        yield from describe(frame.names.dataset, ("void:propertyPartition", node))
        yield from describe(
            node,
            types("void:Dataset"),
            ("void:property", NamedNode(iri)),
            ("void:triples", count(triples.count())),
        )


def _part(frame: Frame, kind: str, iri: str) -> NamedNode:
    """The name of a partition: the kind, and the class or property with its namespace's words."""
    words = "-".join(re.findall(r"[0-9A-Za-z]+", iri.partition("//")[2]))
    return below(frame.names.dataset, f"{kind}-{words}")


def _linksets(frame: Frame) -> Iterator[Triple]:
    """Links to the area codes of e-Stat and to the statutes of e-Gov, by the property that links."""
    for key, links in sorted(frame.facts.tally.links.items()):
        predicate, _, space = key.partition(" ")
        name = _TARGETS[space]
        target = below(frame.names.dataset, name)
        node = below(frame.names.dataset, f"links-{name}-{_local(predicate)}")
        yield from describe(frame.names.dataset, ("void:subset", node))
        yield from describe(
            node,
            types("void:Linkset"),
            ("void:linkPredicate", NamedNode(predicate)),
            ("void:subjectsTarget", frame.names.dataset),
            ("void:objectsTarget", target),
            ("void:triples", count(links.count())),
        )
        yield from describe(
            target,
            types("void:Dataset"),
            ("dcterms:title", both(said("target", name))),
            ("void:uriSpace", Literal(space)),
        )


def _local(iri: str) -> str:
    found = _LOCAL.search(urldefrag(iri).fragment or iri)
    return found.group() if found else ""
