"""Fixtures for questions: the two stores that must agree, and golden answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from sample_build import sample_build
from virtuoso_server import virtuoso_server

from renkei.publishing import build
from renkei.querying import LocalEndpoint, RemoteEndpoint
from renkei.store import open_store

DATA = Path(__file__).parent / "data"


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
    return open_store(sample_build(tmp_path_factory) / "store", read_only=True)


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


@pytest.fixture(scope="session")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The synthetic agreements in data/lives, each pair with what became of the first, as built."""
    out = tmp_path_factory.mktemp("lives") / "kg"
    report = build([DATA / "lives"], out)
    # Six texts, and the version that the amendment gives.
    assert len(report.agreements) == 7
    return open_store(out / "store", read_only=True)


@pytest.fixture(scope="session")
def remote_lives(
    lives: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteEndpoint]:
    with _virtuoso(lives, tmp_path_factory.mktemp("virtuoso-lives")) as endpoint:
        yield endpoint


@contextmanager
def _virtuoso(store: Store, home: Path) -> Iterator[RemoteEndpoint]:
    """A Virtuoso of our own on this machine, with what the store holds."""
    data = home / "data.nq"
    store.dump(data, RdfFormat.N_QUADS)
    with virtuoso_server(home, rows=2000) as server, pytest.MonkeyPatch.context() as patch:
        shutil.copy(data, server.folder)
        # 512: the file holds N-Quads.
        server.sql(
            f"DB.DBA.TTLP(file_to_string_output('{server.folder / data.name}'), '', 'urn:renkei:loading', 512);"
        )
        # A proxy named by the environment has no way to this machine's loopback.
        patch.setenv("no_proxy", "127.0.0.1")
        yield RemoteEndpoint(f"{server.url}/sparql", timeout=30)
