"""The language of messages (表示言語): `--lang`, else the locale, else English."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from renkei.errors import Language

_LANGUAGES: dict[str, Language] = {"ja": "ja", "en": "en"}
_chosen: list[Language] = []


def language() -> Language:
    """The language that was chosen, or that the locale asks for."""
    if (said := chosen()) is not None:
        return said
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "en"


def chosen() -> Language | None:
    """The language that `--lang` asks for; None where it was not given."""
    return _chosen[-1] if _chosen else None


def choose(value: str | None) -> str | None:
    """Take `--lang`; raises a usage error for another language than ja or en."""
    if value is not None:
        if value not in _LANGUAGES:
            raise typer.BadParameter("ja or en")
        _chosen.append(_LANGUAGES[value])
    return value


Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        callback=choose,
        is_eager=True,
        help="Messages, and names in answers, in ja or en 表示言語",
    ),
]
