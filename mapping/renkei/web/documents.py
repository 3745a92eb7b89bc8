"""The data documents (データ文書): what the graph says of a thing, in every form of RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, serialize

from renkei.graph.serialise import FORMATS
from renkei.graph.vocabulary import DEFAULT_BASE, PREFIXES

SCHEMES = (
    "theme", "role-type", "policy-field", "provision-type", "frequency", "settlement", "procedure",
)  # fmt: skip
_ONTOLOGY = "graph/ontology"
# The path of something that the graph names: `agreement/43100-43214-20160330`, `law/322AC/252_2/1`;
# no dots that climb, no empty part, nothing that cannot stand in an IRI.
_PATH = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-][A-Za-z0-9_.~-]*)*")
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Documents:
    """The data documents of one store, each named by its path without an ending.

    `agreement/KEY` is the graph of an agreement, `graph/NAME` a named graph, `ns` the ontology, a
    scheme or `SCHEME/SLUG` concepts, `id/…` below an agreement the node alone; every other path is
    a thing below `{base}/id/`.
    """

    store: Store
    base: str = DEFAULT_BASE

    def exists(self, iri: str) -> bool:
        """Whether the graph says anything of a thing."""
        return any(True for _ in self._about(NamedNode(iri)))

    def thing(self, path: str) -> str | None:
        """The IRI of the thing below `/id/` that a path names, if the graph knows it."""
        if not _PATH.fullmatch(path):
            return None
        iri = f"{self.base}/id/{path}"
        return iri if self.exists(iri) else None

    def document_of(self, thing: str) -> str:
        """The path of the document that describes a thing: what belongs to an agreement is in its.

        >>> Documents(Store()).document_of("agreement/43100-43214-20160330/party/1")
        'agreement/43100-43214-20160330'
        """
        parts = thing.split("/")
        return "/".join(parts[:2]) if parts[0] == "agreement" else thing

    def quads(self, path: str) -> list[Quad] | None:
        """The statements of a document in a fixed order; None if there is no such document."""
        if not _PATH.fullmatch(path):
            return None
        return sorted(set(self._quads(path)), key=str) or None

    def _quads(self, path: str) -> Iterable[Quad]:
        first, _, rest = path.partition("/")
        if first == "graph":
            return self._graph(path)
        if first == "agreement":
            return self._graph(f"graph/{path}") if "/" not in rest else ()
        if path == "ns":
            return self._ontology()
        if first in SCHEMES:
            return self._scheme(path)
        return self._described(NamedNode(f"{self.base}/id/{path}"))

    def _graph(self, path: str) -> Iterator[Quad]:
        return self.store.quads_for_pattern(None, None, None, NamedNode(f"{self.base}/{path}"))

    def _about(self, node: NamedNode | BlankNode) -> Iterator[Quad]:
        return self.store.quads_for_pattern(node, None, None)

    def _described(self, node: NamedNode) -> Iterator[Quad]:
        """What is said of a thing, and which statements point to it: a symmetric description."""
        yield from self._closed(self._about(node))
        if self.exists(node.value):
            yield from self.store.quads_for_pattern(None, None, node)

    def _closed(self, quads: Iterable[Quad], depth: int = _DEPTH) -> Iterator[Quad]:
        """Statements with those of the blank nodes that they point to."""
        for quad in quads:
            yield quad
            if depth and isinstance(quad.object, BlankNode):
                yield from self._closed(self._about(quad.object), depth - 1)

    def _ontology(self) -> Iterator[Quad]:
        namespace = PREFIXES["renkei"]
        for quad in self._graph(_ONTOLOGY):
            subject = quad.subject
            if isinstance(subject, BlankNode) or _value(subject).startswith(namespace.rstrip("#")):
                yield quad

    def _scheme(self, path: str) -> Iterator[Quad]:
        """A concept, or a scheme with its concepts."""
        iri = f"{DEFAULT_BASE}/{path}"
        below = f"{iri}/"
        for quad in self._graph(_ONTOLOGY):
            name = _value(quad.subject)
            if name == iri or ("/" not in path and name.startswith(below)):
                yield quad


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def written(quads: Iterable[Quad], ending: str) -> bytes:
    """Statements in the form of an ending: `ttl`, `trig`, `nt`, `nq`, `jsonld`, `rdf`.

    A form without named graphs gets the triples, each once. Raises `KeyError` for another ending.
    """
    form = FORMATS[ending]
    statements: Iterable[object] = quads
    if not form.supports_datasets:
        statements = dict.fromkeys(quad.triple for quad in quads)
    prefixes = PREFIXES if form not in {RdfFormat.N_QUADS, RdfFormat.N_TRIPLES} else None
    return serialize(statements, format=form, prefixes=prefixes) or b""  # type: ignore[arg-type]  # quads or triples
