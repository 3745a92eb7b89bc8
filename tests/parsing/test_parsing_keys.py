"""Every key that officials write for a name, a content or a role is read, in each form that has keys."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei.model import Document

KEYS = [
    (row["kind"], row["words"])
    for row in csv.DictReader(
        Path(__file__).with_name("keys.csv").read_text("utf-8").splitlines(), strict=True
    )
]
USUAL = {
    "label": "項目",
    "content": "取組の内容",
    "甲": "甲の役割",
    "乙": "乙の役割",
}
HEAD = """播磨圏域における連携協約

姫路市（以下「甲」という。）と福崎町（以下「乙」という。）は、次のとおり連携協約を締結する。

（役割分担）

第1条 取組と役割は、別表のとおりとする。

平成27年4月5日

甲 姫路市長 石見 太郎

乙 福崎町長 栗原 花子

別表（第1条関係）

1 生活機能の強化

"""
FIRST = ("救急医療", "休日の救急医療を維持する。", "病院を運営する。", "運営の経費を負担する。")
SECOND = ("介護", "介護に携わる人材を育てる。", "研修を開く。", "研修の参加者を募る。")


def _table(keys: list[str]) -> str:
    return "\n".join("\t".join(cells) for cells in (keys, FIRST, SECOND))


def _turned(keys: list[str]) -> str:
    return "\n".join("\t".join(row) for row in zip(keys, FIRST, SECOND, strict=True))


def _lines(keys: list[str]) -> str:
    return "\n".join(f"{k}：{w}" for row in (FIRST, SECOND) for k, w in zip(keys, row, strict=True))


def _blocks(keys: list[str]) -> str:
    return "\n".join(
        f"{name}\t{key}\t{words}"
        for row in (FIRST, SECOND)
        for name, key, words in zip((row[0], "", ""), keys[1:], row[1:], strict=True)
    )


FORMS = {"table": _table, "turned": _turned, "lines": _lines, "blocks": _blocks}


def _keys(kind: str, words: str) -> list[str]:
    own = {party: words.format(party=party) for party in "甲乙"} if kind == "role" else {}
    return list({**USUAL, **(own or {kind: words})}.values())


def test_keys_are_many() -> None:
    assert len(KEYS) == len(set(KEYS)) > 90


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("kind", "words"), KEYS, ids=[words for _, words in KEYS])
def test_key_is_read(kind: str, words: str, form: str, parsed: Callable[..., Document]) -> None:
    keys = _keys(kind, words)
    if form == "lines" and kind != "label":
        keys[0] = "取組名"  # 項目 alone is too short a word to begin an initiative
    assert _read(parsed(HEAD + FORMS[form](keys) + "\n")) == [FIRST, SECOND]


def test_party_is_called_by_its_kind(parsed: Callable[..., Document]) -> None:
    """市 and 町 are the parties where one of them is a city and the other one a town."""
    keys = ["項目", "取組の内容", "市の役割", "町の役割"]
    for written in FORMS.values():
        assert _read(parsed(HEAD + written(keys) + "\n")) == [FIRST, SECOND]


def _read(document: Document) -> list[tuple[str, ...]]:
    [agreement] = document.agreements
    return [
        (
            one.label.text if one.label else "",
            one.content.text if one.content else "",
            *(role.text.text for role in one.roles),
        )
        for one in agreement.initiatives
    ]
