"""The report: in order, in both languages, as JSON and as RDF; and what validation leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, SH, XSD, Dataset, Graph, Literal, Namespace, URIRef

from renkei.validation import Clause, Level, Report, ShapesError, Term, load_shapes, validate

RENKEI = Namespace("https://w3id.org/renkei/ns#")
PARTY = URIRef("https://w3id.org/renkei/id/agreement/43100-43214-20160330/party/2")
SOURCE = (
    "https://w3id.org/renkei/source/"
    "5c39f1dbad3cdf1f8ea75af95dec347dc4aa2bda2041cc425e54c42d79373a0b"
)
BASE = Path(__file__).parent / "base.ttl"


@pytest.fixture
def base() -> Graph:
    return Graph().parse(BASE)


@pytest.fixture
def flawed(base: Graph) -> Graph:
    """The party 乙 without its name, capacity and signatory: one result of each severity."""
    for predicate in (RENKEI.nameAsPrinted, RENKEI.capacity, RENKEI.signatoryName):
        base.remove((PARTY, predicate, None))
    return base


WHERE_JA = (
    "  - 協約 43100-43214-20160330、当事者2\n"
    f"    対象: {PARTY}\n"
    "    原文: sample.txt#char=33,47 「阿蘇市（以下「乙」という。）」\n"
)


def test_a_report_reads_well_in_japanese(flawed: Graph) -> None:
    assert validate(flawed).text("ja") == (
        "グラフは要件に適合していません: 違反1件、注意1件、参考1件。\n"
        "\n"
        "[違反] 当事者には、原文に記された団体名がちょうど一つ必要です。 (party#name-as-printed)\n"
        "  直し方: 原文のとおりの文言を一つだけ、言語タグ「ja」を付けて記してください。\n"
        "  項目: 原文の団体名 (renkei:nameAsPrinted)\n"
        f"{WHERE_JA}"
        "\n"
        "[注意] 当事者の立場（連携中枢都市・連携市町村）が定まっていません。"
        " (party#capacity-given)\n"
        "  直し方: 前文や記名欄で、どの市が連携中枢都市かを確かめてください。"
        "文言から決まらないときは、curation.csv の capacity で定められます。\n"
        "  項目: 立場 (renkei:capacity)\n"
        f"{WHERE_JA}"
        "\n"
        "[参考] 署名者の氏名が読み取られていません。 (party#signatory)\n"
        "  直し方: 記名欄に職名と氏名があるかを原文で確かめてください。"
        "氏名を省いた写しなら、このままで差し支えありません。\n"
        "  項目: 署名者の氏名 (renkei:signatoryName)\n"
        f"{WHERE_JA}"
    )


def test_a_report_reads_well_in_english_and_shows_the_value(base: Graph) -> None:
    base.set((PARTY, RENKEI.number, Literal(0)))
    assert validate(base).text("en") == (
        "The graph does not conform. Violations: 1, warnings: 0, hints: 0.\n"
        "\n"
        "[violation] A party needs exactly one number, an integer from 1. (party#number)\n"
        "  what to do: Number the parties in the order of the source (甲 is 1, 乙 is 2),"
        " with one xsd:integer each.\n"
        "  property: number (renkei:number)\n"
        "  - agreement 43100-43214-20160330, party 2\n"
        f"    focus: {PARTY}\n"
        "    value: 0\n"
        "    source: sample.txt#char=33,47 「阿蘇市（以下「乙」という。）」\n"
    )


def test_both_ends_of_a_result_are_placed_in_words(base: Graph) -> None:
    """The focus is the party without a role, the value the initiative that gives it none."""
    base.remove((None, RENKEI.assignedTo, PARTY))
    text = validate(base).text("ja")
    assert "  - 協約 43100-43214-20160330、当事者2\n" in text
    assert "    値: 協約 43100-43214-20160330、取組1.1 (https://" in text
    assert "    原文: sample.txt#char=257,264 「災害等への対応」\n" in text


def test_a_requirement_is_told_once_for_all_its_places(base: Graph) -> None:
    base.remove((None, RENKEI.capacity, None))
    report = validate(base)
    text = report.text("ja")
    assert sum(found.shape.endswith("party#capacity-given") for found in report.results) == 2
    assert text.count("(party#capacity-given)") == 1
    assert "当事者1\n" in text
    assert "当事者2\n" in text


def test_a_result_names_the_clause_of_its_value_or_else_of_its_focus(base: Graph) -> None:
    quoted = Clause(
        range=f"{SOURCE}#char=33,47", words="阿蘇市（以下「乙」という。）", file="sample.txt"
    )
    base.remove((PARTY, RENKEI.capacity, None))
    (found,) = validate(base).results
    assert found.clause == quoted
    base.remove((None, RENKEI.fileName, None))
    assert {each.clause for each in validate(base).results if each.focus == found.focus} == {
        quoted.model_copy(update={"file": None})
    }
    base.remove((PARTY, URIRef("http://www.w3.org/ns/prov#wasQuotedFrom"), None))
    assert {each.clause for each in validate(base).results if each.focus == found.focus} == {None}


def test_only_a_violation_breaks_conformance(flawed: Graph) -> None:
    assert not validate(flawed).conforms
    flawed.add((PARTY, RENKEI.nameAsPrinted, Literal("阿蘇市", lang="ja")))
    report = validate(flawed)
    assert report.conforms
    assert [report.count(level) for level in Level] == [0, 1, 1]


def test_a_report_comes_back_from_json(flawed: Graph) -> None:
    report = validate(flawed)
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_a_report_is_in_order_and_says_nothing_twice(flawed: Graph) -> None:
    report = validate(flawed)
    assert Report.of([*reversed(report.results), *report.results]) == report


def test_a_report_is_a_report_of_shacl(flawed: Graph) -> None:
    graph = validate(flawed).to_graph(load_shapes())
    node = graph.value(None, RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == Literal(False)  # noqa: FBT003  # an RDF term
    results = list(graph.objects(node, SH.result))
    assert len(results) == 3
    for result in results:
        assert graph.value(result, SH.focusNode) == PARTY
        assert graph.value(result, SH.resultPath) is not None
        assert len(list(graph.objects(result, SH.resultMessage))) == 2


def test_a_path_of_several_steps_is_copied_whole(base: Graph) -> None:
    base.remove((None, RENKEI.party, PARTY))
    graph = validate(base).to_graph(load_shapes())
    shape = URIRef("https://w3id.org/renkei/shapes/party#agreement")
    result = graph.value(None, SH.sourceShape, shape)
    path = graph.value(result, SH.resultPath)
    assert graph.value(path, SH.inversePath) == RENKEI.party


@pytest.mark.parametrize(
    "literal",
    [Literal("甲", lang="ja"), Literal("甲"), Literal("01", datatype=XSD.integer), Literal('"\n')],
)
def test_terms_come_back(literal: Literal) -> None:
    assert Term.of(literal).node().n3() == literal.n3()


def test_neither_the_data_nor_the_context_is_changed(base: Graph) -> None:
    context = Graph()
    before = set(base)
    validate(base, context=context)
    assert set(base) == before
    assert not set(context)


def test_triples_and_datasets_are_as_good_as_a_graph(flawed: Graph) -> None:
    dataset = Dataset()
    for number, triple in enumerate(sorted(flawed)):
        dataset.graph(URIRef(f"https://example.org/{number % 3}")).add(triple)
    expected = validate(flawed)
    assert validate(iter(flawed)) == expected
    assert validate(dataset) == expected


def test_the_context_holds_what_the_data_refers_to(base: Graph) -> None:
    bodies = Graph()
    for kind in (RENKEI.Municipality, RENKEI.MunicipalChange, RENKEI.Prefecture):
        for body in list(base.subjects(RDF.type, kind)):
            for triple in list(base.triples((body, None, None))):
                bodies.add(triple)
                base.remove(triple)
    unknown = {found.shape.rpartition("#")[2] for found in validate(base).results}
    assert unknown == {"municipality", "core-city"}
    assert validate(base, context=bodies) == Report(conforms=True)


def test_shapes_of_ones_own_replace_the_packaged_ones(base: Graph) -> None:
    shapes = Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix renkei: <https://w3id.org/renkei/ns#> .
        <urn:own> a sh:PropertyShape ; sh:targetClass renkei:Agreement ;
            sh:path renkei:party ; sh:minCount 3 ; sh:message "Three are a party."@en .
        """,
        format="turtle",
    )
    (found,) = validate(base, shapes=shapes).results
    assert (found.shape, found.severity) == ("urn:own", Level.VIOLATION)
    assert found.messages.ja == found.messages.en == "Three are a party."
    assert found.remedy is None


def test_shapes_that_cannot_be_run_are_a_fault_of_the_shapes(base: Graph) -> None:
    shapes = Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix renkei: <https://w3id.org/renkei/ns#> .
        <urn:broken> a sh:PropertyShape ; sh:targetClass renkei:Agreement ;
            sh:path renkei:party ; sh:minCount "many" .
        """,
        format="turtle",
    )
    with pytest.raises(ShapesError):
        validate(base, shapes=shapes)
