"""`renkei serve`: a build on the web."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli import wanted
from renkei.cli.options import Lang
from renkei.cli.wanted import GREATEST_ANSWER, Wanted

_USUAL = Wanted()


def serve(
    kg: Annotated[Path, typer.Argument(metavar="KG", help="The folder of a build.")] = _USUAL.kg,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; 0.0.0.0 for everybody.")
    ] = _USUAL.host,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port.")] = _USUAL.port,
    url_path: Annotated[
        str, typer.Option("--url-path", help="What stands before every path, as in /renkei.")
    ] = _USUAL.url_path,
    query_seconds: Annotated[
        float, typer.Option("--query-seconds", min=0.1, help="The time limit of a query.")
    ] = _USUAL.query_seconds,
    answer_megabytes: Annotated[
        int,
        typer.Option(
            "--answer-megabytes", min=1, max=GREATEST_ANSWER, help="How long an answer may be."
        ),
    ] = _USUAL.answer_megabytes,
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="How many queries run at once.")
    ] = _USUAL.workers,
    rate: Annotated[
        float, typer.Option("--rate", min=0, help="Requests per second and client; 0: no bound.")
    ] = _USUAL.rate,
    trusted_proxy: Annotated[
        str | None,
        typer.Option("--trusted-proxy", help="The address of a proxy that names its clients."),
    ] = None,
    allow_service: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-service", metavar="URL", help="An endpoint that SERVICE may ask; repeatable."
        ),
    ] = None,
    log_requests: Annotated[
        bool, typer.Option("--log-requests", help="A JSON line per request, without persons.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Serve a build on the web: pages, Linked Data, SPARQL and a JSON API.

    ビルドをWebで公開します。頁、Linked Data、SPARQL、JSON API を一つのサーバーで提供します。

    \b
    Example:  renkei serve kg --port 8000
    """
    del lang
    asked = Wanted(
        kg=kg,
        host=host,
        port=port,
        url_path=url_path,
        query_seconds=query_seconds,
        answer_megabytes=answer_megabytes,
        workers=workers,
        rate=rate,
        trusted_proxy=trusted_proxy,
        services=_services(allow_service),
        log_requests=log_requests,
    )
    raise typer.Exit(wanted.serve(asked))


def _services(given: list[str] | None) -> tuple[str, ...]:
    """The endpoints as they must stand in a query; a wrong one is a wrong use of the command."""
    for url in given or ():
        if not url.startswith(("https://", "http://")) or any(c in url for c in ' <>"{}|\\^`\n'):
            raise typer.BadParameter(url, param_hint="--allow-service")
    return tuple(given or ())
