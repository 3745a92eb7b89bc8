"""Budgets and throughput, side by side with the floors (測定の実行): `make bench`.

    python benchmarks/run.py --count 10000 --json bench.json

Shared machines are noisy: medians stand with their least and greatest values, and what is compared
was measured in one run. Nothing here fails because something is slow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring import MIB, Child, Row, run_child, spread, table

HERE = Path(__file__).resolve().parent
AGREEMENTS = HERE.parent / "agreements"
STAGES = ("read", "parse", "link", "map")
_ALL = "of all its processes, whatever else runs on the machine"
_STAGE_TASKS = {"generate", "single", *STAGES}
_SECONDS_FOR_FIVE, _MIB_FOR_FIVE, _MS_FOR_ONE, _MS_FOR_QUESTION = 5.0, 300.0, 20.0, 100.0
_SAMPLE = 12


@dataclass
class _Work:
    """One run: its scratch folder, its sizes, and what each task took."""

    scratch: Path
    count: int
    runs: int
    scans: bool = True
    inputs: int = 0
    every: int = 0
    builds: int = 3
    draws: int = 0
    took: dict[str, Child] = field(default_factory=dict)

    def task(self, name: str, **options: object) -> Child:
        """Run one task in a process of its own."""
        given = [part for key, value in options.items() for part in (f"--{key}", str(value))]
        self.took[name] = run_child([sys.executable, _program(name), name, *given])
        return self.took[name]


def _program(task: str) -> Path:
    return HERE / ("stages.py" if task in _STAGE_TASKS else "graph_tasks.py")


def five(work: _Work) -> Iterator[Row]:
    """The five agreements from files to a validated store and dumps, by the installed command."""
    section = f"(a) the five agreements: files → validated store and dumps ({work.builds} builds)"
    command = Path(sys.executable).parent / "renkei"
    built = [
        run_child([command, "build", AGREEMENTS, "--out", work.scratch / f"five-{at}"])
        for at in range(work.builds)
    ]
    for child in built:
        if child.code:
            raise RuntimeError(child.last_words)
    seconds = spread(child.seconds for child in built)
    processor = spread(child.processor for child in built)
    peaks = spread(child.peak / MIB for child in built)
    yield Row(section, "seconds", seconds[0], "s", *seconds[1:], _SECONDS_FOR_FIVE)
    yield Row(section, "seconds of processor", processor[0], "s", *processor[1:], note=_ALL)
    yield Row(section, "peak memory", peaks[0], "MiB", *peaks[1:], _MIB_FOR_FIVE)
    again = run_child([command, "build", AGREEMENTS, "--out", work.scratch / "five-0"])
    yield Row(section, "seconds, nothing changed", again.seconds, "s")


def one(work: _Work) -> Iterator[Row]:
    """Parse and link each of the five."""
    section = f"(b) parse and link one agreement, time of processor ({work.runs} runs)"
    for path in sorted(AGREEMENTS.glob("*.txt")):
        found = work.task("single", folder=path, count=work.runs).answer
        median, low, high = (1000 * value for value in found["each"])
        first = f"first run {1000 * found['first']:.0f} ms, tables loaded in it"
        yield Row(section, path.stem, median, "ms", low, high, _MS_FOR_ONE, first)


def many(work: _Work) -> Iterator[Row]:
    """Made-up agreements, stage by stage, against the floors."""
    section = f"(c) {work.count} made-up agreements, stage by stage, against the floors"
    sources = work.scratch / "sources"
    sources.mkdir()
    work.task("generate", folder=sources, count=work.count)
    for name in STAGES:
        out = work.scratch / f"{name}.nq"
        child = work.task(name, folder=sources, out=out, count=work.count)
        yield from _throughput(section, name, child)
    sample = min(_SAMPLE, work.count)
    child = work.task("validate", folder=sources, count=sample)
    note = f"a sample of {child.answer['items']}, {child.answer['failed']} not conforming"
    yield from _throughput(section, "validate", child, note=note)
    quads = work.scratch / "map.nq"
    for name in ("load", "floor-load", "floor-write"):
        child = work.task(name, quads=quads, out=work.scratch / name)
        yield from _throughput(section, name, child, statements=_statements(work))
    yield from _ratios(section, work)


def _statements(work: _Work) -> int:
    return int(work.took["map"].answer["statements"])


def _throughput(
    section: str, name: str, child: Child, *, note: str = "", statements: int | None = None
) -> Iterator[Row]:
    found = child.answer
    seconds = max(found["seconds"], 1e-9)
    if "items" in found:
        rate = found["items"] / seconds
        median, low, high = (1000 * value for value in found["each"])
        each = f"{median:.1f} ms each ({low:.1f} – {high:.1f})"
        yield Row(section, f"{name}: agreements", rate, "/s", note=f"{each} {note}".rstrip())
    count = statements or found.get("statements")
    if count:
        yield Row(section, f"{name}: triples", count / seconds, "/s", note=f"{count:,} triples")
    yield Row(section, f"{name}: peak memory", child.peak / MIB, "MiB")


def _ratios(section: str, work: _Work) -> Iterator[Row]:
    took = {name: child.answer["seconds"] for name, child in work.took.items() if name != "single"}
    chain = sum(took[name] for name in (*STAGES, "load"))
    statements = _statements(work)
    yield Row(section, "read → load without validation", statements / chain, "triples/s")
    for floor, words in (("floor-write", "plain text"), ("floor-load", "bulk load")):
        yield Row(section, f"read → load ÷ {words}", chain / max(took[floor], 1e-9), "times")
    yield Row(section, "load ÷ bulk load", took["load"] / max(took["floor-load"], 1e-9), "times")


def memory(work: _Work) -> Iterator[Row]:
    """Whether the stream's memory grows with the number of agreements."""
    few = max(1, work.count // 4)
    section = f"(d) peak memory of read → map, streamed: {few} and {work.count} agreements"
    sources = work.scratch / "sources"
    # The stage `map` of (c) was this very task on all of them.
    whole = work.took.get("map") or work.task(
        "map", folder=sources, out=work.scratch / "all.nq", count=work.count
    )
    part = work.task("map", folder=sources, out=work.scratch / "few.nq", count=few)
    if whole.code or part.code:
        raise RuntimeError((whole if whole.code else part).last_words)
    less, more = part.peak / MIB, whole.peak / MIB
    yield Row(section, f"{few} agreements", less, "MiB")
    yield Row(section, f"{work.count} agreements", more, "MiB")
    yield Row(section, "growth", more / less, "times", note="flat is 1; caches fill once")


def questions(work: _Work) -> Iterator[Row]:
    """Packaged questions on the graph of the made-up agreements."""
    found = work.task("questions", out=work.scratch / "load").answer
    section = f"(e) packaged questions on {found['statements']:,} triples (budget for 1 M)"
    for name, asked in found["questions"].items():
        median, low, high = (1000 * value for value in asked["each"])
        note = f"{asked['rows']:,} rows"
        yield Row(section, name, median, "ms", low, high, _MS_FOR_QUESTION, note)


def concepts(work: _Work) -> Iterator[Row]:
    """How well the concept rules agree with the tables that were judged by eye."""
    section = (
        "(f) concept rules against the judged tables (python benchmarks/concepts.py tells more)"
    )
    for name, found in work.task("concepts").answer.items():
        note = f"{found['cases']} texts"
        yield Row(section, f"{name}: precision", found["precision"], "", note=note)
        yield Row(section, f"{name}: recall", found["recall"], "", note=note)


def scans(work: _Work) -> Iterator[Row]:
    """What character recognition loses; nothing where a program that it needs is missing."""
    if not work.scans or any(
        shutil.which(program) is None for program in ("tesseract", "chromium")
    ):
        return
    section = "(g) scans at 300 dpi, read by Tesseract (python benchmarks/scans.py tells more)"
    for name, found in run_child([sys.executable, HERE / "scans.py", "--json"]).answer.items():
        right, kept = 1 - found["wrong"], found["cells"] - found["lost"]
        note = f"of {found['letters']:,}, in {found['seconds']:.0f} s"
        yield Row(section, f"{name}: letters", 100 * right, "% right", note=note)
        cells = f"of {found['cells']}, {found['untold']} lost unsaid"
        yield Row(section, f"{name}: cells", 100 * kept / found["cells"], "% kept", note=cells)


def fuzzing(work: _Work) -> Iterator[Row]:
    """Damaged inputs through parser and readers: how many a second, and whether any of them fell."""
    if not work.inputs:
        return
    section = f"(h) {work.inputs:,} damaged inputs (python benchmarks/fuzzing.py tells more)"
    command = [sys.executable, "-W", "ignore", HERE / "fuzzing.py", "--json", "--inputs"]
    child = run_child([*command, str(work.inputs)])
    # It ends with 1 when something fell, and tells what.
    outcomes = json.loads(child.output.strip().splitlines()[-1])
    for found in outcomes:
        rate = found["inputs"] / max(found["seconds"], 1e-9)
        slowest = max((seconds for seconds, _ in found["slowest"]), default=0.0)
        fell = len(found["failures"])
        note = f"of {found['inputs']:,}, slowest {1000 * slowest:.0f} ms, {fell} kinds of failure"
        yield Row(section, f"{found['target']}: inputs", rate, "/s", note=note)
    yield Row(section, "peak memory", max(one["peak"] for one in outcomes) / MIB, "MiB")


def damages(work: _Work) -> Iterator[Row]:
    """What share of damages to good texts leaves a trace in the findings."""
    if not work.every:
        return
    command = [sys.executable, HERE / "damaging.py", "--json", "--every", str(work.every)]
    for corpus, (changed, told) in run_child(command).answer.items():
        section = f"(i) damages that are told, {corpus} (python benchmarks/damaging.py tells more)"
        for kind, count in sorted(changed.items()):
            yield Row(section, kind, 100 * told.get(kind, 0) / count, "%", note=f"of {count}")


def lottery(work: _Work) -> Iterator[Row]:
    """How much of layouts drawn by lot is read, and how many wrong statements nobody tells of."""
    if not work.draws:
        return
    section = f"(j) {work.draws} layouts by lot (python benchmarks/lottery.py tells more)"
    command = [sys.executable, HERE / "lottery.py", "--json", "--count", str(work.draws)]
    child = run_child(command)
    found = child.answer
    statements = sum(found[name] for name in ("right", *_MISSED))
    note = f"of {statements:,} statements, in {child.seconds:.0f} s"
    yield Row(section, "right", 100 * found["right"] / statements, "%", note=note)
    for name in _MISSED:
        yield Row(section, name, 100 * found[name] / statements, "%", budget=_UNTOLD.get(name))
    yield Row(section, "misplaced, untold", float(found["misplaced, untold"]), "", budget=0)


_MISSED = ("missing, told", "missing, untold", "wrong, told", "wrong, untold")
_UNTOLD = {"wrong, untold": 0.1, "missing, untold": 1.0}
"""Per cent of the statements that may be wrong, or missing, without a word."""

SECTIONS = (five, one, many, memory, questions, concepts, scans, fuzzing, damages, lottery)


def measure(work: _Work) -> Iterator[Row]:
    """Every row, section by section; a section that cannot run says why in a row of its own."""
    for section in SECTIONS:
        try:
            yield from section(work)
        except (RuntimeError, OSError) as fault:
            yield Row(section.__name__, "could not be measured", None, "", note=str(fault))


def _record(rows: list[Row], count: int) -> dict[str, Any]:
    machine = {
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
    }
    return {"machine": machine, "count": count, "rows": [row._asdict() for row in rows]}


def main() -> None:
    """Measure, print a table, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="made-up agreements (default 300)")
    parser.add_argument("--builds", type=int, default=3, help="builds of (a) (default 3)")
    parser.add_argument("--runs", type=int, default=20, help="runs of (b) (default 20)")
    parser.add_argument(
        "--scans", action=argparse.BooleanOptionalAction, default=True, help="measure (g)"
    )
    parser.add_argument(
        "--inputs", type=int, default=10_000, help="damaged inputs of (h) (default 10,000; 0: none)"
    )
    parser.add_argument(
        "--every", type=int, default=3, help="every n-th damage of (i) (default 3; 0: none)"
    )
    parser.add_argument(
        "--draws", type=int, default=300, help="layouts by lot of (j) (default 300; 0: none)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON too")
    given = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="renkei-bench-") as scratch:
        sizes = {
            "inputs": given.inputs,
            "every": given.every,
            "builds": given.builds,
            "draws": given.draws,
        }
        work = _Work(Path(scratch), given.count, given.runs, scans=given.scans, **sizes)
        for row in measure(work):
            shown = table([*rows[-1:], row]).splitlines()
            # A heading is printed once, when its section begins.
            begins = not rows or rows[-1].section != row.section
            print("\n".join(shown[-3 if rows and begins else -2 if begins else -1 :]), flush=True)
            rows.append(row)
    if given.json:
        record = json.dumps(_record(rows, given.count), ensure_ascii=False, indent=1)
        given.json.write_text(record + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
