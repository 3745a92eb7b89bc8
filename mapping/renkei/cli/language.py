"""The language of messages (表示言語): `--lang`, else the locale, else English."""

from __future__ import annotations

import os

from renkei.errors import Language

LANGUAGES: dict[str, Language] = {"ja": "ja", "en": "en"}
"""What `--lang` takes, and the language that it means."""

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


def choose(said: Language) -> None:
    """Take what `--lang` asks for."""
    _chosen.append(said)
