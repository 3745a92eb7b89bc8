"""Fields, marks and keys as a draw prints them (見出し・記号・項目名)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from synthetic.parties import listed
from synthetic.writing import kanji, wide

from lots.grids import Line

if TYPE_CHECKING:
    from synthetic.parties import Cast

    from lots.chances import Lot
    from lots.facts import Plan

_KATAKANA = "アイウエオカキクケコ"
_ROMAN = "ⅠⅡⅢⅣⅤⅥ"
_GAPS = {"full": "　", "half": " ", "none": ""}
_NEEDS_GAP = frozenset({"plain", "kanji", "katakana", "latin", "ordinal"})


def mark(series: str, at: int) -> str:
    """The mark of the `at`-th of a series.

    >>> mark("wide-paren", 2), mark("latin", 1)
    ('（２）', 'ａ')
    """
    return {
        "paren": f"({at})",
        "wide-paren": f"（{wide(str(at))}）",
        "circled": chr(ord("①") + at - 1),
        "katakana": _KATAKANA[at - 1],
        "plain": str(at),
        "kanji": kanji(at),
        "latin": chr(ord("ａ") + at - 1),
        "paren-katakana": f"({_KATAKANA[at - 1]})",
        "ordinal": f"第{wide(str(at))}",
        "roman": _ROMAN[at - 1],
    }[series]


def gap(lot: Lot, series: str) -> str:
    """What stands between a mark and its words; after a bare letter there is always something."""
    form = lot["gap"]
    return _GAPS["full" if form == "none" and series in _NEEDS_GAP else form]


def marked(lot: Lot, series: str, at: int, words: str) -> str:
    """Words behind their mark."""
    return mark(series, at) + gap(lot, series) + words


def named(lot: Lot, at: int, words: str) -> str:
    """The name of an initiative, with its mark where the draw has marks there."""
    return marked(lot, lot["marks"], at, words) if words and lot["number"] == "name" else words


def grouped(plans: list[Plan]) -> list[tuple[str, list[Plan]]]:
    """Plans by field, in order."""
    return [(name, list(group)) for name, group in groupby(plans, key=lambda plan: plan.field)]


def field_heading(lot: Lot, at: int, words: str) -> str:
    """The heading of a field."""
    form = lot["field_mark"]
    if form == "bracket":
        return f"【{words}】"
    if form == "square":
        return f"■{words}"
    return words if form == "none" else marked(lot, form, at, words)


def above_groups(lot: Lot, plans: list[Plan]) -> Iterator[tuple[list[Line], list[Plan]]]:
    """The plans of each field with the headings that stand above them."""
    outer, inner = "", 0
    tops = 0
    for at, (name, group) in enumerate(grouped(plans), start=1):
        if lot["fields"] == "everyday":
            yield [Line(field_heading(lot, at, name))], group
            continue
        lines = []
        if group[0].above != outer:
            outer, inner, tops = group[0].above, 0, tops + 1
            lines.append(Line(field_heading(lot, tops, outer)))
        inner += 1
        series = "circled" if lot["marks"] in {"paren", "wide-paren"} else "paren"
        yield [*lines, Line(marked(lot, series, inner, name), 1)], group


def role_head(lot: Lot, cast: Cast, call: str) -> str:
    """The head or key of a party's role."""
    form = lot["role_head"]
    if form == "named":
        party = cast.parties[cast.designations[call][0] - 1]
        alone = len(cast.designations[call]) == 1 and call != party.name
        return f"{call}（{party.name}）" if alone else call
    endings = {
        "of": "の役割",
        "bare": "",
        "doing": "が行う事項",
        "share": "の役割分担",
        "efforts": "の取組",
    }
    return call + endings[form]


def calls(lot: Lot, cast: Cast) -> list[str]:
    """What the parties are called, in the order of this draw."""
    found = list(cast.designations)
    return found[::-1] if lot["party_order"] == "reversed" else found


def joint_head(lot: Lot, cast: Cast) -> str:
    """The head or key of what all do together."""
    return lot.word("joint").format(all=listed(list(cast.designations)))
