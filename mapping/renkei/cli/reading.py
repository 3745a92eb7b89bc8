"""`renkei parse` and `renkei check`: one source at a time, nothing kept in memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.faults import Exit
from renkei.cli.language import language
from renkei.cli.options import Lang
from renkei.cli.printing import has_errors, say, say_findings, say_json
from renkei.errors import Wording
from renkei.model import Document, Finding, TileKind
from renkei.publishing.pipeline import understand
from renkei.publishing.site import finding_record
from renkei.publishing.sources import source_files
from renkei.reading import Origin, Reading, read_all

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Files, folders or patterns; - reads standard input."),
]

_COVERAGE = Wording(
    ja="{name}: 読み取り {leaf}%、構造の記号 {mark}%、取り除いた体裁 {layout}%、未読 {unread}%（全{length}字）",
    en="{name}: read {leaf}%, structural marks {mark}%, removed layout {layout}%, unread {unread}% "
    "(of {length} characters)",
)
_PASSAGE = Wording(
    ja="  未読 {name}:{line}:{column} {length}字「{text}」",
    en="  unread {name}:{line}:{column} {length} characters “{text}”",
)
_FINE = Wording(
    ja="{count}件を調べました。指摘はありません。", en="{count} files checked: nothing to report."
)
_UNREAD_PARTS = {"text", "sha256"}


def parse(
    files: Files,
    tiles: Annotated[
        bool, typer.Option("--tiles", help="Also list what every stretch of the text is.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Also give the source text.")] = False,
    lang: Lang = None,
) -> None:
    """Print whole agreements as JSON.

    An array with an object per file: source, agreements, findings, unread, coverage.
    協約の全体（当事者、条文、取組、役割、補正、未読）を、原文の範囲とともにJSONで出力します。

    \b
    Example:  renkei parse agreements/kumamoto-aso.txt
    """
    del lang
    worst = Exit.FINE
    separator = "["
    for document, reading, name in _documents(files):
        record = _record(document, reading, name, tiles=tiles, text=text)
        say(separator + json.dumps(record, ensure_ascii=False, indent=1))
        separator = ","
        worst = max(worst, _outcome(document, reading))
    say("]" if separator == "," else "[]")
    raise typer.Exit(worst)


def check(
    files: Files,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also print how much of each text was read.")
    ] = False,
    remedies: Annotated[
        bool, typer.Option("--remedies", help="Also say what to do about each finding.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    lang: Lang = None,
) -> None:
    """Print findings only, a line each; ends with 1 on errors.

    A line is `file:line:column: code severity message`; docs/errors/ has a page per code.
    読めない箇所、欠けた役割、照合できない名称などの指摘だけを出力します。

    \b
    Example:  renkei check agreements --coverage
    """
    del lang
    worst = Exit.FINE
    count, quiet = 0, True
    records: list[dict[str, object]] = []
    for document, reading, name in _documents(files):
        findings = document.findings if document else reading.findings
        worst = max(worst, _outcome(document, reading))
        count, quiet = count + 1, quiet and not findings
        if as_json:
            records.append(_check_record(document, findings, name, coverage=coverage))
            continue
        say_findings(findings, remedies=remedies)
        if coverage and document:
            say(_COVERAGE.fill(language(), _shares(document, name)))
            for passage in _unread(document):
                values = {key: str(value) for key, value in passage.items()}
                say(_PASSAGE.fill(language(), {"name": name, **values}))
    if as_json:
        say_json(records)
    elif quiet and not coverage:
        say(_FINE.fill(language(), {"count": str(count)}))
    raise typer.Exit(worst)


def _documents(files: Sequence[str]) -> Iterator[tuple[Document | None, Reading, str]]:
    """Every text of every file: a ZIP holds as many as it has members."""
    for reading in _readings(files):
        yield understand(reading), reading, reading.name


def _readings(files: Sequence[str]) -> Iterator[Reading]:
    if "-" in files:
        yield from read_all(sys.stdin.buffer.read(), name="-")
    for file in source_files(
        [Path(file) if Path(file).exists() else file for file in files if file != "-"]
    ):
        yield from read_all(file.path, name=file.name)


def _outcome(document: Document | None, reading: Reading) -> Exit:
    if reading.source is None and reading.origin is Origin.ENVIRONMENT:
        return Exit.ENVIRONMENT
    findings = document.findings if document else reading.findings
    return Exit.INPUT if has_errors(findings) else Exit.FINE


def _record(
    document: Document | None, reading: Reading, name: str, *, tiles: bool, text: bool
) -> dict[str, object]:
    if document is None:
        source: dict[str, object] = {"name": name}
        findings = [finding_record(found) for found in reading.findings]
        return {"source": source, "agreements": [], "findings": findings}
    leave_out = {"dropped"} | (set() if text else {"text"})
    record: dict[str, object] = {
        "source": document.source.model_dump(mode="json", exclude=leave_out),
        "agreements": [agreement.model_dump(mode="json") for agreement in document.agreements],
        "findings": [finding_record(found) for found in document.findings],
        "unread": [passage.model_dump(mode="json") for passage in document.unread],
        "coverage": {kind.value: count for kind, count in document.coverage().items()},
    }
    if tiles:
        record["tiles"] = [tile.model_dump(mode="json") for tile in document.tiles]
    return record


def _check_record(
    document: Document | None, findings: Sequence[Finding], name: str, *, coverage: bool
) -> dict[str, object]:
    record: dict[str, object] = {
        "source": name,
        "findings": [finding_record(found) for found in findings],
    }
    if coverage and document:
        record["coverage"] = {kind.value: count for kind, count in document.coverage().items()}
        record["unread"] = list(_unread(document))
    return record


def _unread(document: Document) -> Iterator[dict[str, str | int]]:
    """The passages that were not understood, in the order of the text."""
    source = document.source
    for tile in document.tiles:
        if tile.kind is TileKind.UNREAD:
            place = source.place(tile.span.start)
            yield {
                "line": place.line,
                "column": place.column,
                "length": tile.span.length,
                "text": source.text[tile.span.start : tile.span.end],
                **({"place": where} if (where := source.file_place(tile.span.start)) else {}),
            }


def _shares(document: Document, name: str) -> dict[str, str]:
    counts = document.coverage()
    return {
        **{kind.value: words for kind, words in zip(counts, tenths(counts.values()), strict=True)},
        "name": name,
        "length": f"{document.source.length:,}",
    }


def tenths(counts: Collection[int]) -> list[str]:
    """Shares in percent that add up to 100.0, however they are rounded; what is there is never 0.0.

    >>> tenths([836, 163, 1, 0]), tenths([99_999, 1])
    (['83.6', '16.3', '0.1', '0.0'], ['100.0', '<0.1'])
    """
    whole = max(1, sum(counts))
    exact = [1000 * count / whole for count in counts]
    shares = [int(share) for share in exact]
    missing = round(sum(exact)) - sum(shares)
    for at in sorted(range(len(shares)), key=lambda at: shares[at] - exact[at])[:missing]:
        shares[at] += 1
    return [
        "<0.1" if count and not share else f"{share / 10:.1f}"
        for count, share in zip(counts, shares, strict=True)
    ]
