"""Statements about one node after another (記述), and how values are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from renkei.errors import Wording
from renkei.publishing.catalogue.vocabulary import term

Term: TypeAlias = NamedNode | Literal
Value: TypeAlias = Term | Iterable[Term] | None


def describe(node: NamedNode, *statements: tuple[str, Value]) -> Iterator[Triple]:
    """The triples of a node from pairs of a CURIE and a value; None and empty lists say nothing."""
    for curie, value in statements:
        for one in _each(value):
            yield Triple(node, term(curie), one)


def _each(value: Value) -> Iterable[Term]:
    if value is None:
        return ()
    return (value,) if isinstance(value, NamedNode | Literal) else value


def both(words: Wording | None) -> tuple[Literal, ...]:
    """Words in Japanese and in English; those that are there.

    >>> [str(word) for word in both(Wording(ja="協約", en="agreement"))]
    ['"協約"@ja', '"agreement"@en']
    """
    if words is None:
        return ()
    pairs = (("ja", words.ja), ("en", words.en))
    return tuple(Literal(said, language=language) for language, said in pairs if said)


def day(value: date | None) -> Literal | None:
    """A day as xsd:date.

    >>> str(day(date(2016, 3, 30)))
    '"2016-03-30"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    return None if value is None else Literal(value.isoformat(), datatype=term("xsd:date"))


def count(value: int) -> Literal:
    """A number of things as xsd:integer."""
    return Literal(str(value), datatype=term("xsd:integer"))


def types(*curies: str) -> tuple[str, Value]:
    """The classes of a node, as a pair for `describe`."""
    return ("rdf:type", tuple(term(curie) for curie in curies))


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Triples in a lasting order, each once: by subject, its classes first."""
    kind = term("rdf:type")
    return sorted(set(triples), key=lambda t: (str(t.subject), t.predicate != kind, str(t)))
