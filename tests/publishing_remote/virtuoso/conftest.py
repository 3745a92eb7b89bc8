"""A real Virtuoso with a user of its own, for the tests of this folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from renkei.publishing.remote import Credentials

HERE = Path(__file__).parent
START_SECONDS = 30


@dataclass(frozen=True)
class Virtuoso:
    """A real Virtuoso with a user of its own, who may write."""

    url: str
    user: str = "publisher"
    password: str = "pass-word"  # noqa: S105  # made for this test run

    @property
    def credentials(self) -> Credentials:
        return Credentials(self.user, self.password)


def program(name: str) -> str:
    """The path of a program; without it a test is skipped here and fails on CI."""
    found = shutil.which(name)
    if found is None:
        said = f"{name} is not installed (Debian: virtuoso-opensource-7-bin)"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return found


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    server, isql = program("virtuoso-t"), program("isql-vt")
    home = tmp_path_factory.mktemp("virtuoso")
    sql_port, http_port = _free_ports()
    written = Template((HERE / "virtuoso.ini").read_text("utf-8")).substitute(
        home=home, sql_port=sql_port, http_port=http_port
    )
    (home / "virtuoso.ini").write_text(written, "utf-8")
    arguments = [server, "+foreground", "+configfile", str(home / "virtuoso.ini")]
    with (
        (home / "output.txt").open("wb") as output,
        subprocess.Popen(arguments, stdout=output, stderr=output, cwd=home) as running,
    ):
        try:
            made = Virtuoso(f"http://127.0.0.1:{http_port}")
            _wait(f"{made.url}/sparql", running, home / "output.txt")
            _run_sql(
                isql,
                sql_port,
                f"DB.DBA.USER_CREATE('{made.user}', '{made.password}');",
                f'GRANT SPARQL_UPDATE TO "{made.user}";',
                # Releases from 7.2.8 on give a user no graph unless told so.
                f"DB.DBA.RDF_DEFAULT_USER_PERMS_SET('{made.user}', 7);",
            )
            yield made
        finally:
            running.terminate()
            running.wait(timeout=START_SECONDS)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _wait(url: str, running: subprocess.Popen[bytes], output: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and running.poll() is None:
        try:
            with urlopen(f"{url}?query=ASK%7B%7D", timeout=5):  # noqa: S310  # our own loopback
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"virtuoso-t did not start: {output.read_text('utf-8', 'replace')[-2000:]}")


def _run_sql(isql: str, port: int, *statements: str) -> None:
    arguments = [isql, f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT"]
    arguments += [f"exec={statement}" for statement in statements]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0 or "*** Error" in done.stdout:
        pytest.fail(f"isql-vt: {done.stdout} {done.stderr}")
