"""The graphs that pySHACL works on (検証用の写し): in memory, with two indexes and no contexts.

rdflib's own memory keeps a context for every triple, which validation never asks for; without them
the same shapes run in two thirds of the time. What is found does not depend on it, and tests hold
both against each other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rdflib import Graph
from rdflib.paths import Path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node

    from renkei.graph.rdflib_terms import Triple

Index = dict["Node", dict["Node", dict["Node", None]]]


class WorkingGraph(Graph):
    """Triples in memory; it can only grow, and parses each query once."""

    def __init__(self) -> None:
        super().__init__()
        self._objects: Index = {}
        self._subjects: Index = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, triple: Triple) -> WorkingGraph:
        """Add a triple, if it is not there yet."""
        subject, predicate, value = triple
        objects = self._objects.setdefault(subject, {}).setdefault(predicate, {})
        if value not in objects:
            objects[value] = None
            self._subjects.setdefault(predicate, {}).setdefault(value, {})[subject] = None
            self._size += 1
        return self

    def triples(  # type: ignore[override]  # rdflib has one overload for each kind of pattern
        self,
        triple: Any,  # noqa: ANN401  # likewise
    ) -> Iterator[Any]:
        """The triples of a pattern, in which None stands for any term."""
        subject, predicate, value = triple
        if isinstance(predicate, Path):
            for start, end in predicate.eval(self, subject, value):
                yield start, predicate, end
        elif subject is not None:
            yield from self._of_subject(subject, predicate, value)
        elif predicate is not None:
            yield from self._of_predicate(predicate, value)
        else:
            for each in self._objects:
                yield from self._of_subject(each, None, value)

    def query(
        self,
        query_object: str | Query,
        *args: Any,  # noqa: ANN401  # rdflib's own parameters, passed on untouched
        **kwargs: Any,  # noqa: ANN401  # likewise
    ) -> Result:
        """The answer to a query: pySHACL asks the same one for every focus node."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)

    def _of_subject(
        self, subject: Node, predicate: Node | None, value: Node | None
    ) -> Iterator[Triple]:
        found = self._objects.get(subject, {})
        for each in found if predicate is None else (predicate,):
            objects = found.get(each, {})
            if value is None:
                for other in objects:
                    yield subject, each, other
            elif value in objects:
                yield subject, each, value

    def _of_predicate(self, predicate: Node, value: Node | None) -> Iterator[Triple]:
        found = self._subjects.get(predicate, {})
        for each in found if value is None else (value,):
            for subject in found.get(each, {}):
                yield subject, predicate, each


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    # Half of what rdflib takes to load is for queries, and most validations ask none.
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415  (see above)

    return prepareQuery(text)
