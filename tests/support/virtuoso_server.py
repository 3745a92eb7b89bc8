"""A real Virtuoso of a test's own: in a folder of its own, on free ports, reachable from this machine only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.error import URLError
from urllib.request import urlopen

import pytest

SETTINGS = Path(__file__).with_name("virtuoso.ini")
START_SECONDS = 120
LOAD_SECONDS = 120
ATTEMPTS = 3
"""A free port may be taken by another test before Virtuoso has it; then others are tried."""


def program(name: str) -> str:
    """The path of a program; without it a test is skipped here and fails on CI."""
    found = shutil.which(name)
    if found is None:
        said = f"{name} is not installed (Debian: virtuoso-opensource-7-bin)"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return found


@dataclass(frozen=True)
class VirtuosoServer:
    """A running Virtuoso: its address, the port at which it takes SQL, the folder that it reads."""

    url: str
    sql_port: int
    folder: Path

    def sql(self, *statements: str) -> None:
        """Run SQL as the administrator; a test fails with what Virtuoso says of an error."""
        arguments = [program("isql-vt"), f"127.0.0.1:{self.sql_port}", "dba", "dba"]
        arguments += ["ERRORS=STDOUT", *(f"exec={statement}" for statement in statements)]
        done = subprocess.run(
            arguments, capture_output=True, text=True, timeout=LOAD_SECONDS, check=False
        )
        if done.returncode != 0 or "*** Error" in done.stdout:
            pytest.fail(f"isql-vt: {done.stdout} {done.stderr}")


@contextmanager
def virtuoso_server(home: Path, *, rows: int) -> Iterator[VirtuosoServer]:
    """A Virtuoso that gives at most so many rows, for as long as the context lasts."""
    command = program("virtuoso-t")
    running, server = _started(command, home, rows)
    try:
        yield server
    finally:
        _ended(running)


def _started(command: str, home: Path, rows: int) -> tuple[subprocess.Popen[bytes], VirtuosoServer]:
    said = ""
    for attempt in range(ATTEMPTS):
        folder = home / str(attempt)
        folder.mkdir()
        running, server = _launched(command, folder, rows)
        if _answers(f"{server.url}/sparql?query=ASK%7B%7D", running):
            return running, server
        _ended(running)
        said = (folder / "output.txt").read_text("utf-8", "replace")[-2000:]
    pytest.fail(f"virtuoso-t did not start: {said}")


def _launched(
    command: str, folder: Path, rows: int
) -> tuple[subprocess.Popen[bytes], VirtuosoServer]:
    sql_port, http_port = _free_ports()
    settings = folder / "virtuoso.ini"
    written = Template(SETTINGS.read_text("utf-8")).substitute(
        home=folder, sql_port=sql_port, http_port=http_port, rows=rows
    )
    settings.write_text(written, "utf-8")
    with (folder / "output.txt").open("wb") as output:
        running = subprocess.Popen(
            [command, "+foreground", "+configfile", str(settings)],
            stdout=output,
            stderr=output,
            cwd=folder,
        )
    return running, VirtuosoServer(f"http://127.0.0.1:{http_port}", sql_port, folder)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _answers(url: str, running: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and running.poll() is None:
        try:
            with urlopen(url, timeout=5):  # noqa: S310  # our own loopback
                return True
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return False


def _ended(running: subprocess.Popen[bytes]) -> None:
    running.terminate()
    running.wait(timeout=START_SECONDS)
