"""The initiatives of a made-up agreement (取組): fields, subjects, and a role for every party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from synthetic.choices import Style, column, pick, rows
from synthetic.writing import mark

if TYPE_CHECKING:
    from random import Random

    from synthetic.parties import Cast

_HALF = 0.5
_NO_ROLE_SHARE = 0.15
_NO_ROLE = ("―", "なし", "－")


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative: the words of each cell; `roles` by designation, None where there is none."""

    mark: str | None
    label: str | None
    content: str
    roles: tuple[tuple[str, str | None], ...]
    dash: str = "―"


@dataclass(frozen=True, slots=True)
class Group:
    """Initiatives under one heading; `slug` is the field that the words of the headings name."""

    headings: tuple[tuple[str | None, str], ...]
    slug: str
    rows: tuple[Row, ...]


def groups(rng: Random, style: Style, cast: Cast) -> tuple[Group, ...]:
    """The groups of all fields, in the order of the ministry's guideline."""
    labelled = style["layout"] != "content"
    found: list[Group] = []
    tops = [field for field in rows("fields") if not field["below"]]
    for at, field in enumerate(tops, start=1):
        heading = _heading(rng, style, field, at, top=True)
        below = _subfields(rng, field["slug"])
        for inner, sub in enumerate(below, start=1):
            headings = (heading, _heading(rng, style, sub, inner, top=False))
            listed = _rows(rng, style, sub["slug"], cast, labelled=labelled)
            found.append(Group(headings, sub["slug"], listed))
        if not below:
            listed = _rows(rng, style, field["slug"], cast, labelled=labelled)
            found.append(Group((heading,), field["slug"], listed))
    return tuple(found)


def _subfields(rng: Random, slug: str) -> list[dict[str, str]]:
    """One spelling of each sub-field; sometimes a field is left undivided."""
    below: dict[str, list[dict[str, str]]] = {}
    for field in rows("fields"):
        if field["below"] == slug:
            below.setdefault(field["slug"], []).append(field)
    if rng.random() < 1 / 5:
        return []
    return [pick(rng, spellings) for spellings in below.values()]


def _heading(
    rng: Random, style: Style, field: dict[str, str], at: int, *, top: bool
) -> tuple[str | None, str]:
    words = field["name"] + pick(rng, field["suffixes"].split("|"))
    form = style["field_mark"]
    if top:
        bare = form == "none" or style["schedules"] == "several"
        return (None if bare else mark(form, at, rng)), words
    # The marks of two levels differ, as in every document; else nobody could tell them apart.
    inner = "circled" if form in {"paren", "none"} else "paren"
    return mark(inner, at, rng), words


def _rows(rng: Random, style: Style, slug: str, cast: Cast, *, labelled: bool) -> tuple[Row, ...]:
    subjects = [one for one in rows("subjects") if slug in (one["field"], _above(one["field"]))]
    chosen = rng.sample(subjects, rng.randint(1, min(6, len(subjects))))
    form = style["row_mark"]
    return tuple(
        Row(
            mark=mark(form, at, rng) if labelled and form != "none" else None,
            label=subject["label"] if labelled else None,
            content=_said(pick(rng, column("contents", "template")), subject),
            roles=_roles(rng, style, subject, cast),
            dash=pick(rng, _NO_ROLE),
        )
        for at, subject in enumerate(chosen, start=1)
    )


def _above(slug: str) -> str:
    return next(field["below"] for field in rows("fields") if field["slug"] == slug)


def _roles(
    rng: Random, style: Style, subject: dict[str, str], cast: Cast
) -> tuple[tuple[str, str | None], ...]:
    roles: list[tuple[str, str | None]] = []
    for at, called in enumerate(cast.designations):
        if at and style["no_role"] == "dash" and rng.random() < _NO_ROLE_SHARE:
            roles.append((called, None))
            continue
        capacity = "partner" if at else "core"
        options = [row["template"] for row in rows("roles") if row["capacity"] == capacity]
        roles.append((called, _said(pick(rng, options), subject | {"others": cast.others(called)})))
    return tuple(roles)


def _said(template: str, words: dict[str, str]) -> str:
    return template.format(**words)
