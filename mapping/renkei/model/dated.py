"""A date and the words that give it (日付)."""

from __future__ import annotations

from datetime import date

from renkei.model.base import Frozen
from renkei.model.passages import Passage


class DatedPassage(Frozen):
    """A date and the words that give it (日付)."""

    value: date
    passage: Passage
