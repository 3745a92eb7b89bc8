"""The rows of an answer put in order (整列): combined and sorted here, so that all stores agree.

GROUP_CONCAT and ORDER BY could do it in the query, but each store joins and sorts in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from renkei.querying.endpoints import Result
from renkei.querying.faults import EndpointError
from renkei.querying.questions import Column, ColumnType, Question
from renkei.querying.terms import Cell, Term, cell_key

Row = tuple[Cell, ...]


def arranged(result: Result, asked: Question, endpoint: str) -> tuple[Row, ...]:
    """The rows of a result as the question declares them: its columns, combined, sorted.

    Raises `EndpointError` if the result lacks a column.
    """
    places = [_place(result, column.name, endpoint) for column in asked.columns]
    hidden = [_place(result, name, endpoint) for name in asked.identity]
    # What tells rows apart is carried behind the columns until all is sorted.
    rows = _combined(
        ([_cell(row[at]) for at in (*places, *hidden)] for row in result.rows), asked.columns
    )
    ordered = _sorted(rows, asked)
    return tuple(row[: len(places)] for row in ordered)


def _place(result: Result, name: str, endpoint: str) -> int:
    if name not in result.variables:
        raise EndpointError("missing-column", url=endpoint, name=name)
    return result.variables.index(name)


def _cell(term: Term | None) -> Cell:
    return () if term is None else (term,)


def _combined(rows: Iterable[list[Cell]], columns: tuple[Column, ...]) -> list[Row]:
    """One row for those that differ in combined columns only, and none twice."""
    combining = [at for at, column in enumerate(columns) if column.combine]
    kept: dict[Row, list[set[Term]]] = {}
    for row in rows:
        values = [row[at] for at in combining]
        for at in combining:
            row[at] = ()
        held = kept.setdefault(tuple(row), [set() for _ in combining])
        for into, cell in zip(held, values, strict=True):
            into.update(cell)
    return [tuple(_with(row, combining, held, columns)) for row, held in kept.items()]


def _with(
    row: Row, combining: list[int], held: list[set[Term]], columns: tuple[Column, ...]
) -> Iterator[Cell]:
    values = dict(zip(combining, held, strict=True))
    for at, cell in enumerate(row):
        if at in values:
            yield _in_order(values[at], columns[at].type)
        else:
            yield cell


def _in_order(terms: set[Term], kind: ColumnType) -> Cell:
    return tuple(sorted(terms, key=lambda term: cell_key((term,), kind)))


def _sorted(rows: list[Row], asked: Question) -> list[Row]:
    """The rows in the declared order; ties are broken by the columns from left to right."""
    kinds: list[ColumnType] = [column.type for column in asked.columns]
    kinds += ["iri"] * len(asked.identity)
    ordered = sorted(
        rows, key=lambda row: [cell_key(*each) for each in zip(row, kinds, strict=True)]
    )
    names = [*(column.name for column in asked.columns), *asked.identity]
    for entry in reversed(asked.sort):
        place = names.index(entry.removeprefix("-"))
        _sort_by(ordered, place, kinds[place], descending=entry.startswith("-"))
    return ordered


def _sort_by(rows: list[Row], place: int, kind: ColumnType, *, descending: bool) -> None:
    cell = itemgetter(place)
    rows.sort(key=lambda row: cell_key(cell(row), kind), reverse=descending)
