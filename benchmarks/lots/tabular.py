"""Initiatives as tables (表), under the headings of their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lots.carded import cards, key_rows, transposed
from lots.chances import words
from lots.grids import Block, Line
from lots.headings import above_groups
from lots.listed import columns, role_rows
from lots.sheets import Sheet

if TYPE_CHECKING:
    from synthetic.parties import Cast

    from lots.chances import Lot
    from lots.facts import Plan

_MAKERS = {
    "columns": columns,
    "role-rows": role_rows,
    "key-rows": key_rows,
    "cards": cards,
    "transposed": transposed,
}


def tables(lot: Lot, cast: Cast, plans: list[Plan]) -> list[Block]:
    """The blocks of a schedule that is made of tables."""
    sheet = Sheet(lot, cast)
    make = _MAKERS[lot["seat"]]
    blocks: list[Block] = []
    if lot["field"] == "above" or lot["seat"] in {"key-rows", "cards", "transposed"}:
        groups = above_groups(lot, plans) if lot["field"] != "none" else iter([([], plans)])
        for lines, group in groups:
            blocks += [*lines, *make(sheet, group)]
    else:
        blocks += make(sheet, plans)
    if lot["note"] == "below":
        blocks.append(Line(lot.pick(words("note"))))
    return blocks
