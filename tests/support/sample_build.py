"""One build of the sample agreements for all test files and all workers of a run."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from renkei.publishing import build

AGREEMENTS = Path(__file__).resolve().parents[2] / "agreements"


def sample_build(factory: pytest.TempPathFactory) -> Path:
    """The folder of the build, which whoever comes first makes while others wait; to be read only.

    It lies in the temporary folder of the run, so that no run sees what another tree has built.
    """
    home = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        home = home.parent
    out = home / "sample-build" / "kg"
    out.parent.mkdir(exist_ok=True)
    with (out.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            assert len(build([AGREEMENTS], out).agreements) == 5
    return out
