"""Fixtures for questions: the two stores that must agree, and golden answers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from pyoxigraph import RdfFormat, Store

from renkei.publishing import build
from renkei.querying import LocalEndpoint, RemoteEndpoint
from renkei.store import open_store

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"
START_SECONDS = 30


def program(name: str) -> str:
    """The path of a program; without it a test is skipped here and fails on CI."""
    found = shutil.which(name)
    if found is None:
        said = f"{name} is not installed (Debian: virtuoso-opensource-7-bin)"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    return found


@pytest.fixture(scope="session")
def store() -> Store:
    made = Store()
    made.bulk_load(path=str(DATA / "regions.trig"), format=RdfFormat.TRIG)
    return made


@pytest.fixture(scope="session")
def local(store: Store) -> LocalEndpoint:
    return LocalEndpoint(store)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The five agreements in agreements/ as a build stores them."""
    out = tmp_path_factory.mktemp("samples") / "kg"
    report = build([ROOT / "agreements"], out)
    assert len(report.agreements) == 5
    return open_store(out / "store", read_only=True)


@pytest.fixture(scope="session")
def remote(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteEndpoint]:
    with _virtuoso(store, tmp_path_factory.mktemp("virtuoso")) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def remote_samples(
    samples: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteEndpoint]:
    with _virtuoso(samples, tmp_path_factory.mktemp("virtuoso-samples")) as endpoint:
        yield endpoint


@contextmanager
def _virtuoso(store: Store, home: Path) -> Iterator[RemoteEndpoint]:
    """A Virtuoso of our own on this machine, with what the store holds."""
    server, isql = program("virtuoso-t"), program("isql-vt")
    sql_port, http_port = _free_ports()
    settings = Template((DATA / "virtuoso.ini").read_text("utf-8"))
    written = settings.substitute(home=home, sql_port=sql_port, http_port=http_port)
    (home / "virtuoso.ini").write_text(written, "utf-8")
    store.dump(home / "data.nq", RdfFormat.N_QUADS)
    arguments = [server, "+foreground", "+configfile", str(home / "virtuoso.ini")]
    with (
        (home / "output.txt").open("wb") as output,
        subprocess.Popen(arguments, stdout=output, stderr=output, cwd=home) as running,
    ):
        try:
            url = f"http://127.0.0.1:{http_port}/sparql"
            _wait(url, running, home / "output.txt")
            _load(isql, sql_port, home / "data.nq")
            # A proxy named by the environment has no way to this machine's loopback.
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("no_proxy", "127.0.0.1")
                yield RemoteEndpoint(url, timeout=30)
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


def _load(isql: str, port: int, data: Path) -> None:
    # 512: the file holds N-Quads.
    load = f"DB.DBA.TTLP(file_to_string_output('{data}'), '', 'urn:renkei:loading', 512);"
    arguments = [isql, f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT", f"exec={load}"]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0 or "*** Error" in done.stdout:
        pytest.fail(f"virtuoso-t did not load the data: {done.stdout} {done.stderr}")
