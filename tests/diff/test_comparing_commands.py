"""`renkei diff`, `lint` and `explain` as a user runs them: what they print and end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from rdflib import Graph
from typer.testing import CliRunner, Result

from renkei.cli.diff import diff
from renkei.cli.explain import explain
from renkei.cli.lint import lint
from renkei.publishing import build
from renkei.querying import UsageError
from renkei.store import StoreError

AGREEMENTS = Path(__file__).resolve().parents[2] / "agreements"
KEYS = ("43100-43214-20160330", "40203-40216-20160223")
APPLICATION = typer.Typer(pretty_exceptions_enable=False)
for _command in (diff, lint, explain):
    APPLICATION.command()(_command)


def run(*words: object) -> Result:
    return CliRunner().invoke(APPLICATION, [*map(str, words), "--lang", "en"])


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("commands") / "kg"
    build([AGREEMENTS / "kumamoto-aso.txt", AGREEMENTS / "kurume-ogori.txt"], out)
    return out


def test_diff_ends_with_0_whether_they_differ_or_not(kg: Path) -> None:
    same = run("diff", KEYS[0], AGREEMENTS / "kumamoto-aso.txt", "--kg", kg)
    assert (same.exit_code, same.stdout.splitlines()[3]) == (
        0,
        "Title, date, parties, articles and initiatives are alike.",
    )
    other = run("diff", *KEYS, "--kg", kg)
    assert other.exit_code == 0
    assert "agreements of different parties" in other.stdout
    assert "■ Initiatives: in A only" in other.stdout


def test_diff_writes_json_and_turtle(kg: Path) -> None:
    done = run("diff", *KEYS, "--kg", kg, "--json")
    record = json.loads(done.stdout)
    assert [record["before"]["key"], record["after"]["key"]] == list(KEYS)
    graph = Graph().parse(data=run("diff", *KEYS, "--kg", kg, "-f", "ttl").stdout, format="turtle")
    roles = sum(text["of"] == "role" for each in record["changes"] for text in each["texts"])
    changes = len(record["changes"]) + roles
    change = "SELECT ?change WHERE { ?comparison <https://w3id.org/renkei/ns#change> ?change }"
    assert len(graph.query(change)) == changes > 0


def test_diff_of_a_file_without_an_agreement_ends_with_1(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("会議の記録\n", "utf-8")
    done = run("diff", nothing, AGREEMENTS / "kumamoto-aso.txt")
    assert done.exit_code == 1
    assert "No agreement could be read from nothing.txt." in done.output


def test_wrong_usage(kg: Path, tmp_path: Path) -> None:
    for command in ("diff", "lint"):
        words = KEYS if command == "diff" else ()
        assert run(command, *words, "--kg", kg, "--format", "yaml").exit_code == 2
    assert isinstance(run("diff", "1", "2", "--kg", kg).exception, UsageError)
    assert isinstance(run("explain", "1", "--kg", kg).exception, UsageError)
    assert isinstance(run("lint", "--kg", tmp_path).exception, StoreError)


def test_lint_says_the_same_of_a_build_and_of_its_sources(kg: Path) -> None:
    built = run("lint", "--kg", kg)
    read = run("lint", AGREEMENTS / "kumamoto-aso.txt", AGREEMENTS / "kurume-ogori.txt")
    assert built.exit_code == read.exit_code == 0
    assert built.stdout == read.stdout
    lines = built.stdout.splitlines()
    assert lines[0] == "40203-40216-20160223"
    assert lines[-1] == (
        "0 violations, 0 warnings, 4 hints. Only the text is looked at, not what the bodies did."
    )
    assert any(line.endswith("40203-40216-20160223/article/4/paragraph/1") for line in lines)


def test_lint_ends_with_1_on_a_violation(tmp_path: Path) -> None:
    text = (AGREEMENTS / "yamaguchi-mine.txt").read_text("utf-8")
    waived = tmp_path / "waived.txt"
    old = "当該協議について議会の議決を経なければならない。"
    assert old in text
    waived.write_text(text.replace(old, "軽微な変更は議会の議決を経ることなく行う。"), "utf-8")
    done = run("lint", waived)
    assert done.exit_code == 1
    assert "  [violation] The agreement says that it may be amended or ended without" in done.stdout


def test_lint_writes_json_and_a_shacl_report() -> None:
    source = AGREEMENTS / "kurume-ogori.txt"
    record = json.loads(run("lint", source, "--json").stdout)
    assert (record["conforms"], len(record["results"])) == (True, 3)
    graph = Graph().parse(data=run("lint", source, "-f", "ttl").stdout, format="turtle")
    results = "SELECT ?r WHERE { ?report <http://www.w3.org/ns/shacl#result> ?r }"
    assert len(graph.query(results)) == 3


def test_lint_of_a_source_that_cannot_be_read_ends_with_1(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.txt"
    nothing.write_text("会議の記録\n", "utf-8")
    done = run("lint", nothing)
    assert done.exit_code == 1
    assert "nothing.txt" in done.stdout


def test_explain_prints_places_and_rules(kg: Path) -> None:
    done = run("explain", f"{KEYS[0]}/initiative/3.1.8/role/1", "--kg", kg)
    assert done.exit_code == 0
    assert "[kumamoto-aso.txt:113:7]" in done.stdout
    assert "      rule role-coordinate-01 (role_types.csv, line " in done.stdout
    record = json.loads(
        run("explain", f"{KEYS[0]}/initiative/3.1.8/role/1", "--kg", kg, "--json").stdout
    )
    assert record["quotes"][0]["line"] == 113


def test_explain_shows_of_a_long_rule_what_the_words_met(kg: Path) -> None:
    node = "43100-43214-20160330/initiative/3.1.8"
    shown = run("explain", node, "--kg", kg, "--lang", "en").output
    assert "pattern: 災害(?:対策)? (the rule has " in shown
    assert "原子力" not in shown
    shown = run("explain", f"{node}/role/1", "--kg", kg, "--lang", "en").output
    assert "rule role-cooperate-01" in shown
    assert "{neighbours}" not in shown
