"""The agreement that a person names (協約の指定): a file, one agreement of a file, or a key."""

from __future__ import annotations

from pathlib import Path

from renkei.graph import DEFAULT_BASE
from renkei.model import Document, Finding
from renkei.publishing.comparing.versions import Version, document_versions, stored_version
from renkei.publishing.pipeline import parse_file
from renkei.querying import LocalEndpoint, UsageError
from renkei.querying.faults import near
from renkei.querying.lookups import agreements, known_agreements
from renkei.store import open_store

_BETWEEN = "#"


class UnreadableError(ValueError):
    """A file holds no agreement that can be compared (読めない協約); `findings` say why."""

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        self.name = name
        self.findings = findings
        super().__init__(name)


def load_version(
    given: str, *, kg: str | Path = "kg", base: str = DEFAULT_BASE, parameter: str = "AGREEMENT"
) -> Version:
    """The agreement that `given` names: a source file, `FILE#KEY`, or a key or IRI in a build.

    `parameter` is how messages call what was given. Raises `UnreadableError` for a file without an
    agreement, `UsageError` for a name that means none or several, `StoreError` for a missing build.
    """
    path, key = _parted(given)
    if path is None:
        return _stored(given, Path(kg), parameter)
    document, reading = parse_file(path)
    if document is None or not document.agreements:
        raise UnreadableError(path.name, document.findings if document else reading.findings)
    return _one_of(document, key, given, base=base, parameter=parameter)


def _parted(given: str) -> tuple[Path | None, str | None]:
    """The file and the key in it; a name with `#` in it may be a file too."""
    if Path(given).is_file():
        return Path(given), None
    name, between, key = given.rpartition(_BETWEEN)
    if between and Path(name).is_file():
        return Path(name), key
    # What looks like a file is taken for one, so that reading says that it is missing.
    return (Path(given), None) if Path(given).suffix and "://" not in given else (None, None)


def _one_of(
    document: Document, key: str | None, given: str, *, base: str, parameter: str
) -> Version:
    versions = document_versions(document, base=base)
    found = [version for version in versions if key in {None, version.key}]
    if len(found) != 1:
        kind = "ambiguous-value" if found else "unknown-value"
        name = given if key is None else given.removesuffix(f"{_BETWEEN}{key}")
        choices = [f"{name}{_BETWEEN}{version.key}" for version in versions]
        raise UsageError(kind, candidates=choices, name=parameter, value=given)
    return found[0]


def _stored(given: str, kg: Path, parameter: str) -> Version:
    store = open_store(kg / "store", read_only=True)
    endpoint = LocalEndpoint(store)
    found = agreements(endpoint, given)
    if len(found) != 1:
        kind = "ambiguous-value" if found else "unknown-value"
        known = near(given, known_agreements(endpoint))
        choices = [entry.shown for entry in found] or known
        raise UsageError(kind, candidates=choices, name=parameter, value=given)
    return stored_version(store, found[0].term.value)
