"""The command `renkei` as a user runs it: in a process of its own, or in ours where only its words matter."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pytest

from renkei.cli import main

AGREEMENTS = Path(__file__).resolve().parents[2] / "agreements"
SAMPLES = sorted(path.name for path in AGREEMENTS.glob("*.txt"))
RENKEI = [sys.executable, "-c", "from renkei.cli import main; main()"]

Done = subprocess.CompletedProcess[str]


def run(*words: object, **options: object) -> Done:
    """One run of the command in English, in a folder of its own."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.run(
        [*RENKEI, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=300,
        **options,
    )


def run_here(*words: object, cwd: Path = Path()) -> Done:
    """The same run in this process: a process of its own takes seconds to load rules that we have loaded.

    Everything from the words to the exit code is the program's; what differs is the interpreter.
    """
    command = ["renkei", *map(str, words)]
    out, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, _our_signals(), chdir(cwd):
        patch.setattr(sys, "argv", command)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", errors)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setattr("renkei.cli.language._chosen", [])  # what `--lang` of an earlier run chose
        with pytest.raises(SystemExit) as ended:
            main()
    said = [each.buffer.getvalue().decode("utf-8") for each in (out, errors)]
    return subprocess.CompletedProcess(command, int(ended.value.code or 0), *said)


@contextmanager
def _our_signals() -> Iterator[None]:
    """The program takes signals; afterwards they are again those of the tests."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
