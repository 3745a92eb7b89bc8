"""The house has one direction: a room imports from rooms to its left only, and no module imports itself on the way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import renkei

PACKAGE = Path(renkei.__file__).parent
ROOMS = [
    "model",
    "reading",
    "parsing",
    "linking",
    "graph",
    "validation",
    "store",
    "querying",
    "publishing",
    "web",
    "cli",
]
# Below all rooms: what every one of them may use.
GROUND = {"errors", "resources", "version", "deferred"}
# The rooms inside parsing, from what stands on nothing to what stands on all.
PARSING = [
    "text",
    "amendments",
    "parties",
    "headings",
    "cells",
    "articles",
    "cleaning",
    "signing",
    "structure",
    "shapes",
    "logical_rows",
    "prose",
    "schedules",
]


@cache
def imports() -> dict[str, frozenset[str]]:
    """Each module of the package with those that it imports, in functions and for types too."""
    names = {_name(file): file for file in sorted(PACKAGE.rglob("*.py"))}
    return {name: frozenset(_imported(file, names.keys())) for name, file in names.items()}


def _name(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(file: Path, names: frozenset[str] | object) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from package import name`: the name may be a module of the package.
            found = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for one in found:
            known = one if one in names else one.rpartition(".")[0]
            if known in names and known != _name(file):
                yield known


def _room(module: str, depth: int = 1) -> str:
    return (module.split(".") + [""] * depth)[depth]


def test_every_room_is_known() -> None:
    rooms = {_room(name) for name in imports()} - {""}
    loose = {"api", "__main__"}
    assert rooms - GROUND - loose == set(ROOMS)
    inside = {_room(name, 2) for name in imports() if name.startswith("renkei.parsing.")}
    assert {name for name in inside if (PACKAGE / "parsing" / name).is_dir()} == set(PARSING)


@pytest.mark.parametrize(
    ("order", "depth", "above"),
    [(["", *ROOMS], 1, "renkei"), (PARSING, 2, "renkei.parsing")],
    ids=["house", "parsing"],
)
def test_rooms_import_from_their_left(order: list[str], depth: int, above: str) -> None:
    wrong, seen = [], 0
    for module, targets in imports().items():
        for target in targets:
            one, other = _room(module, depth), _room(target, depth)
            if not (module.startswith(f"{above}.") and target.startswith(f"{above}.")):
                continue
            if one in order and other in order:
                seen += 1
                if order.index(other) > order.index(one):
                    wrong.append(f"{module} imports {target}")
            elif one in GROUND and other in ROOMS and other != "model":
                wrong.append(f"{module} imports {target}")
    assert seen > 300
    assert not wrong


def test_no_module_leads_back_to_itself() -> None:
    found = imports()
    ring = [name for name in found if name in _reached(name, found)]
    assert not ring


def _reached(name: str, found: dict[str, frozenset[str]]) -> set[str]:
    """All that a module needs, but not what only runs because a package holds it."""
    reached: set[str] = set()
    waiting = list(found[name])
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += found[one]
    return reached
