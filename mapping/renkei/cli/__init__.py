"""The command line (コマンド): thin; everything it does is one call of the public Python API."""

from __future__ import annotations

import gc
import signal
import sys
from types import FrameType

from renkei.cli.faults import told

INTERRUPTED = 130
_ALLOCATIONS = 50_000
"""After how many new objects cycles are looked for."""


def main() -> None:
    """Run `renkei`; the exit codes are 0 fine, 1 input has errors, 2 wrong usage, 3 environment."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    with told():
        _run(sys.argv[1:])


def _run(words: list[str]) -> None:
    # Each loads what it needs: typer and pydantic take a third of the time to a server's first page.
    if words[:1] == ["serve"]:
        from renkei.cli.wanted import plainly, serve  # noqa: PLC0415  # see above

        if asked := plainly(words[1:]):
            sys.exit(serve(asked))
    else:
        # A command makes few cycles and ends soon: to look for them takes a twentieth of a build's time.
        gc.set_threshold(_ALLOCATIONS)
    from renkei.cli.application import application  # noqa: PLC0415  # see above

    application(words)()


def _stop(number: int, frame: FrameType | None) -> None:
    """End at once but in order, so that a half-written build is cleared away."""
    del frame
    print(
        "中断しました。以前の結果はそのままです。 / Stopped; earlier results are untouched.",
        file=sys.stderr,
    )
    raise SystemExit(INTERRUPTED if number == signal.SIGINT else 128 + number)
