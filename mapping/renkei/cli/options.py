"""The option that every command has (共通のオプション): `--lang`."""

from __future__ import annotations

from typing import Annotated

import typer

from renkei.cli.language import LANGUAGES, choose


def _taken(value: str | None) -> str | None:
    if value is not None:
        if value not in LANGUAGES:
            raise typer.BadParameter("ja or en")
        choose(LANGUAGES[value])
    return value


Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        callback=_taken,
        is_eager=True,
        help="Messages, and names in answers, in ja or en 表示言語",
    ),
]
