"""Answers for people (印字): a table on a terminal, or Markdown, in sections and with its sources.

An IRI is no reading matter: in a cell stands a number in brackets, and below what it opens.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby, islice

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from renkei.errors import Language
from renkei.querying.answers import Answer
from renkei.querying.arranging import Row
from renkei.querying.questions import Column
from renkei.querying.terms import Cell, plain
from renkei.querying.widths import column_widths
from renkei.querying.wording import NO_GROUP, NO_ROWS, REFERENCES, SEPARATOR, YES_NO

# Control characters except a line end: the escape `\x1b` that would drive a terminal; not `あ`.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Characters with a meaning inside a table of Markdown: `|` in `甲|乙`; not `、`.
_MARKUP = re.compile(r"([\\|*_`<>\[\]])")


class _References:
    """The IRIs that a printed answer points to, numbered in the order of their mention."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, iri: str) -> int:
        return self.numbers.setdefault(iri, len(self.numbers) + 1)


def printed_table(answer: Answer, language: Language, width: int) -> str:
    """The answer as tables for a terminal of a width, in columns; wide characters count two.

    Where so many columns share the width that words would be broken, or that a row would take more
    lines than it has columns, the rows stand as records: a line for each column.
    """
    references = _References()
    parts = [] if answer.question is None else [f"{getattr(answer.question.title, language)}\n"]
    for heading, columns, rows in _sections(answer, language):
        if heading is not None:
            parts.append(f"\n■ {_visible(heading)}\n")
        cells = _cells(columns, rows, references, language)
        drawn = (_table(columns, cells, width), _records(cells) if rows else None)
        parts.append(min((_drawn(one, width) for one in drawn if one), key=_height, default=""))
    if not answer.rows:
        parts.append(f"{NO_ROWS[language]}\n")
    lines = [f"[{number}] {_visible(iri)}" for iri, number in references.numbers.items()]
    listed = [f"{REFERENCES[language]}:", *lines] if lines else []
    # An IRI broken over two lines could not be opened, so these lines ignore the width.
    return _trimmed("".join(parts)) + "".join(f"{line}\n" for line in listed)


def _height(drawn: str) -> int:
    return drawn.count("\n")


def _drawn(table: Table, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, highlight=False, markup=False).print(table)
    return out.getvalue()


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.removesuffix("\n").split("\n"))


def _sections(
    answer: Answer, language: Language
) -> Iterator[tuple[str | None, list[tuple[int, Column]], list[Row]]]:
    group = answer.question.group if answer.question is not None else None
    columns = list(enumerate(answer.columns))
    if group is None or not answer.rows:
        yield None, columns, list(answer.rows)
        return
    place = next(at for at, column in columns if column.name == group)
    rest = [(at, column) for at, column in columns if at != place]
    for cell, rows in groupby(answer.rows, key=lambda row: row[place]):
        heading = _shown(cell, answer.columns[place], language) or NO_GROUP[language]
        yield heading, rest, list(rows)


def _cells(
    columns: list[tuple[int, Column]],
    rows: list[Row],
    references: _References,
    language: Language,
) -> list[list[str]]:
    """The cells of each column as they are printed, its label first."""
    cells = [[str(getattr(column.label, language))] for _, column in columns]
    for row in rows:
        for (at, column), into in zip(columns, cells, strict=True):
            into.append(_visible(_referenced(row[at], column, references, language)))
    return cells


def _table(columns: list[tuple[int, Column]], cells: list[list[str]], width: int) -> Table | None:
    """A table; None where its columns would have to break words."""
    widths = column_widths(cells, width)
    if widths is None:
        return None
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for (_, column), (label, *_rest), wide in zip(columns, cells, widths, strict=True):
        right = column.type == "integer"
        table.add_column(
            Text(label), overflow="fold", justify="right" if right else "left", width=wide
        )
    for row in islice(zip(*cells, strict=True), 1, None):
        table.add_row(*map(Text, row))
    return table


def _records(cells: list[list[str]]) -> Table:
    """Each row as a block of lines, `label  value`; what a row leaves empty has no line."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    labels, *rows = zip(*cells, strict=True)
    for row in rows:
        table.add_row("─" * 4, "")
        for label, value in zip(labels, row, strict=True):
            if value:
                table.add_row(Text(label), Text(value))
    return table


def _referenced(cell: Cell, column: Column, references: _References, language: Language) -> str:
    if column.type != "iri":
        return _shown(cell, column, language)
    # The space is where a line may end.
    return " ".join(f"[{references.number(str(plain(term)))}]" for term in cell)


def _shown(cell: Cell, column: Column, language: Language) -> str:
    values = [plain(term, column.type) for term in cell]
    return SEPARATOR[language].join(
        YES_NO[language][value] if isinstance(value, bool) else str(value) for value in values
    )


def _visible(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def markdown(answer: Answer, language: Language) -> str:
    """The answer as Markdown tables, one below a heading for each group."""
    references = _References()
    lines: list[str] = []
    if answer.question is not None:
        lines += [f"# {_escaped(getattr(answer.question.title, language))}", ""]
    for heading, columns, rows in _sections(answer, language):
        if heading is not None:
            lines += [f"## {_escaped(heading)}", ""]
        lines += [*_markdown_table(columns, rows, references, language), ""]
    if not answer.rows:
        lines += [NO_ROWS[language], ""]
    return "\n".join(lines)


def _markdown_table(
    columns: list[tuple[int, Column]],
    rows: list[Row],
    references: _References,
    language: Language,
) -> Iterator[str]:
    yield _bar(_escaped(getattr(column.label, language)) for _, column in columns)
    yield _bar("---:" if column.type == "integer" else "---" for _, column in columns)
    for row in rows:
        yield _bar(
            " ".join(_link(str(plain(term)), references) for term in row[at])
            if column.type == "iri"
            else _escaped(_shown(row[at], column, language))
            for at, column in columns
        )


def _bar(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(iri: str, references: _References) -> str:
    # Only a web address may become a link: a `javascript:` IRI from outside must not run.
    number = references.number(iri)
    target = iri.replace("(", "%28").replace(")", "%29")
    return f"[{number}]({target})" if iri.startswith(("http://", "https://")) else _escaped(iri)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", _visible(text)).replace("\n", "<br>")
