"""Cells merged over columns of different kinds: nothing falls, and what nobody can tell is said."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei.model import Document
from renkei.parsing import parse
from renkei.reading import read

HEADS = (
    ("取組", "取組の内容", "甲の役割", "乙の役割"),
    ("取組の内容", "甲の役割", "乙の役割", "備考"),
    ("取組", "取組の内容", "役割分担"),
    ("政策分野", "取組", "取組の内容", "甲の役割", "乙の役割"),
)
WORDS = (
    "観光の振興",
    "誘致に取り組む。",
    "(1) 医療",
    "同上",
    "－",
    "甲：会場の確保　乙：講師の派遣",
    "【甲】主催する。【乙】参加する。",
    "甲は、主催する。乙は、参加する。",
    "①旅の経路を作る。②案内所を置く。",
)
TRIALS = 400
PAGE = (
    "<!DOCTYPE html><html><body><p>相生市と赤穂市との連携協約</p><p>相生市（以下「甲」という。）及び赤穂市（以下「乙」という。）は、次のとおり連携協約を締結する。</p>"
    "<p>第1条 取組は、別表のとおりとする。</p><p>別表（第1条関係）</p><table>{rows}</table></body></html>"
)


def _page(rows: list[list[tuple[str, int, int]]]) -> str:
    cells = (
        "".join(f'<td colspan="{over}" rowspan="{down}">{words}</td>' for words, over, down in row)
        for row in rows
    )
    return PAGE.format(rows="".join(f"<tr>{one}</tr>" for one in cells))


def _drawn(chance: random.Random) -> list[list[tuple[str, int, int]]]:
    heads = chance.choice(HEADS)
    rows = [[(head, 1, 1) for head in heads]]
    for _ in range(chance.choice([1, 1, 2])):
        left, row = len(heads), []
        while left:
            over = min(left, chance.choice([1, 1, 1, 2, 3]))
            row.append((chance.choice(WORDS), over, chance.choice([1, 1, 1, 2])))
            left -= over
        rows.append(row)
    return rows


@pytest.fixture
def document(tmp_path: Path) -> Callable[[list[list[tuple[str, int, int]]]], Document]:
    def made(rows: list[list[tuple[str, int, int]]]) -> Document:
        path = tmp_path / "table.html"
        path.write_text(_page(rows), "utf-8")
        source = read(path).source
        assert source is not None
        return parse(source)

    return made


def test_no_table_falls(
    document: Callable[[list[list[tuple[str, int, int]]]], Document],
) -> None:
    """Each random table is read, or left with a finding; before, one in eleven ended the reading of its text."""
    chance = random.Random(7)  # noqa: S311  # tables, no secrets
    told = 0
    for _ in range(TRIALS):
        found = document(_drawn(chance))
        assert len(found.agreements) == 1
        told += any(one.code == "P009" for one in found.findings)
    assert told > TRIALS // 10


@pytest.mark.parametrize("words", ["同上", "－", "【甲】主催する。【乙】参加する。"])
def test_words_that_depend_on_their_column_are_told(
    document: Callable[[list[list[tuple[str, int, int]]]], Document], words: str
) -> None:
    """Over content and role of 甲 they are neither; the role of 乙 beside them stays."""
    heads = [(head, 1, 1) for head in HEADS[0]]
    row = [("観光の振興", 1, 1), (words, 2, 1), ("案内所を置く。", 1, 1)]
    found = document([heads, row])
    [initiative] = found.agreements[0].initiatives
    assert initiative.content is None
    assert [(role.party, role.text.text) for role in initiative.roles] == [(2, "案内所を置く。")]
    assert words in [one.values.get("words") for one in found.findings if one.code == "P009"]
    assert words in [one.text for one in found.agreements[0].unread]
