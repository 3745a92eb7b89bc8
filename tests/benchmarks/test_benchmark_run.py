"""The benchmark runs with a tiny count and prints every row; nothing here depends on how fast."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from measuring import Row, table

RUN = Path(__file__).resolve().parents[2] / "benchmarks" / "run.py"
FIVE = ("hachinohe-hashikami", "kagoshima-hioki", "kumamoto-aso", "kurume-ogori", "yamaguchi-mine")
STAGES = ("read", "parse", "link", "map", "validate", "load", "floor-load", "floor-write")


def test_run_prints_every_row(tmp_path: Path) -> None:
    record = tmp_path / "bench.json"
    ran = subprocess.run(
        [
            sys.executable,
            RUN,
            "--count=4",
            "--builds=1",
            "--runs=1",
            "--no-scans",
            "--inputs=60",
            "--every=0",
            "--draws=4",
            "--json",
            record,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(record.read_text("utf-8"))["rows"]
    names = [row["name"] for row in rows]
    assert "could not be measured" not in names, ran.stdout
    expected = ["seconds", "peak memory", "seconds, nothing changed", *FIVE]
    expected += [f"{stage}: peak memory" for stage in STAGES]
    expected += ["read → load ÷ plain text", "read → load ÷ bulk load", "growth"]
    expected += ["disaster-response-roles", "themes: precision", "role types: recall"]
    expected += ["text: inputs", "pdf: inputs", "lists: inputs", "right", "wrong, untold"]
    assert [name for name in expected if name not in names] == []
    # Of what is counted as missed nothing may be the best there is.
    assert all(row["value"] > 0 or ", " in row["name"] for row in rows)
    assert all(row["name"] in ran.stdout for row in rows)


def test_a_failure_is_told_in_its_row() -> None:
    row = Row("one", "could not be measured", None, "", note="exit 3: disk full")
    assert table([row]).splitlines()[1].split() == (
        ["could", "not", "be", "measured", "–", "exit", "3:", "disk", "full"]
    )


def test_a_budget_that_is_not_kept_is_called_over() -> None:
    assert table([Row("one", "parse", 21.0, "ms", budget=20.0)]).endswith("budget 20  OVER")
