"""One draw: the value of each axis of layout that it asks for, and words from the tables (くじ)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic.choices import chance, pick

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLES = Path(__file__).resolve().parent / "tables"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, as in `rows("axes")`."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def axes() -> dict[str, dict[str, int]]:
    """Every axis with the weights of its values."""
    found: dict[str, dict[str, int]] = {}
    for row in rows("axes"):
        found.setdefault(row["axis"], {})[row["value"]] = int(row["weight"])
    return found


@cache
def words(kind: str, table: str = "words") -> tuple[str, ...]:
    """All words of a kind."""
    return tuple(row["words"] for row in rows(table) if row["kind"] == kind)


class Lot:
    """The choices of one draw, made when they are first asked for; `fixed` settles some beforehand.

    >>> Lot(1, 1, {"seat": "cards"})["seat"]
    'cards'
    """

    def __init__(self, seed: int, number: int, fixed: Mapping[str, str] | None = None) -> None:
        self.rng = chance(seed, number)
        self.chosen: dict[str, str] = {}
        self._settled = dict(fixed or {})
        self._words: dict[str, str] = {}

    def __getitem__(self, axis: str) -> str:
        """The value of an axis; raises `KeyError` for an axis that the table lacks."""
        if axis not in self.chosen:
            weights = axes()[axis]
            drawn = self.rng.choices(list(weights), list(weights.values()))[0]
            self.chosen[axis] = self._settled.get(axis, drawn)
        return self.chosen[axis]

    def settle(self, axis: str, value: str) -> None:
        """Give an axis the only value that goes with another one."""
        self.chosen[axis] = value

    def often(self, share: float) -> bool:
        """True in about that share of the times."""
        return self.rng.random() < share

    def pick(self, options: Sequence[str]) -> str:
        """One of several."""
        return pick(self.rng, options)

    def word(self, kind: str, *, other_than: str = "") -> str:
        """The word that this draw uses for a head or key, the same each time."""
        if kind not in self._words:
            self._words[kind] = self.pick([one for one in words(kind) if one != other_than])
        return self._words[kind]
