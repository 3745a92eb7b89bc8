"""`renkei query`: list the packaged questions, or answer one."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from renkei.cli.language import chosen, language
from renkei.cli.options import Lang
from renkei.cli.printing import say, say_json
from renkei.errors import Wording
from renkei.querying import (
    FORMATS,
    Answer,
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
from renkei.querying.endpoints import query_text
from renkei.querying.questions import Parameter, Question
from renkei.store import open_store

if TYPE_CHECKING:
    from renkei.querying.explaining import Explanation

    _Explained = tuple[Explanation, ...]

_HOW = Wording(
    ja="一つに答えるには:  renkei query 名前 -p 名前=値  （-p を省くと既定値）",
    en="To answer one:  renkei query NAME -p name=value  (parameters have defaults unless required)",
)
_ROW = Wording(ja="━━ {number}行目の根拠", en="━━ Where row {number} comes from")
_NOTHING = Wording(
    ja="  この行は数や一覧を述べるもので、一つの条文によりません。出典の欄を見てください。",
    en="  This row counts or lists and rests on no single clause; see its column of sources.",
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
    with_reasons: Annotated[
        bool, typer.Option("--explain", help="Tell of each row where it comes from (table, json).")
    ] = False,
    lang: Lang = None,
) -> None:
    """List the packaged questions, or answer one.

    用意された問いの一覧、または一つの問いへの答えを出力します。答えには根拠の条文が付きます。

    \b
    Example:  renkei query disaster-response-roles
              renkei query municipality-roles -p municipality=階上町 --format csv
              renkei query meetings --explain
    """
    del lang
    if name is None and file is None:
        _list(as_json=as_json)
        return
    if name is not None and file is not None:
        raise typer.BadParameter("give NAME or --file, not both")
    form = "json" if as_json else form
    if with_reasons and (form not in {"table", "json"} or name is None):
        raise typer.BadParameter("--explain goes with a packaged question, as table or json")
    store: Endpoint = (
        RemoteEndpoint(endpoint)
        if endpoint
        else LocalEndpoint(open_store(kg / "store", read_only=True))
    )
    if file is not None:
        answer = ask_text(query_text(file.read_bytes()), store)
    else:
        asked = question(name or "")
        answer = ask(asked, store, **_names_in(asked) | _given(parameters or []))
    width = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120
    if with_reasons and form == "json":
        say_json(_with_reasons(answer, store, None if endpoint else kg))
        return
    say(render(answer, form, language(), width=width).rstrip("\n"))
    if with_reasons:
        _say_reasons(answer, store, None if endpoint else kg)


def _reasons(answer: Answer, store: Endpoint, kg: Path | None) -> tuple[_Explained, ...]:
    # Few ask for reasons, and a question is answered sooner without what explains.
    from renkei.cli.explain import source_texts  # noqa: PLC0415  # see above
    from renkei.querying.explaining import explain_answer  # noqa: PLC0415  # see above

    return explain_answer(answer, store, texts=source_texts(kg) if kg else None)


def _say_reasons(answer: Answer, store: Endpoint, kg: Path | None) -> None:
    """Below the table, row by row, what each row speaks of and the clauses that prove it."""
    from renkei.cli.explain import explained_lines  # noqa: PLC0415  # see _reasons

    for number, found in enumerate(_reasons(answer, store, kg), start=1):
        say()
        say(_ROW.fill(language(), {"number": str(number)}))
        for explanation in found:
            for line in explained_lines(explanation):
                say(line)
        if not found:
            say(_NOTHING.fill(language(), {}))


def _with_reasons(answer: Answer, store: Endpoint, kg: Path | None) -> list[dict[str, object]]:
    """Each record of the answer with the explanations of what it speaks of."""
    reasons = _reasons(answer, store, kg)
    return [
        {"row": record, "explanations": [each.model_dump(mode="json") for each in found]}
        for record, found in zip(answer.records(), reasons, strict=True)
    ]


def _names_in(asked: Question) -> dict[str, str]:
    """Names in the language of the messages, where somebody chose it; else as the question has it."""
    said = chosen()
    takes = any(parameter.name == "lang" for parameter in asked.params)
    return {"lang": said} if said and takes else {}


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
