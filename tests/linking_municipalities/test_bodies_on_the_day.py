"""From a text to the graph: an agreement of a town that is now a city, and what becomes of it."""

from __future__ import annotations

from pyoxigraph import RdfFormat, Store

import renkei
from renkei.errors import message
from renkei.graph import agreement_quads
from renkei.graph.vocabulary import Names
from renkei.linking import link
from renkei.linking.keys import amended_key
from renkei.model import Document
from renkei.model.amendment import Amendment
from renkei.parsing import parse
from renkei.querying import LocalEndpoint, ask
from renkei.querying.explaining import explain
from renkei.reading import read_bytes

# Synthetic, written for this test.
TEXT = """\
仙台圏域連携協約

仙台市（以下「甲」という。）及び{name}（以下「乙」という。）は、圏域の形成に関し、地方自治法（昭和22年法律第67号）第252条の2第1項の規定に基づき、次のとおり連携協約を締結する。

（目的）

第1条 この協約は、甲及び乙が連携して、魅力ある圏域を形成することを目的とする。

（取組）

第2条 取組及び役割分担は、別表のとおりとする。

{day}

甲 仙台市長 青葉 太郎

乙 {name}長 泉 花子

別表（第2条関係）

項目	取組内容	甲の役割	乙の役割
観光の振興	観光客の誘致に取り組む。	誘致の中心となる。	甲と連携して誘致に取り組む。
"""
TOWN = "https://w3id.org/renkei/id/municipality/04423"


def document(name: str, day: str) -> Document:
    return link(parse(read_bytes(TEXT.format(name=name, day=day).encode(), name="a.txt").source))


def codes(found: Document) -> list[str]:
    return [finding.code for finding in found.findings if finding.code.startswith("L")]


def test_a_town_is_found_as_what_it_was_on_the_day() -> None:
    found = document("富谷町", "平成28年3月30日")
    assert found.agreements[0].key == "04100-04423-20160330"
    assert not {"L003", "L012", "L015"} & set(codes(found))


def test_a_name_that_was_not_yet_in_use_is_told_and_not_linked() -> None:
    found = document("富谷市", "平成28年3月30日")
    assert found.agreements[0].parties[1].municipality is None
    told = next(each for each in found.findings if each.code == "L015")
    assert message(told, "ja") == (
        "「富谷市」は2016-10-10からの名称で、締結日（2016-03-30）にはまだありません。前身: 富谷町"
    )


def test_a_name_that_was_given_up_before_is_told_and_not_linked() -> None:
    found = document("富谷町", "平成29年3月30日")
    assert found.agreements[0].parties[1].municipality is None
    assert "L003" in codes(found)


def test_an_amendment_by_the_city_changes_the_agreement_of_the_town() -> None:
    found = document("富谷市", "令和2年3月30日").agreements[0]
    concluded = document("富谷町", "平成28年3月30日").agreements[0]
    amending = found.model_copy(update={"amendment": Amendment(amended_on=concluded.concluded_on)})
    assert amended_key(amending) == concluded.key


def test_the_graph_leads_from_the_town_to_the_city() -> None:
    found = document("富谷町", "平成28年3月30日")
    graph = renkei.to_graph(found)
    assert renkei.validate(graph).text("ja").count("締結日には無い") == 0
    answer = renkei.query("predecessor-roles", graph, municipality="富谷市")
    shown = [(row["present"], row["former"], row["kind"]) for row in answer.records()]
    assert shown == [(["富谷市"], "富谷町", ["市制・町制の施行"])]
    store = Store()
    store.extend(agreement_quads(found.agreements[0], found, Names()))
    assert ask("agreements-overview", LocalEndpoint(store)).rows


def test_explaining_the_town_names_the_change_and_its_source() -> None:
    graph = renkei.to_graph(document("富谷町", "平成28年3月30日"))
    store = Store()
    store.load(graph.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    town = explain(TOWN, LocalEndpoint(store))
    stated = {one.property: one.value_name or one.value for one in town.statements}
    assert stated["renkei:validUntil"] == "2016-10-09"
    change = explain(f"{TOWN}/change/20161010", LocalEndpoint(store))
    said = {one.property: one.value for one in change.statements}
    assert said["renkei:reason"] == "市制施行で富谷市となった（平成28年10月10日）"
    assert "dcterms:bibliographicCitation" in said
