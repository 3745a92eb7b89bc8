"""The files to publish (公開用ファイル): dumps, source texts, findings, checksums."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from renkei import resources
from renkei.errors import message, remedy
from renkei.graph.context import context_json
from renkei.graph.serialise import read_lines, write
from renkei.model import Finding
from renkei.publishing.report import BuildReport

DUMPS = ("trig", "ttl", "jsonld")
NAME = "renkei"
HELD = 8 * 1024 * 1024
"""Up to how many bytes of N-Quads a dataset is held in memory while its dumps are written."""


def write_site(
    folder: Path, graphs: Sequence[Path], parts: Path, texts: Iterable[str], report: BuildReport
) -> None:
    """Write everything that a web host should serve into a new folder.

    `graphs` are N-Quads files in the order of the dataset; `texts` the checksums of source texts.
    """
    folder.mkdir()
    _concatenate(graphs, folder / f"{NAME}.nq")
    _write_dumps(folder)
    (folder / "source").mkdir()
    for sha256 in texts:
        shutil.copyfile(parts / f"{sha256}.txt", folder / "source" / f"{sha256}.txt")
    (folder / "ontology").mkdir()
    for path in sorted(resources.folder("ontology").glob("*.ttl")):
        shutil.copyfile(path, folder / "ontology" / path.name)
    _write_json(folder / "ontology" / "context.jsonld", context_json())
    _write_json(folder / "findings.json", _findings(report))
    _write_json(folder / "agreements.json", _agreements(report))


def _write_dumps(folder: Path) -> None:
    """The dataset in the other forms: a small one is read once for all of them, a large one is streamed."""
    lines = folder / f"{NAME}.nq"
    held = list(read_lines(lines.read_bytes())) if lines.stat().st_size <= HELD else None
    for form in DUMPS:
        with lines.open("rb") as stream, (folder / f"{NAME}.{form}").open("wb") as out:
            write(read_lines(stream) if held is None else held, out, form=form)


def _concatenate(graphs: Iterable[Path], path: Path) -> None:
    with path.open("wb") as out:
        for graph in graphs:
            with graph.open("rb") as lines:
                shutil.copyfileobj(lines, out)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def finding_record(found: Finding) -> dict[str, object]:
    """A finding for machines, with its message and remedy in both languages."""
    record = found.model_dump(mode="json", exclude={"values"})
    record["message"] = {"ja": message(found, "ja"), "en": message(found, "en")}
    record["remedy"] = {"ja": remedy(found, "ja"), "en": remedy(found, "en")}
    return record


def _findings(report: BuildReport) -> list[dict[str, object]]:
    return [finding_record(found) for found in report.all_findings()]


def _agreements(report: BuildReport) -> list[dict[str, object]]:
    return [agreement.model_dump(mode="json") for agreement in report.agreements]


def write_checksums(folder: Path) -> None:
    """A list that `sha256sum --check` reads."""
    lines = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
