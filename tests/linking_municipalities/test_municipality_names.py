"""From a name as printed to the body, or to why there is none: find.csv and names_at.csv."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.linking import municipalities
from renkei.model import Method

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIND, NAMES_AT = rows("find.csv"), rows("names_at.csv")


def outcome(found: object) -> tuple[str, str, str]:
    """The kind of result, the codes in it, and the substitutions, as find.csv writes them."""
    match found:
        case municipalities.Found(_, row, unlike):
            shown = " ".join(f"{one.index}{one.before}{one.after}" for one in unlike)
            return "found", row.code, shown
        case municipalities.Ambiguous(_, candidates, former):
            listed: tuple[municipalities.Entry, ...] = (*candidates, *former)
            return "ambiguous", " ".join(entry.code for entry in listed), ""
        case municipalities.NotFound(_, (), ()):
            return "none", "", ""
        case municipalities.NotFound(_, (), former):
            return "former", " ".join(row.code for row in former), ""
        case municipalities.NotFound(_, elsewhere, _):
            return "elsewhere", " ".join(row.code for row in elsewhere), ""
    raise AssertionError(found)


def test_all_cases_are_here() -> None:
    assert (len(FIND), len(NAMES_AT)) == (47, 21)
    assert all(row["reason"] for row in FIND + NAMES_AT)


@pytest.mark.parametrize("row", FIND, ids=lambda row: f"{row['name']}-{row['prefecture']}")
def test_find(row: dict[str, str]) -> None:
    found = municipalities.find(row["name"], prefecture=row["prefecture"] or None)
    assert outcome(found) == (row["result"], row["codes"], row["substitutions"]), row["reason"]
    assert found.printed == row["name"]


@pytest.mark.parametrize("row", NAMES_AT, ids=lambda row: row["text"])
def test_longest_name_at(row: dict[str, str]) -> None:
    start = int(row["start"])
    found = municipalities.longest_name_at(row["text"], start)
    if not row["name"]:
        assert found is None, row["reason"]
        return
    assert found is not None, row["reason"]
    assert found == (row["name"], start + len(row["name"])), row["reason"]
    assert row["text"][start : found.end] == found.name


def test_a_prefecture_in_another_form_decides_too() -> None:
    found = municipalities.find("池田町", prefecture="北海道")
    assert found == municipalities.find("北海道池田町")._replace(printed="池田町")
    old = municipalities.find("北島町", prefecture="德島県")
    assert outcome(old) == ("found", "364029", "")


@given(st.text(max_size=12))
def test_any_text_is_answered(text: str) -> None:
    assert outcome(municipalities.find(text))[0] in ("found", "none", "ambiguous", "former")
    for start in range(len(text) + 1):
        found = municipalities.longest_name_at(text, start)
        assert found is None or found.name == text[start : found.end]


@given(st.sampled_from(municipalities.municipalities()), st.text(max_size=6), st.text(max_size=6))
def test_a_name_in_a_text_is_read_whole(
    row: municipalities.Municipality, before: str, after: str
) -> None:
    text = before + row.full_name + after
    found = municipalities.longest_name_at(text, len(before))
    assert found is not None
    assert found.name.startswith(row.full_name)


def test_links() -> None:
    found = municipalities.find("須惠町")
    assert isinstance(found, municipalities.Found)
    link = municipalities.to_link(found)
    assert link.model_dump() == {
        "code": "403440",
        "name": "須恵町",
        "kana": "すえまち",
        "english": "Sue Town",
        "prefecture": "福岡県",
        "corporate_number": "6000020403440",
        "method": Method.RULE,
        "evidence": "須惠町",
    }
    curated = municipalities.to_link(found.municipality, method=Method.CURATED, evidence="乙")
    assert (curated.method, curated.evidence) == (Method.CURATED, "乙")


def test_a_northern_village_has_no_corporate_number() -> None:
    found = municipalities.find("色丹村")
    assert isinstance(found, municipalities.Found)
    assert municipalities.to_link(found).corporate_number == ""


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("熊本市", "熊本"),
        ("市川市", "市川"),
        ("大町町", "大町"),
        ("千代田区", "千代田"),
        ("村", "村"),
        ("圏域", "圏域"),
        ("", ""),
    ],
)
def test_stems(name: str, stem: str) -> None:
    assert municipalities.stem(name) == stem
