"""Initiatives as lists and sentences (箇条書・文): every seat of roles that is no table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lots.chances import words
from lots.facts import together
from lots.grids import Line
from lots.headings import above_groups, calls, grouped, joint_head, marked, named, role_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from synthetic.parties import Cast

    from lots.chances import Lot
    from lots.facts import Plan

_BRACKETS = {"bracket": "【{}】", "angle": "＜{}＞", "round": "（{}）"}
_SIGNS = {"circle": "○", "square": "■", "diamond": "◆"}
_BETWEEN = {"colon": "：", "space": "　", "leader": "……", "marked": "　"}


@dataclass(frozen=True)
class Part:
    """An article that holds initiatives: its caption, its first sentence, and the lines below it."""

    caption: str
    sentence: str
    lines: list[Line]
    paragraphs: tuple[str, ...] = ()


def lists(lot: Lot, cast: Cast, plans: list[Plan]) -> list[Line]:
    """The lines of a schedule that is a list with keys."""
    lines: list[Line] = []
    groups = above_groups(lot, plans) if lot["field"] != "none" else iter([([], plans)])
    for heads, group in groups:
        lines += heads
        depth = max((line.level + 1 for line in heads), default=0)
        for at, plan in enumerate(group, start=1):
            lines += _air(lot)
            lines += _keyed(lot, cast, at, plan, depth)
    return [*lines, *_note(lot)]


def _air(lot: Lot) -> list[Line]:
    return [Line("")] if lot["air"] == "blank" else []


def _note(lot: Lot) -> list[Line]:
    return [Line(""), Line(lot.pick(words("note")))] if lot["note"] != "none" else []


def _keyed(lot: Lot, cast: Cast, at: int, plan: Plan, depth: int) -> Iterator[Line]:
    pairs = list(_pairs(lot, cast, plan))
    if plan.name and lot["name_place"] == "heading":
        yield Line(named(lot, at, plan.name), depth)
    elif plan.name:
        pairs.insert(0, (lot.word("name"), plan.name, 0))
    number = 0
    for key, said, deeper in pairs:
        number = 1 if deeper and number and not _is_deep(pairs, number) else number + 1
        yield from _entry(lot, number, key, said, depth + 1 + deeper)


def _is_deep(pairs: list[tuple[str, str, int]], at: int) -> bool:
    return bool(pairs[at - 1][2]) if at <= len(pairs) else True


def _pairs(lot: Lot, cast: Cast, plan: Plan) -> Iterator[tuple[str, str, int]]:
    """Key, words, and how much deeper they stand."""
    roles = list(_roles(lot, cast, plan))
    content = [(lot.word("content"), plan.content, 0)] if plan.content else []
    if lot["role_group"] == "given":
        group = [(lot.word("group"), "", 0), *((key, said, 1) for key, said in roles)]
    else:
        group = [(key, said, 0) for key, said in roles]
    yield from [*group, *content] if lot["order"] == "roles-first" else [*content, *group]
    if plan.extra:
        yield lot.word(lot["extra"]), plan.extra, 0


def _roles(lot: Lot, cast: Cast, plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.joint is not None:
        yield joint_head(lot, cast), plan.joint
        return
    for call in calls(lot, cast):
        said = plan.roles[call] or ("" if lot["empty"] == "blank" else lot["empty"])
        if said:
            yield role_head(lot, cast, call), said


def _entry(lot: Lot, at: int, key: str, said: str, level: int) -> Iterator[Line]:
    """A key with its words, beside it or below."""
    form = lot["key"]
    head = _key(lot, at, key, level)
    first, *more = said.split("\n")
    if lot["key_place"] == "own-line" or more or not said:
        yield Line(head, level)
        yield from (Line(one, level + 1) for one in said.split("\n") if one)
    else:
        yield Line(f"{head}{_BETWEEN.get(form, '' if form in _BRACKETS else '　')}{first}", level)


def _key(lot: Lot, at: int, key: str, level: int) -> str:
    form = lot["key"]
    if form in _BRACKETS:
        return _BRACKETS[form].format(key)
    if form in _SIGNS:
        return _SIGNS[form] + key
    if form == "marked":
        return marked(lot, _series(lot, level), at, key)
    return key


def _series(lot: Lot, level: int) -> str:
    """Marks of keys, which differ from those of names and from those a level above."""
    taken = lot["marks"]
    options = [one for one in ("katakana", "paren-katakana", "latin", "circled") if one != taken]
    return options[level % 2]


def articles(lot: Lot, cast: Cast, plans: list[Plan]) -> list[Part]:
    """The articles that hold the initiatives, where they are sentences."""
    if lot["seat"] == "articles":
        return [_whole(lot, cast, plan) for plan in plans]
    making = {"keyed-items": _keyed_item, "prose-items": _prose_item, "run-on": _run_on}
    make = making[lot["seat"]]
    parts = []
    for name, group in grouped(plans):
        lines: list[Line] = []
        for at, plan in enumerate(group, start=1):
            lines += make(lot, cast, at, plan)
        said = f"{name}に関し、{together(cast)}が連携して行う取組の内容及び役割分担は、次のとおりとする。"
        parts.append(Part(name, said, lines))
    return parts


def _whole(lot: Lot, cast: Cast, plan: Plan) -> Part:
    """An article that is one initiative, its roles in paragraphs or items."""
    content = f"{together(cast)}は、{plan.content}"
    roles = list(_sentences(lot, cast, plan))
    if lot["article_roles"] == "paragraphs":
        return Part(plan.name or "", content, [], tuple(roles))
    lines = [Line(marked(lot, "paren", at, one), 1) for at, one in enumerate(roles, start=1)]
    return Part(
        plan.name or "", content, lines, ("前項の取組における役割分担は、次のとおりとする。",)
    )


def _sentences(lot: Lot, cast: Cast, plan: Plan) -> Iterator[str]:
    if plan.joint is not None:
        yield f"{together(cast)}は、{plan.joint}"
        return
    for call in calls(lot, cast):
        if plan.roles[call]:
            yield f"{call}は、{plan.roles[call]}"


def _keyed_item(lot: Lot, cast: Cast, at: int, plan: Plan) -> Iterator[Line]:
    pairs = [(key, said) for key, said, deeper in _pairs(lot, cast, plan) if said or deeper]
    if plan.name:
        yield Line(marked(lot, lot["marks"], at, plan.name), 1)
    else:
        key, said = pairs.pop(0)
        yield Line(marked(lot, lot["marks"], at, f"{key}　{said}"), 1)
    for number, (key, said) in enumerate(pairs, start=1):
        yield from _entry(lot, number, key, said, 2)


def _prose_item(lot: Lot, cast: Cast, at: int, plan: Plan) -> Iterator[Line]:
    said = [plan.content] if plan.content else []
    said += _sentences(lot, cast, plan)
    if not plan.name:
        yield Line(marked(lot, lot["marks"], at, said.pop(0)), 1)
    else:
        yield Line(marked(lot, lot["marks"], at, plan.name), 1)
    for number, sentence in enumerate(said, start=1):
        yield Line(marked(lot, _series(lot, 2), number, sentence), 2)


def _run_on(lot: Lot, cast: Cast, at: int, plan: Plan) -> Iterator[Line]:
    said = "".join([plan.content or "", *_sentences(lot, cast, plan)])
    yield Line(marked(lot, lot["marks"], at, plan.name or ""), 1)
    yield Line(said, 2)


def levels(lot: Lot, cast: Cast, plans: list[Plan]) -> list[Line]:
    """Headings of three to five levels, words at the innermost."""
    series = {
        "three": ("plain", "paren", "katakana"),
        "four": ("ordinal", "plain", "paren", "katakana"),
        "five": ("ordinal", "plain", "paren", "katakana", "paren-katakana"),
    }[lot["level_count"]]
    lines: list[Line] = []
    outer, tops, inner = "", 0, 0
    for at, (name, group) in enumerate(grouped(plans), start=1):
        depth = 1
        if lot["level_count"] == "five":
            if group[0].above != outer:
                outer, tops, inner = group[0].above, tops + 1, 0
                lines.append(Line(marked(lot, series[0], tops, outer)))
            inner, depth = inner + 1, 2
            lines.append(Line(marked(lot, series[1], inner, name), 1))
        else:
            lines.append(Line(marked(lot, series[0], at, name)))
        for number, plan in enumerate(group, start=1):
            lines += _air(lot)
            lines.append(Line(marked(lot, series[depth], number, plan.name or ""), depth))
            lines += _innermost(lot, cast, plan, series[depth + 1 :], depth + 1)
    return [*lines, *_note(lot)]


def _innermost(
    lot: Lot, cast: Cast, plan: Plan, series: tuple[str, ...], depth: int
) -> Iterator[Line]:
    pairs = [(lot.word("content"), plan.content)] if plan.content else []
    roles = list(_roles(lot, cast, plan))
    groups = len(series) > 1
    if not groups:
        pairs += roles
    for at, (key, said) in enumerate(pairs, start=1):
        yield from _level(lot, marked(lot, series[0], at, key), said, depth)
    if groups:
        yield Line(marked(lot, series[0], len(pairs) + 1, lot.word("group")), depth)
        for at, (key, said) in enumerate(roles, start=1):
            yield from _level(lot, marked(lot, series[1], at, key), said, depth + 1)


def _level(lot: Lot, head: str, said: str | None, depth: int) -> Iterator[Line]:
    if lot["key_place"] == "before" and "\n" not in (said or ""):
        yield Line(f"{head}　{said}", depth)
        return
    yield Line(head, depth)
    yield from (Line(one, depth + 1) for one in (said or "").split("\n"))
