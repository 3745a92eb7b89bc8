"""A million damaged inputs through readers and parser (ファジング): `python benchmarks/fuzzing.py`.

    python benchmarks/fuzzing.py --inputs 1000000 --jobs 2 --keep FOLDER
    python benchmarks/fuzzing.py --replay FOLDER/html-1a2b3c4d.bin --target html

An input is known by its target, the seed and its number. Each runs in a process that can be ended,
so that a crash, a hang or too much memory is told with the input that made it; the run goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from mmap import mmap
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from fuzzing_trial import TRIAL, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SEED = 20261121
SECONDS = 20.0
"""An input that takes longer hangs: a thousand times what most of them take."""
MEBIBYTES = 2048
CHUNK = 4_000
"""How many inputs a process takes: what leaks, shows within so many and is gone with it."""
_SLOWEST = 5
_POLL = 0.2
_NUMBER = 8
_START = 60.0


@dataclass(slots=True)
class Outcome:
    """What became of many inputs (結果): how many, what was made of them, and what fell.

    `processor` is in seconds, `peak` in bytes; `slowest` has seconds and number.
    """

    target: str
    inputs: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    peak: int = 0
    slowest: list[tuple[float, int]] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)
    failures: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, other: Outcome) -> None:
        """Count what another process did."""
        self.inputs += other.inputs
        self.seconds += other.seconds
        self.processor += other.processor
        self.peak = max(self.peak, other.peak)
        self.slowest = sorted([*self.slowest, *map(tuple, other.slowest)], reverse=True)[:_SLOWEST]  # type: ignore[arg-type]  # JSON has lists
        self.made = dict(Counter(self.made) + Counter(other.made))
        for words, failure in other.failures.items():
            known = self.failures.setdefault(words, failure)
            if known is not failure:
                known["count"] += failure["count"]


def input_of(target: str, number: int, seed: int = SEED) -> bytes:
    """The input of a number; the same for ever, as long as the mutations are."""
    return target_of(target).make(Random(f"{seed}/{target}/{number}"))  # noqa: S311  # no secret


def try_inputs(target: str, numbers: Iterable[int], *, seed: int = SEED) -> Outcome:
    """Try inputs in this process: for tests, and within a process of `run`."""
    outcome = Outcome(target)
    begin = time.perf_counter()
    for number in numbers:
        _try(outcome, input_of(target, number, seed), number)
    outcome.seconds = time.perf_counter() - begin
    outcome.slowest = sorted(outcome.slowest, reverse=True)[:_SLOWEST]
    return outcome


def _try(outcome: Outcome, data: bytes, number: int) -> None:
    begin = time.process_time()
    try:
        made = target_of(outcome.target).run(data)
        outcome.made[made] = outcome.made.get(made, 0) + 1
    except Exception as fault:  # noqa: BLE001  # whatever is raised is what is looked for
        words = _told(fault)
        known = outcome.failures.setdefault(words, {"count": 0, "number": number})
        known["count"] += 1
    took = time.process_time() - begin
    outcome.inputs += 1
    outcome.processor += took
    outcome.slowest.append((took, number))
    if len(outcome.slowest) > _SLOWEST * 20:
        outcome.slowest = sorted(outcome.slowest, reverse=True)[:_SLOWEST]


def _told(fault: BaseException) -> str:
    """A fault by its kind and the innermost place of ours that it came through."""
    places: list[str] = []
    trace = fault.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "renkei" in path.parts or "benchmarks" in path.parts:
            places.append(f"{path.parent.name}/{path.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(fault).__name__} at {places[-1] if places else '?'}: {str(fault)[:120]}"


def target_of(name: str) -> Target:
    """The target of a name; raises KeyError. The others load the whole project, `trial` nothing."""
    return TRIAL if name == "trial" else _all()[name]


def _all() -> dict[str, Target]:
    from fuzzing_targets import TARGETS  # noqa: PLC0415  # seconds, where only the trial is wanted

    return TARGETS


# --- processes


def run(
    target: str, numbers: range, *, seed: int = SEED, seconds: float = SECONDS, jobs: int = 1
) -> Outcome:
    """Try inputs in processes that can be ended, `jobs` at a time."""
    outcome = Outcome(target)
    waiting = [numbers[at : at + CHUNK] for at in range(0, len(numbers), CHUNK)]
    running: list[_Process] = []
    while waiting or running:
        while waiting and len(running) < jobs:
            running.append(_Process(target, waiting.pop(0), seed, seconds))
        time.sleep(_POLL)
        for process in [one for one in running if one.is_over()]:
            running.remove(process)
            found, left = process.close()
            outcome.add(found)
            waiting[:0] = left
    return outcome


class _Process:
    """A process that tries inputs, and says which one it is at."""

    def __init__(self, target: str, numbers: range, seed: int, seconds: float) -> None:
        self.target, self.numbers, self.limit = target, numbers, seconds
        self._folder = tempfile.TemporaryDirectory(prefix="renkei-fuzz-")
        self._at = Path(self._folder.name) / "at"
        self._at.write_bytes((0).to_bytes(_NUMBER, "little"))
        self._out = Path(self._folder.name) / "out"
        command = [sys.executable, __file__, "--child", target, "--at", self._at]
        command += ["--range", f"{numbers.start}:{numbers.stop}", "--seed", str(seed)]
        with self._out.open("wb") as out:
            self._child = subprocess.Popen(  # noqa: S603  # our own program, no shell
                [str(part) for part in command], stdout=out, stderr=subprocess.PIPE
            )
        self._moved, self._last, self._hung = time.monotonic(), 0, False

    def _position(self) -> int:
        return int.from_bytes(self._at.read_bytes(), "little")

    def is_over(self) -> bool:
        """Whether it has ended; one that stands still too long is ended here."""
        if self._child.poll() is not None:
            return True
        position = self._position()
        if position != self._last:
            self._moved, self._last = time.monotonic(), position
        elif time.monotonic() - self._moved > self.limit + (0 if position else _START):
            self._hung = True
            self._child.kill()
            self._child.wait()
            return True
        return False

    def close(self) -> tuple[Outcome, list[range]]:
        """What it did, and the inputs that are to be tried in another process."""
        words = self._child.stderr.read().decode("utf-8", "replace") if self._child.stderr else ""
        if self._child.stderr:
            self._child.stderr.close()
        at = self._position()
        if self._child.returncode == 0:
            record = json.loads(self._out.read_bytes())
            self._folder.cleanup()
            return Outcome(**record), []
        self._folder.cleanup()
        reason = "hang" if self._hung else f"ended with {self._child.returncode}"
        last = words.strip().splitlines()[-1:] or [""]
        number = self.numbers.start + max(0, at - 1)
        fallen = Outcome(self.target, inputs=1)
        fallen.failures[f"{reason} {last[0][:120]}".strip()] = {"count": 1, "number": number}
        # What the process counted is lost with it, so those before are tried again.
        left = (range(self.numbers.start, number), range(number + 1, self.numbers.stop))
        return fallen, [one for one in left if one]


def _child(target: str, numbers: range, seed: int, at: Path) -> None:
    """The other end of `_Process`."""
    import resource  # noqa: PLC0415  # not on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEBIBYTES << 20, MEBIBYTES << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with at.open("r+b") as file, mmap(file.fileno(), _NUMBER) as shown:
        outcome = try_inputs(target, _shown(numbers, shown), seed=seed)
    outcome.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    json.dump(asdict(outcome), sys.stdout)


def _shown(numbers: range, shown: mmap) -> Iterator[int]:
    for at, number in enumerate(numbers, start=1):
        shown[:] = at.to_bytes(_NUMBER, "little")
        yield number


# --- guided by what the program does


def guided(target: str, seconds: int, folder: Path) -> None:
    """Let atheris choose, guided by which branches are taken; ends with what it finds.

    Needs atheris (`pip install atheris`), which no other part of the project needs. What falls is kept in the folder as libFuzzer keeps it.
    """
    import atheris  # noqa: PLC0415  # installed by hand

    known = target_of(target)
    with atheris.instrument_imports(include=["renkei"]):
        known.load()

    def one(data: bytes) -> None:
        known.run(known.make(_Given(data)))

    folder.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], *options, f"-timeout={SECONDS:g}", "-max_len=512"], one)
    atheris.Fuzz()


class _Given(Random):
    """A Random whose choices are read from bytes, so that a fuzzer makes them; zeros at the end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._position = data, 0
        super().__init__(0)

    def getrandbits(self, k: int) -> int:
        size = (k + 7) // 8
        taken = self._data[self._position : self._position + size]
        self._position += size
        return int.from_bytes(taken.ljust(size, b"\0"), "little") >> (8 * size - k)

    def random(self) -> float:
        return self.getrandbits(16) / 65536


