"""The command as a user runs it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

AGREEMENTS = Path(__file__).resolve().parents[2] / "agreements"
SAMPLES = sorted(path.name for path in AGREEMENTS.glob("*.txt"))
RENKEI = [sys.executable, "-c", "from renkei.cli import main; main()"]


def run(*words: object, **options: object) -> subprocess.CompletedProcess[str]:
    """One run of the command in English, in a folder of its own."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.run(
        [*RENKEI, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=120,
        **options,
    )
