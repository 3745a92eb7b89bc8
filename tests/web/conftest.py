"""A build of the samples, and a server over it in a process of its own, on the loopback only."""

from __future__ import annotations

import http.client
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest
from chromium_driver import Browse, browser
from sample_build import sample_build

from renkei.publishing import build

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "agreements"
_PROGRAM = "import typer; from renkei.cli.serving import serve; typer.run(serve)"
_START_SECONDS = 60.0
_END_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class Asked:
    """Whatever answers on a port of the loopback."""

    port: int
    name: str = "live"
    prefix: str = ""

    @property
    def is_static(self) -> bool:
        return self.name != "live"

    def ask(
        self,
        target: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            start = time.perf_counter()
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, self.prefix + target, body=data, headers=headers or {})
            found = connection.getresponse()
            content = found.read()
            names: dict[str, str] = {}
            for name, value in found.getheaders():
                known = names.get(name.lower())
                names[name.lower()] = f"{known}, {value}" if known else value
            return Answer(found.status, names, content, time.perf_counter() - start)
        finally:
            connection.close()


@dataclass
class Running(Asked):
    process: subprocess.Popen[bytes] = field(kw_only=True)

    def raw(self, data: bytes, *, seconds: float = 20.0) -> bytes:
        """Send bytes as they are; everything that comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            # It may refuse before all was sent.
            with suppress(ConnectionResetError, BrokenPipeError):
                connection.sendall(data)
            parts = []
            try:
                while part := connection.recv(65536):
                    parts.append(part)
            except (ConnectionResetError, TimeoutError):
                pass
            return b"".join(parts)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_END_SECONDS)


@contextmanager
def serving(kg: Path, *options: str, prefix: str = "") -> Iterator[Running]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", _PROGRAM, str(kg), "--port", str(port), *options]
    command += ["--url-path", prefix]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | {"LANG": "C"}
    )
    running = Running(port, prefix=prefix, process=process)
    try:
        _await(running)
        yield running
    finally:
        if process.poll() is None:
            running.stop()
        if process.stderr:
            process.stderr.close()


def _await(running: Running) -> None:
    for _ in range(int(_START_SECONDS / 0.05)):
        if running.process.poll() is not None:
            assert running.process.stderr
            pytest.fail(running.process.stderr.read().decode())
        try:
            if running.ask("/health").status == 200:
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not start")


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_build(tmp_path_factory)


@pytest.fixture(scope="session")
def server(kg: Path) -> Iterator[Running]:
    """Without a bound on requests, with two seconds for a query and two megabytes for its answer.

    So much is written long before the time is over, also on a machine that does much else.
    """
    bounds = ("--query-seconds", "2", "--answer-megabytes", "2")
    with serving(kg, "--rate", "0", *bounds) as running:
        yield running


@pytest.fixture(scope="session")
def browse() -> Browse:
    """Real Chromium; skips where it is not installed."""
    return browser()


@pytest.fixture(scope="session")
def start() -> Callable[..., object]:
    """Starts servers with options of one's own, as a context."""
    return serving


def _beside(name: str) -> ModuleType:
    """A module beside this file; tests are no package that it could be imported from."""
    spec = importlib.util.spec_from_file_location(f"renkei_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def site_kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with its static site."""
    out = tmp_path_factory.mktemp("contract") / "kg"
    build([str(SAMPLES)], out, pages=True)
    return out


@pytest.fixture(scope="session")
def hosted() -> Callable[[str, Path, str], AbstractContextManager[Asked]]:
    """Serves a build by the live server or by a web server of that name, as a context."""
    hosting = _beside("static_hosts").hosting

    @contextmanager
    def started(name: str, kg: Path, prefix: str = "") -> Iterator[Asked]:
        if name == "live":
            with serving(kg, "--rate", "0", prefix=prefix) as running:
                yield running
        else:
            with hosting(name, kg / "site", prefix) as port:
                yield Asked(port, name, prefix)

    return started


@pytest.fixture(scope="session")
def hosts(
    site_kg: Path, hosted: Callable[[str, Path, str], AbstractContextManager[Asked]]
) -> Iterator[Callable[..., Asked]]:
    """Servers of the same build by their names, each started when it is first asked for."""
    with ExitStack() as stack:
        running: dict[tuple[str, str], Asked] = {}

        def started(name: str, prefix: str = "") -> Asked:
            if (name, prefix) not in running:
                running[name, prefix] = stack.enter_context(hosted(name, site_kg, prefix))
            return running[name, prefix]

        yield started
