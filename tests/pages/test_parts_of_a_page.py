"""What the page of an agreement shows of its parts: 編, 章, articles and 附則, in the order of the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from renkei.publishing import build
from renkei.publishing.pages import Site
from renkei.store import open_store

TEXT = """播磨圏域連携中枢都市圏形成に係る連携協約

姫路市（以下「甲」という。）及びたつの市（以下「乙」という。）は、地方自治法（昭和22年法律第67号）第252条の2第1項の規定に基づき、次のとおり連携協約を締結する。

第1編　総則
第1章　通則
（目的）
第1条　この連携協約は、圏域を形成することを目的とする。
（方針）
第2条　甲及び乙は、協力する。
第2編　連携
第1章　取組
（役割分担）
第3条　役割分担は、別に定める。
第2章　雑則
（協議）
第4条　定めのない事項は、協議して定める。

附　則
（施行期日）
第1条　この連携協約は、平成27年4月6日から施行する。
（経過措置）
第2条　従前の例による。

平成27年4月5日

甲 姫路市安田四丁目1番地
姫路市長 石見 太郎

乙 たつの市龍野町富永1005番地1
たつの市長 栗原 花子
"""
IN_ORDER = (
    "第1編 総則",
    "第1章 通則",
    "第1条（目的）",
    "第2条（方針）",
    "第2編 連携",
    "第1章 取組",
    "第3条（役割分担）",
    "第2章 雑則",
    "第4条（協議）",
    "附則",
    "第1条（施行期日）",
    "この連携協約は、平成27年4月6日から施行する。",
    "第2条（経過措置）",
)
# A heading or the heading of a part, without the links behind it.
SHOWN = re.compile(r"<(?:h3|p class=\"division\")[^<>]*>([^<>]*)<")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("parts")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    build([folder / "a.txt"], folder / "kg")
    store = open_store(folder / "kg" / "store", read_only=True)
    site = Site(store, texts=folder / "kg" / "site" / "source")
    found = site.page("/agreement/28201-28229-20150405", "ja")
    assert found is not None
    return found.html.partition('<h2 id="articles">')[2].partition("<h2")[0]


def test_parts_stand_in_their_order_and_once(page: str) -> None:
    shown = [" ".join(words.split()) for words in SHOWN.findall(page)]
    assert [one.replace("附 則", "附則") for one in shown] == [
        one for one in IN_ORDER if not one.endswith("。")
    ]


def test_words_of_supplementary_provisions_are_there(page: str) -> None:
    places = [page.find(words) for words in ("定めのない事項", *IN_ORDER[-2:], "従前の例による")]
    assert -1 not in places
    assert places == sorted(places)


def test_no_two_headings_have_one_name(page: str) -> None:
    names = re.findall(r'<h3 id="([^"]*)"', page)
    assert len(names) == len(set(names)) == 7
