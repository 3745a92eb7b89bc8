"""The wheel holds what the checkout has, and does the whole job somewhere else."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CARRIED = ("ontology", "shapes", "queries")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without the network from a copy of what git would give."""
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(out),
            str(ROOT),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("renkei-*.whl"))


def test_the_wheel_holds_the_folders(wheel: Path) -> None:
    listed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"renkei/{path.relative_to(ROOT).as_posix()}"
        for name in CARRIED
        for path in (ROOT / name).rglob("*")
        if path.is_file()
    }
    package = ROOT / "mapping"
    wanted |= {
        path.relative_to(package).as_posix()
        for path in (package / "renkei").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(wanted) > 120
    assert wanted - listed == set()
    extra = {name for name in listed - wanted if ".dist-info/" not in name}
    assert extra == set()


def test_the_installed_tool_does_the_whole_job(wheel: Path, tmp_path: Path) -> None:
    """Installed by itself, run outside the checkout, with the libraries of this environment."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True,
    )
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    # The editable install of the checkout is a .pth file, which a path in PYTHONPATH does not run.
    environment = {**os.environ, "PYTHONPATH": libraries, "LC_ALL": "C.UTF-8"}
    program = [str(home / "bin" / "renkei")]

    def run(*words: str) -> str:
        done = subprocess.run(
            [*program, *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    located = subprocess.run(
        [python, "-c", "import renkei; print(renkei.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert located.stdout.startswith(str(home))
    assert "92 initiatives" in run("build", str(ROOT / "agreements"), "--out", "kg")
    assert "阿蘇市" in run("query", "disaster-response-roles", "--format", "csv", "--lang", "ja")
    assert "Violations: 0" in run("validate")
    assert "43100-43214-20160330" in run("export", "--format", "ttl")
