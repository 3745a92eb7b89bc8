"""A finished dataset (データセット): written out again, or validated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, parse

from renkei.graph.serialise import read_lines, write
from renkei.publishing.swapping import MANIFEST
from renkei.store import StoreError
from renkei.validation.quick import validate_statements
from renkei.validation.report import Report

_GRAPHS = "/graph/"
_AGREEMENTS = "/graph/agreement/"


def _dump_of(kg: Path) -> Path:
    """The N-Quads of a build.

    Raises `StoreError` where there is no build.
    """
    dump = kg / "site" / "renkei.nq"
    if not (kg / MANIFEST).is_file() or not dump.is_file():
        raise StoreError("missing", path=str(kg))
    return dump


def export_dataset(kg: Path, output: BinaryIO, *, form: str) -> None:
    """Write the dataset of a build in one of `renkei.graph.FORMATS`.

    Raises `StoreError` where there is no build, `KeyError` for an unknown form.
    """
    with _dump_of(kg).open("rb") as quads:
        write(read_lines(quads), output, form=form)


def validate_dataset(data: Iterable[Path]) -> Report:
    """What the shapes say of builds and RDF files; each agreement's graph by itself.

    A graph that is no agreement's serves as context. Data without named graphs is taken as one.
    Raises `StoreError` for a folder that is no build and for a file that is no RDF.
    """
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in _quads(data):
        name = getattr(quad.graph_name, "value", "")
        graphs[name].append(quad)
    agreements = [name for name in graphs if _AGREEMENTS in name]
    if not agreements:
        return validate_statements(quad for quads in graphs.values() for quad in quads)
    context = [
        quad
        for name, quads in graphs.items()
        if _AGREEMENTS not in name and not name.endswith("/graph/ontology")
        for quad in quads
    ]
    results = [
        result
        for name in sorted(agreements)
        for result in validate_statements(graphs[name], context=context).results
    ]
    return Report.of(results)


def _quads(data: Iterable[Path]) -> Iterator[Quad]:
    for path in data:
        file = path if path.suffix and not path.is_dir() else _dump_of(path)
        rdf_format = RdfFormat.from_extension(file.suffix.lstrip("."))
        if rdf_format is None:
            raise StoreError("bad-data", path=str(path), reason="unknown file ending")
        try:
            with file.open("rb") as lines:
                yield from parse(lines, format=rdf_format)
        except SyntaxError as error:
            raise StoreError("bad-data", path=str(path), reason=str(error)) from error
