"""What the catalogue says in words (カタログの文言), from tables/wording.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from renkei.errors import Wording
from renkei.publishing.catalogue.faults import PACKAGE
from renkei.resources import table


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(table(PACKAGE, "wording.toml").read_text("utf-8"))


def said(about: str, what: str, ja: dict[str, str] | None = None, **values: str) -> Wording:
    """A sentence of the catalogue with its blanks filled, in both languages.

    `values` fill both; `ja` those of the Japanese sentence where they differ.

    >>> said("agreement", "title", {"title": "協約"}, key="A", names="B").en
    'Renkei agreement A of B'
    """
    raw = Wording(**_table()[about][what])
    return Wording(ja=raw.fill("ja", values | (ja or {})), en=raw.fill("en", values))


def keywords() -> dict[str, tuple[str, ...]]:
    """The keywords of every dataset, by language.

    >>> keywords()["ja"][0]
    '連携協約'
    """
    return {language: tuple(words) for language, words in _table()["keywords"].items()}
