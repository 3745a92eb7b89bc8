"""The commands of `renkei` and their help (コマンド一覧)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from renkei.cli.options import Lang
from renkei.version import VERSION

COMMANDS = {
    "parse": "renkei.cli.reading",
    "check": "renkei.cli.reading",
    "fetch": "renkei.cli.fetching",
    "build": "renkei.cli.building",
    "validate": "renkei.cli.building",
    "lint": "renkei.cli.lint",
    "query": "renkei.cli.questions",
    "explain": "renkei.cli.explain",
    "diff": "renkei.cli.diff",
    "render": "renkei.cli.rendering",
    "export": "renkei.cli.building",
    "serve": "renkei.cli.serving",
    "publish": "renkei.cli.publishing",
}
"""Each command and its module; a test holds the list against the functions."""


def application(words: Sequence[str] = ()) -> typer.Typer:
    """The program, with the one command that the words ask for, or with all of them.

    A module is loaded only where it is wanted: SHACL alone takes half a second, and who serves or
    asks a question has no use for it.
    """
    program = typer.Typer(
        name="renkei",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    program.callback()(start)
    asked = next((word for word in words if word in COMMANDS), None)
    # `renkei --lang ja query`: an option of the program itself may have a value that names no command.
    for name in COMMANDS if asked is None else (asked,):
        program.command(name)(getattr(import_module(COMMANDS[name]), name))
    return program


def _version(value: bool) -> None:  # typer calls it with the flag alone
    if value:
        typer.echo(f"renkei {VERSION}")
        raise typer.Exit


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
