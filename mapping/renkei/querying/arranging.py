"""The rows of an answer put in order (整列): combined and sorted here, so that all stores agree.

GROUP_CONCAT and ORDER BY could do it in the query, but each store joins and sorts in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from renkei.querying.endpoints import Result
from renkei.querying.faults import EndpointError
from renkei.querying.questions import Column, ColumnType, Question
from renkei.querying.terms import Cell, CellKey, Term, cell_key

Row = tuple[Cell, ...]
_Terms = tuple[Term | None, ...]


def arranged(result: Result, asked: Question, endpoint: str) -> tuple[Row, ...]:
    """The rows of a result as the question declares them: its columns, combined, sorted.

    Raises `EndpointError` if the result lacks a column.
    """
    width = len(asked.columns)
    return tuple(row[:width] for row in _whole(result, asked, endpoint))


def identified(result: Result, asked: Question, endpoint: str) -> tuple[Row, ...]:
    """What the rows of `arranged` speak of (行の主題): the terms of the question's `identity`, row by row.

    Raises `EndpointError` if the result lacks a column.
    """
    width = len(asked.columns)
    return tuple(row[width:] for row in _whole(result, asked, endpoint))


def _whole(result: Result, asked: Question, endpoint: str) -> Iterator[Row]:
    """The rows in order, and behind their columns what tells them apart."""
    places = [_place(result, column.name, endpoint) for column in asked.columns]
    hidden = [_place(result, name, endpoint) for name in asked.identity]
    return _sorted(_combined(result.rows, places, hidden, asked.columns), asked)


def _place(result: Result, name: str, endpoint: str) -> int:
    if name not in result.variables:
        raise EndpointError("missing-column", url=endpoint, name=name)
    return result.variables.index(name)


def _combined(
    rows: Sequence[_Terms], places: list[int], hidden: list[int], columns: tuple[Column, ...]
) -> list[Row]:
    """One row for those that differ in combined columns only, and none twice."""
    combining = [at for at, column in zip(places, columns, strict=True) if column.combine]
    telling = [at for at, column in zip(places, columns, strict=True) if not column.combine]
    telling += hidden
    kept: dict[_Terms, list[set[Term | None]]] = {}
    for row in rows:
        one = tuple([row[at] for at in telling])
        held = kept.get(one)
        if held is None:
            held = kept[one] = [set() for _ in combining]
        for into, at in zip(held, combining, strict=True):
            into.add(row[at])
    return [tuple(_cells(one, held, columns)) for one, held in kept.items()]


def _cells(
    one: _Terms, held: list[set[Term | None]], columns: tuple[Column, ...]
) -> Iterator[Cell]:
    """The cells of a row: of its columns in their order, then of what tells rows apart."""
    single, several = iter(one), iter(held)
    for column in columns:
        yield _in_order(next(several), column.type) if column.combine else _cell(next(single))
    yield from map(_cell, single)


def _cell(term: Term | None) -> Cell:
    return () if term is None else (term,)


def _in_order(terms: set[Term | None], kind: ColumnType) -> Cell:
    found = [term for term in terms if term is not None]
    if len(found) > 1:
        found.sort(key=lambda term: cell_key((term,), kind))
    return tuple(found)


def _sorted(rows: list[Row], asked: Question) -> Iterator[Row]:
    """The rows in the declared order; ties are broken by the columns from left to right.

    A key costs more than a comparison: cells that stand in many rows have theirs made once, and
    rows that the declared order tells apart need no others.
    """
    kinds: list[ColumnType] = [column.type for column in asked.columns]
    kinds += ["iri"] * len(asked.identity)
    names = [*(column.name for column in asked.columns), *asked.identity]
    key = cache(cell_key)
    declared = [(names.index(entry.removeprefix("-")), entry[0] == "-") for entry in asked.sort]
    keyed = [([key(row[at], kinds[at]) for at, _ in declared], row) for row in rows]
    for place, (_, descending) in reversed(list(enumerate(declared))):
        _sort_by(keyed, place, descending=descending)
    for _, same in groupby(keyed, key=lambda each: each[0]):
        tied = [row for _, row in same]
        if len(tied) > 1:
            tied.sort(key=lambda row: [key(*each) for each in zip(row, kinds, strict=True)])
        yield from tied


def _sort_by(rows: list[tuple[list[CellKey], Row]], place: int, *, descending: bool) -> None:
    rows.sort(key=lambda each: each[0][place], reverse=descending)
