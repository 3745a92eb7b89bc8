"""A new build takes the place of the old one, and no request is dropped."""

from __future__ import annotations

import json
import shutil
import threading
import time
from pathlib import Path

from renkei.publishing import build

SAMPLES = Path(__file__).resolve().parents[2] / "agreements"
ONE = SAMPLES / "kumamoto-aso.txt"


def test_a_new_build_is_taken_over(tmp_path, start) -> None:
    kg = tmp_path / "kg"
    build([str(ONE)], kg)
    with start(kg, "--rate", "0") as running:
        assert _agreements(running) == 1
        problems: list[object] = []
        stop = threading.Event()
        watchers = [
            threading.Thread(target=_keep_asking, args=(running, stop, problems)) for _ in range(3)
        ]
        for watcher in watchers:
            watcher.start()
        build([str(ONE), str(SAMPLES / "kurume-ogori.txt")], kg)
        deadline = time.monotonic() + 60
        while _agreements(running) != 2 and time.monotonic() < deadline:
            time.sleep(0.1)
        stop.set()
        for watcher in watchers:
            watcher.join()
        assert _agreements(running) == 2
        assert problems == []
        assert _snapshots(tmp_path, wait=True) == 1
        shutil.rmtree(kg)
        time.sleep(1.5)
        assert running.ask("/data/agreement/43100-43214-20160330.ttl").status == 200
        assert running.stop() == 0
    assert _snapshots(tmp_path) == 0


def _agreements(running) -> int:
    return json.loads(running.ask("/api/agreements").body)["total"]


def _keep_asking(running, stop: threading.Event, problems: list[object]) -> None:
    targets = (
        "/sparql?query=SELECT*%7B%3Fs%20%3Fp%20%3Fo%7DLIMIT%203",
        "/data/agreement/43100-43214-20160330.trig",
        "/agreement/43100-43214-20160330",
        "/dumps/renkei.nq",
    )
    at = 0
    while not stop.is_set():
        at += 1
        target = targets[at % len(targets)]
        try:
            found = running.ask(target)
        except OSError as error:
            problems.append((target, error))
            continue
        if found.status != 200:
            problems.append((target, found.status, found.text[:200]))


def _snapshots(folder: Path, *, wait: bool = False) -> int:
    deadline = time.monotonic() + (60 if wait else 0)
    while True:
        found = len(list(folder.glob(".renkei-serving-*")))
        if found <= 1 or time.monotonic() > deadline:
            return found
        time.sleep(0.1)


def test_no_build_is_told(tmp_path) -> None:
    import subprocess  # noqa: PLC0415  # only here
    import sys  # noqa: PLC0415  # only here

    program = (
        "import typer; from renkei.cli.faults import told; from renkei.cli.serving import serve\n"
        "with told(): typer.run(serve)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "kg"), "--port", "0"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert found.returncode == 3
    assert "renkei build" in found.stderr
    assert "Traceback" not in found.stderr


def test_too_many_requests_are_told(kg, start) -> None:
    with start(kg, "--rate", "0.5") as running:
        found = [running.ask("/id/nothing") for _ in range(215)]
        refused = [answer for answer in found if answer.status == 429]
        assert {answer.status for answer in found} == {404, 429}
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
        # Whoever watches over the server is never refused.
        assert running.ask("/health").status == 200
        assert 'status="429"' in running.ask("/metrics").text
