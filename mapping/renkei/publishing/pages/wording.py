"""What the pages say around the data, in both languages (画面の文言), and phrases kept whole."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache

import budoux
from markupsafe import Markup, escape

from renkei.errors import Wording
from renkei.resources import table

PACKAGE = "renkei.publishing.pages"


@cache
def wordings() -> dict[str, Wording]:
    """Every wording of the pages by its key."""
    raw = tomllib.loads(table(PACKAGE, "wording.toml").read_text("utf-8"))
    return {key: Wording(**entry) for key, entry in raw.items()}


def say(key: str, language: str, **values: object) -> str:
    """A wording in one language with its blanks filled; raises `KeyError` for an unknown key.

    >>> say("skip", "en")
    'Skip to the content'
    """
    if not values:
        return _plain(key, language)
    filled = {name: str(value) for name, value in values.items()}
    return wordings()[key].fill("en" if language == "en" else "ja", filled)


@cache
def _plain(key: str, language: str) -> str:
    """A wording without blanks: most are, and a page says some hundreds of them."""
    return wordings()[key].fill("en" if language == "en" else "ja", {})


def article(number: str, language: str) -> str:
    """The name of an article (条) by its number, a branch with の in Japanese.

    >>> article("3_2", "ja"), article("3_2", "en")
    ('第3条の2', 'Article 3-2')
    """
    first, *branches = number.split("_")
    if language == "en":
        return say("article_n", language, n="-".join([first, *branches]))
    return "".join([say("article_n", language, n=first), *(f"の{each}" for each in branches)])


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


@lru_cache(maxsize=4096)
def phrases(text: str) -> Markup:
    """Japanese text that breaks only between phrases (文節改行): HTML with `<wbr>` between them.

    >>> phrases("連携<協約>の形成に係る")
    Markup('連携&lt;協約&gt;の<wbr>形成に<wbr>係る')
    """
    return Markup("<wbr>").join(escape(each) for each in _parser().parse(text))
