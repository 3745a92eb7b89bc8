"""`renkei build`, `validate` and `export`: the dataset as a whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.faults import Exit
from renkei.cli.language import language
from renkei.cli.options import Lang
from renkei.cli.printing import progress, say, say_findings, say_json
from renkei.cli.reached import degree, nothing_read, reached_record, say_reached
from renkei.errors import Wording
from renkei.graph import DEFAULT_BASE
from renkei.graph.serialise import FORMATS
from renkei.model import Severity
from renkei.publishing import BuildReport, finding_record
from renkei.publishing import build as run_build

_AGREEMENT = Wording(
    ja="  {key}  {title}\n      {reached}: 取組 {initiatives}、役割 {roles}、補正 {corrections}、未読 {unread}",
    en="  {key}  {title}\n      {reached}: {initiatives} initiatives, {roles} roles, "
    "{corrections} corrections, {unread} unread",
)
_TOTAL = Wording(
    ja="原文 {sources}件（うち変更なし {reused}件）から、協約 {agreements}件、取組 {initiatives}件、役割 {roles}件、"
    "{quads}トリプル。\n検証: 違反 {violations}、警告 {warnings}。 指摘: エラー {errors}、注意 {cautions}、参考 {hints}。",
    en="{sources} sources ({reused} unchanged): {agreements} agreements, {initiatives} initiatives, {roles} roles, "
    "{quads} statements.\nValidation: {violations} violations, {warnings} warnings. "
    "Findings: {errors} errors, {cautions} warnings, {hints} hints.",
)
_REPLACED = Wording(
    ja="ほかに、新しい版に置き換えられた協約が{replaced}件あります（件数に含みません）。",
    en="Replaced by newer versions, and not counted above: {replaced} agreements.",
)
_WHERE = Wording(
    ja="結果: {out}/store（グラフ）、{out}/site（公開用ファイル）。指摘の全文: {out}/site/findings.json",
    en="Results: {out}/store (the graph), {out}/site (files to publish). All findings: {out}/site/findings.json",
)

_GAP = Wording(ja="目録: {words}", en="Catalogue: {words}")

Kg = Annotated[Path, typer.Option("--kg", help="The folder of a build.")]


def build(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Files, folders or patterns.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to build into.")] = Path(
        "kg"
    ),
    base: Annotated[str, typer.Option("--base", help="The base of IRIs.")] = DEFAULT_BASE,
    curation: Annotated[
        Path | None,
        typer.Option("--curation", help="A curation file; else curation.csv in a source folder."),
    ] = None,
    publisher: Annotated[
        Path | None,
        typer.Option("--publisher", help="Who publishes; else publisher.toml in a source folder."),
    ] = None,
    pages: Annotated[
        bool, typer.Option("--pages", help="Also write the static site (takes longer).")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    lang: Lang = None,
) -> None:
    """Build a validated dataset from sources.

    OUT/store is the graph (Oxigraph), OUT/site the files to publish. An earlier build is replaced in whole.
    原文を読み、グラフにし、検証して、一括で置き換えます。途中で失敗しても以前の結果は残ります。

    \b
    Example:  renkei build agreements --out kg
    """
    del lang
    with progress() as step:
        report = run_build(
            sources,
            out,
            base=base.rstrip("/"),
            curation=curation,
            publisher=publisher,
            pages=pages,
            progress=step,
        )
    if as_json:
        record = report.model_dump(
            mode="json", exclude={"sources": {"__all__": {"findings"}}, "findings": True}
        )
        record["findings"] = [finding_record(found) for found in report.all_findings()]
        say_json(record | reached_record(report))
    else:
        _say_report(report)
    failed = Exit.INPUT if report.has_errors() else Exit.FINE
    raise typer.Exit(Exit.ENVIRONMENT if report.environment_failed() else failed)


def _say_report(report: BuildReport) -> None:
    say_findings([f for f in report.all_findings() if f.severity is not Severity.INFO])
    for source in report.sources:
        if not source.agreements:
            say(nothing_read(source))
        for agreement in source.agreements:
            reached = degree(agreement.completeness)
            values = {name: str(value) for name, value in agreement.model_dump().items()}
            say(_AGREEMENT.fill(language(), {**values, "reached": reached}))
    totals = _totals(report)
    say(_TOTAL.fill(language(), totals))
    if totals["replaced"] != "0":
        say(_REPLACED.fill(language(), totals))
    say_reached(report)
    for gap in report.gaps:
        say(_GAP.fill(language(), {"words": gap.message(language())}))
    say(_WHERE.fill(language(), {"out": report.out}))


def _totals(report: BuildReport) -> dict[str, str]:
    findings = report.all_findings()
    counted = {s: sum(f.severity is s for f in findings) for s in Severity}
    totals = {
        "sources": sum(not source.is_version for source in report.sources),
        "reused": sum(source.reused for source in report.sources),
        "agreements": len(report.in_force),
        "replaced": len(report.agreements) - len(report.in_force),
        "initiatives": sum(a.initiatives for a in report.in_force),
        "roles": sum(a.roles for a in report.in_force),
        "quads": report.quads,
        "violations": sum(len(a.violations) for a in report.agreements),
        "warnings": sum(a.warnings for a in report.agreements),
        "errors": counted[Severity.ERROR],
        "cautions": counted[Severity.WARNING],
        "hints": counted[Severity.INFO],
    }
    return {name: f"{count:,}" for name, count in totals.items()}


def validate(
    data: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="DATA", help="RDF files (.ttl .nq .nt .trig .jsonld .rdf); else the build."
        ),
    ] = None,
    kg: Kg = Path("kg"),
    form: Annotated[str, typer.Option("--format", "-f", help="text, json or ttl.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    lang: Lang = None,
) -> None:
    """Validate a dataset; ends with 1 on violations.

    Uses the SHACL shapes in shapes/, a file per class.
    グラフが満たすべき条件（根拠の範囲、全当事者の役割、締結日、コードなど）を調べます。

    \b
    Example:  renkei validate --kg kg
    """
    del lang
    # A build needs no RDF library in this process, and SHACL only in the one that reads.
    from renkei.publishing.datasets import validate_dataset  # noqa: PLC0415  (see above)
    from renkei.validation import load_shapes  # noqa: PLC0415  (see above)

    form = "json" if as_json else form
    if form not in {"text", "json", "ttl"}:
        raise typer.BadParameter("text, json or ttl", param_hint="--format")
    report = validate_dataset(data or [kg])
    if form == "json":
        say(report.model_dump_json(indent=1))
    elif form == "ttl":
        say(report.to_graph(load_shapes()).serialize(format="turtle").rstrip())
    else:
        say(report.text(language()).rstrip("\n"))
    raise typer.Exit(Exit.FINE if report.conforms else Exit.INPUT)


def export(
    form: Annotated[
        str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.")
    ] = "nq",
    kg: Kg = Path("kg"),
    lang: Lang = None,
) -> None:
    """Write the dataset to standard output.

    データセット全体を標準出力に書き出します。名前付きグラフは nq・trig・jsonld に残ります。

    \b
    Example:  renkei export --format ttl > renkei.ttl
    """
    del lang
    from renkei.publishing.datasets import export_dataset  # noqa: PLC0415  (as in `validate`)

    if form not in FORMATS:
        raise typer.BadParameter(", ".join(FORMATS), param_hint="--format")
    export_dataset(kg, sys.stdout.buffer, form=form)
    sys.stdout.buffer.flush()
