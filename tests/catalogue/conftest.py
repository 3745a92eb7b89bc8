"""Fixtures for the catalogue: a built site, the catalogue written into it, and CKAN's Python."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ckan_server
import pytest
from ckan_environment import CkanEnvironmentError, ckan_python
from sample_build import sample_build

from renkei.publishing.catalogue import (
    CatalogueReport,
    Facts,
    Settings,
    load_settings,
    read_facts,
    write_catalogue,
)
from renkei.publishing.catalogue.packages import packages, search_answer
from renkei.publishing.ckan import Patience

# A script for CKAN's own Python; ours has no CKAN to import.
collect_ignore = ["harvest_with_ckan.py"]

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a site; no test writes into it."""
    return sample_build(tmp_path_factory) / "site"


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Everything that a publisher can state."""
    return load_settings(HERE / "publisher.toml")


@pytest.fixture(scope="session")
def site(built: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its catalogue."""
    folder = tmp_path_factory.mktemp("site") / "site"
    shutil.copytree(built, folder)
    write_catalogue(folder, settings=settings)
    return folder


@pytest.fixture(scope="session")
def facts(site: Path) -> Facts:
    return read_facts(site)


@pytest.fixture
def report(site: Path, settings: Settings, tmp_path: Path) -> CatalogueReport:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    return write_catalogue(folder, settings=settings)


@pytest.fixture(scope="session")
def ckan_interpreter() -> Path:
    """The Python of CKAN's environment; without it a test is skipped here and fails on CI."""
    try:
        return ckan_python()
    except CkanEnvironmentError as error:
        said = f"CKAN's environment cannot be made (tools/ckan_environment.py): {error}"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture
def ckan() -> Iterator[ckan_server.Ckan]:
    """A server that answers as a CKAN does."""
    with ckan_server.running() as server:
        yield server


@pytest.fixture
def waits() -> list[float]:
    """How long was waited, one after the other."""
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    """Three tries, without waiting in truth."""
    return Patience(attempts=3, timeout=5.0, pause=1.0, sleep=waits.append)


@pytest.fixture(scope="session")
def every_package(facts: Facts, settings: Settings) -> list[dict[str, Any]]:
    """The packages as a build leaves them, each with the `id` of our own projection."""
    spoken = settings.ckan.model_copy(update={"owner_org": "sample-city"})
    made = packages(facts, settings.model_copy(update={"ckan": spoken}))
    return list(search_answer(made)["result"]["results"])


@pytest.fixture(scope="session")
def package(every_package: list[dict[str, Any]]) -> dict[str, Any]:
    """The first of them."""
    return every_package[0]
