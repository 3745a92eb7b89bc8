"""From the values that a person gives to the terms that fill a query's blanks (引数の束縛)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode

from renkei.errors import Wording
from renkei.querying.endpoints import Endpoint
from renkei.querying.faults import UsageError, near
from renkei.querying.lookups import (
    Entry,
    agreements,
    concepts,
    known_agreements,
    known_municipalities,
    municipalities,
)
from renkei.querying.questions import CONCEPT_TYPES, Parameter, Question
from renkei.querying.terms import XSD, Value

_EXPECTED = {
    "language": Wording(ja="言語（ja か en）", en="a language (ja or en)"),
    "date": Wording(ja="日付（2017-03-22 の形）", en="a date (as in 2017-03-22)"),
    "integer": Wording(ja="整数", en="a whole number"),
    "text": Wording(ja="文字列", en="text"),
    "iri": Wording(ja="IRI", en="an IRI"),
}
_LOOKUPS = {
    "municipality": (municipalities, known_municipalities),
    "agreement": (agreements, known_agreements),
}
_LANGUAGES = ("ja", "en")

Bound = NamedNode | Literal


def terms_of(
    question: Question, endpoint: Endpoint, given: Mapping[str, Value]
) -> dict[str, tuple[Bound, ...]]:
    """The terms of each parameter that narrows the question: a concept with all that is below it.

    An empty value takes a default away. Raises `UsageError` for a parameter or value that the
    question or the data does not know, `EndpointError` if the data cannot be asked.
    """
    values = {question.parameter(name).name: value for name, value in given.items()}
    terms: dict[str, tuple[Bound, ...]] = {}
    for parameter in question.params:
        value = values.get(parameter.name, parameter.default)
        if value is None or value == "":
            _demand_optional(question, parameter)
        else:
            terms[parameter.name] = _terms(parameter, str(value), endpoint)
    return terms


def _demand_optional(question: Question, parameter: Parameter) -> None:
    # Without a language a label would appear once in each, and a row would be counted twice.
    if parameter.required or parameter.type == "language":
        raise UsageError(
            "missing-parameter",
            question=question.name,
            name=parameter.name,
            label_ja=parameter.label.ja,
            label_en=parameter.label.en,
        )


def _terms(parameter: Parameter, value: str, endpoint: Endpoint) -> tuple[Bound, ...]:
    if parameter.type == "choice":
        entries = [Entry(NamedNode(iri), (name,), name) for name, iri in parameter.choices.items()]
        return _listed(parameter, value, entries)
    if parameter.type in CONCEPT_TYPES:
        return _listed(parameter, value, concepts(endpoint, parameter.type))
    if parameter.type in _LOOKUPS:
        return _looked_up(parameter, value, endpoint)
    try:
        return (_literal(parameter, value),)
    except ValueError as error:
        expected = _EXPECTED[parameter.type]
        raise UsageError(
            "bad-value",
            name=parameter.name,
            value=_printable(value),
            expected_ja=expected.ja,
            expected_en=expected.en,
        ) from error


def _listed(
    parameter: Parameter, value: str, entries: list[Entry] | tuple[Entry, ...]
) -> tuple[Bound, ...]:
    found = [entry for entry in entries if value in entry.names]
    if found:  # what is near takes long to find, and only a value that is unknown asks for it
        return _only(parameter, value, found, ())
    names = [name for entry in entries for name in entry.names if "://" not in name]
    return _only(parameter, value, found, near(value, names))


def _looked_up(parameter: Parameter, value: str, endpoint: Endpoint) -> tuple[Bound, ...]:
    digits = unicodedata.normalize("NFKC", value)
    wanted = digits if digits.isascii() else value
    find, known = _LOOKUPS[parameter.type]
    found = list(find(endpoint, wanted)) if _is_text(wanted) else []
    return _only(parameter, value, found, () if found else near(value, known(endpoint)))


def _only(
    parameter: Parameter, value: str, found: list[Entry], known: tuple[str, ...]
) -> tuple[Bound, ...]:
    if len(found) == 1:
        return (found[0].term, *found[0].below)
    kind, candidates = (
        ("ambiguous-value", tuple(entry.shown for entry in found))
        if found
        else ("unknown-value", known)
    )
    raise UsageError(kind, candidates=candidates, name=parameter.name, value=_printable(value))


def _literal(parameter: Parameter, value: str) -> Bound:
    plain = unicodedata.normalize("NFKC", value).strip()
    if parameter.type == "iri":
        return NamedNode(value)
    if parameter.type == "date":
        return Literal(date.fromisoformat(plain).isoformat(), datatype=NamedNode(XSD + "date"))
    if parameter.type == "integer":
        return Literal(str(int(plain)), datatype=NamedNode(XSD + "integer"))
    if parameter.type == "language" and plain not in _LANGUAGES:
        raise ValueError(plain)
    if not _is_text(value):
        raise ValueError("a lone surrogate is no character")
    return Literal(plain if parameter.type == "language" else value)


def _is_text(value: str) -> bool:
    # A file name or an argument in a broken encoding arrives with lone surrogates.
    return not any("\ud800" <= char <= "\udfff" for char in value)


def _printable(value: str) -> str:
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
