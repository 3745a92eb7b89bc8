"""What went wrong is a page to those who read pages, in their language, and JSON to all others."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PAGE = "text/html; charset=utf-8"
JSON = "application/problem+json"
KEY = "43100-43214-20160330"
# The style sheet and the icon of a page: `href="/static/pages.12ab.css"`; not a link to a page.
STYLED = re.compile(r'<link rel="(?:stylesheet|icon)"[^>]{0,80}href="(/static/[^"]+)"')


class Row(NamedTuple):
    target: str
    accept: str
    language: str
    status: int
    kind: str
    words: tuple[str, ...]
    reason: str


ROWS = (
    Row(f"/data/agreement/{KEY}", "text/html", "ja", 406, PAGE, ("この形式では出せません", f'href="/data/agreement/{KEY}.ttl"'), "the forms that there are"),
    Row(f"/data/agreement/{KEY}", "text/html", "en", 406, PAGE, ("Not available in this form", ">Turtle</a>"), "in the language of the browser"),
    Row("/data/agreement/none", "text/html", "en", 406, PAGE, ("Not available",), "no forms of a document that there is not"),
    Row(f"/data/agreement/{KEY}", "image/png", "ja", 406, JSON, ("求められた形式では出せません",), "an image is no page"),
    Row("/nothing", BROWSER, "en", 404, PAGE, ("ページが見つかりません", 'action="/search"'), "the address has a language: that of the pages without /en"),
    Row("/en/nothing", BROWSER, "ja", 404, PAGE, ("Page not found", 'action="/en/search"'), "the same in English"),
    Row("/nothing", "*/*", "en", 404, JSON, ("nothing here",), "curl reads JSON"),
    Row("/sparql?query=SELEC", BROWSER, "ja", 400, PAGE, ("この求めには答えられません", "SPARQLの文法に合いません"), "a form without scripts shows what is wrong"),
    Row("/sparql?query=SELEC", "application/sparql-results+json", "en", 400, JSON, ("not valid SPARQL",), "a program"),
    Row("/source/" + "0" * 64 + "/view?start=%3Cscript%3E&end=1", BROWSER, "ja", 400, PAGE, ("start, end",), "nothing of it comes back"),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.target} {row.accept}")
def test_who_reads_pages_gets_one(server: Any, row: Row) -> None:
    headers = {"Accept": row.accept, "Accept-Language": row.language}
    found = server.ask(row.target, headers=headers)
    assert (found.status, found.headers["content-type"]) == (row.status, row.kind), row.reason
    text = found.text if row.kind == PAGE else json.loads(found.text)["detail"]
    for words in row.words:
        assert words in text, row.reason
    assert "<script>" not in found.text
    assert found.headers["cache-control"] == "no-store"
    if row.kind == PAGE:
        assert found.headers["vary"] == "Accept, Accept-Language"
    if row.target.endswith("/none"):
        assert ".ttl" not in found.text


def test_too_many_requests_are_told_with_how_long_to_wait(start: Any, kg: Any) -> None:
    with start(kg, "--rate", "0.5") as running:
        browser = {"Accept": BROWSER, "Accept-Language": "en"}
        found = [running.ask("/en/nothing", headers=browser) for _ in range(400)]
        refused = next(answer for answer in found if answer.status == 429)
        assert refused.headers["content-type"] == PAGE
        assert int(refused.headers["retry-after"]) >= 1
        assert f"Wait about {refused.headers['retry-after']} second" in refused.text
        assert "Too many requests" in refused.text
        for address in STYLED.findall(refused.text):
            styled = running.ask(address)
            assert styled.status == 200, "what the page needs to be readable is not refused"
        assert len(STYLED.findall(refused.text)) == 2
        assert running.ask("/static/none.css").status == 429
        program = running.ask("/nothing", headers={"Accept": "application/json"})
        assert (program.status, program.headers["content-type"]) == (429, JSON)


def test_names_come_in_the_language_of_the_page(server: Any) -> None:
    """A form shows English: its answer is in English too, and so are the tables that it links."""
    question = "/query/municipality-roles?municipality=02446"
    assert ">連携<" in server.ask(question).text
    english = server.ask(f"/en{question}").text
    assert ">Cooperate<" in english
    assert ".csv?lang=en&amp;municipality=02446" in english
    assert ">連携<" in server.ask(f"/en{question}&lang=ja").text
