"""The library in a few verbs: read, parse, to_graph, validate, query, build (ライブラリの入口)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store
from rdflib import Graph
from rdflib.namespace import PROV

from renkei.errors import message
from renkei.graph import DEFAULT_BASE, PREFIXES, document_quads, municipality_quads
from renkei.graph.concepts import ontology_quads
from renkei.graph.rdflib_terms import triples
from renkei.linking import Curation, link
from renkei.model import Document, Finding, SourceText
from renkei.parsing import parse as parse_source
from renkei.querying import Answer, LocalEndpoint, ask, question
from renkei.querying.terms import Value
from renkei.reading import read as read_file
from renkei.reading import read_all as read_every
from renkei.store import open_store
from renkei.validation import Report
from renkei.validation import validate as validate_graph

__all__ = ["SourceError", "parse", "query", "read", "read_all", "to_graph", "validate"]


class SourceError(ValueError):
    """A file cannot be read as a text; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(message(found, "en") for found in findings))


def read(path: str | Path) -> SourceText:
    """The text of a file (原文の読み込み).

    Raises `SourceError` for a file that cannot be read; use `renkei.reading.read` to get findings.
    """
    reading = read_file(Path(path))
    if reading.source is None:
        raise SourceError(reading.findings)
    return reading.source


def read_all(path: str | Path) -> Iterator[SourceText]:
    """Every text of a file, one after the other (すべての原文): a ZIP has as many as members.

    Raises `SourceError` at a text that cannot be read; use `renkei.reading.read_all` to go on.
    """
    for reading in read_every(Path(path)):
        if reading.source is None:
            raise SourceError(reading.findings)
        yield reading.source


def parse(source: SourceText, *, curation: Curation | None = None) -> Document:
    """The agreements in a text, linked to municipalities and concepts (読み取りと紐付け)."""
    return link(parse_source(source), curation=curation)


def to_graph(document: Document, *, base: str = DEFAULT_BASE) -> Graph:
    """The statements of a document as an rdflib graph, with the municipalities that it names."""
    codes = (
        party.municipality.jis_code
        for agreement in document.agreements
        for party in agreement.parties
        if party.municipality
    )
    quads = chain(document_quads(document, base=base), municipality_quads(codes, base=base))
    graph = Graph()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    graph.bind("prov", PROV)
    for triple in triples(quads):
        graph.add(triple)
    return graph


def validate(graph: Graph) -> Report:
    """What the SHACL shapes say of a graph (検証)."""
    return validate_graph(graph)


def query(name: str, data: Graph | Store | str | Path = "kg", **params: Value) -> Answer:
    """The answer to a packaged question (質問への回答), over a graph or the folder of a build.

    Raises `UsageError` for an unknown question or parameter and `StoreError` for a missing build.
    """
    asked = question(name)
    if isinstance(data, Store):
        store = data
    elif isinstance(data, Graph):
        store = Store()
        store.bulk_extend(chain(_quads(data), ontology_quads()))
    else:
        store = open_store(Path(data) / "store", read_only=True)
    return ask(asked, LocalEndpoint(store), **params)


def _quads(graph: Graph) -> Iterator[Quad]:
    """The triples of an rdflib graph, in the default graph of a store."""
    loaded = Store()
    loaded.bulk_load(graph.serialize(format="nt", encoding="utf-8"), RdfFormat.N_TRIPLES)
    return loaded.quads_for_pattern(None, None, None, DefaultGraph())
