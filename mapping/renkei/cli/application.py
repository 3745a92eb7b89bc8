"""The commands of `renkei` and their help (コマンド一覧)."""

from __future__ import annotations

from typing import Annotated

import typer

import renkei
from renkei.cli.building import build, export, validate
from renkei.cli.diff import diff
from renkei.cli.explain import explain
from renkei.cli.language import Lang
from renkei.cli.lint import lint
from renkei.cli.questions import query
from renkei.cli.reading import check, parse

application = typer.Typer(
    name="renkei",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:  # typer calls it with the flag alone
    if value:
        typer.echo(f"renkei {renkei.__version__}")
        raise typer.Exit


@application.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Cooperation agreements of Japanese municipalities as a knowledge graph.

    連携協約を読み、検証済みの知識グラフにし、問いに答えます。

    \b
    Begin with:  renkei build agreements --out kg
                 renkei query disaster-response-roles --kg kg

    \b
    Exit codes: 0 fine, 1 the input has errors, 2 wrong usage, 3 the environment failed.
    """
    del version, lang


for command in (parse, check, build, validate, lint, query, explain, diff, export):
    application.command()(command)
