"""`renkei publish`: the dataset of a build into a SPARQL store elsewhere."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.language import language
from renkei.cli.options import Lang
from renkei.cli.printing import progress, say, say_json
from renkei.errors import Wording
from renkei.publishing.ckan import ckan_token, publish_to_ckan, stored_packages
from renkei.publishing.remote import (
    STORES,
    GraphAction,
    PublishReport,
    Switch,
    TargetError,
    Via,
    target_at,
)
from renkei.publishing.remote import publish as run_publish

_ACTIONS = {
    GraphAction.SENT: Wording(ja="送信", en="sent"),
    GraphAction.UNCHANGED: Wording(ja="変更なし", en="unchanged"),
    GraphAction.DROPPED: Wording(ja="削除", en="dropped"),
}
_GRAPH = Wording(
    ja="  {action}  {name}（{statements}文）", en="  {action}  {name} ({statements} statements)"
)
_DRY = Wording(
    ja="試行です。{to} には何も送っていません。実行すると次のようになります。",
    en="A dry run: nothing was sent to {to}. A real one would do this:",
)
_TOTAL = Wording(
    ja="{to}: 送信 {sent}グラフ（{statements}文）、変更なし {unchanged}、削除 {dropped}。",
    en="{to}: {sent} graphs sent ({statements} statements), {unchanged} unchanged, {dropped} dropped.",
)
_FOUND = Wording(
    ja="中断した前回の実行が送り終えた {found}片は、送り直していません。",
    en="{found} pieces had arrived in an interrupted run and were not sent again.",
)
_SWITCHED = {
    Switch.ONE_REQUEST: Wording(
        ja="全グラフを一つの要求で切り替えます。", en="All graphs are switched in one request."
    ),
    Switch.GRAPH_BY_GRAPH: Wording(
        ja="グラフを一つずつ置き換えます。その間は新旧が混ざって見えます。",
        en="Graphs are replaced one by one; meanwhile readers see old ones beside new ones.",
    ),
    Switch.NONE: Wording(ja="切り替えるものはありません。", en="There is nothing to switch."),
}


def publish(
    kg: Annotated[Path, typer.Argument(metavar="KG", help="The folder of a build.")] = Path("kg"),
    to: Annotated[
        str, typer.Option("--to", metavar="URL", help="The store: http://… or https://…")
    ] = "",
    ckan: Annotated[
        str, typer.Option("--ckan", metavar="URL", help="A CKAN portal, instead of a store.")
    ] = "",
    store: Annotated[
        str, typer.Option("--store", help=f"The kind of store: {', '.join(STORES)}.")
    ] = "sparql",
    via: Annotated[
        Via, typer.Option("--via", help="How statements travel; auto suits every known store.")
    ] = Via.AUTO,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep graphs of ours that this dataset lacks.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be sent and dropped.")
    ] = False,
    piece: Annotated[
        int, typer.Option("--piece", min=1, help="How many statements are sent at once.")
    ] = 1000,
    allow_plain_http: Annotated[
        bool,
        typer.Option("--allow-plain-http", help="Let a password or token travel over http://."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    lang: Lang = None,
) -> None:
    """Publish a build into a SPARQL 1.1 store: only what differs is sent, then switched at once.

    ビルドをSPARQLストアに公開します。違うグラフだけを送り、そろってから一括で切り替えます。

    Who you are comes from the environment: RENKEI_PUBLISH_USER and RENKEI_PUBLISH_PASSWORD (digest
    or basic, as the store asks), or RENKEI_PUBLISH_TOKEN (bearer); for a CKAN, RENKEI_CKAN_TOKEN.

    Example:  renkei publish kg --to http://localhost:8890 --store virtuoso
    """
    del lang
    if bool(to) == bool(ckan):
        raise typer.BadParameter(
            "give the URL of a store or of a portal", param_hint="--to / --ckan"
        )
    if ckan:
        _publish_to_ckan(kg, ckan, as_json=as_json)
        return
    try:
        target = target_at(to, store=store, via=via, piece=piece, allow_plain_http=allow_plain_http)
        with progress() as step:
            report = run_publish(kg, target, keep=keep, dry_run=dry_run, progress=step)
    except TargetError as error:
        raise typer.BadParameter(error.message(language())) from error
    if as_json:
        say_json(report.model_dump(mode="json"))
    else:
        _say_report(report)


def _publish_to_ckan(kg: Path, url: str, *, as_json: bool) -> None:
    token = ckan_token(os.environ)
    done = [publish_to_ckan(url, package, token=token) for package in stored_packages(kg)]
    if as_json:
        say_json([asdict(published) for published in done])
        return
    for published in done:
        say(f"  {published.action}  {published.name}  {published.url}")


def _say_report(report: PublishReport) -> None:
    if report.dry_run:
        say(_DRY.fill(language(), {"to": report.to}))
    for graph in report.graphs:
        if graph.action is not GraphAction.UNCHANGED:
            action = _ACTIONS[graph.action].fill(language(), {})
            values = {"name": graph.name, "statements": f"{graph.statements:,}"}
            say(_GRAPH.fill(language(), {"action": action, **values}))
    say(_TOTAL.fill(language(), _totals(report)))
    if report.pieces_found:
        say(_FOUND.fill(language(), {"found": f"{report.pieces_found:,}"}))
    say(_SWITCHED[report.switch].fill(language(), {}))


def _totals(report: PublishReport) -> dict[str, str]:
    return {
        "to": report.to,
        "sent": f"{report.count(GraphAction.SENT):,}",
        "statements": f"{report.statements(GraphAction.SENT):,}",
        "unchanged": f"{report.count(GraphAction.UNCHANGED):,}",
        "dropped": f"{report.count(GraphAction.DROPPED):,}",
    }
