"""From files to quads, one task a process (測定する処理): `python benchmarks/stages.py TASK …`.

Each task prints one line of JSON. `run.py` starts them, so that time and memory are each task's own.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import SEED, generate
from measuring import spread

from renkei.graph import canonical_lines, document_quads, municipality_quads
from renkei.linking import link
from renkei.parsing import parse
from renkei.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from renkei.model import Document, SourceText

Answer = dict[str, Any]


def source_of(path: Path) -> SourceText:
    """The text of a file; raises `RuntimeError` if there is none."""
    source = read(path).source
    if source is None:
        raise RuntimeError(f"{path.name} cannot be read")
    return source


def _lines(document: Document) -> bytes:
    return canonical_lines(document_quads(document))


_STEPS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("read", source_of),
    ("parse", parse),
    ("link", link),
    ("map", _lines),
)
STAGES = tuple(name for name, _ in _STEPS)


def source_files(folder: Path, count: int | None = None) -> Iterator[Path]:
    """The files of a folder in order, the first `count` of them."""
    return islice(iter(sorted(folder.glob("*.txt"))), count)


def make_sources(folder: Path, count: int) -> Answer:
    """Write made-up agreements; not a stage, but it tells what the stages are given."""
    start = time.perf_counter()
    size = 0
    for one in generate(count, seed=SEED):
        (folder / one.name).write_bytes(one.data)
        size += len(one.data)
    return {"seconds": time.perf_counter() - start, "items": count, "bytes": size}


def stage(name: str, folder: Path, out: Path, count: int | None) -> Answer:
    """Stream every file up to one stage and time that stage alone, file by file."""
    last = STAGES.index(name)
    each: list[float] = []
    statements = 0
    codes: set[str] = set()
    with out.open("wb") as file:
        for path in source_files(folder, count):
            value: Any = path
            for at, (_, step) in enumerate(_STEPS[: last + 1]):
                start = time.perf_counter()
                made = step(value)
                if at == last:
                    each.append(time.perf_counter() - start)
                if at == last == STAGES.index("map"):
                    statements += made.count(b"\n")
                    codes |= codes_of(value)
                    file.write(made)
                value = made
        if codes:
            file.write(canonical_lines(municipality_quads(codes)))
    median, low, high = spread(each)
    return {
        "seconds": sum(each),
        "items": len(each),
        "statements": statements,
        "each": [median, low, high],
    }


def codes_of(document: Document) -> set[str]:
    """The five-digit codes of the municipalities that are parties."""
    parties = (party for agreement in document.agreements for party in agreement.parties)
    return {party.municipality.jis_code for party in parties if party.municipality}


def single(path: Path, runs: int) -> Answer:
    """Parse and link one agreement again and again; the first run is told apart.

    Time of the processor: what else the machine does at the time does not count.
    """
    source = source_of(path)
    each: list[float] = []
    for _ in range(runs + 1):
        start = time.process_time()
        link(parse(source))
        each.append(time.process_time() - start)
    median, low, high = spread(each[1:])
    return {"first": each[0], "each": [median, low, high]}


_TASKS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "generate": lambda given: make_sources(given.folder, given.count),
    **dict.fromkeys(STAGES, lambda given: stage(given.task, given.folder, given.out, given.count)),
    "single": lambda given: single(given.folder, given.count),
}


def main() -> None:
    """Do one task and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=_TASKS)
    parser.add_argument("--folder", type=Path, help="the files, or one file, to read")
    parser.add_argument("--out", type=Path, help="where to write")
    parser.add_argument("--count", type=int, help="how many")
    given = parser.parse_args()
    json.dump(_TASKS[given.task](given), sys.stdout)
    print()


if __name__ == "__main__":
    main()
