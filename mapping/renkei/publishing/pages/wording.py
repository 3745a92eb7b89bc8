"""What the pages say around the data, in both languages (画面の文言), and phrases kept whole."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from itertools import chain

import budoux
from markupsafe import Markup, escape

from renkei.errors import Wording
from renkei.resources import table

PACKAGE = "renkei.publishing.pages"
# A date as the graph writes it, with the brackets that it may stand in, `（2020-03-20）`; not the
# code of an agreement, `28201-28229-20200320`.
_DATE = re.compile(r"((?<![\d-])（?\d{4}-\d\d-\d\d）?(?![\d-]))")
_WHOLE = Markup('<span class="date">{}</span>')
# Kana or a Chinese character: `連`, `ア`; not `é`.
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


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
    parts = (
        [_WHOLE.format(part)] if at % 2 else map(escape, _parser().parse(part))
        for at, part in enumerate(_DATE.split(text))
        if part
    )
    return Markup("<wbr>").join(chain.from_iterable(parts))


def dated(text: str) -> Markup | str:
    """A text whose dates (日付) do not break over two lines.

    >>> dated("連携協約（2020-03-20）")
    Markup('連携協約<span class="date">（2020-03-20）</span>')
    """
    if not _DATE.search(text):
        return text
    parts = _DATE.split(text)
    return Markup("").join(
        _WHOLE.format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def is_japanese(text: str) -> bool:
    """Whether a text has Japanese in it (日本語), so that a page in English says so of it.

    >>> is_japanese("熊本市"), is_japanese("Kumamoto City")
    (True, False)
    """
    return _JAPANESE.search(text) is not None
