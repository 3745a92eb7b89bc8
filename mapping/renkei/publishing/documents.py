"""The data documents (データ文書): what is said of a thing, in every form of RDF, on every host.

The live server makes them when they are asked for, the static site writes all of them; both have
them at the same addresses, with the same statements.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    Store,
    parse,
)

from renkei import resources
from renkei.graph.serialise import FORMATS, write
from renkei.graph.vocabulary import DEFAULT_BASE, key_and_below
from renkei.publishing.forms import ENDINGS

# The path of a document: `data/agreement/43100-43214-20160330`, `data/law/322AC/252_2/1`,
# `cofog/03.1`; no dots that climb, no empty part, nothing that cannot stand in an IRI.
_PATH = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-][A-Za-z0-9_.~-]*)*")
# A path with the ending of a form of RDF: `data/agreement/43100-….ttl`; not `initiative/3.1.8`.
_WITH_ENDING = re.compile(rf"(?P<path>.+)\.(?P<ending>{'|'.join(ENDINGS)})")
_DEPTH = 4
CATALOGUE_KINDS = ("dataset", "service", "publisher", "contact")
"""Where the things of the catalogue stand that are no files: first parts of their paths."""
_VERSION = NamedNode("http://www.w3.org/2002/07/owl#versionIRI")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
# What gives its name to the documents of a vocabulary: a scheme of concepts, an ontology.
_SCHEMES = (
    NamedNode("http://www.w3.org/2004/02/skos/core#ConceptScheme"),
    NamedNode("http://www.w3.org/2002/07/owl#Ontology"),
)
_OWN_KINDS = ("id", "graph", "source", "data")


def split(path: str) -> tuple[str, str]:
    """A path and its ending, if that is one of a form of RDF.

    >>> split("theme/tourism.ttl"), split("cofog/03.1")
    (('theme/tourism', 'ttl'), ('cofog/03.1', ''))
    """
    found = _WITH_ENDING.fullmatch(path)
    return (found["path"], found["ending"]) if found else (path, "")


class Documents:
    """The data documents of one build, each named by its path without an ending.

    `data/…` describes the thing below `{base}/id/` (for an agreement, all of it), `graph/…` is a
    named graph, `ns` the ontology, a scheme or concept stands under its own address, and so do the
    datasets, services and agents of the catalogue, which are read from the files in `site`.
    """

    def __init__(self, store: Store, *, base: str = DEFAULT_BASE, site: Path | None = None) -> None:
        self.store = store
        self.base = base
        self._site = site

    def quads(self, path: str) -> list[Quad] | None:
        """The statements of a document in a fixed order; None if there is no such document."""
        if not _PATH.fullmatch(path):
            return None
        return sorted(set(self._quads(path)), key=str) or None

    def paths(self) -> Iterator[str]:
        """Every document, sorted."""
        found = {*self.vocabulary, *self._catalogue}
        found.update(name.value.removeprefix(f"{self.base}/") for name in self._graphs())
        things = f"{self.base}/id/"
        for quad in self.store:
            for node in (quad.subject, quad.object):
                if isinstance(node, NamedNode) and node.value.startswith(things):
                    found.add(self.document_of(node.value.removeprefix(things)))
        yield from sorted(found)

    def thing(self, path: str) -> str | None:
        """The IRI of the thing below `/id/` that a path names, if the graph knows it."""
        if not _PATH.fullmatch(path):
            return None
        node = NamedNode(f"{self.base}/id/{path}")
        return node.value if self._is_known(node) else None

    def document_of(self, thing: str) -> str:
        """The path of the document that describes a thing: what belongs to an agreement is in its.

        >>> Documents(Store()).document_of("agreement/43100-43214-20160330/party/1")
        'data/agreement/43100-43214-20160330'
        """
        kind, _, rest = thing.partition("/")
        return f"data/{kind}/{key_and_below(rest)[0]}" if kind == "agreement" else f"data/{thing}"

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The paths of ontology, schemes, concepts and shapes, under the default base always."""
        return frozenset({*self._words, *self._mentions, *self._shapes, *self._released})

    def is_vocabulary(self, path: str) -> bool:
        """Whether a path is one of `vocabulary`; of most that is seen without reading any of it."""
        return path.partition("/")[0] in self._vocabulary_kinds and path in self.vocabulary

    def is_catalogue(self, path: str) -> bool:
        """Whether a path is that of a dataset, a service or an agent of the catalogue."""
        return path.partition("/")[0] in CATALOGUE_KINDS and path in self._catalogue

    def _quads(self, path: str) -> Iterable[Quad]:
        first, _, rest = path.partition("/")
        if first == "graph":
            return self._graph(path)
        if first == "data":
            kind, _, key = rest.partition("/")
            if kind == "agreement":
                return self._graph(f"graph/{rest}") if not key_and_below(key)[1] else ()
            return self._described(NamedNode(f"{self.base}/id/{rest}"))
        if self.is_catalogue(path):
            return self._catalogue[path]
        return self._of_vocabulary(path)

    def _graphs(self) -> Iterator[NamedNode]:
        for name in self.store.named_graphs():
            if isinstance(name, NamedNode) and name.value.startswith(f"{self.base}/graph/"):
                yield name

    def _graph(self, path: str) -> Iterator[Quad]:
        return self.store.quads_for_pattern(None, None, None, NamedNode(f"{self.base}/{path}"))

    def _about(self, node: NamedNode | BlankNode) -> Iterator[Quad]:
        return self.store.quads_for_pattern(node, None, None)

    def _is_known(self, node: NamedNode) -> bool:
        return any(True for _ in self._about(node))

    def _described(self, node: NamedNode) -> Iterator[Quad]:
        """What is said of a thing, and which statements point to it: a symmetric description."""
        yield from self._closed(self._about(node))
        yield from self.store.quads_for_pattern(None, None, node)

    def _closed(self, quads: Iterable[Quad], depth: int = _DEPTH) -> Iterator[Quad]:
        """Statements with those of the blank nodes that they point to."""
        for quad in quads:
            yield quad
            if depth and isinstance(quad.object, BlankNode):
                yield from self._closed(self._about(quad.object), depth - 1)

    def _of_vocabulary(self, path: str) -> Iterator[Quad]:
        """A concept; a scheme with its concepts; the ontology with all that has no name."""
        below = f"{path}/"
        for name, quads in self._words.items():
            if name == path or (name.startswith(below) and "/" not in path):
                yield from quads
        for quad in self._mentions.get(path, ()):
            yield quad
            if quad.predicate == _VERSION:
                yield from self._of_vocabulary(_document(quad.subject, DEFAULT_BASE))
        yield from self._shapes.get(path, ())
        yield from self._released.get(path, ())
        if path == "ns":
            yield from (
                q for q in self._graph("graph/ontology") if isinstance(q.subject, BlankNode)
            )

    @cached_property
    def _vocabulary_kinds(self) -> frozenset[str]:
        """The first parts of the paths of `vocabulary`; to read it all takes a tenth of a second."""
        named = (
            _document(quad.subject, DEFAULT_BASE).partition("/")[0]
            for kind in _SCHEMES
            for quad in self.store.quads_for_pattern(None, _TYPE, kind)
        )
        return frozenset({"ns", "shapes", *named} - {""})

    @cached_property
    def _words(self) -> dict[str, list[Quad]]:
        """The statements of ontology and schemes by the path of their subject's document."""
        found: dict[str, list[Quad]] = defaultdict(list)
        for quad in self._graph("graph/ontology"):
            if path := _document(quad.subject, DEFAULT_BASE):
                found[path].append(quad)
        return dict(found)

    @cached_property
    def _mentions(self) -> dict[str, list[Quad]]:
        """Statements that point to what has none of its own, as the IRI of a version."""
        found: dict[str, list[Quad]] = defaultdict(list)
        for quad in self._graph("graph/ontology"):
            path = _document(quad.object, DEFAULT_BASE)
            if path and path not in self._words:
                found[path].append(quad)
        return dict(found)

    @cached_property
    def _released(self) -> dict[str, list[Quad]]:
        """The ontology of each earlier version by the path of its version IRI, as it was released."""
        files = (resources.folder("ontology") / "versions").glob("*.ttl")
        return {f"ns/{file.stem}": _statements(file) for file in sorted(files)}

    @cached_property
    def _shapes(self) -> dict[str, list[Quad]]:
        """The requirements by the path of their file: a remark names the one that it comes from."""
        folder = resources.folder("shapes")
        return {
            f"shapes/{file.relative_to(folder).with_suffix('').as_posix()}": _statements(file)
            for file in sorted(folder.rglob("*.ttl"))
        }

    @cached_property
    def _catalogue(self) -> dict[str, list[Quad]]:
        """The statements of the catalogue by the path of their subject's document."""
        found: dict[str, list[Quad]] = defaultdict(list)
        if self._site is None:
            return found
        for file in (*sorted(self._site.glob("catalog*.ttl")), self._site / "void.ttl"):
            for quad in parse(path=file) if file.is_file() else ():
                path = _document(quad.subject, self.base)
                if path.partition("/")[0] in CATALOGUE_KINDS:
                    found[path].append(quad)
        return dict(found)


def _statements(file: Path) -> list[Quad]:
    """The statements of a Turtle file; blank nodes get names that depend on what is said of them."""
    dataset = Dataset(parse(path=file))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _document(node: object, base: str) -> str:
    """The path of the document in which a node stands; nothing for nodes from elsewhere."""
    if not isinstance(node, NamedNode) or not node.value.startswith(f"{base}/"):
        return ""
    path = node.value.removeprefix(f"{base}/").partition("#")[0]
    return "" if path.partition("/")[0] in _OWN_KINDS else path


def written(quads: Iterable[Quad], ending: str) -> bytes:
    """Statements in the form of an ending: `ttl`, `trig`, `nt`, `nq`, `jsonld`, `rdf`.

    A form without named graphs gets the triples, each once. Raises `KeyError` for another ending.
    """
    form = FORMATS[ending]
    if not form.supports_datasets:
        quads = (Quad(*triple) for triple in dict.fromkeys(quad.triple for quad in quads))
    out = io.BytesIO()
    write(quads, out, form=ending)
    return out.getvalue()
