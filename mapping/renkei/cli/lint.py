"""`renkei lint`: what the statute says of the text of agreements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.faults import Exit
from renkei.cli.language import language
from renkei.cli.options import Lang
from renkei.cli.printing import has_errors, say, say_findings
from renkei.errors import Wording
from renkei.graph import document_quads
from renkei.model import Document
from renkei.publishing.pipeline import parse_files
from renkei.publishing.sources import source_files
from renkei.store import StoreError
from renkei.validation import Level, Report, Result
from renkei.validation.statute import lint as run_lint
from renkei.validation.statute import lint_quads, statute_shapes

_FORMS = ("text", "json", "ttl")
_INSTANCES = "/id/agreement/"
_SHAPES = "/shapes/statute/"
_LEVELS = {
    Level.VIOLATION: Wording(ja="違反", en="violation"),
    Level.WARNING: Wording(ja="注意", en="warning"),
    Level.INFO: Wording(ja="参考", en="hint"),
}
_REMEDY = Wording(ja="      直し方: {words}", en="      what to do: {words}")
_NOTHING = Wording(ja="指摘はありません。", en="Nothing to remark.")
_TOTAL = Wording(
    ja="違反 {violation}、注意 {warning}、参考 {info}。文言だけを見る点検で、手続の適否は判断しません。",
    en="{violation} violations, {warning} warnings, {info} hints. "
    "Only the text is looked at, not what the bodies did.",
)


def lint(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Files, folders or patterns; else the build."),
    ] = None,
    kg: Annotated[Path, typer.Option("--kg", help="The folder of a build.")] = Path("kg"),
    form: Annotated[str, typer.Option("--format", "-f", help="text, json or ttl.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    lang: Lang = None,
) -> None:
    """Check agreements against the statute; ends with 1 on violations.

    The shapes in shapes/statute/ come from Article 252-2 of the Local Autonomy Act and from the
    ministry's guideline. 地方自治法第252条の2と連携中枢都市圏構想推進要綱に照らして、協約の文言を点検します。

    \b
    Example:  renkei lint agreements/kurume-ogori.txt
    """
    del lang
    form = "json" if as_json else form
    if form not in _FORMS:
        raise typer.BadParameter(", ".join(_FORMS), param_hint="--format")
    readable, report = _of_sources(sources) if sources else (True, _of_build(kg))
    if form == "json":
        say(report.model_dump_json(indent=1))
    elif form == "ttl":
        say(report.to_graph(statute_shapes()).serialize(format="turtle").rstrip())
    else:
        _say(report)
    raise typer.Exit(Exit.FINE if readable and report.conforms else Exit.INPUT)


def _of_build(kg: Path) -> Report:
    try:
        return run_lint(kg)
    except FileNotFoundError as error:
        raise StoreError("missing", path=str(kg)) from error
    except SyntaxError as error:
        raise StoreError("bad-data", path=str(kg), reason=str(error)) from error


def _of_sources(sources: list[str]) -> tuple[bool, Report]:
    """Whether every source could be read, and the remarks; what could not be read is told."""
    readable = True
    results: list[Result] = []
    for file in source_files(sources):
        for document, reading in parse_files(file.path, name=file.name):
            findings = document.findings if document else reading.findings
            if document is None or not document.agreements or has_errors(findings):
                say_findings(findings)
                readable = False
            for part in _each(document) if document else ():
                results.extend(lint_quads(document_quads(part)).results)
    return readable, Report.of(results)


def _each(document: Document) -> Iterator[Document]:
    """A document for each agreement, which is looked at by itself."""
    for agreement in document.agreements:
        yield document.model_copy(update={"agreements": (agreement,), "unread": ()})


def _say(report: Report) -> None:
    for key, found in groupby(sorted(report.results, key=_by_agreement), key=_key):
        say(key)
        for result in found:
            name = _LEVELS[result.severity].fill(language(), {})
            say(f"  [{name}] {getattr(result.messages, language())}")
            if result.remedy:
                words = getattr(result.remedy, language())
                say(_REMEDY.fill(language(), {"words": words}))
            say(f"      {_place(result)}")
    if not report.results:
        say(_NOTHING.fill(language(), {}))
    counts = {level.value: str(report.count(level)) for level in Level}
    say(_TOTAL.fill(language(), counts))


def _by_agreement(result: Result) -> tuple[str, tuple[str, ...]]:
    return _key(result), result.sort_key()


def _key(result: Result) -> str:
    return result.focus.value.partition(_INSTANCES)[2].partition("/")[0]


def _place(result: Result) -> str:
    """The requirement, and the nodes that it is about as `renkei explain` takes them."""
    nodes = [result.focus.value, result.value.value if result.value else ""]
    places = [each.partition(_INSTANCES)[2] or each for each in nodes if each]
    requirement = result.shape.rpartition(_SHAPES)[2]
    return "  ".join([requirement, *dict.fromkeys(places)])
