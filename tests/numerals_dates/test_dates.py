"""Dates: a table of cases with their reasons, and every day in every notation."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from renkei.parsing.text.dates import (
    GREGORIAN_SINCE,
    Era,
    FoundDate,
    FoundMonth,
    RefusedDate,
    eras,
    find_dates,
)

HERE = Path(__file__).parent
with (HERE / "dates.csv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table))


def told(found: FoundDate | FoundMonth | RefusedDate) -> str:
    if isinstance(found, FoundDate):
        return found.value.isoformat()
    if isinstance(found, FoundMonth):
        return f"{found.year}-{found.month:02}"
    return str(found.why)


def test_table_is_whole() -> None:
    assert len(CASES) == 113
    assert all(case["reason"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_find_dates(case: dict[str, str]) -> None:
    text = case["text"]
    found = [(told(each), text[each.start : each.end]) for each in find_dates(text)]
    assert found == ([(case["found"], case["quote"])] if case["found"] else [])


def test_day_outside_its_era_tells_what_it_means() -> None:
    [found] = find_dates("平成31年5月1日")
    assert isinstance(found, RefusedDate)
    assert found.value == date(2019, 5, 1)


def test_dates_come_in_order_with_their_places() -> None:
    text = "平成28年3月30日から平成　年　月　日まで、又は2016/4/1"
    found = list(find_dates(text))
    assert [told(each) for each in found] == ["2016-03-30", "blank", "2016-04-01"]
    assert [text[each.start : each.end] for each in found] == [
        "平成28年3月30日",
        "平成　年　月　日",
        "2016/4/1",
    ]


def test_eras_follow_each_other() -> None:
    for era, following in pairwise(eras()):
        assert era.last is not None
        assert following.first - era.last in (timedelta(0), timedelta(days=1)), following.name
        assert era.reason


WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
KANJI: tuple[str, ...] = ("", *"一二三四五六七八九")


def kanji(value: int) -> str:
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else KANJI[tens] + "十") + KANJI[ones]


def western(day: date) -> list[str]:
    plain = f"{day.year}年{day.month}月{day.day}日"
    figures = f"{day.year}/{day.month}/{day.day}"
    return [plain, plain.translate(WIDE), day.isoformat(), figures]


def japanese(day: date, era: Era) -> list[str]:
    year = day.year - era.first.year + 1
    plain = f"{era.name}{year}年{day.month}月{day.day}日"
    short = f"{era.initials[0]}{year}.{day.month}.{day.day}"
    first = era.name + ("元" if year == 1 else kanji(year))
    return [
        plain,
        plain.translate(WIDE),
        f"{era.name} {year} 年 {day.month} 月 {day.day} 日",
        f"{first}年{kanji(day.month)}月{kanji(day.day)}日",
        short,
        f"{era.initials[1]}{year}.{day.month}.{day.day}",
        f"{era.square}{year}年{day.month}月{day.day}日",
    ]


@given(st.dates(date(1868, 10, 23), date(2099, 12, 31)))
@example(date(1868, 10, 23))
@example(date(1872, 12, 31))
@example(date(1873, 1, 1))
@example(date(1912, 7, 30))
@example(date(1926, 12, 25))
@example(date(1989, 1, 7))
@example(date(2019, 5, 1))
def test_every_day_in_every_notation_reads_back(day: date) -> None:
    notations = western(day)
    if day >= GREGORIAN_SINCE:
        covering = [era for era in eras() if era.covers(day)]
        assert covering
        notations += [text for era in covering for text in japanese(day, era)]
    for text in notations:
        assert list(find_dates(f"第1条　{text}に")) == [FoundDate(4, 4 + len(text), day)], text


@given(st.text(alphabet="平成令和HR28年月日元 　0１3.-/（）一十〇○\n\t"))
def test_whatever_is_found_lies_in_the_text_in_order(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@pytest.mark.parametrize("part", ["平成", "平成　", " ", "1", "2016年", "年　月", "（", "H28."])
def test_long_repetitions_end(part: str) -> None:
    # A pattern that is not linear would not end within the time that anybody waits.
    assert all(isinstance(found, RefusedDate) for found in find_dates(part * 20_000))
