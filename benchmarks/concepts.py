"""Precision and recall of the concept rules against the tables that were judged by eye (gold).

Run it to see the tables; `measure_themes` and `measure_roles` are what the tests call. They come
thrice: for the samples and for the development texts (synthetic), on which the rules were written,
and for texts that the rules have not seen (synthetic, judged before any rule ran over them, and
never a reason to change a rule).
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from renkei.linking.concepts import role_types, themes

if TYPE_CHECKING:
    from collections.abc import Iterable

GOLD = Path(__file__).resolve().parents[1] / "tests" / "concepts"
DEVELOPMENT = Path(__file__).resolve().parent / "development"
UNSEEN = Path(__file__).resolve().parent / "unseen"


class Score(NamedTuple):
    """How often a concept was found rightly, found wrongly, and missed (適合・誤り・漏れ)."""

    right: int
    wrong: int
    missed: int

    @property
    def support(self) -> int:
        """How often the judges gave the concept (件数)."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is true that was found; 1 if nothing is true."""
        true = self.right + self.missed
        return self.right / true if true else 1.0


class Difference(NamedTuple):
    """A concept on which the rules and the judgement differ, and where (判定との違い)."""

    place: str
    concept: str
    kind: str
    evidence: str


class Measurement(NamedTuple):
    """Scores by concept, what differs, and how many texts were compared (測定結果)."""

    scores: dict[str, Score]
    differences: tuple[Difference, ...]
    cases: int

    @property
    def overall(self) -> Score:
        """All concepts together."""
        return Score(*(sum(column) for column in zip(*self.scores.values(), strict=True)))


def measure_themes() -> Measurement:
    """Compare the theme rules with gold_initiatives.csv."""
    roles: dict[str, list[str]] = {}
    for row in rows(GOLD / "gold_roles.csv"):
        roles.setdefault(f"{row['file']} {row['initiative']}", []).append(row["text"])
    compared = []
    for row in rows(GOLD / "gold_initiatives.csv"):
        place = f"{row['file']} {row['initiative']}"
        found = themes(row["label"], row["content"], roles[place])
        evidence = {one.concept: f"{one.rule} {one.words}" for one in found}
        compared.append((place, set(row["themes"].split()), evidence))
    return _measure(compared)


def measure_roles() -> Measurement:
    """Compare the role rules with gold_roles.csv."""
    compared = []
    for row in rows(GOLD / "gold_roles.csv"):
        found = role_types(row["text"], row["others"].split())
        evidence = {one.concept: f"{one.rule} {one.words}" for one in found}
        place = f"{row['file']} {row['initiative']} {row['party']}"
        compared.append((place, set(row["role_types"].split()), evidence))
    return _measure(compared)


def measure_development_themes() -> Measurement:
    """Compare the theme rules with the texts on which they were tried out (開発用の文)."""
    return _measure_themes(DEVELOPMENT)


def measure_development_roles() -> Measurement:
    """Compare the role rules with the texts on which they were tried out (開発用の文)."""
    return _measure_roles(DEVELOPMENT)


def measure_unseen_themes(style: str = "") -> Measurement:
    """Compare the theme rules with texts that they have not seen (未見の文), of one style or all."""
    return _measure_themes(UNSEEN, style)


def measure_unseen_roles(style: str = "") -> Measurement:
    """Compare the role rules with texts that they have not seen (未見の文), of one style or all."""
    return _measure_roles(UNSEEN, style)


def _measure_themes(folder: Path, style: str = "") -> Measurement:
    compared = []
    for row in _styled(folder / "initiatives.csv", style):
        found = themes(row["label"] or None, row["content"] or None)
        evidence = {one.concept: f"{one.rule} {one.words}" for one in found}
        compared.append((row["initiative"], set(row["themes"].split()), evidence))
    return _measure(compared)


def _measure_roles(folder: Path, style: str = "") -> Measurement:
    compared = []
    for row in _styled(folder / "roles.csv", style):
        found = role_types(row["text"], row["others"].split())
        evidence = {one.concept: f"{one.rule} {one.words}" for one in found}
        place = f"{row['initiative']}/{row['party']}"
        compared.append((place, set(row["role_types"].split()), evidence))
    return _measure(compared)


