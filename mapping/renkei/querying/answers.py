"""Questions answered (回答): one call, the same rows from every store."""

from __future__ import annotations

from dataclasses import dataclass

from renkei.errors import Wording
from renkei.querying.binding import Value, terms_of
from renkei.querying.blanks import fill
from renkei.querying.endpoints import Endpoint, Result
from renkei.querying.faults import EndpointError
from renkei.querying.questions import Column, Question, question
from renkei.querying.terms import Cell, Plain, Term, cell_key, kind_of, plain

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Answer:
    """The answer to a question (回答).

    Each row has a cell per column, and each cell its RDF terms: none, one, or several in a combined
    column. `question` is None for a query text of one's own. `result` is what the endpoint gave.
    """

    question: Question | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    result: Result

    def records(self) -> tuple[dict[str, Plain | list[Plain]], ...]:
        """The rows as plain values by the name of the column; a combined column is a list."""
        return tuple(
            {
                column.name: _plain_cell(cell, column)
                for column, cell in zip(self.columns, row, strict=True)
            }
            for row in self.rows
        )


def _plain_cell(cell: Cell, column: Column) -> Plain | list[Plain]:
    values = [plain(term, column.type) for term in cell]
    if column.combine:
        return values
    return values[0] if values else None


def ask(asked: Question | str, endpoint: Endpoint, **params: Value) -> Answer:
    """Answer a packaged question (質問に答える).

    `params` are values as a person writes them: `theme="tourism"` or `theme="観光"`. Raises
    `UsageError` for an unknown question, parameter or value, `EndpointError` if the store fails.
    """
    chosen = question(asked) if isinstance(asked, str) else asked
    text = bound_text(chosen, endpoint, **params)
    result = endpoint.run(text)
    rows = _combined(_picked(result, chosen.columns, endpoint.name), chosen.columns)
    return Answer(chosen, chosen.columns, _sorted(rows, chosen), result)


def bound_text(asked: Question, endpoint: Endpoint, **params: Value) -> str:
    """The SPARQL that a question comes to with its parameters bound (束縛済みの質問文)."""
    return fill(asked.text, terms_of(asked, endpoint, params))


def ask_text(text: str, endpoint: Endpoint) -> Answer:
    """Answer a SPARQL query of one's own: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Rows keep the order that the endpoint gave them. Raises `UsageError` for an update or a text
    that is not SPARQL, `EndpointError` if the store fails.
    """
    result = endpoint.run(text)
    columns = tuple(
        Column(
            name=name,
            type=kind_of(next((row[at] for row in result.rows if row[at] is not None), None)),
            label=Wording(ja=name, en=name),
        )
        for at, name in enumerate(result.variables)
    )
    rows = tuple(tuple(_cell(term) for term in row) for row in result.rows)
    return Answer(None, columns, rows, result)


def _cell(term: Term | None) -> Cell:
    return () if term is None else (term,)


def _picked(result: Result, columns: tuple[Column, ...], name: str) -> list[Row]:
    missing = [column.name for column in columns if column.name not in result.variables]
    if missing:
        raise EndpointError("missing-column", url=name, name=missing[0])
    places = [result.variables.index(column.name) for column in columns]
    return [tuple(_cell(row[place]) for place in places) for row in result.rows]


def _combined(rows: list[Row], columns: tuple[Column, ...]) -> list[Row]:
    """One row for those that differ in combined columns only, without repetition.

    GROUP_CONCAT would do it in the query, but in no order that two stores share.
    """
    kept: dict[Row, list[dict[Term, None]]] = {}
    for row in rows:
        fixed = tuple(
            () if column.combine else cell for column, cell in zip(columns, row, strict=True)
        )
        values = kept.setdefault(fixed, [{} for _ in columns])
        for held, cell in zip(values, row, strict=True):
            held.update(dict.fromkeys(cell))
    return [
        tuple(
            tuple(sorted(held, key=lambda term, kind=column.type: cell_key((term,), kind)))  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            for held, column in zip(values, columns, strict=True)
        )
        for values in kept.values()
    ]


def _sorted(rows: list[Row], asked: Question) -> tuple[Row, ...]:
    """The rows in the declared order, ties broken by the columns from left to right."""
    names = [column.name for column in asked.columns]
    ordered = list(rows)
    for entry in reversed((*asked.sort, *names)):
        place = names.index(entry.removeprefix("-"))
        kind = asked.columns[place].type
        ordered.sort(
            key=lambda row, place=place, kind=kind: cell_key(row[place], kind),  # type: ignore[misc]  # mypy cannot infer a lambda with a default
            reverse=entry.startswith("-"),
        )
    return tuple(ordered)
