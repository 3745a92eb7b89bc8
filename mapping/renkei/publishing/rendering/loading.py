"""The rendering of an agreement that a person names (書き戻す協約の指定)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, Store

from renkei.publishing.rendering.layout import Block, laid_out
from renkei.publishing.rendering.pieces import pieces
from renkei.publishing.rendering.statements import Statements
from renkei.querying import LocalEndpoint, UsageError
from renkei.querying.faults import near
from renkei.querying.lookups import agreements, known_agreements

_IN_IRI, _IN_GRAPH = "/id/agreement/", "/graph/agreement/"


class Rendering(NamedTuple):
    """An agreement as a document (書き戻した協約): its IRI, its title, its lines and tables."""

    iri: str
    title: str
    source: str
    blocks: tuple[Block, ...]


def rendering(quads: Iterable[Quad]) -> Rendering:
    """The rendering of the agreement that a graph is about.

    Raises `ValueError` for a graph without an agreement.
    """
    graph = Statements(quads)
    [iri] = graph.of_class("renkei:Agreement")
    source = graph.value(iri, "dcterms:source") or ""
    return Rendering(
        iri=iri,
        title=graph.value(iri, "dcterms:title") or iri.rpartition("/")[2],
        source=graph.value(source, "renkei:fileName") or "",
        blocks=laid_out(pieces(graph)),
    )


def render_agreement(given: str, store: Store) -> Rendering:
    """The rendering of the agreement in a store that a key or an IRI names.

    Raises `UsageError` for a name that means none or several.
    """
    endpoint = LocalEndpoint(store)
    found = agreements(endpoint, given)
    if len(found) != 1:
        kind = "ambiguous-value" if found else "unknown-value"
        choices = [entry.shown for entry in found] or near(given, known_agreements(endpoint))
        raise UsageError(kind, candidates=choices, name="AGREEMENT", value=given)
    graph = NamedNode(found[0].term.value.replace(_IN_IRI, _IN_GRAPH))
    return rendering(store.quads_for_pattern(None, None, None, graph))
