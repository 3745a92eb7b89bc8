"""The ontology's page (オントロジーのページ): made from the Turtle, in Japanese and English.

It is what stands between the header and the footer of the site, so that it is reached as any page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, URIRef
from rdflib.term import Node

from renkei import resources
from renkei.publishing.ontology_page.changes import versions
from renkei.publishing.ontology_page.diagram import class_diagram
from renkei.publishing.ontology_page.examples import examples
from renkei.publishing.ontology_page.merged_file import MERGED_FILE
from renkei.publishing.ontology_page.terms import (
    KINDS,
    NAMESPACE,
    Term,
    ontology_graph,
    read_terms,
)
from renkei.publishing.ontology_page.versions import ONTOLOGY

LANGUAGES = ("ja", "en")


class Scheme(NamedTuple):
    """A concept scheme (概念体系) in one language, with the labels of its concepts."""

    iri: str
    title: str
    description: str
    concepts: tuple[str, ...]


def ontology_page(
    language: str,
    *,
    files: str = "",
    address: Callable[[str], str] = str,
    ontology: Graph | None = None,
) -> Markup:
    """The content of the page as HTML in `ja` or `en`, of the packaged ontology by default.

    `files` is the address of the folder that holds the Turtle files, with the stroke at its end;
    without it links are relative to that folder. `address` tells where a concept scheme is shown.
    Raises `KeyError` for another language.
    """
    words = _wording()[language]
    graph = ontology_graph("renkei.ttl", "alignments.ttl") if ontology is None else ontology
    terms = read_terms(graph)
    groups = [
        {"kind": kind, "terms": [term for term in terms if term.kind == kind]}
        for kind in KINDS.values()
    ]
    shown = (
        _environment()
        .get_template("page.html.j2")
        .render(
            **_header(graph, language),
            language=language,
            words=words,
            namespace=NAMESPACE,
            folder=files,
            address=address,
            merged_file=MERGED_FILE,
            files=[path.name for path in sorted(resources.folder("ontology").glob("*.ttl"))],
            groups=[group for group in groups if group["terms"]],
            diagram=class_diagram(terms, language),
            properties=_properties(terms),
            examples=examples(),
            schemes=_schemes(language),
            versions=versions(),
            link=_linker(graph, terms, language),
        )
    )
    return Markup(shown)  # noqa: S704  # the template escapes whatever it shows


def _wording() -> dict[str, dict[str, str]]:
    path = resources.table("renkei.publishing.ontology_page", "wording.toml")
    return tomllib.loads(path.read_text("utf-8"))


def _environment() -> Environment:
    folder = resources.table("renkei.publishing.ontology_page", "page.html.j2").parent
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


def _text(graph: Graph, subject: Node, predicate: URIRef, language: str) -> str:
    found = [
        value
        for value in graph.objects(subject, predicate)
        if getattr(value, "language", None) == language
    ]
    return min(map(str, found), default="")


def _header(graph: Graph, language: str) -> dict[str, Any]:
    return {
        "title": _text(graph, ONTOLOGY, DCTERMS.title, language),
        "description": _text(graph, ONTOLOGY, DCTERMS.description, language),
        "version": graph.value(ONTOLOGY, OWL.versionInfo) or "",
        "version_iri": graph.value(ONTOLOGY, OWL.versionIRI) or "",
        "prior": graph.value(ONTOLOGY, OWL.priorVersion) or "",
        "licence": graph.value(ONTOLOGY, DCTERMS.license) or "",
    }


def _properties(terms: tuple[Term, ...]) -> dict[str, list[str]]:
    """The properties of each class, by the IRI of the class."""
    found: dict[str, list[str]] = {term.iri: [] for term in terms}
    for term in terms:
        for domain in term.domains:
            found.setdefault(domain, []).append(term.iri)
    return found


def _schemes(language: str) -> list[Scheme]:
    graph = ontology_graph()
    return [
        Scheme(
            iri=str(scheme),
            title=_text(graph, scheme, DCTERMS.title, language),
            description=_text(graph, scheme, DCTERMS.description, language),
            concepts=tuple(
                _text(graph, concept, SKOS.prefLabel, language)
                for concept in sorted(graph.subjects(SKOS.inScheme, scheme), key=str)
            ),
        )
        for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)
    ]


def _linker(graph: Graph, terms: tuple[Term, ...], language: str) -> Any:  # noqa: ANN401  # a template calls it
    labels = {term.iri: term.label[language] for term in terms}

    def link(iri: str) -> Markup:
        if iri in labels:
            name = iri.removeprefix(NAMESPACE)
            return Markup('<a href="#{}">{}</a>').format(name, labels[iri])
        return Markup('<a href="{}">{}</a>').format(iri, graph.namespace_manager.curie(iri))

    return link
