"""What commands print (表示): findings a line each, summaries, JSON, progress on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

# Not by their names: a server that only says where it listens would load every model.
from renkei import errors, model
from renkei.cli.language import language

if TYPE_CHECKING:
    from renkei.model import Finding


def say(words: str = "") -> None:
    """Print to standard output; words of a text that no terminal can show are escaped."""
    if sys.stdout is None:  # a service may be started with no output at all
        return
    encoding = sys.stdout.encoding or "utf-8"
    print(words.encode(encoding, "backslashreplace").decode(encoding))


def say_json(content: object) -> None:
    """Print JSON for machines."""
    say(json.dumps(content, ensure_ascii=False, indent=1))


def finding_line(found: Finding) -> str:
    """`file:line:column: code severity message`; a finding on a whole file stands at 1:1.

    Line and column are those of the text; the place in a file that is no plain text comes last.
    """
    place = f"{found.source}:{found.line or 1}:{found.column or 1}"
    in_file = f" [{found.place}]" if found.place else ""
    return f"{place}: {found.code} {found.severity} {errors.message(found, language())}{in_file}"


def say_findings(findings: Sequence[Finding], *, remedies: bool = False) -> None:
    """Print findings, each with its remedy if asked."""
    for found in findings:
        say(finding_line(found))
        if remedies:
            say(f"    → {errors.remedy(found, language())}")


def has_errors(findings: Sequence[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(found.severity is model.Severity.ERROR for found in findings)


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error while work goes on; nothing where that is no terminal."""
    # Only long work shows a bar, and rich takes long to load: none is made that nobody sees.
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _position, _total, _name: None
        return
    from rich.console import Console  # noqa: PLC0415  # see above
    from rich.progress import (  # noqa: PLC0415  # see above
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def step(position: int, total: int, name: str) -> None:
            bar.update(task, completed=position - 1, total=total, description=name)

        yield step
