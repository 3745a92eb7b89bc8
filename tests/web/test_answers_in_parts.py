"""A long answer comes in parts: pages, files and the API walk the same rows in the same order."""

from __future__ import annotations

import csv
import html
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from renkei.errors import Wording
from renkei.querying import Answer
from renkei.querying.answers import Part
from renkei.querying.endpoints import Result
from renkei.querying.questions import Column
from renkei.web.cache import kept

LONG = "/query/theme-agreement-matrix"
_NEXT = re.compile(r'<([^>]+)>; rel="([a-z]+)"')
_ANCHOR = re.compile(r'<a href="([^"]+)" rel="([a-z]+)">')


def links(found) -> dict[str, str]:
    return {relation: at for at, relation in _NEXT.findall(found.headers.get("link", ""))}


def test_a_file_in_parts_is_the_whole_file(server) -> None:
    whole = server.ask(f"{LONG}.csv")
    assert not links(whole)
    head, *rows = csv.reader(io.StringIO(whole.text))
    assert len(rows) > 60
    target, seen, asked = f"{LONG}.csv?limit=25", [], 0
    while target:
        found = server.ask(target)
        first, *part = csv.reader(io.StringIO(found.text))
        assert first == head
        seen += part
        asked += 1
        target = links(found).get("next", "")
    assert seen == rows
    assert asked == -(-len(rows) // 25)


def test_json_and_api_walk_the_same_rows(server) -> None:
    whole = json.loads(server.ask(f"{LONG}.json?lang=en").body)
    for first in (
        f"{LONG}.json?lang=en&limit=30",
        f"/api{LONG.replace('query', 'questions')}?lang=en&limit=30",
    ):
        target, seen = first, []
        while target:
            found = server.ask(target)
            body = json.loads(found.body)
            seen += body if isinstance(body, list) else body["items"]
            target = links(found).get("next", "")
            assert isinstance(body, list) or (body["next"] or "") == target
        assert seen == whole


def test_the_description_tells_of_parts(server) -> None:
    paths = json.loads(server.ask("/openapi.json").body)["paths"]
    listed = 0
    for path, operations in paths.items():
        names = {each["name"] for each in operations["get"]["parameters"] if each["in"] == "query"}
        found = operations["get"]["responses"]["200"].get("headers", {})
        assert (names >= {"offset", "limit"}) == ("Link" in found) == ("{" not in path), path
        listed += "Link" in found
    assert listed >= 4 + 15


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_an_answer_make_the_whole(server, language: str) -> None:
    total = len(json.loads(server.ask(f"{LONG}.json").body))
    target, shown, ranges = f"{language}{LONG}?limit=40", 0, []
    while target:
        found = server.ask(target, headers={"accept": "text/html"})
        assert found.status == 200
        shown += found.text.count("<tr") - 1
        ranges += re.findall(r"(\d+)行目から(\d+)行目|Rows (\d+) to (\d+)", found.text)
        around = {rel: html.unescape(at) for at, rel in _ANCHOR.findall(found.text)}
        assert f"{LONG}.csv?" in found.text
        target = around.get("next", "")
    assert shown == total
    assert [int("".join(pair[::2])) for pair in ranges] == list(range(1, total + 1, 40))
    assert 'rel="next"' not in found.text


def test_a_short_answer_has_no_pages(server) -> None:
    found = server.ask("/query/agreements-overview?lang=ja", headers={"accept": "text/html"})
    assert found.status == 200
    assert 'rel="last"' not in found.text
    assert 'class="pages"' not in found.text


def test_behind_the_end(server) -> None:
    """A file has no rows there and says where the last are; a page shows the last."""
    found = server.ask(f"{LONG}.csv?offset=90000&limit=25")
    assert len(found.text.splitlines()) == 1
    assert links(found)["prev"] == links(found)["last"]
    page = server.ask(f"{LONG}?offset=90000&limit=40", headers={"accept": "text/html"})
    assert page.status == 200
    assert page.text.count("<tr") > 1


@pytest.mark.parametrize("window", ["offset=-1", "limit=x", "offset=1e3", "limit=99999999999"])
@pytest.mark.parametrize("path", [f"{LONG}.csv", f"{LONG}.json", LONG])
def test_what_is_no_number_is_told(server, path: str, window: str) -> None:
    assert server.ask(f"{path}?{window}").status == 400


def answer(size: int) -> Answer:
    names = Wording(ja="名", en="name")
    columns = (Column(name="n", type="integer", label=names), Column(name="text", label=names))
    rows = tuple(((Literal(str(n)),), (Literal(f"語{n}"),) if n % 3 else ()) for n in range(size))
    return Answer(None, columns, rows, Result("select", ("n", "text"), ()))


KNOWN = {size: (answer(size), kept(answer(size))) for size in (0, 1, 499, 500, 501, 1700)}


@given(st.sampled_from(sorted(KNOWN)), st.integers(0, 2500), st.integers(1, 1200))
def test_a_kept_answer_gives_every_part(size: int, offset: int, limit: int) -> None:
    plain, packed = KNOWN[size]
    part = Part(offset, limit, size)
    assert list(packed.records(part)) == list(plain.records(part))
    assert list(packed.records()) == list(plain.records())
    assert packed.total == plain.total == size
