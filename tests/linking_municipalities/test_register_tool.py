"""The script that refreshes the register, without the network: how rows are made of two sources."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture(scope="module")
def tool() -> Iterator[Any]:
    sys.path.insert(0, str(TOOLS))
    try:
        yield importlib.import_module("refresh_municipalities")
    finally:
        sys.path.remove(str(TOOLS))


# Kana, romanised, and the reason.
ROMANISED = [
    ("くまもと", "kumamoto", "plain"),
    ("とうきょう", "tokyo", "long vowels have no mark"),
    ("おおいた", "oita", "おお"),
    ("ゆうばり", "yubari", "うう"),
    ("くっちゃん", "kutchan", "っ before ch"),
    ("べっぷ", "beppu", "っ doubles"),
    ("じゅうじょう", "jujo", "ji and a glide"),
    ("きょなん", "kyonan", "a glide"),
    ("なんぶ", "nambu", "m before b"),
    ("しんおんせん", "shinonsen", "no apostrophe"),
    ("ぶんごおおの", "bungoono", "each vowel counts once"),
    ("にいがた", "niigata", "ii stays"),
]
CUT = [
    ("豊岡", "とよおか", ["とよ", "おか"], "the vowel is of 岡"),
    ("福岡", "ふくおか", ["ふくおか"], "no contraction threatens: u and o"),
    ("琴浦", "ことうら", ["こと", "うら"], "the vowel is of 浦"),
    ("佐那河内", "さなごうち", ["さなごうち"], "河内 is one word"),
    ("庄内", "しょうない", ["しょうない"], "内 is read otherwise"),
    ("内", "うち", ["うち"], "nothing before it"),
]


@pytest.mark.parametrize(("kana", "latin", "reason"), ROMANISED)
def test_romanise(tool: Any, kana: str, latin: str, reason: str) -> None:
    assert tool.romanise(kana) == latin, reason


@pytest.mark.parametrize(("stem", "kana", "parts", "reason"), CUT)
def test_own_vowels(tool: Any, stem: str, kana: str, parts: list[str], reason: str) -> None:
    assert tool.own_vowel_parts(stem, kana) == parts, reason


def test_a_row_of_two_sources(tool: Any) -> None:
    entry = {"code": "394050", "name": "梼原町", "ruby": "ゆすはらちょう"}
    post = tool.Delivery("高岡郡檮原町", "たかおかぐんゆすはらちょう", "TAKAOKA GUN YUSUHARA CHO")
    row = tool.municipality_row("高知県", entry, post)
    assert row == (
        *("394050", "梼原町", "ゆすはらちょう", "高知県", "高岡郡", "Yusuhara Town", "town"),
        *("both", "japan-post"),
    )


def test_a_northern_village_is_marked(tool: Any) -> None:
    entry = {"code": "016969", "name": "泊村", "ruby": "とまりむら"}
    row = tool.municipality_row("北海道", entry, None)
    assert (row.county, row.kind, row.english_from) == ("国後郡", "northern-village", "kana")


def test_sources_that_disagree_are_an_error(tool: Any) -> None:
    post = tool.Delivery("熊本市", "くまもとし", "KUMAMOTO SHI")
    with pytest.raises(tool.RefreshError, match="disagree on a reading"):
        tool.best_kana("ふくおかし", post)
    with pytest.raises(tool.RefreshError, match="do not agree"):
        tool.english_stem("熊本市", "くまもとし", post._replace(english="KUMAMATO SHI"))


def test_what_changed_is_said(tool: Any) -> None:
    entry = {"code": "431001", "name": "熊本市", "ruby": "くまもとし"}
    city = tool.municipality_row("熊本県", entry, None)
    town = city._replace(code="434019", name="御船町")
    said = tool.summary([city], [city._replace(kana="くまもと"), town])
    assert said.splitlines()[:2] == [
        "2 rows: found +1, lost 0, changed 1",
        "+ 434019 御船町 くまもとし 熊本県",
    ]
    assert tool.summary([city], []) == (
        "0 rows: found +0, lost 1, changed 0\n- 431001 熊本市 くまもとし 熊本県"
    )
