"""Oxigraph through pyoxigraph: the only module that opens a store or fills one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Store

from renkei.graph.vocabulary import term
from renkei.store.faults import Fault

# RocksDB keeps the name of its manifest in a file of this name; every store has it.
_MARK = "CURRENT"
_TYPE = term("rdf:type")


PIECE = 100_000
"""Lines loaded at once: one load of 900,000 quads takes 770 MB, in pieces 190 MB and no longer."""


class StoreError(Fault):
    """A store cannot be opened, read or written (ストアの障害).

    Kinds: `missing`, `not-a-store`, `locked`, `io`, `bad-data`.
    """

    package = "renkei.store"


class Counts(NamedTuple):
    """How much a store holds (件数): quads, named graphs, and nodes by the IRI of their class."""

    quads: int
    graphs: int
    instances: dict[str, int]


def open_store(path: str | Path, *, read_only: bool) -> Store:
    """The store in a folder (ストアを開く); one opened for writing is made if there is none.

    Several programs may read at once; nobody may write to a folder while others read it, so a
    build writes to a new folder and swaps it in. Raises `StoreError`.
    """
    folder = Path(path)
    try:
        if read_only:
            _demand_store(folder)
            return Store.read_only(str(folder))
        _demand_store_or_nothing(folder)
        return Store(str(folder))
    except OSError as error:
        raise _translated(error, str(folder)) from error


def _demand_store(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        raise StoreError("missing", path=str(folder))
    if not (folder / _MARK).is_file():
        raise StoreError("not-a-store", path=str(folder))


def _demand_store_or_nothing(folder: Path) -> None:
    # RocksDB would put its files among those of another program without asking.
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() and not (folder / _MARK).is_file():
        raise StoreError("not-a-store", path=str(folder))


def _translated(error: OSError, path: str) -> StoreError:
    reason = error.strerror or str(error)
    kind = "locked" if "lock" in str(error).lower() else "io"
    return StoreError(kind, path=path, reason=reason)


def load_nquads(store: Store, source: str | Path | bytes) -> None:
    """Put N-Quads into a store in bulk (一括登録), from a file or from memory.

    Raises `StoreError`; whatever was loaded before a fault may stay in the store.
    """
    name = "N-Quads" if isinstance(source, bytes) else str(source)
    try:
        if isinstance(source, bytes):
            store.bulk_load(source, RdfFormat.N_QUADS)
        else:
            with Path(source).open("rb") as lines:
                while piece := b"".join(islice(lines, PIECE)):
                    store.bulk_load(piece, RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise StoreError("bad-data", path=name, reason=str(error)) from error
    except OSError as error:
        raise _translated(error, name) from error


def settle(store: Store) -> None:
    """Put what was loaded in order for reading (整理), once all of it is there.

    Each load leaves tables of its own, and every look-up would go through all of them: queries
    take two to three times as long. Some seconds for a million quads. Raises `StoreError`.
    """
    try:
        store.optimize()
        store.flush()
    except OSError as error:
        raise _translated(error, "store") from error


def dump(
    store: Store,
    output: IO[bytes],
    rdf_format: RdfFormat = RdfFormat.N_QUADS,
    *,
    graph: str | None = None,
    prefixes: dict[str, str] | None = None,
) -> None:
    """Write a store, or one named graph of it, as RDF (書き出し).

    A format without named graphs (Turtle, N-Triples, RDF/XML) needs `graph`. The order is that of
    the store: on disk it depends on the quads alone, in memory on the order of loading too. Raises
    `StoreError` if the output fails, `ValueError` if the format needs a graph.
    """
    wanted = NamedNode(graph) if graph is not None else None
    try:
        store.dump(output, rdf_format, from_graph=wanted, prefixes=prefixes)
    except OSError as error:
        raise _translated(error, str(getattr(output, "name", "output"))) from error


def counts(store: Store) -> Counts:
    """How many quads, named graphs and nodes of each class a store holds (件数).

    A node whose class is stated in several graphs counts once.
    """
    members: dict[str, set[object]] = {}
    for quad in store.quads_for_pattern(None, _TYPE, None):
        if isinstance(quad.object, NamedNode):
            members.setdefault(quad.object.value, set()).add(quad.subject)
    instances = {name: len(members[name]) for name in sorted(members)}
    return Counts(len(store), sum(1 for _ in store.named_graphs()), instances)
