"""What pages say of bodies that changed and of agreements that were amended, on synthetic texts."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from renkei.publishing import build
from renkei.publishing.pages import Site
from renkei.store import open_store

AMENDMENTS = Path(__file__).parents[1] / "amendments"
AMENDED = "28201-28229-20150405"
AMENDING = "28201-28229-20200320"
# The agreement of the amendments between two bodies of which the second became a city in 2016.
BODIES = (
    ("姫路市安田四丁目1番地", "仙台市青葉区国分町三丁目7番1号"),
    ("姫路市", "仙台市"),
    ("たつの市長", "富谷町長"),
    ("たつの市龍野町富永1005番地1", "富谷町富谷坂松田30番地"),
    ("たつの市", "富谷町"),
    ("播磨", "仙台"),
)
# What pages show: `<p class="notice">…</p>` gives the words alone.
TAG = re.compile(r"<[^<>]*>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("changed")
    base = (AMENDMENTS / "base.txt").read_text("utf-8")
    cases = tomllib.loads((AMENDMENTS / "cases.toml").read_text("utf-8"))
    body = (
        cases["several-clauses"]["body"].strip() + "\n\n" + cases["insert-article"]["body"].strip()
    )
    frame = (AMENDMENTS / "frame.txt").read_text("utf-8")
    words = frame.format(body=body + "\n", date="平成27年4月5日", signed="令和2年3月20日")
    former = base
    for here, there in BODIES:
        former = former.replace(here, there)
    texts = folder / "texts"
    texts.mkdir()
    for name, text in (("base", base), ("amending", words), ("former", former)):
        (texts / f"{name}.txt").write_text(text, "utf-8")
    build([texts], folder / "kg")
    store = open_store(folder / "kg" / "store", read_only=True)
    return Site(store, texts=folder / "kg" / "site" / "source")


def _said(site: Site, path: str, language: str) -> str:
    page = site.page(path, language)
    assert page is not None
    return " ".join(TAG.sub(" ", page.html).split())


ROWS = (
    ("/municipality/04423", "ja", "このコードの団体は2016-10-09までです。現在の団体: 富谷市", "ended"),
    ("/municipality/04423", "en", "valid until 2016-10-09. The body of today: Tomiya City", "en"),
    ("/municipality/04423", "ja", "富谷町 富谷市 2016-10-10 市制・町制の施行 市制施行で", "its end"),
    ("/municipality/04216", "en", "Tomiya Town Tomiya City 2016-10-10 Raised", "what it came of"),
    ("/municipality/04216", "ja", "「全国地方公共団体コード」改正一覧表", "where that is from"),
    ("/municipality/04216", "ja", "連携協約 該当するものはありません。", "no empty table"),
    ("/municipalities", "ja", "富谷町 協約1件、2016-10-09まで", "the list tells it too"),
    ("/prefecture/04", "en", "Tomiya Town agreements: 1, until 2016-10-09", "that of a prefecture"),
    (f"/agreement/{AMENDING}", "ja", "変更の内容 1 第2条第1項中「別表に」を", "an instruction"),
    (f"/agreement/{AMENDING}", "ja", "第3条の2 甲及び乙は、取組の状況を公表する。", "new text"),
    (f"/agreement/{AMENDED}/version/20200320", "en", "第3条の2（情報の公開）", "not 第3_2条"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "language", "words", "reason"), ROWS)
def test_what_a_page_says(site: Site, path: str, language: str, words: str, reason: str) -> None:
    assert words in _said(site, path, language), reason


def test_no_change_is_told_of_others(site: Site) -> None:
    assert "市区町村の変更" not in _said(site, "/municipality/28201", "ja")
    assert "まで" not in _said(site, "/municipality/28201", "ja")


def test_an_amendment_has_no_empty_parts(site: Site) -> None:
    page = site.page(f"/agreement/{AMENDING}", "ja")
    assert page is not None
    assert 'id="initiatives"' not in page.html
    assert "該当するものはありません" not in page.html
    assert page.html.count('<li id="instruction-') == 4