# --- the command


def shares(inputs: int) -> dict[str, int]:
    """How many inputs each target gets of a number of them."""
    whole = sum(target.share for target in _all().values())
    tried = {name: target.share for name, target in _all().items() if target.share}
    return {name: max(1, inputs * share // whole) for name, share in tried.items()}


def line(outcome: Outcome) -> str:
    """An outcome as a line for people."""
    rate = outcome.inputs / max(outcome.seconds, 1e-9)
    slowest = outcome.slowest[0] if outcome.slowest else (0.0, 0)
    made = ", ".join(f"{words} {count:,}" for words, count in Counter(outcome.made).most_common(4))
    return (
        f"{outcome.target:<10}{outcome.inputs:>9,} inputs {rate:>8,.0f} /s a process   slowest "
        f"{1000 * slowest[0]:,.0f} ms (#{slowest[1]})   peak {outcome.peak >> 20:,} MiB   "
        f"{len(outcome.failures)} kinds of failure   {made}"
    )


def _keep(outcome: Outcome, folder: Path | None, seed: int) -> None:
    for words, failure in sorted(outcome.failures.items()):
        print(f"    {failure['count']:>6} × {words}  (#{failure['number']})")
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            data = input_of(outcome.target, failure["number"], seed)
            (folder / f"{outcome.target}-{failure['number']}.bin").write_bytes(data)


def _measured(given: argparse.Namespace) -> Iterator[Outcome]:
    counts = shares(given.inputs)
    wanted: Sequence[str] = given.target or list(counts)
    if given.target:
        counts = dict.fromkeys(wanted, given.inputs // len(wanted))
    for name in wanted:
        numbers = range(given.first, given.first + counts[name])
        outcome = run(name, numbers, seed=given.seed, seconds=given.seconds, jobs=given.jobs)
        if not given.json:
            print(line(outcome), flush=True)
            _keep(outcome, given.keep, given.seed)
        yield outcome


def main() -> None:
    """Try what is asked for; ends with 1 if anything fell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=20_000, help="how many (default 20,000)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--target", action="append", help="only this one; again")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--seconds", type=float, default=SECONDS, help="what is called a hang")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the inputs that fell")
    parser.add_argument("--json", action="store_true", help="print JSON for machines")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try one kept input")
    parser.add_argument("--guided", type=int, metavar="SECONDS", help="let atheris choose")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--range", help=argparse.SUPPRESS)
    parser.add_argument("--at", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.target and (unknown := sorted(set(given.target) - set(_all()))):
        parser.error(f"--target: {', '.join(unknown)}: choose from {', '.join(_all())}")
    if given.child:
        start, _, stop = given.range.partition(":")
        _child(given.child, range(int(start), int(stop)), given.seed, given.at)
    elif given.replay:
        print(target_of(given.target[0]).run(given.replay.read_bytes()))
    elif given.guided:
        guided(given.target[0], given.guided, given.keep or Path("fuzz"))
    else:
        outcomes = list(_measured(given))
        if given.json:
            print(json.dumps([asdict(outcome) for outcome in outcomes]))
        sys.exit(any(outcome.failures for outcome in outcomes))


if __name__ == "__main__":
    main()
