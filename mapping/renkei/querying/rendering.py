"""Answers written out (回答の書き出し): for people as tables, for machines as data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from renkei.errors import Language
from renkei.querying.answers import Answer, Part, Told
from renkei.querying.faults import UsageError, near
from renkei.querying.questions import ColumnType
from renkei.querying.terms import XSD, Plain, Term, plain

# The width of a table where no terminal says another, in columns of a terminal.
WIDTH = 120
_DELIMITERS = {"csv": ",", "tsv": "\t"}


def render(
    answer: Answer, form: str = "table", language: Language = "ja", *, width: int = WIDTH
) -> str:
    """An answer as text in one of the `FORMATS`.

    Tables and Markdown head their columns with labels in `language`; CSV, TSV and JSON with the
    names of the columns, which no language changes. `width` is that of the terminal. Raises
    `UsageError` for an unknown format, and for a format of graphs where the answer is rows.
    """
    if form in {"table", "markdown"}:
        return _printed(answer, form, language, width)
    if form in _WRITERS:
        return _WRITERS[form](answer)
    if form in _GRAPHS:
        return _graph(answer, form)
    raise UsageError("unknown-format", candidates=near(form, FORMATS), name=form)


def _printed(answer: Answer, form: str, language: Language, width: int) -> str:
    # A server never prints on a terminal, and rich takes long to load.
    from renkei.querying.printing import markdown, printed_table  # noqa: PLC0415  # see above

    if form == "table":
        return printed_table(answer, language, width)
    return markdown(answer, language)


def written(told: Told, form: str, part: Part | None = None) -> str:
    """An answer in plain values as a file, whole or a part of it: `csv`, `tsv` or `json`."""
    if form == "json":
        return json.dumps(told.records(part), ensure_ascii=False, indent=2) + "\n"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_DELIMITERS[form], lineterminator="\n")
    writer.writerow([column.name for column in told.columns])
    for record in told.records(part):
        writer.writerow([_joined(record[column.name], column.type) for column in told.columns])
    return out.getvalue()


def _joined(value: Plain | list[Plain], kind: ColumnType) -> str:
    """A cell of a file: several values joined by 、, IRIs by a space; an empty one for none."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return (" " if kind == "iri" else "、").join(_field(each) for each in values)


def _field(value: Plain) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv(answer: Answer) -> str:
    """RFC 4180 but for line ends of one character."""
    return written(answer, "csv")


def _tsv(answer: Answer) -> str:
    return written(answer, "tsv")


def _json(answer: Answer) -> str:
    return written(answer, "json")


def _sparql_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON Format: what the endpoint gave, before rows were combined."""
    result = answer.result
    if result.form == "ask":
        value = any(str(plain(term)) == "true" for term in result.rows[0] if term is not None)
        return json.dumps({"head": {}, "boolean": value}, indent=2) + "\n"
    bindings = [
        {
            name: _binding(term)
            for name, term in zip(result.variables, row, strict=True)
            if term is not None
        }
        for row in result.rows
    ]
    head = {"vars": list(result.variables)}
    document = {"head": head, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _binding(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    return _literal_binding(term)


def _literal_binding(term: Literal) -> dict[str, object]:
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def _graph(answer: Answer, form: str) -> str:
    if answer.result.form != "graph":
        raise UsageError("not-a-graph", name=form)
    triples = [Triple(*row) for row in answer.result.rows]  # type: ignore[arg-type]  # rows of a graph are triples
    written = serialize(triples, format=_GRAPHS[form])
    return written.decode("utf-8") if written is not None else ""


_WRITERS: dict[str, Callable[[Answer], str]] = {
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "sparql-json": _sparql_json,
}
_GRAPHS: dict[str, RdfFormat] = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES}
FORMATS: tuple[str, ...] = ("table", "markdown", *_WRITERS, *_GRAPHS)
"""The formats that `render` knows; the last two for the answer of a CONSTRUCT only."""
