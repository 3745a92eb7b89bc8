"""`renkei query`, `export` and `validate` as a user runs them over a build."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from renkei_command import AGREEMENTS, RENKEI, run, run_here


def test_the_first_question(kg: Path) -> None:
    done = run("query", "disaster-response-roles", "--kg", kg, "--format", "csv", "--lang", "ja")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0
    assert sorted(row["municipality"] for row in rows) == ["日置市", "美祢市", "阿蘇市", "階上町"]
    assert {row["role_type"] for row in rows} == {"連携"}
    assert all("#char=" in row["source"] for row in rows)


def test_an_answer_tells_of_each_row_where_it_comes_from(kg: Path) -> None:
    done = run_here("query", "meetings", "--explain", "--kg", kg, "--lang", "ja")
    assert done.stdout.count("━━ ") == 5
    assert "━━ 5行目の根拠" in done.stdout
    assert "規則 provision-meeting-01（provisions.csv" in done.stdout
    told = json.loads(run_here("query", "meetings", "--explain", "--json", "--kg", kg).stdout)
    assert [len(each["explanations"]) for each in told] == [1] * 5
    for each in told:
        (explained,) = each["explanations"]
        quoted = {quote["text"] for quote in explained["quotes"]}
        assert each["row"]["clause"] in quoted or any(
            part in each["row"]["clause"] for part in quoted
        )
        assert all(quote["line"] for quote in explained["quotes"])
    refused = run_here("query", "meetings", "--explain", "--format", "csv", "--kg", kg)
    assert refused.returncode == 2
    assert "--explain goes with" in refused.stderr


def test_names_come_in_the_language_of_the_messages(kg: Path) -> None:
    asked = ("query", "meetings", "--kg", kg, "--format", "csv")
    assert "Aso City" in run_here(*asked, "--lang", "en").stdout
    assert "阿蘇市" in run_here(*asked, "--lang", "en", "-p", "lang=ja").stdout
    assert "阿蘇市" in run_here(*asked).stdout, (
        "whoever chose nothing gets them as the question has them"
    )
    own = run_here("query", "legal-citations", "--kg", kg, "--lang", "en", "--format", "csv")
    assert "Local Autonomy Act, Article 252-2, paragraph 1" in own.stdout


def test_a_query_of_ones_own(kg: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text(
        "SELECT (COUNT(?r) AS ?roles) WHERE { ?r a <https://w3id.org/renkei/ns#RoleAssignment> }"
    )
    done = run_here("query", "--file", own, "--kg", kg, "--format", "csv")
    assert done.stdout.split() == ["roles", "184"]
    own.write_text("DELETE WHERE { ?s ?p ?o }")
    assert run_here("query", "--file", own, "--kg", kg).returncode == 2


def test_a_wrong_query_of_ones_own_is_told_as_on_the_page(kg: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.rq"
    own.write_text("SELECT ?a {\n ?a ?b ?c\n FILTR(?a = 1)\n}", "utf-8-sig")
    done = run_here("query", "--file", own, "--kg", kg)
    assert done.returncode == 2
    assert done.stderr == (
        "renkei: This is not valid SPARQL. Line 3, column 2: “FILTR” is no word of SPARQL. "
        "Was FILTER meant?\n\n FILTR(?a = 1)\n ^^^^^\n"
    )
    own.write_bytes("SELECT * { ?s ?p '連携協約' }".encode("cp932"))
    done = run_here("query", "--file", own, "--kg", kg)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "UTF-8" in done.stderr


def test_the_list_of_questions_has_ten_or_more() -> None:
    listed = json.loads(run_here("query", "--json").stdout)
    assert len(listed) >= 10
    assert len(listed) == len(list((AGREEMENTS.parent / "queries").glob("*.rq")))


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "nt", "jsonld", "rdf"])
def test_export(kg: Path, form: str) -> None:
    done = run_here("export", "--kg", kg, "--format", form)
    assert done.returncode == 0
    assert "43100-43214-20160330" in done.stdout


def test_validate(kg: Path, tmp_path: Path) -> None:
    done = run("validate", "--kg", kg)
    assert done.returncode == 0
    assert done.stdout.startswith("The graph conforms. Violations: 0")
    lines = (kg / "site" / "renkei.nq").read_text("utf-8").splitlines(keepends=True)
    kept = [x for x in lines if "role/2> <http://www.w3.org/ns/prov#wasQuotedFrom>" not in x]
    assert len(kept) < len(lines)
    (tmp_path / "planted.nq").write_text("".join(kept), "utf-8")
    planted = run_here("validate", tmp_path / "planted.nq")
    assert planted.returncode == 1
    assert "role-assignment#evidence" in planted.stdout


def test_output_to_a_closed_pipe_is_no_fault(kg: Path) -> None:
    words = " ".join(f"'{word}'" for word in [*RENKEI, "export", "--kg", str(kg)])
    done = subprocess.run(
        ["bash", "-c", f"{words} | head -n 1"], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
