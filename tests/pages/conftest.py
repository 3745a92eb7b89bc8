from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Store
from sample_build import sample_build

from renkei.publishing.pages import write_pages
from renkei.store import open_store


@dataclass(frozen=True)
class Written:
    store: Store
    folder: Path
    files: int


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The static site of the sample agreements, built once."""
    built, site = sample_build(tmp_path_factory), tmp_path_factory.mktemp("pages") / "site"
    shutil.copytree(built / "site", site)
    store = open_store(built / "store", read_only=True)
    files = write_pages(site, store, origin="https://example.org")
    return Written(store, site, files)
