"""Site: which paths it knows, how often it asks, what it escapes, what it finds."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from renkei.graph.vocabulary import Names, term
from renkei.publishing.hosting import rules
from renkei.publishing.pages import Site, asking
from renkei.publishing.pages.directory import Link
from renkei.publishing.pages.pictures import CORE, PARTNER, hub
from renkei.publishing.pages.sources import marked, pieces
from renkei.publishing.pages.wording import wordings

if TYPE_CHECKING:
    from conftest import Written

ENTITY_PAGES = (
    "/agreement/02203-02446-20170322",
    "/agreement/02203-02446-20170322/initiative/3.1.8",
    "/municipality/02446",
    "/city-region/43100",
    "/theme/disaster-response",
    "/role-type/lead",
    "/policy-field/living-functions",
    "/provision-type/meeting",
    "/source/bb5483d0002baeadbf4a01b19c0e78c89d18bb0f758f37eda68a856ff6b3483b/view",
)
NO_PAGES = (
    ("/nothing", "no such name"),
    ("/agreement/none", "no such agreement"),
    ("/agreement/02203-02446-20170322/initiative/99", "no such initiative"),
    ("/agreement/02203-02446-20170322/x/y", "too deep"),
    ("/municipality/99999", "not a party to anything"),
    ("/theme/no> . }", "not an IRI"),
    ("/source/../findings.json/view", "not a checksum"),
    ("/source/" + "0" * 64 + "/view", "no such source"),
    ("/query/none", "no such question"),
    ("/city-region/02446", "a partner has no region of its own"),
)


@pytest.fixture
def site(written: Written) -> Site:
    return Site(written.store, texts=written.folder / "source")


@pytest.mark.parametrize("path", ENTITY_PAGES)
def test_two_queries_at_most(written: Written, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Site(written.store, texts=written.folder / "source")
    asked: list[str] = []
    original = asking.statements

    def counting(store: Store, text: str, **nodes: NamedNode) -> object:
        asked.append(text)
        return original(store, text, **nodes)

    monkeypatch.setattr(asking, "statements", counting)
    assert fresh.page(path, "ja") is not None
    assert 1 <= len(asked) <= 2


@pytest.mark.parametrize(("path", "reason"), NO_PAGES)
def test_no_page(site: Site, path: str, reason: str) -> None:
    assert site.page(path, "ja") is None, reason


SEARCHES: tuple[tuple[str, dict[str, str], int, str], ...] = (
    ("災害対策", {}, 4, "a name of a theme, or words of a text"),
    ("災害 階上町", {}, 1, "two words, both wanted"),
    ("", {"theme": "disaster-response"}, 4, "a facet alone"),
    ("", {"theme": "disaster-response", "prefecture": "43"}, 1, "two facets"),
    ("", {"theme": "none"}, 0, "an unknown facet value finds nothing"),
    ("<script>", {}, 0, "nobody writes that"),
    ("ｉｃｔ", {"capacity": "CoreCity"}, 5, "full width and small letters are folded"),
)


@pytest.mark.parametrize(("query", "facets", "least", "reason"), SEARCHES)
def test_search(site: Site, query: str, facets: dict[str, str], least: int, reason: str) -> None:
    found = site.search(query, facets)
    assert (found.total >= least) if least else (found.total == 0), reason
    page = site.search_page(query, facets, "en")
    assert "<script" not in page.html
    assert f"{found.total} found" in page.html


def test_hostile_labels_are_escaped(tmp_path: Path) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    store = Store()
    names = Names()
    agreement = names.agreement("00001-00002-20200101")
    graph = names.agreement_graph("00001-00002-20200101")
    part = NamedNode(f"{agreement.value}/initiative/1")
    for subject, predicate, value in (
        (agreement, "rdf:type", term("renkei:Agreement")),
        (agreement, "dcterms:title", Literal(hostile, language="ja")),
        (agreement, "renkei:initiative", part),
        (part, "rdf:type", term("renkei:Initiative")),
        (part, "rdfs:label", Literal(hostile, language="ja")),
        (part, "renkei:content", Literal(hostile, language="ja")),
        (part, "renkei:number", Literal("1")),
    ):
        store.add(Quad(subject, term(predicate), value, graph))
    site = Site(store, texts=tmp_path)
    paths = ("/", "/agreements", "/agreement/00001-00002-20200101", "/themes", "/search")
    deep = "/agreement/00001-00002-20200101/initiative/1"
    for path in (*paths, deep):
        page = site.page(path, "ja")
        assert page is not None
        assert "<script" not in page.html.replace('<script type="application/ld+json">', "")
        assert "49" not in page.html.replace(hostile, "").partition("<main")[2] or path == "/themes"
    assert "&lt;script&gt;" in str(getattr(site.page(deep, "en"), "html", ""))


def test_range_of_a_source(site: Site) -> None:
    sha256 = "bb5483d0002baeadbf4a01b19c0e78c89d18bb0f758f37eda68a856ff6b3483b"
    page = site.source_view(sha256, 838, 915, "ja")
    assert page is not None
    assert page.html.count('id="hl"') == 1
    assert site.source_view(sha256, 5, 5, "ja") is None
    assert site.source_view(sha256, 0, 10**9, "ja") is None


RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12)


@given(RANGES)
def test_marks_never_change_the_text(ranges: list[tuple[int, int]]) -> None:
    text = "あいうえおかきくけこさしすせそたちつてと" * 2
    found = list(pieces(text, [marked(start, end) for start, end in ranges]))
    assert "".join(piece.text for piece in found) == text
    depth = 0
    for piece in found:
        depth += {"open": 1, "close": -1, "text": 0}[piece.step]
        assert depth >= 0
    assert depth == 0
    ids = [piece.mark.id for piece in found if piece.mark and piece.mark.id]
    assert sorted(ids) == sorted({f"char-{a}-{b}" for a, b in ranges if a < b})


def test_wordings_have_the_same_blanks() -> None:
    assert len(wordings()) > 150
    for key, wording in wordings().items():
        assert wording.ja.strip() or key == "comma", key
        assert wording.ja.count("{") == wording.en.count("{"), key


def test_rules_are_for_each_server() -> None:
    found = dict(rules("https://w3id.org/renkei", "/lod"))
    assert sorted(found) == [".server/Caddyfile", ".server/htaccess", ".server/nginx.conf"]
    for text in found.values():
        assert b"303" in text
        assert b"/lod/data/" in text


def test_a_static_site_asks_the_endpoint_that_it_is_told(written: Written) -> None:
    folder, live = written.folder / "source", "https://live.example.org/lod"
    told = Site(written.store, texts=folder, static=True, endpoint=f"{live}/sparql", live=live)
    page = told.page("/sparql", "en")
    assert page is not None
    assert f'action="{live}/sparql"' in page.html
    form = told.page("/query/municipality-roles", "en")
    assert form is not None
    assert f'href="{live}/en/query/municipality-roles"' in form.html
    for _, text in rules(endpoint=f"{live}/sparql"):
        assert b"connect-src 'self' https://live.example.org;" in text
        assert b"form-action 'self' https://live.example.org;" in text
    alone = Site(written.store, texts=folder, static=True).page("/sparql", "en")
    assert alone is not None
    assert "<form" not in alone.html
    assert all(b"connect-src 'self';" in text for _, text in rules())


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 15, 40])
def test_no_two_partners_of_a_picture_touch(count: int) -> None:
    name = Link("", "南阿蘇村", "ja")
    picture = hub([(name, name, "2016-03-30")] * count)
    places = [(each.x, each.y) for each in picture.spokes]
    assert len(places) == count
    for at, place in enumerate(places):
        assert all(math.dist(place, other) >= 2 * PARTNER for other in places[:at])
        assert math.dist(place, (picture.x, picture.y)) >= CORE + PARTNER
        assert PARTNER <= place[0] <= picture.width - PARTNER
        assert PARTNER <= place[1] <= picture.height - PARTNER
