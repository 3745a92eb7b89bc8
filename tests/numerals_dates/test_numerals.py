"""Numerals and list marks: tables of cases, each with its reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.parsing.text.numerals import MARK_SERIES, number, ordinal, readings

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


NUMERALS = rows("numerals.csv")
MARKS = rows("marks.csv")


def test_tables_are_whole() -> None:
    assert (len(NUMERALS), len(MARKS)) == (43, 61)
    assert all(row["reason"] for row in NUMERALS + MARKS)


@pytest.mark.parametrize("row", NUMERALS, ids=lambda row: row["numeral"] or "empty")
def test_number(row: dict[str, str]) -> None:
    assert number(row["numeral"]) == (int(row["value"]) if row["value"] else None)


@pytest.mark.parametrize("row", MARKS, ids=lambda row: row["mark"] or "empty")
def test_ordinal(row: dict[str, str]) -> None:
    assert ordinal(row["mark"]) == (int(row["value"]) if row["value"] else None)
    assert (readings(row["mark"]) or [("", 0)])[0][0] == row["series"]


def test_series_asked_for() -> None:
    assert ordinal("イ", series="iroha") == 1
    assert ordinal("ロ", series="iroha") == 2
    assert ordinal("i", series="latin") == 9
    assert ordinal("①", series="aiueo") is None


def test_series_hold_no_sign_twice() -> None:
    for series, members in MARK_SERIES:
        assert len(set(members)) == len(members), series


def kanji(value: int) -> str:
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十")):
        count, value = divmod(value, unit)
        if count:
            written += ("" if count == 1 else "〇一二三四五六七八九"[count]) + name
    return written + ("一二三四五六七八九"[value - 1] if value else "")


@given(st.integers(1, 9999))
def test_every_notation_of_a_number_reads_back(value: int) -> None:
    digits = str(value)
    assert number(digits) == value
    assert number(digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == value
    assert number(digits.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))) == value
    assert number(kanji(value)) == value


@given(st.text())
def test_zero_is_read_only_where_it_is_written(text: str) -> None:
    if number(text) == 0 or ordinal(text) == 0:
        assert set(text) & set("0０〇零")
