"""Over many agreements, a question whose answer grows with each of them is answered when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_build import sample_build

from renkei.publishing.pages import desk
from renkei.publishing.pages.site import Site
from renkei.querying import questions
from renkei.store import open_store

GROWING = [each.name for each in questions() if each.asks_first]


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_build(tmp_path_factory)


def _site(kg: Path, *, static: bool = False) -> Site:
    store = open_store(kg / "store", read_only=True)
    return Site(store, texts=kg / "site" / "source", static=static)


def _page(site: Site, name: str, language: str = "ja") -> str:
    page = site.page(f"/query/{name}", language)
    assert page is not None
    return page.html


def test_they_are_those_that_grow() -> None:
    assert len(GROWING) == 15
    assert {"wording-across-regions", "classification-evidence"} < set(GROWING)


def test_few_agreements_are_answered_unasked(kg: Path) -> None:
    assert '<section aria-labelledby="answer">' in _page(_site(kg), "guideline-coverage")


@pytest.mark.parametrize("name", GROWING)
def test_many_are_asked_for(kg: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "ANSWERED_UNASKED", 4)
    site = _site(kg)
    monkeypatch.setattr(desk, "ask", lambda *_, **__: pytest.fail("it was answered"))
    html = _page(site, name, "en")
    assert '<section aria-labelledby="answer">' not in html
    assert "There are 5 agreements, and an answer over all of them is long." in html
    assert f'href="/en/query/{name}?lang=en"' in html


def test_short_answers_are_given(kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "ANSWERED_UNASKED", 4)
    assert '<section aria-labelledby="answer">' in _page(_site(kg), "legal-citations")


def test_who_asks_is_answered(kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "ANSWERED_UNASKED", 4)
    site = _site(kg)
    asked = site.question_page("guideline-coverage", "ja", params={"lang": "ja"})
    assert "協約が5件あり" not in asked.html


def test_files_hold_the_whole(kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "ANSWERED_UNASKED", 4)
    site = _site(kg, static=True)
    assert '<section aria-labelledby="answer">' in _page(site, "guideline-coverage")
