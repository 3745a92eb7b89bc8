"""`renkei diff`: two agreements side by side."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from pyoxigraph import RdfFormat, serialize

from renkei.cli.faults import Exit
from renkei.cli.language import language
from renkei.cli.options import Lang
from renkei.cli.printing import say, say_findings
from renkei.errors import Wording
from renkei.graph import DEFAULT_BASE, PREFIXES
from renkei.publishing.comparing import (
    Comparison,
    UnreadableError,
    compare,
    comparison_quads,
    load_version,
    printed,
)

_FORMS = ("text", "json", "ttl")
_NOTHING = Wording(
    ja="{name} から協約を読み取れませんでした。`renkei check` で理由を確かめてください。",
    en="No agreement could be read from {name}. `renkei check` says why.",
)


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A file, FILE#KEY, or a key.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Likewise.")],
    kg: Annotated[Path, typer.Option("--kg", help="The build in which keys are looked up.")] = Path(
        "kg"
    ),
    form: Annotated[str, typer.Option("--format", "-f", help="text, json or ttl.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    base: Annotated[str, typer.Option("--base", help="The base of IRIs for files.")] = DEFAULT_BASE,
    lang: Lang = None,
) -> None:
    """Compare two versions of an agreement, or two partners of one core city.

    Ends with 0 whether they differ or not. 二つの協約の当事者、条、取組、役割の違いを左右に並べます。

    \b
    Example:  renkei diff old.txt new.txt
              renkei diff 43100-43214-20160330 43100-43208-20220328 --kg kg
    """
    del lang
    form = "json" if as_json else form
    if form not in _FORMS:
        raise typer.BadParameter(", ".join(_FORMS), param_hint="--format")
    try:
        versions = [
            load_version(given, kg=kg, base=base, parameter=name)
            for name, given in (("A", before), ("B", after))
        ]
    except UnreadableError as error:
        say_findings(error.findings)
        print(f"renkei: {_NOTHING.fill(language(), {'name': error.name})}", file=sys.stderr)
        raise typer.Exit(Exit.INPUT) from error
    _say(compare(*versions), form)


def _say(comparison: Comparison, form: str) -> None:
    if form == "json":
        say(comparison.model_dump_json(indent=1))
    elif form == "ttl":
        triples = (quad.triple for quad in comparison_quads(comparison))
        written = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        say(written.decode("utf-8").rstrip())
    else:
        width = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120
        say(printed(comparison, language(), width=width).rstrip("\n"))
