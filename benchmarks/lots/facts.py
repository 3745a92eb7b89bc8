"""What a drawn agreement says, before it is laid out (取組と役割の中身)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from synthetic.parties import listed

from lots.chances import rows, words

if TYPE_CHECKING:
    from synthetic.parties import Cast

    from lots.chances import Lot

PROSE = frozenset({"prose-items", "run-on", "articles"})
_FEW, _MANY = 2, 5
_COLUMNS = ("core", "partner", "third")
_LETTERS = "ｱｲｳ"


@dataclass
class Plan:
    """One initiative: its words as printed, without marks; `roles` by what a party is called.

    `joint` is what all do together, and stands instead of roles. `atoms` are the phrases of each part: each occurs in
    that part alone, so that it proves where words came from.
    """

    field: str
    above: str
    name: str | None
    content: str | None
    roles: dict[str, str | None]
    joint: str | None = None
    extra: str | None = None
    atoms: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    dittos: dict[str, str] = dataclasses.field(default_factory=dict)

    def printed(self, call: str) -> str | None:
        """The role of a party as it stands in its cell, 同上 included."""
        return self.dittos.get(call, self.roles[call])


_GUIDELINE = {
    "観光": "圏域全体の経済成長のけん引",
    "産業振興": "圏域全体の経済成長のけん引",
    "農林水産": "圏域全体の経済成長のけん引",
    "地域公共交通": "結びつきやネットワークの強化に係る政策分野",
    "移住・交流": "結びつきやネットワークの強化に係る政策分野",
    "情報": "結びつきやネットワークの強化に係る政策分野",
    "人材育成": "圏域マネジメント能力の強化に係る政策分野",
}
_SERVICES = "生活機能の強化に係る政策分野"
_ORDER = ("圏域全体の経済成長のけん引", _SERVICES, *dict.fromkeys(_GUIDELINE.values()))


def plans(lot: Lot, cast: Cast) -> list[Plan]:
    """The initiatives of a draw, those of one field together."""
    fields = sorted({row["field"] for row in rows("subjects")})
    chosen = sorted(lot.rng.sample(fields, lot.rng.randint(1, 3)), key=_place)
    subjects = [
        subject
        for one in chosen
        for subject in lot.rng.sample(_subjects(one), lot.rng.randint(1, 2))
    ]
    if len(subjects) < _FEW:
        subjects = lot.rng.sample(_subjects(chosen[0]), _FEW)
    found = [_plan(lot, cast, subject) for subject in subjects[:_MANY]]
    if lot["ditto"] == "some":
        _repeat(lot, cast, found)
    return found


def _subjects(name: str) -> list[dict[str, str]]:
    return [row for row in rows("subjects") if row["field"] == name]


def _place(name: str) -> tuple[int, str]:
    return _ORDER.index(_GUIDELINE.get(name, _SERVICES)), name


def _plan(lot: Lot, cast: Cast, subject: dict[str, str]) -> Plan:
    voice = _voice(lot)
    acts = {key: _acts(subject[key]) for key in ("content", *_COLUMNS, "joint")}
    calls = list(cast.designations)
    parts = {call: acts[_COLUMNS[min(at, 2)]] for at, call in enumerate(calls)}
    plan = Plan(
        field=subject["field"],
        above=_GUIDELINE.get(subject["field"], _SERVICES),
        name=None if lot["name"] == "none" else subject["name"],
        content=_content(lot, voice, subject["aim"], acts["content"]),
        roles={call: _role(lot, voice, cast, call, part) for call, part in parts.items()},
        extra=_extra(lot, calls[0]),
        atoms={"name": (subject["name"],), "content": _objects(acts["content"])},
    )
    plan.atoms |= {call: _objects(part) for call, part in parts.items()}
    if lot["joint"] == "some" and lot.often(0.4):
        plan.joint = _said(voice, *acts["joint"])
        plan.atoms["joint"] = _objects(acts["joint"])
    elif lot["empty_share"] == "some" and lot.often(0.4):
        plan.roles[lot.pick(calls[1:])] = None
    if lot["content"] == "none" or (lot["content"] == "some" and lot.often(0.4)):
        plan.content = None
    return plan


def _voice(lot: Lot) -> str:
    if lot["seat"] in PROSE:
        return "sentence"
    return lot.pick(["sentence", "no-stop", "noun"]) if lot["voice"] == "mixed" else lot["voice"]


Act = tuple[str, str]


def _acts(words_: str) -> list[Act]:
    pairs = (one.split("/") for one in words_.split(";"))
    return [(what, deed) for what, deed in pairs]


def _objects(acts: list[Act]) -> tuple[str, ...]:
    return tuple(what for what, _ in acts)


def _said(voice: str, what: str | Act, deed: str | Act = "") -> str:
    what, deed = what if isinstance(what, tuple) else (what, str(deed))
    if voice == "noun":
        return f"{what}の{deed}"
    return f"{what}を{deed}する" + ("。" if voice == "sentence" else "")


def _several(voice: str, length: str, aim: str, acts: list[Act]) -> str:
    first, second = acts[0], acts[-1]
    if length == "short" or first == second:
        return _said(voice, first)
    if voice == "noun":
        joint = "及び" if length == "long" else "、"
        return f"{_said(voice, first)}{joint}{_said(voice, second)}"
    if length == "long":
        return f"{aim}{first[0]}を{first[1]}するとともに、{_said(voice, second)}"
    return f"{_said('sentence', first)}また、{_said(voice, second)}"


def _content(lot: Lot, voice: str, aim: str, acts: list[Act]) -> str:
    start = f"{aim}のため、"
    said = _several(voice, lot["length"], start, acts)
    return said if voice == "noun" or said.startswith(start) else start + said


def _role(lot: Lot, voice: str, cast: Cast, call: str, acts: list[Act]) -> str:
    if lot["items"] != "none" and lot["seat"] not in PROSE and len(acts) > 1:
        return _items(lot["items"], voice, acts)
    said = _several(voice, lot["length"], "", acts)
    if voice != "noun" and lot["others"] == "some" and lot.often(0.5):
        said = f"{cast.others(call)}と連携して、{said}"
    if voice != "noun" and lot["subject"] == "given" and lot["seat"] not in PROSE:
        said = f"{call}は、{said}"
    return said


def _items(form: str, voice: str, acts: list[Act]) -> str:
    marks = ["・"] * len(acts) if form == "bulleted" else [f"({_LETTERS[at]}) " for at in range(3)]
    return "\n".join(f"{mark}{_said(voice, act)}" for mark, act in zip(marks, acts, strict=False))


def _extra(lot: Lot, core: str) -> str | None:
    return (
        None
        if lot["extra"] == "none"
        else lot.pick(words(lot["extra"], "extras")).format(core=core)
    )


def _repeat(lot: Lot, cast: Cast, found: list[Plan]) -> None:
    """Let the role of one party be that of the row above, written 同上 where there are columns."""
    call = list(cast.designations)[-1]
    for above, plan in pairwise(found):
        if plan.joint or above.joint or above.roles[call] is None or above.dittos:
            continue
        plan.roles[call] = above.roles[call]
        plan.atoms[call] = above.atoms[call]
        if lot["seat"] == "columns":
            plan.dittos[call] = lot.word("both")
        return


def together(cast: Cast) -> str:
    """All parties as a sentence names them: 甲及び乙."""
    return listed(list(cast.designations))
