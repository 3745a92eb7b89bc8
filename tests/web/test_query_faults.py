"""What a person reads of a query that is not SPARQL: the place, the line with a mark, the likely mistake."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.querying import LocalEndpoint, UsageError
from renkei.querying.query_faults import told

PREFIX = "PREFIX renkei: <https://w3id.org/renkei/ns#>\n"
PAGE = "text/html,*/*;q=0.8"


class Row(NamedTuple):
    query: str
    place: tuple[int, int]
    marked: str
    words: str
    reason: str


ROWS = (
    Row("SELECT * WHERE { ?s ?p ?o ", (1, 16), "{", "the { that opens here has no }", "missing brace"),
    Row("SELECT ?s WHERE {\n  ?s ?p ?o .\n}}", (3, 2), "}", "nothing was opened", "a brace too many"),
    Row("SELECT (COUNT(?s AS ?n) { ?s ?p ?o }", (1, 8), "(", "the ( that opens here has no )", "missing bracket"),
    Row("SELECT * { ?s foaf:name ?o }", (1, 15), "foaf:name", "the prefix foaf: is not declared", "unknown prefix"),
    Row(PREFIX + "SELECT ?a {\n ?a a renkei:Agreement .\n FILTR(?a = 1)\n}", (4, 2), "FILTR", "Was FILTER meant?", "typo in a keyword"),
    Row("SELEC * WHERE { ?s ?p ?o }", (1, 1), "SELEC", "Was SELECT meant?", "typo in the first word"),
    Row("SELECT * { ?s ?p ?o FILTER isIri(?o) FILTER none(?o) }", (1, 45), "none", "no word of SPARQL", "a function that there is not"),
    Row(PREFIX + "SELECT ?a WHERE {\n  ?a a renkei:Agreement\n  ?a renkei:party ?p .\n}", (4, 3), "?a", "A . or ; may be missing before it", "missing dot"),
    Row("SELECT * {\n ?s ?p '連携協約 .\n}", (2, 8), "'", "does not end", "missing quotation mark"),
    Row("SELECT * { ?s <https://example.org/a b> ?o }", (1, 15), "<", "has a space in it", "an IRI with a space"),
    Row("SELECT * { ?s <name> ?o }", (1, 15), "<name>", "not an IRI that begins", "an IRI without its scheme"),
    Row('SELECT * {\u3000?s ?p "　" }', (1, 11), "\u3000", "(ideographic space) cannot stand outside", "a wide space, as an input method makes it"),
    Row("SELECT * { ?s ?p ?o ； }", (1, 21), "；", "(fullwidth semicolon) cannot stand outside", "a wide sign"),
)  # fmt: skip
WITHOUT_PLACE = (
    ("", "There is no query text.", "nothing"),
    (
        "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c }",
        "neither aggregated nor named by GROUP BY",
        "grouping",
    ),
    (
        "SELECT * { ?s ?p 'a: { FILTR' . # b: ( 'c\n ?s ?p 1e5 , }",
        "at the end",
        "nothing in strings, comments and numbers is taken for a mistake",
    ),
    ("ASK { BIND(1 AS ?x) BIND(2 AS ?x) }", "at the end", "what only the store knows"),
)


def _said(query: str) -> str:
    try:
        ox.Store().query(query)
    except SyntaxError as error:
        return str(error)
    raise AssertionError("this is SPARQL")


def _marked(excerpt: str) -> str:
    """What stands above the marks."""
    line, under = excerpt.split("\n")
    return "".join(char for char, mark in zip(line, under, strict=False) if mark in "^＾")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.reason)
def test_the_place_and_the_mistake(row: Row) -> None:
    found = told(row.query, _said(row.query))
    assert row.words in found["reason_en"], row.reason
    assert (int(found["line"]), int(found["column"])) == row.place
    assert _marked(found["excerpt"]) == row.marked
    assert f"{row.place[0]}行{row.place[1]}文字目" in found["reason_ja"]
    assert max(map(len, found.values())) < 200


@pytest.mark.parametrize(("query", "words", "reason"), WITHOUT_PLACE)
def test_what_has_no_place(query: str, words: str, reason: str) -> None:
    found = told(query, _said(query))
    assert words in found["reason_en"], reason
    assert "excerpt" not in found


def test_a_long_line_is_shown_around_the_place() -> None:
    found = told("SELECT * { " + "?s ?p ?o . " * 5000 + "FILTR(1) }", "")
    line, under = found["excerpt"].split("\n")
    assert line.startswith("…")
    assert len(line) < 130
    assert _marked(found["excerpt"]) == "FILTR"
    assert len(under) <= len(line)


@given(st.text(st.sampled_from("{}()<>\"'?:#\\ a連　\n\tSELECT\u202e"), max_size=60), st.text())
def test_any_text_is_told_of(query: str, said: str) -> None:
    found = told(query, said)
    assert found["reason_ja"]
    assert found["reason_en"]
    if "line" in found:
        assert 1 <= int(found["line"]) <= query.count("\n") + 1


def test_machines_get_the_place_and_people_the_line(server: Any) -> None:
    query = 'SELECT * {\n ?s ?p "<script>" FILTR(1)\n}'
    target = "/sparql?" + urlencode({"query": query})
    told_to_machines = json.loads(server.ask(target).text)
    assert (told_to_machines["line"], told_to_machines["column"]) == (2, 19)
    assert told_to_machines["excerpt"].startswith(' ?s ?p "<script>" FILTR(1)\n')
    assert len(told_to_machines["detail"]) < 200
    page = server.ask(target, headers={"Accept": PAGE, "Accept-Language": "ja"})
    assert page.status == 400
    assert (
        "2行19文字目: 「FILTR」はSPARQLの語ではありません。FILTER の誤りではありませんか。"
        in page.text
    )
    assert "&lt;script&gt;" in page.text
    assert "<script>" not in page.text
    assert "^^^^^" in page.text


def test_a_query_of_ones_own_is_told_in_the_same_words(server: Any) -> None:
    """What `renkei query --file` prints (see querying) and what the page says come from one place."""
    for row in ROWS:
        with pytest.raises(UsageError) as caught:
            LocalEndpoint(ox.Store()).run(row.query)
        target = "/sparql?" + urlencode({"query": row.query})
        said = json.loads(server.ask(target).text)
        assert said["excerpt"] in caught.value.message("en"), row.reason
        assert caught.value.message("en").partition("\n\n")[0] in said["detail"], row.reason


def test_an_update_is_refused_as_before(server: Any) -> None:
    target = "/sparql?" + urlencode({"query": "INSERT DATA { <a:b> <a:c> 1 }"})
    found = server.ask(target, headers={"Accept": PAGE, "Accept-Language": "en"})
    assert found.status == 400
    assert "Updates (INSERT, DELETE, LOAD and so on) are refused" in found.text
