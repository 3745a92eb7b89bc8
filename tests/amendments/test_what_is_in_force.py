"""An amended agreement counts once: questions, summaries and lists tell of what is in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from renkei.publishing import build
from renkei.publishing.pages import Site
from renkei.querying import Answer, LocalEndpoint, ask, questions
from renkei.store import open_store
from renkei.web.jsonapi import Shelf

HERE = Path(__file__).parent
FRAME = (HERE / "frame.txt").read_text("utf-8")
AMENDED = "28201-28229-20150405"
VERSION = f"{AMENDED}/version/20200320"
AMENDING = "28201-28229-20200320"

# What a question cannot be asked without.
GIVEN = {
    "initiatives-around-theme": {"theme": "tourism"},
    "initiatives-by-theme": {"theme": "tourism"},
    "municipality-roles": {"municipality": "28201"},
    "roles-side-by-side": {"theme": "tourism"},
    "shared-wording": {"minimum": "1"},
    "similar-initiatives": {"agreement": AMENDED, "number": "1.1"},
    "statements-in-range": {"file": "base.txt", "start": "0"},
    "text-search": {"words": "誘致"},
    "boilerplate-wording": {"minimum": "1"},
    "wording-across-regions": {"minimum": "1"},
    "municipalities-in-agreements": {"minimum": "1"},
    "statute-remarks": {"severity": ""},
}
# How many rows the amending agreement brings as one that was concluded, signed and reviewed itself.
MORE = {"agreements-overview": 1, "signed-by": 2, "statute-remarks": 1}
# These ask for every statement of the graph, or for the steps of an agreement's life.
OF_HISTORY = {
    "agreement-life",
    "classification-evidence",
    "statements-in-range",
}


# The base says nothing of a core city and a region, of which some questions ask.
BASE = (
    (HERE / "base.txt")
    .read_text("utf-8")
    .replace("、連携中枢都市圏の形成", "、姫路連携中枢都市圏（以下「圏域」という。）の形成")
)


def _store(folder: Path, *texts: str) -> Store:
    sources = folder / "sources"
    sources.mkdir()
    for name, text in zip(("base", "amendment"), texts, strict=False):
        (sources / f"{name}.txt").write_text(text, "utf-8")
    build([sources], folder / "kg")
    return open_store(folder / "kg" / "store", read_only=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return _store(tmp_path_factory.mktemp("alone"), BASE)


@pytest.fixture(scope="module")
def amended(tmp_path_factory: pytest.TempPathFactory) -> Store:
    body = "第1条中「魅力ある」を「活力のある」に改める。\n"
    change = FRAME.format(body=body, date="平成27年4月5日", signed="令和2年3月20日")
    return _store(tmp_path_factory.mktemp("amended"), BASE, change)


def _answer(name: str, store: Store, **more: str) -> Answer:
    return ask(name, LocalEndpoint(store), **{**GIVEN.get(name, {}), **more})


@pytest.mark.parametrize("name", [each.name for each in questions()])
def test_an_amended_agreement_counts_once(name: str, alone: Store, amended: Store) -> None:
    before, after = _answer(name, alone).rows, _answer(name, amended).rows
    if name in OF_HISTORY:
        assert len(after) > len(before) or name == "statements-in-range"
    else:
        assert len(after) == len(before) + MORE.get(name, 0)


def test_nearly_every_question_has_rows_to_count(alone: Store) -> None:
    empty = {each.name for each in questions() if not _answer(each.name, alone).rows}
    assert empty == {
        "corrections-and-unread",
        "institutions-named",
        "predecessor-roles",
        "similar-initiatives",
    }


def test_lists_and_counts_tell_of_what_is_in_force(amended: Store, tmp_path: Path) -> None:
    site = Site(amended, texts=tmp_path)
    assert site.desk.directory.counts["Agreement"] == 2
    assert site.desk.directory.counts["Initiative"] == 2
    assert site.desk.directory.counts["RoleAssignment"] == 4
    listed = site.page("/agreements", "ja")
    assert listed is not None
    assert f"/agreement/{VERSION}" in listed.html
    assert f'/agreement/{AMENDED}"' not in listed.html


@pytest.mark.parametrize(
    ("key", "links"),
    [(AMENDED, [VERSION]), (VERSION, [AMENDED, AMENDING]), (AMENDING, [AMENDED, VERSION])],
)
def test_versions_and_amendments_link_to_each_other(
    key: str, links: list[str], amended: Store, tmp_path: Path
) -> None:
    page = Site(amended, texts=tmp_path).page(f"/agreement/{key}", "en")
    assert page is not None
    assert [each for each in links if f'href="/en/agreement/{each}"' not in page.html] == []


def test_an_initiative_of_a_version_has_a_page(amended: Store, tmp_path: Path) -> None:
    site = Site(amended, texts=tmp_path)
    assert f"/agreement/{VERSION}/initiative/1.1" in set(site.paths())
    page = site.page(f"/agreement/{VERSION}/initiative/1.1", "ja")
    assert page is not None
    assert f'href="/agreement/{VERSION}"' in page.html


def test_the_api_lists_what_is_in_force(amended: Store) -> None:
    shelf = Shelf(amended, "https://w3id.org/renkei")
    assert [each.key for each in shelf.agreements()] == [VERSION, AMENDING]
    replaced = shelf.detail(AMENDED)
    assert replaced is not None
    assert replaced.replaced_by == VERSION
    assert [each.agreements for each in shelf.municipalities()] == [[VERSION, AMENDING]] * 2
    assert {each.slug: each.initiatives for each in shelf.themes()}["tourism"] == 1


def test_a_build_counts_what_is_in_force(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text(BASE, "utf-8")
    change = FRAME.format(body="第3条を削る。\n", date="平成27年4月5日", signed="令和2年3月20日")
    (tmp_path / "amendment.txt").write_text(change, "utf-8")
    report = build([tmp_path / "base.txt", tmp_path / "amendment.txt"], tmp_path / "kg")
    assert len(report.agreements) == 3
    assert sorted(each.key for each in report.in_force) == sorted([VERSION, AMENDING])
