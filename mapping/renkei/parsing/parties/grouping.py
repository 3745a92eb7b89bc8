"""Which bodies a definition means (呼称の及ぶ範囲), told by what joins them: 甲市及び乙町（以下「乙」という。）と丙市（以下「甲」という。）."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_SIDES = frozenset({"と", "とは", "は", "とは、"})
"""What parts the two sides of an agreement: AとBは, Aは、Bと."""
_INSIDE = frozenset({"及び", "並びに", "、", "・"})
"""What may join the bodies of one side."""
_GREATER = "並びに"
"""What joins the greater groups where 及び joins the smaller ones (法制執務の慣例)."""


class Group(NamedTuple):
    """Bodies up to a definition: what joins them to the group before, what joins them, and how they are called."""

    before: str
    inside: tuple[str, ...]
    called: str | None


def proven(groups: Sequence[Group]) -> list[bool]:
    """Whether the definition of each group is for all its bodies by what joins them: other words part the groups.

    Each group must have a word of its own: of 甲市及び乙町（以下「甲」という。）と丙市は nobody knows what 丙市 is called.

    >>> proven([Group("", ("及び",), "甲"), Group("と", (), "乙")])
    [True, False]
    >>> proven([Group("", (), "甲"), Group("、", ("及び",), "乙")])
    [False, False]
    """
    called = [group.called for group in groups]
    if len(groups) < _SEVERAL or None in called or len(set(called)) < len(called):
        return [False] * len(groups)
    outer = {group.before for group in groups[1:]}
    return [bool(group.inside) and _differs(set(group.inside), outer) for group in groups]


def _differs(inside: set[str], outer: set[str]) -> bool:
    """Whether what joins the bodies of a group cannot be what parts the groups."""
    by_sides = outer <= _SIDES and inside <= _INSIDE
    return by_sides or (outer == {_GREATER} and inside <= _INSIDE - {_GREATER})


_SEVERAL = 2
