"""All 92 initiatives and 184 roles of the samples against what was judged by eye beforehand."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
INITIATIVES = {
    "hachinohe-hashikami.txt": 23,
    "kagoshima-hioki.txt": 17,
    "kumamoto-aso.txt": 20,
    "kurume-ogori.txt": 13,
    "yamaguchi-mine.txt": 19,
}


def benchmark() -> ModuleType:
    path = ROOT / "benchmarks" / "concepts.py"
    spec = importlib.util.spec_from_file_location("benchmark_concepts", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("verb", "cases"),
    [
        ("measure_themes", 92),
        ("measure_roles", 184),
        ("measure_development_themes", 636),
        ("measure_development_roles", 947),
    ],
)
def test_precision_and_recall(verb: str, cases: int) -> None:
    measured: Any = getattr(benchmark(), verb)()
    assert measured.cases == cases
    assert measured.overall.precision >= 0.95, measured.differences
    assert measured.overall.recall >= 0.95, measured.differences


def test_every_initiative_was_judged() -> None:
    counts = dict.fromkeys(INITIATIVES, 0)
    for row in rows("gold_initiatives.csv"):
        counts[row["file"]] += 1
    assert counts == INITIATIVES


def test_every_initiative_has_a_role_of_either_party() -> None:
    expected = {
        (row["file"], row["initiative"], party)
        for row in rows("gold_initiatives.csv")
        for party in "12"
    }
    assert {(row["file"], row["initiative"], row["party"]) for row in rows("gold_roles.csv")} == (
        expected
    )


def squeezed(text: str) -> str:
    return "".join(text.replace("<p>", "").replace("</p>", "").split())


@pytest.mark.parametrize("file", INITIATIVES)
def test_the_judged_words_stand_in_the_source(file: str) -> None:
    """A row that a page break cut stands there in pieces, so its cells are looked for by halves."""
    source = squeezed((ROOT / "agreements" / file).read_text(encoding="utf-8"))
    texts = [row["content"] for row in rows("gold_initiatives.csv") if row["file"] == file]
    texts += [row["text"] for row in rows("gold_roles.csv") if row["file"] == file]
    for text in map(squeezed, texts):
        assert any(text[:cut] in source and text[cut:] in source for cut in range(len(text))), text
