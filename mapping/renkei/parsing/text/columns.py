"""What a column of a table is for, by its header words (表の欄の種別)."""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from renkei import resources


class ColumnKind(StrEnum):
    """What a column holds."""

    LABEL = "label"
    CONTENT = "content"
    EITHER = "either"
    ROLE = "role"
    GROUP = "group"
    """A heading over several columns (役割分担), which the next row tells apart."""
    FIELD = "field"
    """The policy field of the rows from here on (分野): a heading in a column of its own."""
    NUMBER = "number"
    """The numbers of the rows (番号, No.): they only count."""
    NOTE = "note"
    """What is said besides (費用負担, 担当課, 備考): kept with its heading, and no role."""


class Column(NamedTuple):
    """A column; `party` is how the header names whose role it is (`甲`, or a name)."""

    kind: ColumnKind
    party: str | None = None


@cache
def _rules() -> tuple[tuple[ColumnKind, re.Pattern[str]], ...]:
    path = resources.table("renkei.parsing", "columns.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            (ColumnKind(r["kind"]), re.compile(r["pattern"])) for r in csv.DictReader(lines)
        )


LONGEST = 30
"""How many code points the header of a column may have."""


# Bounded, since every short cell of every table comes by here.
@lru_cache(maxsize=4096)
def column(words: str) -> Column | None:
    """What header words say of their column; None for words that head no column we know.

    >>> column("甲の役割")
    Column(kind=<ColumnKind.ROLE: 'role'>, party='甲')
    >>> column("費用負担").kind.value, column("整理番号") is None
    ('note', True)
    """
    bare = "".join(words.split())
    for kind, pattern in _rules():
        if found := pattern.fullmatch(bare):
            return Column(kind, found.groupdict().get("party"))
    return None
