"""How answers look: widths of Japanese text, numbered sources, and nothing that a text can break."""

from __future__ import annotations

import csv
import io
import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rich.cells import cell_len

from renkei.querying import FORMATS, LocalEndpoint, UsageError, ask, ask_text, render

TABLE = """\
誰がどのくらいの頻度で会議を開くか
連携協約                  締結日       会議   頻度     行う者   招集する者   条文に現れる当事者   ほかに加わる者   目的   条   項   見出し   条文                     出典
──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
緑川市及び西雲村におけ    2018-04-01          定期的                                                                      5    2             甲と乙は、定期的に協議   [1]
る連携協約                                                                                                                                   する。
出典:
[1] https://w3id.org/renkei/source/bbb2#char=155,190
"""

MARKDOWN = """\
# Who meets how often?

| Agreement | Concluded on | Meeting | How often | Held by | Called by | Parties named | Others who join | Purpose | Article | Paragraph | Caption | Clause | Source |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 緑川市及び西雲村における連携協約 | 2018-04-01 |  | Regularly |  |  |  |  |  | 5 | 2 |  | 甲と乙は、定期的に協議する。 | [1](https://w3id.org/renkei/source/bbb2#char=155,190) |
"""  # a row of Markdown is one line

RECORD = {
    "title": "緑川市及び西雲村における連携協約",
    "concluded_on": "2018-04-01",
    "body": [],
    "frequency": ["定期的"],
    "held_by": [],
    "called_by": [],
    "participants": [],
    "others": [],
    "purpose": [],
    "article": "5",
    "paragraph": "2",
    "caption": None,
    "clause": "甲と乙は、定期的に協議する。",
    "source": ["https://w3id.org/renkei/source/bbb2#char=155,190"],
}
KEY = "99201-99401-20180401"


def test_a_table_for_a_terminal(local: LocalEndpoint) -> None:
    found = render(ask("meetings", local, agreement=KEY), "table", "ja", width=170)
    assert found == TABLE
    assert max(cell_len(line) for line in found.splitlines()) <= 170


def test_many_columns_on_a_narrow_terminal_stand_as_records(local: LocalEndpoint) -> None:
    answer = ask("meetings", local, agreement=KEY)
    lines = render(answer, "table", "ja", width=60).splitlines()
    assert lines[1] == "────"
    assert [line.split("  ")[0] for line in lines[2:-2]] == [
        column.label.ja for column, cell in zip(answer.columns, answer.rows[0], strict=True) if cell
    ]
    assert max(map(cell_len, lines[:-1])) <= 60


def test_markdown_in_english(local: LocalEndpoint) -> None:
    found = render(ask("meetings", local, agreement=KEY, lang="en"), "markdown", "en")
    assert found == MARKDOWN


def test_records(local: LocalEndpoint) -> None:
    answer = ask("meetings", local, agreement=KEY)
    assert json.loads(render(answer, "json")) == [RECORD]
    assert answer.records() == (RECORD,)


def test_integers_and_booleans_are_values(local: LocalEndpoint) -> None:
    record = ask("shared-wording", local).records()[0]
    assert (record["roles"], record["agreements"]) == (2, 2)
    assert {each["is_basis"] for each in ask("legal-citations", local).records()} == {True, False}


def test_sections_have_headings_and_none_is_lost(local: LocalEndpoint) -> None:
    found = render(ask("disaster-response-roles", local), "table", "ja")
    headings = [line for line in found.splitlines() if line.startswith("■")]
    assert headings == ["■ 支援", "■ 連携・協力", "■ （記載なし）"]
    assert "[3] [4]" in found


def test_no_rows_are_told(local: LocalEndpoint) -> None:
    answer = ask("shared-wording", local, minimum=99)
    assert "該当なし" in render(answer, "table", "ja")
    assert "nothing found" in render(answer, "markdown", "en")
    assert render(answer, "json") == "[]\n"
    assert render(answer, "csv").count("\n") == 1


def hostile(text: str) -> LocalEndpoint:
    store = Store()
    store.add(Quad(NamedNode("javascript:alert(1)"), NamedNode("urn:p"), Literal(text)))
    return LocalEndpoint(store)


HOSTILE = [
    ("\x1b[31mred", "\\u001b[31mred", "a terminal is not driven"),
    ("a\tb\r", "a\\u0009b\\u000d", "columns stay columns"),
    ("\u202eabc", "\\u202eabc", "nothing is turned round"),
    ("[bold]x[/bold]", "[bold]x[/bold]", "no markup of the printer"),
]


@pytest.mark.parametrize(("text", "shown", "why"), HOSTILE)
def test_a_text_cannot_drive_a_terminal(text: str, shown: str, why: str) -> None:
    found = render(ask_text("SELECT ?o WHERE { ?s ?p ?o }", hostile(text)), "table")
    assert shown in found, why


def test_a_text_cannot_break_markdown() -> None:
    answer = ask_text("SELECT ?s ?o WHERE { ?s ?p ?o }", hostile("a|b\n<script>[x](y)"))
    assert render(answer, "markdown").splitlines()[2] == (
        "| javascript:alert(1) | a\\|b<br>\\<script\\>\\[x\\](y) |"
    )


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_separated_values_come_back(form: str) -> None:
    text = 'a,"b"\t\n、c'
    written = render(ask_text("SELECT ?o WHERE { ?s ?p ?o }", hostile(text)), form)
    rows = list(csv.reader(io.StringIO(written), delimiter="," if form == "csv" else "\t"))
    assert rows == [["o"], [text]]


def test_sparql_json_keeps_terms(local: LocalEndpoint) -> None:
    answer = ask_text('SELECT ("x"@ja AS ?a) (1 AS ?b) (<urn:c> AS ?c) ?d WHERE {}', local)
    found = json.loads(render(answer, "sparql-json"))
    assert found["head"] == {"vars": ["a", "b", "c", "d"]}
    assert found["results"]["bindings"] == [
        {
            "a": {"type": "literal", "value": "x", "xml:lang": "ja"},
            "b": {
                "type": "literal",
                "value": "1",
                "datatype": "http://www.w3.org/2001/XMLSchema#integer",
            },
            "c": {"type": "uri", "value": "urn:c"},
        }
    ]
    yes = render(ask_text("ASK {}", local), "sparql-json")
    assert json.loads(yes) == {"head": {}, "boolean": True}


def test_a_graph_is_written_as_rdf(local: LocalEndpoint) -> None:
    answer = ask_text("CONSTRUCT { <urn:a> <urn:b> ?x } WHERE { VALUES ?x { 2 1 } }", local)
    number = '"{}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert render(answer, "ntriples") == "".join(
        f"<urn:a> <urn:b> {number.format(each)} .\n" for each in (1, 2)
    )
    assert render(answer, "turtle").startswith("<urn:a> <urn:b>")


def test_wrong_formats_are_told(local: LocalEndpoint) -> None:
    answer = ask("meetings", local)
    with pytest.raises(UsageError) as caught:
        render(answer, "jsn")
    assert caught.value.message("en") == ("There is no format named jsn. Did you mean: json?")
    with pytest.raises(UsageError) as caught:
        render(answer, "turtle")
    assert caught.value.kind == "not-a-graph"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_same_answer_gives_the_same_bytes(
    form: str, language: str, local: LocalEndpoint
) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    once, again = (render(ask_text(text, local), form, language) for _ in range(2))  # type: ignore[arg-type]  # a parametrised language is a plain string
    assert once == again
