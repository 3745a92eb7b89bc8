"""The named graphs of a build (名前付きグラフ): read from its N-Quads, one at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Triple

from renkei.graph.serialise import read_lines
from renkei.graph.vocabulary import Names
from renkei.publishing.remote.faults import TargetError
from renkei.publishing.swapping import MANIFEST
from renkei.store import StoreError


@dataclass(frozen=True, slots=True)
class DatasetGraph:
    """One graph: how many statements, the checksum of its sorted lines, where they stand."""

    name: NamedNode
    statements: int
    sha256: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """The dataset of a build: its base and its graphs in the order of their names (データセット)."""

    dump: Path
    names: Names
    graphs: tuple[DatasetGraph, ...]

    def triples(self, graph: DatasetGraph) -> list[Triple]:
        """The statements of one graph, sorted, each once."""
        with self.dump.open("rb") as dump:
            lines = b"".join(_lines(dump, graph.places))
        return [quad.triple for quad in read_lines(lines)]


def open_dataset(kg: Path) -> Dataset:
    """The dataset in the folder of a build.

    Only where its graphs stand is kept in memory. Raises `StoreError` where there is no build and
    `TargetError` for a graph that is not ours to publish.
    """
    manifest, dump = kg / MANIFEST, kg / "site" / "renkei.nq"
    if not manifest.is_file() or not dump.is_file():
        raise StoreError("missing", path=str(kg))
    names = Names(json.loads(manifest.read_text("utf-8"))["base"])
    prefix = names.graph("").value
    places: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in _runs(dump):
        if not name.startswith(prefix):
            raise TargetError("foreign-graph", path=str(dump), prefix=prefix, graph=name)
        places.setdefault(name, []).append((start, end))
    with dump.open("rb") as file:
        graphs = [_summary(file, name, tuple(places[name])) for name in sorted(places)]
    return Dataset(dump, names, tuple(graphs))


def _runs(dump: Path) -> Iterator[tuple[str, int, int]]:
    """Stretches of lines of the same graph: its name, and from which byte to which."""
    end = 0
    with dump.open("rb") as lines:
        for name, run in groupby(lines, key=_graph_name):
            start, end = end, end + sum(map(len, run))
            yield name, start, end


def _graph_name(line: bytes) -> str:
    # A build writes canonical N-Quads: `… <graph> .`, one blank between terms and none in an IRI.
    return line.rsplit(b" ", 2)[-2].decode().strip("<>")


def _summary(file: BinaryIO, name: str, places: tuple[tuple[int, int], ...]) -> DatasetGraph:
    lines = _lines(file, places)
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    return DatasetGraph(NamedNode(name), len(lines), digest, places)


def _lines(file: BinaryIO, places: tuple[tuple[int, int], ...]) -> list[bytes]:
    lines: set[bytes] = set()
    for start, end in places:
        file.seek(start)
        lines.update(file.read(end - start).splitlines(keepends=True))
    return sorted(lines)
