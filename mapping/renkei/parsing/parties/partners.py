"""Words that speak of a party as of somebody else (相手方を指す句): they betray swapped columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from renkei import resources


@cache
def _forms() -> tuple[str, ...]:
    path = resources.table("renkei.parsing", "partner_words.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(row["pattern"] for row in csv.DictReader(lines))


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    party = f"(?:{'|'.join(map(re.escape, names))})"
    return re.compile("|".join(form.replace("{party}", party) for form in _forms()))


@lru_cache(maxsize=256)
def _subject(names: tuple[str, ...]) -> re.Pattern[str]:
    # A party as the one who acts: "甲が", "甲は、", "甲及び乙". Must not match 甲と.
    return re.compile(f"(?:{'|'.join(map(re.escape, names))})(?:が|は|及び|・|、)")


def spoken_of_as_partner(
    words: str, names: Sequence[str], others: Sequence[str]
) -> re.Match[str] | None:
    """The words that speak of a party (`names`) as of a partner of whoever acts, if there are any.

    None where another party (`others`) is said to act: the words then are about that one.

    >>> spoken_of_as_partner("甲の取組に協力する。", ["甲"], ["乙"])[0]
    '甲の取組に協力'
    >>> spoken_of_as_partner("乙が甲と連携して行う事業を支援する。", ["甲"], ["乙"]) is None
    True
    """
    found = _pattern(tuple(names)).search(words) if any(name in words for name in names) else None
    if found is None or (others and _subject(tuple(others)).search(words)):
        return None
    return found
