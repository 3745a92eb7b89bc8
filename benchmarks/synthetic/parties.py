"""The parties of a made-up agreement (当事者): drawn from the register, with invented signatories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from renkei.linking.bodies import NORTHERN, Municipality, municipalities, predecessors_of
from renkei.linking.municipalities import Ambiguous, Found, find, stem
from synthetic.choices import Style, column, pick
from synthetic.truth import TrueParty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

_ALIASES = "甲乙丙丁"
CORE = "中心市"
_DESIGNATIONS = (CORE, "連携市町")
_COUNTS = {"two": 2, "three": 3, "four": 4, "shared": 3}
_WITHOUT_ADDRESS = {"representative", "one-line"}
_WITHOUT_BODY = {"bare-title"}
# A name in front of 連携中枢都市圏 is read if it has two characters or more, none of them a particle, and does not end
# as an adjective or verb would (活力ある連携中枢都市圏); 津, つがる and 日の出 are left out for that reason.
_PARTICLES = frozenset("のはをにと")
_WORD_ENDS = ("る", "た", "い", "な")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who concludes an agreement; `designations` are what columns and sentences call them by."""

    rows: tuple[Municipality, ...]
    parties: tuple[TrueParty, ...]

    @property
    def designations(self) -> dict[str, tuple[int, ...]]:
        """Each alias or name with the numbers of the parties that bear it."""
        called: dict[str, tuple[int, ...]] = {}
        for number, party in enumerate(self.parties, start=1):
            name = party.alias or party.name
            called[name] = (*called.get(name, ()), number)
        return called

    def others(self, designation: str) -> str:
        """All but one, as a sentence names them: 甲及び丙."""
        return listed([name for name in self.designations if name != designation])

    @property
    def core_stem(self) -> str:
        """The name of the first party without 市, 町, 村 or 区."""
        return stem(self.rows[0].name)


def listed(names: Sequence[str]) -> str:
    """Names in a row, as statutes join them.

    >>> listed(["甲", "乙", "丙"])
    '甲、乙及び丙'
    """
    if len(names) == 1:
        return names[0]
    return "、".join(names[:-1]) + "及び" + names[-1]


@cache
def _known() -> tuple[tuple[Municipality, bool], ...]:
    """Every municipality that has an office; whether its name needs the prefecture to be found."""
    found = []
    for row in municipalities():
        alone = find(row.name)
        if row.kind == NORTHERN or not isinstance(alone, Found | Ambiguous):
            continue
        if isinstance(alone, Found) or isinstance(find(row.name, prefecture=row.prefecture), Found):
            found.append((row, isinstance(alone, Ambiguous)))
    return tuple(found)


@cache
def _cores() -> tuple[tuple[Municipality, bool], ...]:
    return tuple((row, shared) for row, shared in _known() if _can_name_a_region(row))


def _can_name_a_region(row: Municipality) -> bool:
    name = stem(row.name)
    return (
        row.kind == "city"
        and len(name) > 1
        and not _PARTICLES & set(name)
        and not name.endswith(_WORD_ENDS)
    )


def cast(rng: Random, style: Style) -> Cast:
    """The parties of one agreement, the core city first."""
    count = _COUNTS[style["parties"]]
    chosen = [next(one for one in iter(lambda: pick(rng, _cores()), None) if not _is_new(one[0]))]
    while len(chosen) < count:
        row, shared = pick(rng, _known())
        if (
            _is_new(row)
            or (shared and style["signature"] in _WITHOUT_ADDRESS)
            or _confusable(row, chosen)
        ):
            continue
        chosen.append((row, shared))
    if chosen[0][1] and style["signature"] in _WITHOUT_ADDRESS:
        chosen[0] = next((row, shared) for row, shared in _cores() if not shared)
    signed = [_party(rng, style, at, *one) for at, one in enumerate(chosen)]
    return Cast(tuple(row for row, _ in chosen), tuple(signed))


def _is_new(row: Municipality) -> bool:
    """Whether the body came of a change: an agreement of an earlier day names it as it was called then."""
    return bool(predecessors_of(row.code))


def _confusable(row: Municipality, chosen: Sequence[tuple[Municipality, bool]]) -> bool:
    """Whether a region named after the core city would bear this name too, or a name stands twice."""
    return any(
        stem(other.name).startswith(stem(row.name)) or row.name.startswith(stem(other.name))
        for other, _ in chosen
    )


def _party(rng: Random, style: Style, at: int, row: Municipality, shared: bool) -> TrueParty:  # noqa: FBT001  # half of a pair
    alias = None
    if style["alias"] == "given":
        alias = _ALIASES[min(at, 1)] if style["parties"] == "shared" else _ALIASES[at]
    if style["alias"] == "designations":
        alias = _DESIGNATIONS[min(at, 1)]
    form = style["signature"]
    office = row.name[-1] + "長"
    return TrueParty(
        alias=alias,
        name=row.name,
        code=row.code,
        address=None if form in _WITHOUT_ADDRESS else _address(rng, row, whole=shared),
        signed_as=row.name,
        title=office if form in _WITHOUT_BODY else row.name + "長",
        signatory=pick(rng, column("people", "surname"))
        + pick(rng, ["", " ", "　"])
        + pick(rng, column("people", "given")),
    )


def _address(rng: Random, row: Municipality, *, whole: bool) -> str:
    front = pick(rng, ["", row.prefecture, row.prefecture + row.county])
    if whole:
        front = row.prefecture
    return front + row.name + pick(rng, column("streets", "words"))


def definition(cast_: Cast) -> str:
    """The parties as a preamble names them, with their aliases."""
    named = []
    for at, party in enumerate(cast_.parties):
        following = cast_.parties[at + 1 : at + 2]
        shares = bool(following) and following[0].alias == party.alias
        alias = "" if party.alias is None or shares else f"（以下「{party.alias}」という。）"
        named.append(party.name + alias)
    return listed(named)


def signatures(rng: Random, style: Style, parties: Sequence[TrueParty]) -> list[str]:
    """The lines of the signature blocks."""
    seal = {"none": "", "word": "　印", "circled": "　㊞"}[style["seal"]]
    gap = " " if style["gap"] == "half" else "　"
    lines: list[str] = []
    for party in parties:
        lines += [*_block(style["signature"], party, gap, seal), *[""] * rng.randint(1, 3)]
    return lines


def _block(form: str, party: TrueParty, gap: str, seal: str) -> list[str]:
    """One block in a form of the axis `signature`; an empty line is air."""
    alias = f"{party.alias}{gap}" if party.alias else ""
    address, body = party.address or "", party.signed_as or ""
    title, name = party.title or "", (party.signatory or "") + seal
    both = f"{title}{gap}{name}"
    alone = [party.alias] if party.alias else []
    tabbed = f"{party.alias}\t" if party.alias else ""
    return {
        "four-lines": [f"{alias}{address}", "", body, "", title, "", name],
        "representative": [f"{alias}{body}", "", f"代表者{gap}{title}", "", name],
        "one-line": [f"{alias}{body}", f"代表者{gap}{both}"],
        "title-and-name": [f"{alias}{address}", body, both],
        "bare-title": [f"{alias}{address}", "", body, title, "", name],
        "alias-alone": [*alone, address, body, both],
        "tabbed": [f"{tabbed}{address}", f"\t{body}", f"\t{title}\t{name}"],
    }[form]
