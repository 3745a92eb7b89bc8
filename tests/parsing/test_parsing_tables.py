"""Every row of parsing's tables has a reason and an example that it reads; the example is the test."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from renkei.parsing.parties.partners import spoken_of_as_partner
from renkei.parsing.structure.surroundings import kind_of
from renkei.parsing.text.characters import fold
from renkei.parsing.text.columns import column
from renkei.parsing.text.date_lines import refused
from renkei.parsing.text.sounds import sounds_like
from renkei.resources import table

TABLES = (
    "columns.csv",
    "derived_labels.csv",
    "designations.csv",
    "field_headings.csv",
    "partner_words.csv",
    "regions.csv",
    "signature_lines.csv",
)


def _rows(name: str) -> list[dict[str, str]]:
    path: Path = table("renkei.parsing", name)
    with path.open(encoding="utf-8", newline="") as lines:
        return [{"table": name, **row} for row in csv.DictReader(lines)]


ROWS = [row for name in TABLES for row in _rows(name)]


def test_all_rows_are_here() -> None:
    assert len(ROWS) == 79
    assert all(row["reason"] and row["example"] for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['table']}-{row['example']}")
def test_row_reads_its_example(row: dict[str, str]) -> None:
    rule = re.compile(row["pattern"].replace("{party}", "甲"))
    assert rule.search(row["example"])


@pytest.mark.parametrize("row", _rows("columns.csv"), ids=lambda row: row["example"])
def test_column_is_of_the_kind_of_its_row(row: dict[str, str]) -> None:
    """No earlier row takes the example away."""
    found = column(row["example"])
    assert found is not None
    assert found.kind.value == row["kind"]


@pytest.mark.parametrize("row", _rows("signature_lines.csv"), ids=lambda row: row["example"])
def test_signature_line_is_read_by_its_own_row(row: dict[str, str]) -> None:
    rules = [re.compile(other["pattern"]) for other in _rows("signature_lines.csv")]
    first = next(rule for rule in rules if rule.fullmatch(row["example"]))
    assert first.pattern == row["pattern"]


@pytest.mark.parametrize("row", _rows("refusals.csv"), ids=lambda row: row["why"])
def test_refused_date_is_worded(row: dict[str, str]) -> None:
    assert refused(row["example"]) == row["why"]


# words, whose role, the others, what tells that the party is spoken of as a partner.
PARTNERS = [
    ("甲と連携して取り組む。", "甲", "乙", "甲と連携"),
    ("甲と意見交換をしながら取り組む。", "甲", "乙", "甲と意見"),
    ("甲の取組に協力する。", "甲", "乙", "甲の取組に協力"),
    ("甲が開催する研修に参加する。", "甲", "乙", "甲が開催する研修に参加"),
    ("乙が甲と連携して行う訓練を支援する。", "甲", "乙", None),
    ("甲と乙が連携して取り組む。", "甲", "乙", None),
    ("乙と連携して取り組む。", "甲", "乙", None),
    ("甲の区域で事業を行う。", "甲", "乙", None),
    ("乙の取組を支援する。", "乙", "甲", "乙の取組を支援"),
    ("乙の市民活動を支援する。", "乙", "甲", None),
    ("甲が行う訓練を支援する。", "甲", "乙", "甲が行う訓練を支援"),
    ("甲に対して支援を行う。", "甲", "乙", "甲に対して支援"),
    ("甲に対する要望を集める。", "甲", "乙", None),
    ("甲からの委託により事業を行う。", "甲", "乙", "甲からの委託"),
]


@pytest.mark.parametrize(("words", "party", "other", "expected"), PARTNERS)
def test_partner_words(words: str, party: str, other: str, expected: str | None) -> None:
    found = spoken_of_as_partner(words, [party], [other])
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize("row", _rows("article_captions.csv"), ids=lambda row: row["example"])
def test_caption_heads_an_article(row: dict[str, str]) -> None:
    """A word alone heads an article as a whole only: words that begin so are others."""
    pattern = re.compile(row["pattern"])
    assert row["reason"]
    assert pattern.fullmatch(row["example"])
    assert not pattern.fullmatch(row["counterexample"])


@pytest.mark.parametrize("row", _rows("surroundings.csv"), ids=lambda row: row["example"])
def test_line_around_an_agreement(row: dict[str, str]) -> None:
    zone = "tail" if row["zone"] == "tail" else "any" if row["zone"] == "any" else "head"
    assert row["reason"]
    assert kind_of(row["example"], zone) == row["kind"]
    assert kind_of(row["counterexample"], zone) is None


@pytest.mark.parametrize("row", _rows("radicals.csv"), ids=lambda row: row["example"])
def test_radical_is_its_character(row: dict[str, str]) -> None:
    assert row["reason"]
    assert fold(row["example"]).text == row["example"].replace(row["printed"], row["base"])
    assert len(fold(row["example"]).ends) == len(row["example"])


@pytest.mark.parametrize("row", _rows("reading_ends.csv"), ids=lambda row: row["sign"])
def test_reading_ends_with_the_sound_of_its_sign(row: dict[str, str]) -> None:
    assert row["word"].endswith(row["sign"])
    assert sounds_like(row["reading"], row["word"])
