"""Statements held by their subject, for pages that show a node with its parts (ノードごとの記述)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from renkei.graph.vocabulary import term

OWL = "http://www.w3.org/2002/07/owl#"
# A run of ASCII digits, kept when a text is split by it: `3.1.10` in three; not `第三条`.
_DIGITS = re.compile(r"([0-9]+)")
Object = NamedNode | Literal | BlankNode | Triple
# Subject, predicate, object; plain, since a page reads thousands and a Quad takes longer to make.
Statement = tuple[NamedNode | BlankNode | Triple, NamedNode, Object]


@dataclass(slots=True)
class Node:
    """One node and what is said of it; the values of a property are sorted."""

    iri: str
    properties: dict[str, set[Object]] = field(default_factory=dict)

    def values(self, curie: str) -> list[str]:
        """The texts of a property's literals, sorted."""
        found = self.properties.get(term(curie).value, ())
        return sorted(each.value for each in found if isinstance(each, Literal))

    def text(self, curie: str) -> str:
        """The first text of a property, or nothing."""
        return next(iter(self.values(curie)), "")

    def nodes(self, curie: str) -> list[str]:
        """The IRIs to which a property points, sorted so that 2 comes before 10."""
        found = self.properties.get(term(curie).value, ())
        return sorted((each.value for each in found if isinstance(each, NamedNode)), key=natural)

    def node(self, curie: str) -> str:
        """The first IRI of a property, or nothing."""
        found = self.properties.get(term(curie).value, ())
        iris = [each.value for each in found if isinstance(each, NamedNode)]
        return iris[0] if len(iris) == 1 else min(iris, key=natural, default="")

    def in_language(self, curie: str, language: str) -> str:
        """The text of a property in one language, or nothing."""
        found = self.properties.get(term(curie).value, ())
        texts = (e.value for e in found if isinstance(e, Literal) and e.language == language)
        return min(texts, default="")


class Records(Mapping[str, Node]):
    """The nodes of a graph by their IRI; a node of which nothing is said is empty.

    >>> Records([])["https://example.org/a"].text("dcterms:title")
    ''
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._nodes: dict[str, Node] = {}
        for subject, predicate, value in statements:
            if isinstance(subject, NamedNode):
                node = self[subject.value]
                self._nodes[node.iri] = node
                node.properties.setdefault(predicate.value, set()).add(value)

    def __getitem__(self, iri: str) -> Node:
        """The node of an IRI."""
        return self._nodes.get(iri) or Node(iri)

    def __contains__(self, iri: object) -> bool:
        """Whether anything is said of a node."""
        return iri in self._nodes

    def __iter__(self) -> Iterator[str]:
        """The IRIs in natural order."""
        return iter(sorted(self._nodes, key=natural))

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self._nodes)

    def of_class(self, curie: str) -> list[Node]:
        """The nodes of a class in the order of their IRIs."""
        wanted, kind = _named(curie), term("rdf:type").value
        found = [n for n in self._nodes.values() if wanted in n.properties.get(kind, ())]
        return sorted(found, key=lambda node: natural(node.iri))


def _named(curie: str) -> NamedNode:
    prefix, _, local = curie.partition(":")
    return NamedNode(OWL + local) if prefix == "owl" else term(curie)


@lru_cache(maxsize=1 << 16)
def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """A key by which runs of digits are ordered as numbers (自然順).

    >>> sorted(["3.1.10", "3.1.2"], key=natural)
    ['3.1.2', '3.1.10']
    """
    runs = (run for run in _DIGITS.split(text) if run)
    return tuple((0, int(run)) if "0" <= run[0] <= "9" else (1, run) for run in runs)
