"""The statements of one agreement's graph (協約のグラフ), by subject and property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from renkei.graph.vocabulary import term
from renkei.querying.terms import natural


class Statements:
    """What a graph says, at hand; every answer is in a lasting order."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        found: dict[tuple[str, str], set[NamedNode | Literal]] = defaultdict(set)
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found[quad.subject.value, quad.predicate.value].add(quad.object)
        self._found = {
            key: sorted(values, key=lambda value: (natural(value.value), str(value)))
            for key, values in found.items()
        }
        self._kinds: dict[str, list[str]] = defaultdict(list)
        of_type = term("rdf:type").value
        for subject, property_ in sorted(self._found, key=lambda key: natural(key[0])):
            if property_ == of_type:
                for kind in self._found[subject, property_]:
                    self._kinds[kind.value].append(subject)

    def of_class(self, curie: str) -> list[str]:
        """The nodes of a class, in the order of the numbers in their IRIs."""
        return self._kinds.get(term(curie).value, [])

    def values(self, node: str, property_: str) -> list[str]:
        """The values of a property: IRIs, or the words of literals."""
        return [value.value for value in self._found.get((node, term(property_).value), ())]

    def value(self, node: str, property_: str) -> str | None:
        """The first value of a property."""
        return next(iter(self.values(node, property_)), None)
