"""An agreement that restates an earlier one in full: it is read whole, linked, and counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkei.graph.vocabulary import PREFIXES
from renkei.linking import link
from renkei.model import Completeness, Document
from renkei.parsing import parse
from renkei.publishing import build
from renkei.publishing.pages import Site
from renkei.querying import LocalEndpoint, ask
from renkei.reading import read_bytes
from renkei.store import open_store

HERE = Path(__file__).parent
BASE = (HERE / "base.txt").read_text("utf-8")
EARLIER, NEWER = "28201-28229-20150405", "28201-28229-20200320"
CONCLUDE = "次のとおり連携協約を締結する。"
CLOSING = "この連携協約の締結を証する"
NAMED = "平成27年4月5日に締結した播磨圏域連携中枢都市圏形成に係る連携協約"


def _restated(old: str, new: str) -> str:
    """The base, concluded five years later, with other words at one place."""
    text = BASE.replace("平成27年4月5日\n", "令和2年3月20日\n")
    assert text.count(old) == 1
    return text.replace(old, new)


# Each with why it is there: what the words are, whether the earlier one ends.
FORMS = {
    "whole": (_restated(CONCLUDE, f"{NAMED}の全部を次のように変更する連携協約を締結する。"), False),
    "anew": (_restated(CONCLUDE, f"{NAMED}を廃止し、新たに{CONCLUDE}"), True),
    "supplement": (
        _restated(CLOSING, f"附 則\n\n{NAMED}は、廃止する。\n\n{CLOSING}"),
        True,
    ),
}
# What ends nothing but itself, or does not say which agreement it restates.
OTHERS = {
    "itself": _restated(
        CLOSING, f"附 則\n\nこの連携協約は、令和12年3月31日限り、廃止する。\n\n{CLOSING}"
    ),
    "undated": _restated(CLOSING, f"附 則\n\n従前の連携協約は、廃止する。\n\n{CLOSING}"),
}


def _document(text: str) -> Document:
    source = read_bytes(text.encode(), name="newer.txt").source
    assert source is not None
    return link(parse(source))


@pytest.mark.parametrize("name", FORMS)
def test_it_is_read_in_full(name: str) -> None:
    text, ends = FORMS[name]
    [agreement] = _document(text).agreements
    amendment = agreement.amendment
    assert amendment is not None
    assert (amendment.amends, amendment.restates, amendment.repeals) == (EARLIER, True, ends)
    assert amendment.amended_title is not None
    assert amendment.amended_title.text == "播磨圏域連携中枢都市圏形成に係る連携協約"
    assert agreement.completeness is Completeness.COMPLETE
    assert (len(agreement.articles), len(agreement.initiatives)) == (4, 2)


@pytest.mark.parametrize("name", OTHERS)
def test_what_restates_nothing(name: str) -> None:
    [agreement] = _document(OTHERS[name]).agreements
    assert agreement.amendment is None


def test_the_date_is_missing() -> None:
    text = FORMS["whole"][0].replace("平成27年4月5日に締結した", "")
    document = _document(text)
    [agreement] = document.agreements
    assert agreement.amendment is not None
    assert agreement.amendment.amends is None
    assert "P061" in {found.code for found in document.findings}
    assert len(agreement.articles) == 4


@pytest.mark.parametrize("name", ["whole", "anew"])
def test_it_counts_once(name: str, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "base.txt").write_text(BASE, "utf-8")
    (sources / "newer.txt").write_text(FORMS[name][0], "utf-8")
    report = build([sources], tmp_path / "kg")
    assert [each.key for each in report.in_force] == [NEWER]
    assert all(not each.violations for each in report.agreements)
    store = open_store(tmp_path / "kg" / "store", read_only=True)
    for question in ("agreements-overview", "initiatives-by-theme", "municipalities-in-agreements"):
        given = {"theme": "tourism"} if "theme" in question else {}
        given |= {"minimum": "1"} if "municipalities" in question else {}
        told = str(ask(question, LocalEndpoint(store), **given).rows)
        # Each tells an agreement by its key or by its day.
        assert NEWER in told or "2020-03-20" in told
        assert EARLIER not in told
        assert "2015-04-05" not in told
    said = store.quads_for_pattern(None, None, None)
    versions = [q for q in said if q.predicate.value == f"{PREFIXES['dcterms']}isVersionOf"]
    assert len(versions) == (1 if name == "whole" else 0)
    site = Site(store, texts=tmp_path)
    for here, there in ((EARLIER, NEWER), (NEWER, EARLIER)):
        page = site.page(f"/agreement/{here}", "en")
        assert page is not None
        assert f'href="/en/agreement/{there}"' in page.html
