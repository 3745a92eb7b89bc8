"""Where ontology/, shapes/, queries/ and tables are: in a wheel and in a checkout alike.

The only module that knows. It asks the installed package first and falls back to the checkout, and
that only if its pyproject.toml is there.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

FOLDERS = ("ontology", "shapes", "queries")


class ResourceError(RuntimeError):
    """A part of the installation is missing: a fault of the environment, not of the input."""


def folder(name: str) -> Path:
    """The folder of a kind of resource: `ontology`, `shapes` or `queries`.

    Raises `ResourceError` if the installation lacks it.

    >>> (folder("ontology") / "renkei.ttl").name
    'renkei.ttl'
    """
    if name not in FOLDERS:
        raise ResourceError(f"no such kind of resource: {name}")
    packaged = Path(str(files("renkei"))) / name
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise ResourceError(f"the installation of renkei lacks its folder {name}/")


def table(package: str, name: str) -> Path:
    """A table that belongs to a package, as in `table("renkei.linking", "municipalities.csv")`.

    Raises `ResourceError` if the installation lacks it.
    """
    path = Path(str(files(package))) / "tables" / name
    if not path.is_file():
        raise ResourceError(f"the installation of renkei lacks the table {package}/{name}")
    return path