def _styled(path: Path, style: str) -> list[dict[str, str]]:
    return [row for row in rows(path) if not style or row["style"] == style]


def _measure(compared: Iterable[tuple[str, set[str], dict[str, str]]]) -> Measurement:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    differences = []
    cases = 0
    for place, judged, evidence in compared:
        cases += 1
        right.update(judged & evidence.keys())
        wrong.update(evidence.keys() - judged)
        missed.update(judged - evidence.keys())
        differences += [
            Difference(place, concept, "wrong", evidence[concept])
            for concept in sorted(evidence.keys() - judged)
        ]
        differences += [
            Difference(place, concept, "missed", "") for concept in sorted(judged - evidence.keys())
        ]
    concepts = sorted(right.keys() | wrong.keys() | missed.keys())
    scores = {one: Score(right[one], wrong[one], missed[one]) for one in concepts}
    return Measurement(scores, tuple(differences), cases)


def rows(path: Path) -> list[dict[str, str]]:
    """The judged rows of a table (判定表)."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _show(title: str, measured: Measurement) -> None:
    print(f"{title}: {measured.cases} texts")
    print(
        f"  {'concept':24}{'support':>7}{'right':>7}{'wrong':>7}{'missed':>7}{'precision':>11}{'recall':>8}"
    )
    for concept, score in [*measured.scores.items(), ("all", measured.overall)]:
        counts = "".join(f"{count:7}" for count in (score.support, *score))
        print(f"  {concept:24}{counts}{score.precision:11.3f}{score.recall:8.3f}")
    for difference in measured.differences:
        print("  " + " ".join(difference))


def markdown(measured: Measurement) -> str:
    """The scores as a Markdown table, for docs/limits-of-rules.md (表)."""
    lines = [
        "| concept | support | right | wrong | missed | precision | recall |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for concept, score in [*measured.scores.items(), ("**all**", measured.overall)]:
        counts = " | ".join(str(count) for count in (score.support, *score))
        lines.append(f"| {concept} | {counts} | {score.precision:.2f} | {score.recall:.2f} |")
    return "\n".join(lines) + "\n"


def styles_markdown() -> str:
    """The scores of the unseen texts by style, for docs/limits-of-rules.md (文体ごとの表)."""
    lines = ["| | style | texts | precision | recall |", "|---|---|--:|--:|--:|"]
    for name, file, measure in (
        ("themes", "initiatives.csv", measure_unseen_themes),
        ("role types", "roles.csv", measure_unseen_roles),
    ):
        for style in [*sorted({row["style"] for row in rows(UNSEEN / file)}), ""]:
            found = measure(style)
            shares = f"{found.overall.precision:.2f} | {found.overall.recall:.2f}"
            lines.append(f"| {name} | {style or '**all**'} | {found.cases} | {shares} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print all tables and the time that all texts together take, with warm rules."""
    _show("themes", measure_themes())
    _show("role types", measure_roles())
    _show("themes in the development texts", measure_development_themes())
    _show("role types in the development texts", measure_development_roles())
    _show("themes in texts the rules have not seen", measure_unseen_themes())
    _show("role types in texts the rules have not seen", measure_unseen_roles())
    print(styles_markdown())
    labels = [(row["label"], row["content"]) for row in rows(GOLD / "gold_initiatives.csv")]
    # One alias more for every text, so that no remembered answer is measured.
    texts = [
        (f"{row['text']}{at}", row["others"].split())
        for at, row in enumerate(rows(GOLD / "gold_roles.csv"))
    ]
    start = perf_counter()
    for label, content in labels:
        themes(label, content)
    middle = perf_counter()
    for text, others in texts:
        role_types(text, others)
    end = perf_counter()
    print(f"themes {1000 * (middle - start):.1f} ms, role types {1000 * (end - middle):.1f} ms")


if __name__ == "__main__":
    main()
