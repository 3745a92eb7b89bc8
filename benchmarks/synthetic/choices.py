"""The phrase tables, and chance that depends on seed and number alone (語句の表と再現できる選択)."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLES = Path(__file__).resolve().parent / "tables"
Style = dict[str, str]
"""The value of every axis of `tables/axes.csv` for one agreement (書式の組合せ)."""
T = TypeVar("T")


def chance(seed: int, number: int) -> Random:
    """The source of chance for one agreement: it needs none of those before it.

    >>> chance(1, 7).random() == chance(1, 7).random()
    True
    """
    return Random(f"{seed}/{number}")  # noqa: S311  # reproducible variety, no secret


def pick(rng: Random, options: Sequence[T]) -> T:
    """One of several, all equally likely."""
    return options[rng.randrange(len(options))]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, as in `rows("axes")`."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def column(name: str, heading: str) -> tuple[str, ...]:
    """One column of a table."""
    return tuple(row[heading] for row in rows(name))


@cache
def prose() -> dict[str, Any]:
    """The sentences of titles, preambles, articles and closings."""
    return tomllib.loads((TABLES / "prose.toml").read_text("utf-8"))


@cache
def axes() -> dict[str, dict[str, int]]:
    """Every axis of layout with the weights of its values; weight 0 is left out of the mix."""
    found: dict[str, dict[str, int]] = {}
    for row in rows("axes"):
        found.setdefault(row["axis"], {})[row["value"]] = int(row["weight"])
    return found


def style(rng: Random, fixed: Mapping[str, str] | None = None) -> Style:
    """A value for every axis, by weight; `fixed` settles some of them beforehand.

    >>> style(chance(1, 1), {"layout": "block"})["layout"]
    'block'
    """
    chosen = {
        axis: rng.choices(list(weights), list(weights.values()))[0]
        for axis, weights in axes().items()
    }
    unknown = set(fixed or ()) - set(chosen)
    if unknown:
        raise KeyError(f"no such axis: {', '.join(sorted(unknown))}")
    return chosen | dict(fixed or {})
