"""An amended agreement counts once: questions, summaries and lists tell of what is in force."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from renkei.publishing import build
from renkei.querying import Answer, LocalEndpoint, ask, questions
from renkei.store import open_store

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
    assert empty == {"corrections-and-unread", "institutions-named", "similar-initiatives"}
