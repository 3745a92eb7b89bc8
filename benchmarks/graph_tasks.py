"""What is done with quads, one task a process: `python benchmarks/graph_tasks.py TASK …`.

Apart from `stages.py`, since rdflib and pySHACL would weigh on the memory of stages that need neither.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import spread
from pyoxigraph import RdfFormat, Store
from stages import Answer, codes_of, source_files, source_of

import concepts as judged
from renkei.graph import canonical_lines, document_quads, municipality_quads
from renkei.graph.concepts import ontology_quads
from renkei.linking import link
from renkei.parsing import parse
from renkei.querying import LocalEndpoint, ask
from renkei.store import load_nquads, open_store, settle
from renkei.validation.quick import validate_statements

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 1 << 20
_RUNS_OF_A_QUESTION = 9


def validate_sample(folder: Path, sample: int) -> Answer:
    """Validate some agreements, spread over all of them, each by itself, as a build does.

    The first run loads the shapes: it is told apart, and not counted.
    """
    paths = list(source_files(folder))
    chosen = paths[:: max(1, len(paths) // sample)][:sample]
    runs = [_validated(path) for path in [chosen[0], *chosen]]
    counted = [seconds for seconds, _, _ in runs[1:]]
    return {
        "seconds": sum(counted),
        "items": len(counted),
        "statements": sum(statements for _, statements, _ in runs[1:]),
        "first": runs[0][0],
        "failed": sum(not conforms for _, _, conforms in runs[1:]),
        "each": spread(counted),
    }


def _validated(path: Path) -> tuple[float, int, bool]:
    """Seconds, statements, and whether the agreement conforms."""
    document = link(parse(source_of(path)))
    context = list(municipality_quads(codes_of(document)))
    start = time.perf_counter()
    data = set(document_quads(document))
    conforms = validate_statements(data, context=context).conforms
    return time.perf_counter() - start, len(data), conforms


def load(quads: Path, out: Path) -> Answer:
    """Bulk load N-Quads through `renkei.store` into a new store."""
    start = time.perf_counter()
    store = open_store(out, read_only=False)
    load_nquads(store, quads)
    settle(store)
    return {"seconds": time.perf_counter() - start, "statements": len(store)}


def floor_load(quads: Path, out: Path) -> Answer:
    """The same with nothing but Oxigraph: what loading costs at least."""
    start = time.perf_counter()
    store = Store(str(out))
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    store.flush()
    return {"seconds": time.perf_counter() - start, "statements": len(store)}


def floor_write(quads: Path, out: Path) -> Answer:
    """Write the same N-Quads as plain text: what any output of them costs at least."""
    start = time.perf_counter()
    with quads.open("rb") as source, out.open("wb") as target:
        shutil.copyfileobj(source, target, _BLOCK)
    return {"seconds": time.perf_counter() - start, "bytes": out.stat().st_size}


def questions(kg: Path) -> Answer:
    """Packaged questions over the generated graph, in time of the processor."""
    store = open_store(kg, read_only=False)
    load_nquads(store, canonical_lines(ontology_quads()))
    settle(store)
    endpoint = LocalEndpoint(store)
    found: Answer = {"statements": len(store), "questions": {}}
    asked: tuple[tuple[str, dict[str, str]], ...] = (
        ("disaster-response-roles", {}),
        ("initiatives-by-theme", {"theme": "tourism"}),
        ("cost-settlement", {}),
    )
    for name, params in asked:
        each: list[float] = []
        rows = 0
        for _ in range(_RUNS_OF_A_QUESTION):
            start = time.process_time()
            rows = len(ask(name, endpoint, **params).rows)
            each.append(time.process_time() - start)
        found["questions"][name] = {"each": spread(each), "rows": rows}
    return found


def concepts() -> Answer:
    """Precision and recall of the concept rules against the tables judged by eye.

    The samples first, then by style the texts that the rules have not seen (未見の文).
    """
    measured = {"themes": judged.measure_themes(), "role types": judged.measure_roles()}
    for style in ("usual", "formal", "free"):
        measured[f"themes, unseen, {style}"] = judged.measure_unseen_themes(style)
        measured[f"role types, unseen, {style}"] = judged.measure_unseen_roles(style)
    return {
        name: {
            "cases": one.cases,
            "precision": one.overall.precision,
            "recall": one.overall.recall,
        }
        for name, one in measured.items()
    }


_TASKS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "validate": lambda given: validate_sample(given.folder, given.count),
    "load": lambda given: load(given.quads, given.out),
    "floor-load": lambda given: floor_load(given.quads, given.out),
    "floor-write": lambda given: floor_write(given.quads, given.out),
    "questions": lambda given: questions(given.out),
    "concepts": lambda _: concepts(),
}


def main() -> None:
    """Do one task and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=_TASKS)
    parser.add_argument("--folder", type=Path, help="the files to read")
    parser.add_argument("--quads", type=Path, help="N-Quads to load or copy")
    parser.add_argument("--out", type=Path, help="where to write")
    parser.add_argument("--count", type=int, help="how many")
    given = parser.parse_args()
    json.dump(_TASKS[given.task](given), sys.stdout)
    print()


if __name__ == "__main__":
    main()
