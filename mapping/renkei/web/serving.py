"""Running the application (サーバーの起動): uvicorn with our bounds, and logs without persons."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from renkei.web.application import Application
from renkei.web.builds import Builds, identity
from renkei.web.connections import bounded
from renkei.web.limits import Limits

_KEEP_ALIVE, _GRACE, _BACKLOG = 15, 10, 1024


class _Server(uvicorn.Server):
    """A server for which being told to stop is a good end, with exit code 0."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop in order on SIGTERM and SIGINT; uvicorn would then raise them once more."""
        with super().capture_signals():
            yield
            self._captured_signals.clear()


def server(
    kg: Path,
    *,
    host: str,
    port: int,
    limits: Limits,
    url_path: str = "",
    trusted_proxy: str | None = None,
) -> uvicorn.Server:
    """A server for the build in a folder, ready to `run()`.

    `trusted_proxy` is the address of the proxy before us whose X-Forwarded-For is believed. Raises
    `StoreError` if there is no build.
    """
    identity(kg)
    application = Application(Builds(kg, limits, url_path=url_path), limits)
    config = uvicorn.Config(
        application.asgi,
        host=host,
        port=port,
        http=bounded(limits),
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=trusted_proxy is not None,
        forwarded_allow_ips=trusted_proxy,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
        backlog=_BACKLOG,
    )
    return _Server(config)


def log_to_standard_error(*, requests: bool) -> None:
    """Write logs as lines to standard error; a line per request if asked."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("renkei.web")
    log.addHandler(handler)
    log.propagate = False
    log.setLevel(logging.INFO if requests else logging.WARNING)
