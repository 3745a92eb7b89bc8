"""Rows of measurement, and child processes whose time and memory are their own (測定).

Every number comes from a process of its own: a child starts with the memory mark of its parent, so
the parent imports nothing heavy, and no stage pays for what another stage left behind.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_KIB = 1024
# Linux counts ru_maxrss in kibibytes, macOS in bytes.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else _KIB
MIB = _KIB * _KIB


class Row(NamedTuple):
    """One measured value: the median, the least and the greatest, and what was allowed."""

    section: str
    name: str
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    budget: float | None = None
    note: str = ""


class Child(NamedTuple):
    """What a child did: exit code, seconds, seconds of processor, peak memory in bytes, words."""

    code: int
    seconds: float
    processor: float
    peak: int
    output: str

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON that the child printed last.

        Raises `RuntimeError` with the child's words if it failed.
        """
        if self.code:
            raise RuntimeError(self.last_words)
        found: dict[str, Any] = json.loads(self.output.strip().splitlines()[-1])
        return found

    @property
    def last_words(self) -> str:
        """The last line that a failed child wrote."""
        words = self.output.strip().splitlines()
        return f"exit {self.code}: {words[-1] if words else 'no message'}"


def run_child(command: Sequence[str | Path]) -> Child:
    """Run a command to its end and tell what it used.

    Raises `OSError` if it cannot be started.
    """
    start = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603  # the command is ours, no shell is involved
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    output = child.stdout.read() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.stdout:
        child.stdout.close()
    processor = usage.ru_utime + usage.ru_stime
    return Child(child.returncode, seconds, processor, _peak(usage), output)


def _peak(usage: resource.struct_rusage) -> int:
    return int(usage.ru_maxrss) * _MAXRSS_UNIT


def spread(values: Iterable[float]) -> tuple[float, float, float]:
    """Median, least and greatest.

    >>> spread([3.0, 1.0, 2.0])
    (2.0, 1.0, 3.0)
    """
    listed = sorted(values)
    return statistics.median(listed), listed[0], listed[-1]


def table(rows: Sequence[Row]) -> str:
    """Rows as a table for people, a heading for each section.

    >>> print(table([Row("one", "parse", 12.5, "ms", 11.0, 14.0, 20.0)]))
    one
      parse                                    12.5 ms                11.0 – 14.0  budget 20  ok
    """
    lines: list[str] = []
    section = None
    for row in rows:
        if row.section != section:
            lines += [*([""] if lines else []), row.section]
            section = row.section
        lines.append(_line(row))
    return "\n".join(lines)


def _line(row: Row) -> str:
    value = "–" if row.value is None else _figure(row.value)
    between = ""
    if row.low is not None and row.high is not None:
        between = f"{_figure(row.low)} – {_figure(row.high)}"
    verdict = ""
    if row.budget is not None and row.value is not None:
        verdict = f"budget {row.budget:g}  {'ok' if row.value <= row.budget else 'OVER'}"
    return (
        f"  {row.name:<32}{value:>13} {row.unit:<14}{between:>15}  {verdict}  {row.note}".rstrip()
    )


def _figure(value: float) -> str:
    if value >= 1000:  # noqa: PLR2004  # a figure of four digits needs no fraction
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"  # noqa: PLR2004  # likewise
