"""`renkei serve`: a build on the web."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.faults import Exit
from renkei.cli.language import Lang, language
from renkei.cli.printing import say
from renkei.errors import Wording
from renkei.store import StoreError
from renkei.web.limits import Limits

_SERVING = Wording(
    ja="公開しています: http://{host}:{port}{path}/  （終了は Ctrl+C。新しいビルドは自動で切り替わります）",
    en="Serving at http://{host}:{port}{path}/  (Ctrl+C to stop; a new build is taken over by itself)",
)
_USUAL = Limits()


def serve(
    kg: Annotated[Path, typer.Argument(metavar="KG", help="The folder of a build.")] = Path("kg"),
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; 0.0.0.0 for everybody.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port.")] = 8000,
    url_path: Annotated[
        str, typer.Option("--url-path", help="What stands before every path, as in /renkei.")
    ] = "",
    query_seconds: Annotated[
        float, typer.Option("--query-seconds", min=0.1, help="The time limit of a query.")
    ] = _USUAL.query_seconds,
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
    # The server's parts are heavy and no other command needs them.
    from renkei.web.serving import log_to_standard_error, server  # noqa: PLC0415  # see above

    limits = Limits(
        query_seconds=query_seconds, workers=workers, rate=rate, services=_services(allow_service)
    )
    path = f"/{url_path.strip('/')}" if url_path.strip("/") else ""
    log_to_standard_error(requests=log_requests)
    running = server(
        kg, host=host, port=port, limits=limits, url_path=path, trusted_proxy=trusted_proxy
    )
    if not (kg / "store").is_dir():
        raise StoreError("missing", path=str(kg / "store"))
    say(_SERVING.fill(language(), {"host": host, "port": str(port), "path": path}))
    running.run()
    raise typer.Exit(Exit.FINE if running.started else Exit.ENVIRONMENT)


def _services(given: list[str] | None) -> tuple[str, ...]:
    """The endpoints as they must stand in a query; a wrong one is a wrong use of the command."""
    for url in given or ():
        if not url.startswith(("https://", "http://")) or any(c in url for c in ' <>"{}|\\^`\n'):
            raise typer.BadParameter(url, param_hint="--allow-service")
    return tuple(given or ())
