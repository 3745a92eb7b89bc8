"""Sentences in both languages (日英の文言)."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

Language = Literal["ja", "en"]


@dataclass(frozen=True)
class Wording:
    """A sentence in both languages; `{name}` is filled from a finding's values.

    A plain dataclass, so that who only has to say something need not load what checks records.

    >>> Wording(ja="{name}がない", en="There is no {name}").fill("en", {"name": "title"})
    'There is no title'
    """

    # Where a wording is part of a record that is checked, it knows no stray fields either.
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    ja: str
    en: str

    def fill(self, language: Language, values: dict[str, str]) -> str:
        """The sentence with its blanks filled."""
        return string.Formatter().vformat(getattr(self, language), (), values)
