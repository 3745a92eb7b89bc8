"""`renkei publish` as a user runs it: words, exit codes, JSON, and no secret anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = """
import typer
from renkei.cli.faults import told
from renkei.cli.publishing import publish
with told():
    typer.run(publish)
"""


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "200", **environment},
        timeout=120,
    )


def test_publish_says_what_it_did(kg: Path, loopback: Any) -> None:
    first = run(kg, "--to", loopback.url, "--store", "fuseki", "--json")
    assert first.returncode == 0, first.stderr
    report = json.loads(first.stdout)
    assert (report["switch"], report["to"]) == ("one-request", f"{loopback.url}/update")
    assert {graph["action"] for graph in report["graphs"]} == {"sent"}

    second = run(kg, "--to", loopback.url, "--store", "fuseki", "--lang", "ja")
    assert second.stdout == (
        f"{loopback.url}/update: 送信 0グラフ（0文）、変更なし 7、削除 0。\n"
        "切り替えるものはありません。\n"
    )


def test_a_dry_run_lists_the_graphs(kg: Path, loopback: Any) -> None:
    done = run(kg, "--to", loopback.url, "--store", "fuseki", "--dry-run", "--lang", "en")
    lines = done.stdout.splitlines()
    assert lines[0] == (
        f"A dry run: nothing was sent to {loopback.url}/update. A real one would do this:"
    )
    assert lines[1].startswith("  sent  https://w3id.org/renkei/graph/agreement/")
    assert len(lines) == 10
    assert loopback.writes() == []


@pytest.mark.parametrize(
    ("words", "environment", "code"),
    [
        ((), {}, 2),
        (("--to", "ftp://example.org"), {}, 2),
        (("--to", "http://u:zzz-secret@127.0.0.1:9/"), {}, 2),
        (("--to", "http://127.0.0.1:9/", "--store", "oracle"), {}, 2),
        (("--to", "http://127.0.0.1:9/", "--piece", "0"), {}, 2),
        (("--to", "http://127.0.0.1:9/"), {"RENKEI_PUBLISH_USER": "zzz-secret"}, 2),
        (("--to", "http://example.org/"), {"RENKEI_PUBLISH_TOKEN": "zzz-secret"}, 2),
    ],
)
def test_wrong_usage_ends_with_2(
    kg: Path, words: tuple[str, ...], environment: dict[str, str], code: int
) -> None:
    done = run(kg, *words, **environment)
    assert done.returncode == code, done.stderr
    assert "zzz-secret" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_store_that_refuses_ends_with_3(kg: Path, loopback: Any) -> None:
    loopback.scheme = "digest"
    said = run(
        *(kg, "--to", loopback.url, "--store", "fuseki", "--lang", "en"),
        RENKEI_PUBLISH_USER="publisher",
        RENKEI_PUBLISH_PASSWORD="zzz-secret",  # noqa: S106  # wrong on purpose
    )
    assert said.returncode == 3
    assert said.stderr == (
        f"renkei: {loopback.url}/query does not accept the user and password (or the token) "
        "of the environment. Check them.\n"
    )


def test_no_build_ends_with_3(tmp_path: Path, loopback: Any) -> None:
    done = run(tmp_path / "nothing", "--to", loopback.url)
    assert done.returncode == 3
    assert loopback.requests == []
