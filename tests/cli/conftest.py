from __future__ import annotations

from pathlib import Path

import pytest
from renkei_command import AGREEMENTS, run


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the samples, made by the command."""
    out = tmp_path_factory.mktemp("build") / "kg"
    done = run("build", AGREEMENTS, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 agreements, 92 initiatives, 184 roles" in done.stdout
    assert "Validation: 0 violations" in done.stdout
    return out
