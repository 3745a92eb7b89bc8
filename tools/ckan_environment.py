"""Make an environment with CKAN's harvester in it (収集試験用のCKAN環境), for the harvest rehearsal.

CKAN pins its dependencies to versions that differ from ours, so it lives in an environment of its
own: the folder that RENKEI_CKAN_ENV names, or .venv-ckan/ in the checkout. It is made once, and
made anew when tests/catalogue/ckan-constraints.txt changes. That file names every package: what
`ckan[requirements]`, ckanext-dcat, ckanext-harvest and ckantoolkit ask for, but for psycopg2, so
that nothing has to be compiled.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
CONSTRAINTS = CHECKOUT / "tests" / "catalogue" / "ckan-constraints.txt"
VARIABLE = "RENKEI_CKAN_ENV"

_MARK = "constraints.sha256"


class CkanEnvironmentError(RuntimeError):
    """The environment cannot be made; the words say why."""


def folder() -> Path:
    """Where the environment is, or is to be."""
    return Path(os.environ.get(VARIABLE) or CHECKOUT / ".venv-ckan")


def ckan_python() -> Path:
    """The Python of the environment, which is made if it is missing or out of date.

    Raises `CkanEnvironmentError`.
    """
    place = folder()
    python = place / "bin" / "python"
    wanted = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()
    mark = place / _MARK
    if python.is_file() and mark.is_file() and mark.read_text("ascii").strip() == wanted:
        return python
    if place.exists() and not (place / "pyvenv.cfg").is_file():
        raise CkanEnvironmentError(f"{place} is no virtual environment; it was left as it is")
    _make(place, python)
    mark.write_text(f"{wanted}\n", "ascii")
    return python


def _make(place: Path, python: Path) -> None:
    if place.exists():
        shutil.rmtree(place)
    venv.create(place, with_pip=True)
    (place / ".gitignore").write_text("*\n", "ascii")
    quiet = ["--quiet", "--disable-pip-version-check"]
    done = subprocess.run(  # noqa: S603  # the arguments are ours
        [str(python), "-m", "pip", "install", *quiet, "--no-deps", "-r", str(CONSTRAINTS)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip()[-1500:]
        raise CkanEnvironmentError(f"pip could not install CKAN into {place}: {said}")


if __name__ == "__main__":
    try:
        print(ckan_python())
    except CkanEnvironmentError as error:
        sys.exit(str(error))
