"""`renkei query`: list the packaged questions, or answer one."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.language import Lang, language
from renkei.cli.printing import say, say_json
from renkei.errors import Wording
from renkei.querying import (
    FORMATS,
    Endpoint,
    LocalEndpoint,
    RemoteEndpoint,
    UsageError,
    ask,
    ask_text,
    question,
    questions,
    render,
)
from renkei.querying.questions import Parameter
from renkei.store import open_store

_HOW = Wording(
    ja="一つに答えるには:  renkei query 名前 -p 名前=値  （-p を省くと既定値）",
    en="To answer one:  renkei query NAME -p name=value  (parameters have defaults unless required)",
)


def query(
    name: Annotated[
        str | None, typer.Argument(help="The question; without it, all are listed.")
    ] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("-p", "--param", metavar="KEY=VALUE", help="A parameter.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}.")
    ] = "table",
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="Ask a remote SPARQL endpoint.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="X.rq", help="Ask a query of your own.")
    ] = None,
    kg: Annotated[Path, typer.Option("--kg", help="The folder of a build.")] = Path("kg"),
    as_json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    lang: Lang = None,
) -> None:
    """List the packaged questions, or answer one.

    用意された問いの一覧、または一つの問いへの答えを出力します。答えには根拠の条文が付きます。

    \b
    Example:  renkei query disaster-response-roles
              renkei query municipality-roles -p municipality=階上町 --format csv
    """
    del lang
    if name is None and file is None:
        _list(as_json=as_json)
        return
    if name is not None and file is not None:
        raise typer.BadParameter("give NAME or --file, not both")
    form = "json" if as_json else form
    store: Endpoint = (
        RemoteEndpoint(endpoint)
        if endpoint
        else LocalEndpoint(open_store(kg / "store", read_only=True))
    )
    if file is not None:
        answer = ask_text(file.read_text("utf-8"), store)
    else:
        answer = ask(question(name or ""), store, **_given(parameters or []))
    width = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120
    say(render(answer, form, language(), width=width).rstrip("\n"))


def _given(parameters: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals or not key:
            raise typer.BadParameter(f"-p wants key=value: {parameter}")
        if key in pairs:
            raise typer.BadParameter(f"-p {key} is given twice")
        pairs[key] = value
    return pairs


def _list(*, as_json: bool) -> None:
    if as_json:
        records = [asdict(asked) for asked in questions()]
        for record in records:
            del record["text"]
        say_json(records)
        return
    for asked in questions():
        say(f"{asked.name}")
        say(f"    {getattr(asked.title, language())}")
        for parameter in asked.params:
            say(f"    -p {_described(parameter)}")
    say()
    say(_HOW.fill(language(), {}))


def _described(parameter: Parameter) -> str:
    default = (
        f"={parameter.default}" if parameter.default else "=…" if parameter.required else "[=…]"
    )
    return f"{parameter.name}{default}  {getattr(parameter.label, language())}"


__all__ = ["UsageError", "query"]
