"""What pages say of bodies that changed and of agreements that were amended, on synthetic texts."""

from __future__ import annotations

import re

import pytest
from changed_bodies import AMENDED, AMENDING, write_texts

from renkei.publishing import build
from renkei.publishing.pages import Site
from renkei.store import open_store

# What pages show: `<p class="notice">…</p>` gives the words alone.
TAG = re.compile(r"<[^<>]*>")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("changed")
    texts = write_texts(folder / "texts")
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
