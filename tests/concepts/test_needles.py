"""The index that spares most patterns answers as if all of them were tried."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.linking.concepts import ALIASES, load_table
from renkei.linking.needles import index, needles
from renkei.linking.rules import as_read, expression

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("themes", "role_types", "policy_fields", "provisions")
COLUMNS = ("label", "content", "text", "caption", "heading")


@cache
def texts() -> tuple[str, ...]:
    """All judged texts and all examples, as they are and with the names of the parties masked."""
    read = [row.example for name in TABLES for row in table(name)]
    read += [row.counterexample for name in TABLES for row in table(name)]
    paths = [*(ROOT / "tests" / "concepts").glob("*.csv"), *(ROOT / "benchmarks").glob("*/*.csv")]
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            read += [row[at] for row in csv.DictReader(file) for at in COLUMNS if row.get(at)]
    return tuple(sorted({*read, *(as_read("role", one, ALIASES).masked for one in read)}))


def table(name: str) -> tuple:  # type: ignore[type-arg]  # the rows of a table
    return load_table(name, whole=name == "policy_fields").rules


@pytest.mark.parametrize("name", TABLES)
def test_the_index_leaves_out_no_match(name: str) -> None:
    rows = load_table(name, whole=name == "policy_fields")
    patterns = [expression(rows, row, row.pattern) for row in rows.rules if row.kind == "phrase"]
    sieve = index((place, one.pattern) for place, one in enumerate(patterns))
    tried = spared = 0
    for text in texts():
        some = sieve.candidates(text)
        missed = [
            one.pattern
            for place, one in enumerate(patterns)
            if place not in some and one.search(text)
        ]
        assert missed == [], text
        tried += len(some)
        spared += len(patterns) - len(some)
    assert len(texts()) > 1000
    assert spared > 4 * tried


CASES = [
    # a pattern, what it needs, the reason
    ("空き?家|地籍", {"空", "地籍"}, "a letter that may be missing is none that is needed"),
    ("(?:施設|会館)の利用", {"利用"}, "of several parts, the rarest letters"),
    ("(?:施設|会館)", {"施設", "会館"}, "each of the alternatives"),
    ("(?:施設|[^。]{1,3})", set(), "an alternative that needs nothing"),
    ("(?<!害)被災(?!地)", {"被災"}, "what stands around is not what is matched"),
    ("(?=公園)空", {"空"}, "what is looked ahead at is not counted"),
    ("[6６六]", {"6", "６", "六"}, "a class of few letters"),
    ("(?P<name>協議会)", {"協議"}, "a group with a name"),
    ("空{0,2}", set(), "a letter that may stand no times"),
    ("空{2}", {"空"}, "a letter that stands some times"),
    (r"\(甲\)\d", {"(甲"}, "escapes: of a letter, and of a class"),
    ("", set(), "no pattern"),
]


@pytest.mark.parametrize(("pattern", "needed", "reason"), CASES, ids=[row[2] for row in CASES])
def test_what_a_pattern_needs(pattern: str, needed: set[str], reason: str) -> None:
    assert needles(pattern) == needed, reason


PARTS = st.sampled_from(
    [
        "甲",
        "乙丙",
        "(?:甲|乙)",
        "(?:丙丁)?",
        "[甲乙]",
        "[^丙]",
        "丁{0,2}",
        "乙{1,2}",
        "(?<!甲)",
        "|",
    ]
)


@given(st.lists(PARTS, max_size=6).map("".join), st.text("甲乙丙丁", max_size=8))
def test_a_text_without_the_letters_has_no_match(pattern: str, text: str) -> None:
    matched = re.search(pattern, text) is not None
    assert not matched or index([(7, pattern)]).candidates(text) == {7}
