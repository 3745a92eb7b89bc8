from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Store

from renkei.publishing import build
from renkei.publishing.pages import write_pages
from renkei.store import open_store

SAMPLES = Path(__file__).parents[2] / "agreements"


@dataclass(frozen=True)
class Written:
    store: Store
    folder: Path
    files: int


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The static site of the sample agreements, built once."""
    out = tmp_path_factory.mktemp("pages") / "kg"
    build([SAMPLES], out)
    store = open_store(out / "store", read_only=True)
    files = write_pages(out / "site", store, origin="https://example.org")
    return Written(store, out / "site", files)
