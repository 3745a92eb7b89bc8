"""What a careful clerk would say of a draw (正解): names, contents, fields, and each party's role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lots.headings import role_head

if TYPE_CHECKING:
    from synthetic.parties import Cast

    from lots.chances import Lot
    from lots.facts import Plan

_IN_ARTICLES = frozenset({"keyed-items", "prose-items", "run-on", "articles"})
Slot = str | int
"""A part of an initiative: `name`, `content`, or the number of the party whose role it is."""


@dataclass(frozen=True, slots=True)
class TruePlan:
    """One initiative: every (name, content) that a clerk could give, its field, the role of each party.

    `places` tells for each phrase in which parts it stands.
    """

    field: str | None
    said: frozenset[tuple[str, str]]
    roles: dict[int, str]
    places: dict[str, frozenset[Slot]]


@dataclass(frozen=True, slots=True)
class TrueDraw:
    """A draw: its initiatives, what the parties are called, and all fields that it has headings for."""

    plans: tuple[TruePlan, ...]
    callings: tuple[str, ...]
    fields: frozenset[str]


def true_draw(lot: Lot, cast: Cast, plans: list[Plan]) -> TrueDraw:
    """The truth of a draw."""
    found = tuple(_plan(lot, cast, plan) for plan in plans)
    names = {party.name for party in cast.parties}
    heads = {role_head(lot, cast, call) for call in cast.designations}
    callings = sorted({*cast.designations, *names, *heads}, key=lambda one: (-len(one), one))
    return TrueDraw(found, tuple(callings), frozenset(one.field for one in found if one.field))


def _plan(lot: Lot, cast: Cast, plan: Plan) -> TruePlan:
    roles: dict[int, str] = {}
    places: dict[str, set[Slot]] = {}
    for part in ("name", "content"):
        for atom in plan.atoms[part]:
            places.setdefault(atom, set()).update({part} if plan.name or part == "content" else ())
    for call, numbers in cast.designations.items():
        said = plan.joint or plan.roles[call]
        for number in numbers if said else ():
            roles[number] = said or ""
        for atom in plan.atoms["joint" if plan.joint else call] if said else ():
            places.setdefault(atom, set()).update(numbers)
    return TruePlan(
        field=_field(lot, plan),
        said=frozenset(_said(lot, plan)),
        roles=roles,
        places={atom: frozenset(slots) for atom, slots in places.items()},
    )


def _field(lot: Lot, plan: Plan) -> str | None:
    """The field, where it stands in a heading or column of its own: the caption of an article is none for sure."""
    if lot["seat"] in _IN_ARTICLES or (lot["field"] == "none" and lot["seat"] != "levels"):
        return None
    return plan.field


def _said(lot: Lot, plan: Plan) -> list[tuple[str, str]]:
    name, content = plan.name or "", plan.content or ""
    said = [(name, content)]
    if lot["name"] == "in-content" and name and content:
        said += [("", name + content), (_field(lot, plan) or "", name + content)]
    if not content:
        # One column for name and content: a clerk may call it either.
        said.append(("", name))
    if not name and (lot["seat"] in _IN_ARTICLES or lot["field"] != "none"):
        # 水道 | 水質検査を…: where nothing else names it, a clerk may call it by its field.
        said.append((plan.field, content))
    if not name and (content.count("。") == 0 or lot["seat"] in {"cards", "prose-items"}):
        said.append((content, ""))
    return said
