"""The five agreements, damaged on purpose: what a damage changes leaves a trace in the findings.

Not every damage can be told from the text alone; docs/limits.md says which cannot. The rates below are
those that honest parsing reaches: they may rise, and must not fall.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import pytest

from renkei.model import Document

Parsed = Callable[[str], Document]
Damage = tuple[str, str]

# Every n-th damage of each kind; RENKEI_DAMAGE=1 tries all of them, which takes minutes.
STRIDE = int(os.environ.get("RENKEI_DAMAGE", "9"))

# kind: what share of the damages that change a role, a party or the date must be told, in percent.
TOLD = {
    "cell emptied": 100,
    "cell dropped": 100,
    # Nothing tells apart two cells that both make sense in the other's column: docs/limits.md.
    "neighbours swapped": 95,
    "line deleted": 70,
    "line doubled": 100,
    "tail cut": 95,
    "name misread": 100,
}


def damages(text: str) -> Iterator[Damage]:
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.strip():
            yield "line deleted", "\n".join([*lines[:at], *lines[at + 1 :]])
            yield "line doubled", "\n".join([*lines[: at + 1], *lines[at:]])
            if "".join(lines[:at]).strip():  # an empty file is reading's to refuse
                yield "tail cut", "\n".join(lines[:at])
        if "\t" in line and not line.startswith("--"):
            for kind, damaged in _cells(line.split("\t")):
                yield kind, "\n".join([*lines[:at], "\t".join(damaged), *lines[at + 1 :]])
    yield from _names(text)


def _cells(cells: list[str]) -> Iterator[tuple[str, list[str]]]:
    for at, cell in enumerate(cells):
        if cell:
            yield "cell emptied", [*cells[:at], "", *cells[at + 1 :]]
            yield "cell dropped", [*cells[:at], *cells[at + 1 :]]
        if at and cell != cells[at - 1]:
            yield "neighbours swapped", [*cells[: at - 1], cell, cells[at - 1], *cells[at + 1 :]]


def _names(text: str) -> Iterator[Damage]:
    end = text.index("別表（") if "別表（" in text else text.index("別表第1（")
    start = text.index("（以下「甲」") - 5
    for name in (
        "熊本",
        "阿蘇",
        "久留米",
        "小郡",
        "鹿児島",
        "日置",
        "山口",
        "美祢",
        "八戸",
        "階上",
    ):
        at = text.find(name, start, end)
        while at >= 0:
            for offset in range(len(name)):
                yield "name misread", text[: at + offset] + "口" + text[at + offset + 1 :]
            at = text.find(name, at + 1, end)


def _held(document: Document) -> Counter[object]:
    """Roles with what they are roles in, parties with who signed, and the date."""
    held: Counter[object] = Counter()
    for agreement in document.agreements:
        names = {heading.number: heading.text.text for heading in agreement.headings}
        for initiative in agreement.initiatives:
            above = tuple(names[number] for number in initiative.headings)
            label = initiative.label.text if initiative.label else ""
            content = initiative.content.text if initiative.content else ""
            for role in initiative.roles:
                held["role", above, label, content, role.party, role.text.text] += 1
        for party in agreement.parties:
            code = party.municipality.code if party.municipality else ""
            signed = party.signatory_name.text if party.signatory_name else ""
            held["party", party.alias, code, signed] += 1
        date = agreement.concluded_on
        held["date", date.value if date else None] += 1
    return held


def _said(document: Document) -> Counter[object]:
    """The findings without their places, since a damage moves everything behind it."""
    said: Counter[object] = Counter(found.code for found in document.findings)
    said["corrections"] = sum(len(agreement.corrections) for agreement in document.agreements)
    return said


def test_damage_leaves_a_trace(
    samples: dict[str, str], parsed: Parsed, capsys: pytest.CaptureFixture[str]
) -> None:
    changed: Counter[str] = Counter()
    told: Counter[str] = Counter()
    silent: dict[str, list[str]] = defaultdict(list)
    for name, text in samples.items():
        whole = parsed(text)
        held, said = _held(whole), _said(whole)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, damaged in damages(text):
            by_kind[kind].append(damaged)
        for kind, all_of_kind in by_kind.items():
            for damaged in all_of_kind[::STRIDE]:
                document = parsed(damaged)
                if _held(document) == held:
                    continue
                changed[kind] += 1
                if _said(document) - said:
                    told[kind] += 1
                else:
                    silent[kind].append(f"{name}: {_difference(text, damaged)}")
    rates = {kind: 100 * told[kind] // changed[kind] for kind in TOLD}
    with capsys.disabled():
        print("\ndamage told:", ", ".join(f"{k} {told[k]}/{changed[k]}" for k in TOLD))  # noqa: T201  # the rate is the result
    assert sum(changed.values()) > 100
    assert {kind for kind in TOLD if rates[kind] < TOLD[kind]} == set(), "\n".join(
        f"{k}: {s}" for k, v in silent.items() for s in v
    )


def _difference(text: str, damaged: str) -> str:
    old, new = text.split("\n"), damaged.split("\n")
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(new))
    return f"line {at + 1}: {old[at] if at < len(old) else ''!r}"
