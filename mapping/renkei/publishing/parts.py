"""Parts (部分): what one source gave, kept so that an unchanged source costs a checksum only.

A part is a JSON file (what was found) and an N-Quads file for each graph. Its name is the checksum of
everything that it depends on: the bytes of the source, its name, the rules, the curation, the base.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from renkei import resources
from renkei.model import Completeness, Finding
from renkei.model.base import Frozen
from renkei.validation.words import Clause, Messages


class Violation(Frozen):
    """A requirement that the graph of an agreement does not meet, where, and what to do."""

    focus: str
    message: Messages
    remedy: Messages | None = None
    clause: Clause | None = None


class AgreementSummary(Frozen):
    """One agreement of a part: what a summary tells, and the checksum of its graph.

    `amends` is the key of the agreement that this one changes, None if it changes none; `replaces`
    that of the agreement, or version of it, in whose place this version holds.
    """

    key: str
    title: str
    completeness: Completeness
    initiatives: int
    roles: int
    unread: int
    corrections: int
    municipalities: tuple[str, ...]
    graph_sha256: str
    violations: tuple[Violation, ...] = ()
    warnings: int = 0
    amends: str | None = None
    replaces: str | None = None
    concluded_on: date | None = None


class Part(Frozen):
    """What became of one source file."""

    name: str
    file_sha256: str
    source_sha256: str | None
    environment: bool = False
    findings: tuple[Finding, ...] = ()
    agreements: tuple[AgreementSummary, ...] = ()
    loose_sha256: str | None = None
    decided: tuple[str, ...] = ()


class Bundle(Frozen):
    """What became of one file: a part for each text in it, one unless it is an archive."""

    parts: tuple[Part, ...]


def part_key(data: bytes, name: str, *settings: str) -> str:
    """The name of the part that a source gives under some settings."""
    digest = hashlib.sha256(hashlib.sha256(data).digest())
    for setting in (name, fingerprint(), *settings):
        digest.update(setting.encode())
        digest.update(b"\0")
    return digest.hexdigest()


@cache
def fingerprint() -> str:
    """A checksum of the program and its rules: what else a part depends on."""
    digest = hashlib.sha256()
    package = Path(str(files("renkei")))
    folders = [package, resources.folder("ontology"), resources.folder("shapes")]
    for path in _files(folders):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    endings = {".py", ".csv", ".toml", ".ttl", ".json"}
    for folder in folders:
        yield from sorted(p for p in folder.rglob("*") if p.suffix in endings and p.is_file())


def graph_file(folder: Path, sha256: str) -> Path:
    """Where the N-Quads of a graph lie in a folder of parts, by their checksum."""
    return folder / f"{sha256}.nq"


def keep_graph(folder: Path, lines: bytes) -> str:
    """Put the N-Quads of a graph into a folder of parts, and tell their checksum."""
    sha256 = hashlib.sha256(lines).hexdigest()
    graph_file(folder, sha256).write_bytes(lines)
    return sha256


def part_file(folder: Path, key: str) -> Path:
    """Where the JSON of a part lies."""
    return folder / f"{key}.json"
