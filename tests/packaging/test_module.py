"""`python -m renkei` does what the script does, where no script is on the path."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import renkei


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "renkei", "--lang", "en", "query", "--help"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "--endpoint" in ran.stdout


def test_the_version_is_said_once() -> None:
    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert renkei.__version__ == declared["project"]["version"]
