"""The components of shapes (制約の部品), each as a function of a focus node and its values.

A function says True (certainly met), False (certainly not) or None (the engine must say). All of them
suppose plain data, see `renkei.validation.screening.indexed.is_plain`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import product

import pyoxigraph as ox

from renkei.graph.vocabulary import PREFIXES
from renkei.validation.screening.indexed import XSD, Indexed, Node
from renkei.validation.screening.paths import SH, UnknownError, Values, listed

Said = bool | None
Check = Callable[[Indexed, Node, Values], Said]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_DATE, _NUMBERS = XSD + "date", frozenset({XSD + "integer", XSD + "decimal"})


def everyone(said: Iterable[Said]) -> Said:
    """Whether all are met.

    >>> everyone([True, None]), everyone([None, False]), everyone([])
    (None, False, True)
    """
    outcome: Said = True
    for each in said:
        if each is False:
            return False
        outcome = outcome and each
    return outcome


def _of_each(met: Callable[[Indexed, Node], Said]) -> Check:
    # Nearly always one value: a list of it costs less than a generator.
    return lambda data, _, values: everyone([met(data, value) for value in values])


def number(parameter: Node) -> int:
    """The integer that a parameter is; raises `UnknownError` for anything else."""
    if not isinstance(parameter, ox.Literal) or parameter.datatype.value != XSD + "integer":
        raise UnknownError("a bound that is no integer")
    return int(parameter.value)


def _text(parameter: Node) -> str:
    if not isinstance(parameter, ox.Literal):
        raise UnknownError("no text")
    return parameter.value


def min_count(_: Indexed, parameter: Node) -> Check:
    """`sh:minCount`."""
    least = number(parameter)
    return lambda _data, _focus, values: len(values) >= least


def max_count(_: Indexed, parameter: Node) -> Check:
    """`sh:maxCount`."""
    most = number(parameter)
    return lambda _data, _focus, values: len(values) <= most


def min_length(_: Indexed, parameter: Node) -> Check:
    """`sh:minLength`."""
    least = number(parameter)
    return _of_each(
        lambda _data, value: None if isinstance(value, ox.Triple) else _length(value) >= least
    )


def _length(value: ox.NamedNode | ox.BlankNode | ox.Literal) -> int:
    return 0 if isinstance(value, ox.BlankNode) else len(value.value)


def pattern(_: Indexed, parameter: Node) -> Check:
    """`sh:pattern`: the engine reads it as a Python expression too."""
    expression = re.compile(_text(parameter))

    def met(_: Indexed, value: Node) -> Said:
        if isinstance(value, ox.NamedNode | ox.Literal):
            return expression.search(value.value) is not None
        return False if isinstance(value, ox.BlankNode) else None

    return _of_each(met)


def datatype(_: Indexed, parameter: Node) -> Check:
    """`sh:datatype`; a plain literal is well formed."""

    def met(_: Indexed, value: Node) -> Said:
        return isinstance(value, ox.Literal) and value.datatype == parameter

    return _of_each(met)


def class_(_: Indexed, parameter: Node) -> Check:
    """`sh:class`; plain data state no subclasses."""
    return _of_each(lambda data, value: parameter in data.objects(value, _TYPE))


def node_kind(_: Indexed, parameter: Node) -> Check:
    """`sh:nodeKind sh:IRI`."""
    if parameter != ox.NamedNode(SH + "IRI"):
        raise UnknownError("a kind of node")
    return _of_each(lambda _data, value: isinstance(value, ox.NamedNode))


def language_in(shapes: Indexed, parameter: Node) -> Check:
    """`sh:languageIn`: the whole tag, or what stands before its first hyphen, as the engine has it."""
    allowed = {_text(each).lower() for each in listed(shapes, parameter)}
    if "*" in allowed:
        raise UnknownError("any language")

    def met(_: Indexed, value: Node) -> Said:
        if not isinstance(value, ox.Literal) or not value.language:
            return False
        tag = value.language.lower()
        return tag in allowed or tag.partition("-")[0] in allowed

    return _of_each(met)


def unique_lang(_: Indexed, parameter: Node) -> Check:
    """`sh:uniqueLang true`."""
    if _text(parameter) != "true":
        raise UnknownError("languages that need not differ")

    def met(_: Indexed, __: Node, values: Values) -> Said:
        tags = [value.language for value in values if isinstance(value, ox.Literal)]
        told = [tag.lower() for tag in tags if tag]
        return len(told) == len(set(told))

    return met


def in_(shapes: Indexed, parameter: Node) -> Check:
    """`sh:in`."""
    allowed = set(listed(shapes, parameter))
    return _of_each(lambda _data, value: value in allowed)


def has_value(_: Indexed, parameter: Node) -> Check:
    """`sh:hasValue`."""
    return lambda _data, _focus, values: parameter in values


def disjoint(_: Indexed, parameter: Node) -> Check:
    """`sh:disjoint`."""
    return lambda data, focus, values: values.keys().isdisjoint(data.objects(focus, parameter))


def at_least(_: Indexed, parameter: Node) -> Check:
    """`sh:minInclusive` of numbers."""
    number(parameter)
    return _of_each(lambda _data, value: _in_order(parameter, value))


def at_most(_: Indexed, parameter: Node) -> Check:
    """`sh:maxInclusive` of numbers."""
    number(parameter)
    return _of_each(lambda _data, value: _in_order(value, parameter))


def less_than(_: Indexed, parameter: Node) -> Check:
    """`sh:lessThan` of numbers and of days."""
    return _compared(parameter, equal=False)


def less_than_or_equals(_: Indexed, parameter: Node) -> Check:
    """`sh:lessThanOrEquals` of numbers and of days."""
    return _compared(parameter, equal=True)


def _compared(predicate: Node, *, equal: bool) -> Check:
    def met(data: Indexed, focus: Node, values: Values) -> Said:
        pairs = product(values, data.objects(focus, predicate))
        return everyone(
            _in_order(low, high) if equal or low != high else False for low, high in pairs
        )

    return met


def _in_order(low: Node, high: Node) -> Said:
    """Whether one plain value is at most the other; None where they cannot be compared here."""
    if not isinstance(low, ox.Literal) or not isinstance(high, ox.Literal):
        return None
    kinds = {low.datatype.value, high.datatype.value}
    if kinds <= _NUMBERS:
        return Decimal(low.value) <= Decimal(high.value)
    return low.value <= high.value if kinds == {_DATE} else None


COMPONENTS: dict[str, Callable[[Indexed, Node], Check]] = {
    "class": class_,
    "datatype": datatype,
    "disjoint": disjoint,
    "hasValue": has_value,
    "in": in_,
    "languageIn": language_in,
    "lessThan": less_than,
    "lessThanOrEquals": less_than_or_equals,
    "maxCount": max_count,
    "maxInclusive": at_most,
    "minCount": min_count,
    "minInclusive": at_least,
    "minLength": min_length,
    "nodeKind": node_kind,
    "pattern": pattern,
    "uniqueLang": unique_lang,
}
"""What makes a check of each component: of the shapes and the value of its parameter."""
