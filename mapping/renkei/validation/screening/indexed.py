"""Statements in memory by their ends (索引): what a shape asks of a graph is one or two look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

import pyoxigraph as ox

from renkei.graph.vocabulary import PREFIXES

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Ends = dict[Node, dict[Node, None]]

XSD = PREFIXES["xsd"]
SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
_NONE: dict[Node, None] = {}
# An integer that can be written in no other way: 0, 12, -3; not 012 and not +3.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,30}")
# A fraction that ends in no nought: 0.85, -12.5; not 1.0, .5 and 1e3.
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,30})[.][0-9]{0,30}[1-9]")
# A day as 2016-03-30; whether there is such a day is asked of the calendar.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A moment in universal time as 2026-11-21T08:15:00Z; no fractions and no other zone.
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")

_FORMS = {
    XSD + "integer": _INTEGER,
    XSD + "decimal": _DECIMAL,
    XSD + "date": _DATE,
    XSD + "dateTime": _MOMENT,
    XSD + "boolean": re.compile(r"true|false"),
}
_CALENDARS: dict[str, type[date]] = {XSD + "date": date, XSD + "dateTime": datetime}


class Indexed:
    """Statements by subject and by object, whatever graphs they are in; it can only grow."""

    def __init__(self, statements: Iterable[ox.Quad | ox.Triple]) -> None:
        self._of_subject: dict[Node, Ends] = {}
        self._of_predicate: dict[Node, Ends] = {}
        self.is_plain = True
        for subject, predicate, value, *_ in statements:
            self._add(subject, predicate, value)
        self.is_plain = self.is_plain and SUBCLASS not in self._of_predicate

    def _add(self, subject: Node, predicate: Node, value: Node) -> None:
        self._of_subject.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        self._of_predicate.setdefault(predicate, {}).setdefault(value, {})[subject] = None
        if isinstance(value, ox.Literal):
            self.is_plain = self.is_plain and is_plain(value)
        elif isinstance(value, ox.Triple):
            self.is_plain = False

    def objects(self, subject: Node, predicate: Node) -> dict[Node, None]:
        """What is stated of a node with a property."""
        return self._of_subject.get(subject, {}).get(predicate, _NONE)

    def properties(self, subject: Node) -> Ends:
        """All that is stated of a node, by property."""
        return self._of_subject.get(subject, {})

    def subjects(self, predicate: Node, value: Node) -> dict[Node, None]:
        """Of which nodes a value is stated with a property."""
        return self._of_predicate.get(predicate, {}).get(value, _NONE)

    def subjects_of(self, predicate: Node) -> dict[Node, None]:
        """All the nodes of which something is stated with a property."""
        return {
            subject: None
            for subjects in self._of_predicate.get(predicate, {}).values()
            for subject in subjects
        }


def is_plain(literal: ox.Literal) -> bool:
    """Whether a literal is well formed and the only way to write its value.

    rdflib takes "01" and "1" for one number, Oxigraph for two: of plain literals both say the same.

    >>> is_plain(ox.Literal("2016-03-30", datatype=ox.NamedNode(XSD + "date")))
    True
    >>> is_plain(ox.Literal("012", datatype=ox.NamedNode(XSD + "integer")))
    False
    """
    kind = literal.datatype.value
    form = _FORMS.get(kind)
    if form is not None:
        return form.fullmatch(literal.value) is not None and _is_dated(kind, literal.value)
    return bool(literal.language) or kind == XSD + "string"


def _is_dated(kind: str, text: str) -> bool:
    calendar = _CALENDARS.get(kind)
    try:
        return calendar is None or calendar.fromisoformat(text) is not None
    except ValueError:
        return False
