"""The command line (コマンド): thin; everything it does is one call of the public Python API."""

from __future__ import annotations

import signal
import sys
from types import FrameType

from renkei.cli.application import application
from renkei.cli.faults import told

INTERRUPTED = 130


def main() -> None:
    """Run `renkei`; the exit codes are 0 fine, 1 input has errors, 2 wrong usage, 3 environment."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    with told():
        application(sys.argv[1:])()


def _stop(number: int, frame: FrameType | None) -> None:
    """End at once but in order, so that a half-written build is cleared away."""
    del frame
    print(
        "中断しました。以前の結果はそのままです。 / Stopped; earlier results are untouched.",
        file=sys.stderr,
    )
    raise SystemExit(INTERRUPTED if number == signal.SIGINT else 128 + number)
