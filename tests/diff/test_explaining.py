"""From a node to the clause and to the rule or person that set it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from renkei.publishing import build
from renkei.querying import LocalEndpoint, UsageError
from renkei.querying.explaining import Explanation, Statement, explain
from renkei.querying.rule_rows import rule_row
from renkei.store import open_store

ROOT = Path(__file__).resolve().parents[2]
KEY = "43100-43214-20160330"
BASE = "https://w3id.org/renkei"
TABLES = ROOT / "mapping" / "renkei" / "linking" / "tables"


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    curation = folder / "curation.csv"
    subject = f"{BASE}/id/agreement/{KEY}/initiative/3.1.8"
    curation.write_text(
        "subject,property,action,concept,reason,by\n"
        f"{subject},theme,add,ict,情報システムによる,防災課\n"
        f"{subject},theme,remove,disaster-response,試しに外す,防災課\n",
        "utf-8",
    )
    out = folder / "kg"
    build([ROOT / "agreements" / "kumamoto-aso.txt"], out, curation=curation)
    return out


@pytest.fixture(scope="module")
def endpoint(kg: Path) -> LocalEndpoint:
    return LocalEndpoint(open_store(kg / "store", read_only=True))


def _explained(given: str, endpoint: LocalEndpoint, kg: Path) -> Explanation:
    def text(sha256: str) -> str:
        return (kg / "site" / "source" / f"{sha256}.txt").read_bytes().decode()

    return explain(given, endpoint, texts=text)


def _of(found: Explanation, property_: str) -> Statement:
    (statement,) = (each for each in found.statements if each.property == property_)
    return statement


def test_each_statement_shows_the_words_that_it_was_read_from(
    endpoint: LocalEndpoint, kg: Path
) -> None:
    found = _explained(f"{KEY}/initiative/3.1.8/role/1", endpoint, kg)
    (quote,) = _of(found, "renkei:roleText").quotes
    assert (quote.source, quote.line, quote.column) == ("kumamoto-aso.txt", 113, 7)
    source = (ROOT / "agreements" / "kumamoto-aso.txt").read_text("utf-8")
    assert source[quote.start : quote.end] == quote.text
    assert source.splitlines()[112][6:].startswith(quote.text)
    assert quote.iri.endswith(f"#char={quote.start},{quote.end}")


# A value, and the places of the quotes that prove it: each row a way in which words were read.
PLACES = [
    ("party/1", "renkei:signatoryName", [(46, 1)], "names are held by their own quote"),
    ("party/1", "renkei:nameAsPrinted", [(10, 1), (42, 1)], "not by the title that begins alike"),
    ("party/1", "renkei:address", [(40, 3)], "nor by a name that the address begins with"),
    ("party/1", "renkei:number", [], "a number is counted and not read"),
    ("party/1", "renkei:alias", [], "a code has no quote of its own"),
    ("initiative/1.1", "rdfs:label", [(60, 5)], "a printed label"),
]


@pytest.mark.parametrize(("path", "property_", "places", "because"), PLACES)
def test_only_the_words_themselves_prove_a_value(
    path: str,
    property_: str,
    places: list[tuple[int, int]],
    because: str,
    endpoint: LocalEndpoint,
    kg: Path,
) -> None:
    statement = _of(_explained(f"{KEY}/{path}", endpoint, kg), property_)
    assert [(quote.line, quote.column) for quote in statement.quotes] == places, because


def test_a_concept_shows_its_rule(endpoint: LocalEndpoint, kg: Path) -> None:
    found = _explained(f"{KEY}/initiative/3.1.8", endpoint, kg)
    (why,) = (each for each in found.classifications if each.concept.endswith("living-functions"))
    assert why.name.ja == "生活機能の強化"
    assert why.evidence == "生活機能の強化に係る政策分野"
    assert (why.quotes[0].line, why.quotes[0].column) == (88, 3)
    assert why.row is not None
    assert (why.row.table, why.rule) == ("policy_fields.csv", "field-living-functions-01")
    with (TABLES / why.row.table).open(encoding="utf-8", newline="") as lines:
        row = list(csv.reader(lines))[why.row.row - 1]
    assert row[:3] == [why.rule, "living-functions", why.row.pattern]
    assert why.row.reason in row


def test_a_concept_shows_the_decision_of_a_person(endpoint: LocalEndpoint, kg: Path) -> None:
    found = _explained(f"{KEY}/initiative/3.1.8", endpoint, kg)
    decided = {why.concept.rpartition("/")[2]: why for why in found.classifications}
    assert decided["ict"].reason == "情報システムによる（防災課）"
    assert not decided["ict"].rejected
    assert decided["disaster-response"].rejected
    assert [decided[name].row.row for name in ("ict", "disaster-response")] == [2, 3]  # type: ignore[union-attr]  # a row of the file each
    themes = [each.value for each in found.statements if each.property == "renkei:theme"]
    assert themes == [f"{BASE}/theme/ict"]


@pytest.mark.parametrize(
    "path",
    ["", "/party/2", "/article/5", "/article/5/paragraph/1", "/provision/5", "/heading/3.1",
     "/initiative/3.1.8/field", "/citation/1", "/schedule/1"],
)  # fmt: skip
def test_every_kind_of_node_is_explained(path: str, endpoint: LocalEndpoint, kg: Path) -> None:
    found = _explained(f"{KEY}{path}", endpoint, kg)
    assert found == _explained(f"{BASE}/id/agreement/{KEY}{path}", endpoint, kg)
    assert found.iri == f"{BASE}/id/agreement/{KEY}{path}"
    assert found.kinds
    assert found.statements
    assert found.quotes
    assert all(quote.line for quote in found.quotes)


def test_without_the_source_text_the_range_remains(endpoint: LocalEndpoint) -> None:
    found = explain(f"{KEY}/initiative/3.1.8", endpoint)
    assert {(quote.line, quote.column) for quote in found.quotes} == {(None, None)}
    assert all(quote.start < quote.end for quote in found.quotes)


UNKNOWN = [
    (f"{KEY}/initiative/3.1.88", f"{KEY}/initiative/3.1.8", "a slip in the number"),
    ("43100-43214-20160331", KEY, "a slip in the key"),
    (f"{BASE}/id/agreement/43100-43214-20160331/party/1", KEY, "a slip in the key of an IRI"),
    ("a b", "", "what is no key at all"),
    (f"{KEY}/party/1 ", "", "what cannot stand in an IRI"),
]


@pytest.mark.parametrize(("given", "candidate", "because"), UNKNOWN)
def test_an_unknown_node_is_told(
    given: str, candidate: str, because: str, endpoint: LocalEndpoint
) -> None:
    with pytest.raises(UsageError) as told:
        explain(given, endpoint)
    assert told.value.kind == "unknown-value", because
    assert candidate in (*told.value.candidates, ""), because
    assert told.value.values["value"] == given


def test_every_rule_of_every_table_is_found() -> None:
    count = 0
    for path in sorted(TABLES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if "rule" in row:
                    found = rule_row(row["rule"])
                    assert found is not None
                    assert (found.table, found.pattern) == (path.name, row["pattern"])
                    count += 1
    assert count > 100
    assert rule_row("capacity-inferred-01") is None
