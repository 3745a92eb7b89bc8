"""Questions answered (回答): one call, the same rows from every store."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from renkei.errors import Wording
from renkei.querying.arranging import Row, arranged
from renkei.querying.binding import terms_of
from renkei.querying.blanks import fill
from renkei.querying.endpoints import Endpoint, Result
from renkei.querying.questions import Column, Question, question
from renkei.querying.terms import Cell, Plain, Term, Value, kind_of, plain

# The last line of a question, `ORDER BY ?title ?source`; not one inside it, nor before a LIMIT.
_ORDER = re.compile(r"^ORDER BY [^\n]*\n*\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list (一覧の一部): `limit` entries, at least one, from `offset` on, of `total`.

    >>> part = Part(500, 500, 1218)
    >>> part.end, part.previous, part.following, part.last
    (1000, 0, 1000, 1000)
    >>> Part(0, 500, 1218).previous, Part(1000, 500, 1218).following, Part(7000, 500, 1218).previous
    (None, None, 1000)
    """

    offset: int
    limit: int
    total: int

    @property
    def end(self) -> int:
        """The place behind its last entry."""
        return min(self.offset + self.limit, self.total)

    @property
    def last(self) -> int:
        """Where the last part begins."""
        return (max(self.total, 1) - 1) // self.limit * self.limit

    @property
    def previous(self) -> int | None:
        """Where the part before this begins; behind the end of the list that is the last part."""
        return max(0, min(self.offset - self.limit, self.last)) if self.offset else None

    @property
    def following(self) -> int | None:
        """Where the part after this begins."""
        return self.offset + self.limit if self.offset + self.limit < self.total else None

    @property
    def within(self) -> Part:
        """The part itself, or the last one if it begins behind the end."""
        return self if self.offset < max(self.total, 1) else Part(self.last, self.limit, self.total)


Record = Mapping[str, Plain | list[Plain]]
"""A row in plain values by the name of the column; a combined column is a list."""


class Told(Protocol):
    """An answer in plain values (回答の値): what pages and files tell of it."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, as the question declares them."""

    @property
    def total(self) -> int:
        """How many rows it has."""

    def records(self, part: Part | None = None) -> Sequence[Record]:
        """The rows, or those of a part."""


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

    @property
    def total(self) -> int:
        """How many rows it has."""
        return len(self.rows)

    def records(self, part: Part | None = None) -> tuple[Record, ...]:
        """The rows, or those of a part, as plain values."""
        rows = self.rows if part is None else self.rows[part.offset : part.end]
        return tuple(
            {
                column.name: _plain_cell(cell, column)
                for column, cell in zip(self.columns, row, strict=True)
            }
            for row in rows
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
    result = endpoint.run(bound_text(chosen, endpoint, **params))
    return Answer(chosen, chosen.columns, arranged(result, chosen, endpoint.name), result)


def bound_text(asked: Question, endpoint: Endpoint, **params: Value) -> str:
    """The SPARQL that a question comes to with its parameters bound (束縛済みの質問文).

    It has no ORDER BY: the rows are sorted when they are arranged, and stores take as long to sort
    thousands of them as to find them.
    """
    return _ORDER.sub("", fill(asked.text, terms_of(asked, endpoint, params)))


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
