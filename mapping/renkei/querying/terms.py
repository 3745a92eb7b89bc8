"""RDF terms as answers hold them (値): plain values, and an order that every store agrees on."""

from __future__ import annotations

import re
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from renkei.graph.vocabulary import PREFIXES
from renkei.querying.questions import ColumnType

Term = NamedNode | BlankNode | Literal | Triple
Cell = tuple[Term, ...]
"""The values in one place of an answer: none, one, or several in a combined column."""

CellKey = tuple[bool, tuple[tuple[tuple[int, int, str], ...], ...]]
"""What a cell is sorted by."""

Plain = str | int | bool | None
"""A value of an answer in Python and JSON."""
Value = str | int | date | None
"""A value that a person gives to a parameter; nothing takes a default away."""
XSD = PREFIXES["xsd"]

# A run of digits, so that 10 comes after 9: `10` in `3.1.10` and in `#char=1204,1288`.
_DIGITS = re.compile(r"([0-9]+)")


def plain(term: Term, kind: ColumnType = "text") -> Plain:
    """A term as a value of Python and of JSON.

    Stores write a boolean as `true` or as `1`, so the type of the column decides.

    >>> plain(Literal("1", datatype=NamedNode(XSD + "boolean")), "boolean")
    True
    """
    value = term.value if isinstance(term, NamedNode | BlankNode | Literal) else str(term)
    if kind == "integer" and value.lstrip("-").isdecimal():
        return int(value)
    if kind == "boolean" and value in {"true", "false", "1", "0"}:
        return value in {"true", "1"}
    return value


def kind_of(term: Term | None) -> ColumnType:
    """The type of a column that holds such terms."""
    if isinstance(term, NamedNode):
        return "iri"
    if not isinstance(term, Literal):
        return "text"
    datatype = term.datatype.value.removeprefix(XSD)
    known: dict[str, ColumnType] = {"integer": "integer", "boolean": "boolean", "date": "date"}
    return known.get(datatype, "text")


def natural(value: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts runs of digits by their number and all else by code points.

    >>> sorted(["3.1.10", "3.1.8"], key=natural)
    ['3.1.8', '3.1.10']
    """
    parts = enumerate(_DIGITS.split(value))
    return tuple((0, int(part), part) if at % 2 else (1, 0, part) for at, part in parts)


def cell_key(cell: Cell, kind: ColumnType) -> CellKey:
    """A key for the values in one place of an answer; what is empty comes last."""
    return (not cell, tuple(_key(str(plain(term)), kind) for term in cell))


def _key(value: str, kind: ColumnType) -> tuple[tuple[int, int, str], ...]:
    if kind == "integer" and value.lstrip("-").isdecimal():
        return ((0, int(value), value),)
    return natural(value) if kind in {"number", "iri"} else ((1, 0, value),)
