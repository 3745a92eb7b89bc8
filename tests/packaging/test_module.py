"""`python -m renkei` does what the script does, where no script is on the path."""

from __future__ import annotations

import subprocess
import sys


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "renkei", "--lang", "en", "query", "--help"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "--endpoint" in ran.stdout
