"""The CSV beside each picture (図の表), found by its path."""

from __future__ import annotations

from collections.abc import Iterator

from renkei.publishing.pages.desk import Desk
from renkei.publishing.pages.pictures import as_csv, coverage, coverage_csv, matrix, matrix_csv

LANGUAGE = "ja"


def csv_paths(desk: Desk) -> Iterator[str]:
    """The paths of all tables: of the whole dataset and of each region."""
    yield "/picture/matrix.csv"
    yield "/picture/coverage.csv"
    for region in desk.directory.regions:
        code = region.rpartition("/")[2]
        yield from (f"/picture/{code}/{name}.csv" for name in ("matrix", "coverage", "hub"))


def csv_of(desk: Desk, path: str) -> bytes | None:
    """The table of a path, None if there is none such."""
    parts = path.removesuffix(".csv").strip("/").split("/")
    if not path.endswith(".csv") or parts[0] != "picture":
        return None
    if len(parts) == 2:  # noqa: PLR2004  # /picture/NAME.csv
        return _of_all(desk, parts[1])
    return _of_region(desk, *parts[1:3]) if len(parts) == 3 else None  # noqa: PLR2004  # CODE/NAME


def _of_all(desk: Desk, name: str) -> bytes | None:
    if name not in {"matrix", "coverage"}:
        return None
    views = desk.all_initiatives(LANGUAGE)
    if name == "matrix":
        picture = matrix(views, desk.directory, LANGUAGE, partners=True)
        return matrix_csv(picture, desk.directory, LANGUAGE)
    return coverage_csv(coverage(views, desk.directory, LANGUAGE))


def _of_region(desk: Desk, code: str, name: str) -> bytes | None:
    iri = f"{desk.base}/id/city-region/{code}"
    if iri not in desk.directory.regions:
        return None
    if name == "hub":
        return _hub(desk, iri)
    views = desk.initiatives("city-region", iri, LANGUAGE)
    if name == "matrix":
        core = desk.directory.bodies[iri].node("renkei:coreCity")
        picture = matrix(views, desk.directory, LANGUAGE, partners=False, first=core)
        return matrix_csv(picture, desk.directory, LANGUAGE)
    return coverage_csv(coverage(views, desk.directory, LANGUAGE)) if name == "coverage" else None


def _hub(desk: Desk, iri: str) -> bytes:
    directory = desk.directory
    rows = [["partner", "agreement", "concluded"]]
    for body, agreement, date in directory.partners(iri, LANGUAGE):
        rows.append([body.text, agreement.text, date])
    return as_csv(rows)
