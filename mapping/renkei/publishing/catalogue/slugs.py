"""The address that CKAN gives a dataset (スラッグ): the ASCII letters and digits of its title."""

from __future__ import annotations

import re
import unicodedata

# What separates words in a title becomes a hyphen. Matches the space and the colon of
# "Renkei: data"; must not match an underscore, which stays.
_SEPARATORS = re.compile(r"[ .:/]")
# What a name may not hold is dropped. Matches "（" and "協" of "協約（Renkei"; must not match
# letters, digits, hyphens and underscores.
_OTHERS = re.compile(r"[^a-zA-Z0-9_-]")
# Several hyphens become one. Matches the hyphens of "renkei--data"; must not match a single one.
_HYPHENS = re.compile(r"-{2,}")
# What CKAN takes as a tag: word characters of any script, spaces, hyphens and full stops. Matches
# "連携協約"; must not match "Shin'onsen Town" or words with a comma.
_TAG = re.compile(r"[\w .-]{2,100}")

LONGEST = 95
"""Characters: CKAN allows a hundred and keeps five to tell equal names apart."""


def slug(title: str) -> str:
    """What CKAN makes of a title when it harvests it; empty where nothing is left.

    >>> slug("連携協約データ Renkei（市区町村の連携協約）")
    'renkei'
    >>> slug("Renkei: cooperation agreements")
    'renkei-cooperation-agreements'
    """
    words = _OTHERS.sub("", _SEPARATORS.sub("-", _ascii(title))).lower()
    return _HYPHENS.sub("-", words).strip("-")[:LONGEST]


def _ascii(text: str) -> str:
    """Letters without their accents; other scripts stay and are dropped later."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def is_tag(words: str) -> bool:
    """Whether CKAN takes words as a tag.

    >>> is_tag("連携中枢都市圏"), is_tag("Shin'onsen Town")
    (True, False)
    """
    return _TAG.fullmatch(words) is not None
