"""Comparing two agreements: what is matched, what is told, and nothing lost or counted twice."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, Graph

import renkei
from renkei.publishing import build
from renkei.publishing.comparing import (
    Change,
    Comparison,
    Kind,
    Part,
    Relation,
    UnreadableError,
    Version,
    compare,
    comparison_quads,
    document_versions,
    load_version,
    printed,
)
from renkei.publishing.comparing.matching import Row, matched
from renkei.publishing.comparing.wording import Side, likeness, pieces
from renkei.querying import UsageError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = sorted((ROOT / "agreements").glob("*.txt"))
Case = dict[str, Any]


def _table(name: str) -> dict[str, Case]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


EDITS, MATCHING = _table("edits.toml"), _table("matching.toml")


@cache
def _version(path: Path) -> Version:
    (version,) = document_versions(renkei.parse(renkei.read(path)))
    return version


def _sample(name: str) -> Path:
    return ROOT / "agreements" / f"{name}.txt"


def _edited(case: Case, folder: Path) -> Path:
    text = _sample(case["sample"]).read_text("utf-8")
    for old, new in case["replace"]:
        assert old in text, f"the sample has no {old!r}"
        text = text.replace(old, new)
    path = folder / "edited.txt"
    path.write_text(text, "utf-8")
    return path


def _row(change: Change) -> list[str]:
    numbers = [side.number if side else "" for side in (change.before, change.after)]
    texts = [
        text.of + (f":{text.party}" if text.party else "") + ("!" if text.only_names else "")
        for text in change.texts
    ]
    return [change.kind.value, change.part.value, *numbers, *texts]


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_agreement_differs_in_what_was_edited(name: str, tmp_path: Path) -> None:
    case = EDITS[name]
    before, after = _version(_sample(case["sample"])), _version(_edited(case, tmp_path))
    found = compare(before, after)
    assert [_row(change) for change in found.changes] == case["expect"], case["because"]
    assert found.equal == (not case["expect"])


@pytest.mark.parametrize("name", MATCHING)
def test_which_row_is_which(name: str) -> None:
    case = MATCHING[name]
    rows = [[Row(*each) for each in case[side]] for side in ("before", "after")]
    found = matched(*rows)
    sure = [[pair.before, pair.after, pair.how.value] for pair in found.sure]
    possible = [[pair.before, pair.after, pair.how.value] for pair in found.possible]
    got = (sure, possible, list(found.gone), list(found.added))
    expected = tuple(case.get(key, []) for key in ("sure", "possible", "gone", "added"))
    assert got == expected, case["because"]


def test_the_number_of_cases() -> None:
    assert (len(EDITS), len(MATCHING), len(SAMPLES)) == (10, 11, 5)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_an_agreement_equals_itself(path: Path) -> None:
    version = _version(path)
    found = compare(version, version)
    assert found.equal
    assert found.unchanged_initiatives == len(version.initiatives) > 0
    assert found.unchanged_articles == len(version.articles) > 0


@pytest.mark.parametrize("one", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("other", SAMPLES, ids=lambda path: path.stem)
def test_every_part_is_counted_once_and_both_ways_agree(one: Path, other: Path) -> None:
    before, after = _version(one), _version(other)
    found, back = compare(before, after), compare(after, before)
    for part, rows in ((Part.ARTICLE, "articles"), (Part.INITIATIVE, "initiatives")):
        unchanged = getattr(found, f"unchanged_{rows}")
        changes = [change for change in found.changes if change.part is part]
        old = [change.before.iri for change in changes if change.before]
        new = [change.after.iri for change in changes if change.after]
        assert len(set(old)) == len(old) == len(getattr(before, rows)) - unchanged
        assert len(set(new)) == len(new) == len(getattr(after, rows)) - unchanged
        added = [change.after for change in found.of(part, Kind.ADDED)]
        assert added == [change.before for change in back.of(part, Kind.REMOVED)]
    assert (found.relation is Relation.SAME_PARTIES) == (one == other)


WORDS = st.text(alphabet="甲乙及び圏域の防災、強化ICT。 ", max_size=30)
ROWS = st.lists(
    st.builds(Row, st.sampled_from(["living", "urban"]), st.sampled_from(["", "その他"]), WORDS),
    max_size=5,
)


@given(ROWS, ROWS)
@settings(deadline=None)
def test_matching_takes_every_row_once_and_is_symmetric(
    before: list[Row], after: list[Row]
) -> None:
    found, back = matched(before, after), matched(after, before)
    pairs = [*found.sure, *found.possible]
    assert sorted([*(p.before for p in pairs), *found.gone]) == list(range(len(before)))
    assert sorted([*(p.after for p in pairs), *found.added]) == list(range(len(after)))
    assert {(p.before, p.after) for p in found.sure} == {(p.after, p.before) for p in back.sure}
    assert all(before[p.before].field == after[p.after].field for p in found.sure)


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_between_nothing_and_all(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


@given(WORDS, WORDS)
def test_pieces_hold_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    for text, side in ((before, Side.BEFORE), (after, Side.AFTER)):
        kept = [piece.text for piece in found if piece.side in {side, Side.BOTH}]
        assert "".join(kept) == text


@pytest.fixture(scope="module")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    path = _edited(EDITS["other-partner"], tmp_path_factory.mktemp("partner"))
    return compare(_version(_sample("kumamoto-aso")), _version(path))


@pytest.fixture(scope="module")
def reworded(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    path = _edited(EDITS["reworded-content-and-role"], tmp_path_factory.mktemp("reworded"))
    return compare(_version(_sample("kumamoto-aso")), _version(path))


def test_partners_of_one_core_city_are_told_from_versions(partner: Comparison) -> None:
    assert partner.relation is Relation.PARTNERS
    assert partner.title is not None
    assert partner.title.only_names


def test_the_printed_comparison(reworded: Comparison) -> None:
    assert printed(reworded, "ja", width=100).splitlines() == [
        "A  43100-43214-20160330  2016-03-30  熊本市及び阿蘇市における連携中枢都市圏の形成に係る連携協約  kumamoto-aso.txt",
        "B  43100-43214-20160330  2016-03-30  熊本市及び阿蘇市における連携中枢都市圏の形成に係る連携協約  edited.txt",
        "当事者の同じ協約",
        "文言が同じもの: 条 5、取組 19",
        "",
        "■ 取組: 文言が異なるもの (1)",
        "  3.1.8 災害等への対応",
        "              A                                           B",
        "─" * 100,
        " 取組内容     災害等に的確に対応するため、広域的な防災    災害等に的確に対応するため、広域的な防災",
        "              体制を[-強化-]する。                        体制を{+整備+}する。",
        " 乙の役割     甲と連携して広域的な防災体制を[-強化-]す    甲と連携して広域的な防災体制を{+整備+}す",
        "              る。                                        る。",
    ]


def test_the_json_reads_back(partner: Comparison) -> None:
    record = json.loads(partner.model_dump_json())
    assert Comparison.model_validate(record) == partner
    assert record["changes"][0]["before"]["name"] == "阿蘇市"


def test_the_rdf_states_each_change_and_role(reworded: Comparison) -> None:
    root = "https://w3id.org/renkei/id/comparison/43100-43214-20160330/43100-43214-20160330"
    quads = comparison_quads(reworded)
    ends = sorted(
        (q.predicate.value.rpartition("#")[2], q.object.value.rpartition("/id/")[2])
        for q in quads
        if isinstance(q.object, NamedNode) and q.subject.value.startswith(f"{root}/change/")
    )
    agreement = "agreement/43100-43214-20160330"
    assert [end for end in ends if end[0].startswith("compared")] == [
        ("comparedFrom", f"{agreement}/initiative/3.1.8"),
        ("comparedFrom", f"{agreement}/initiative/3.1.8/role/2"),
        ("comparedTo", f"{agreement}/initiative/3.1.8"),
        ("comparedTo", f"{agreement}/initiative/3.1.8/role/2"),
    ]
    assert quads == comparison_quads(reworded)


def test_the_terms_of_the_rdf_are_declared(partner: Comparison, reworded: Comparison) -> None:
    ontology = Graph().parse(ROOT / "ontology" / "renkei.ttl")
    declared = {
        str(term)
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in ontology.subjects(RDF.type, kind)
    }
    used = {
        term.value
        for quad in (*comparison_quads(partner), *comparison_quads(reworded))
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode) and "/ns#" in term.value
    }
    assert used <= declared
    assert len(used) == 7


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("diff") / "kg"
    build([_sample("kumamoto-aso"), _sample("kurume-ogori")], out)
    return out


def test_a_key_and_a_file_give_the_same(kg: Path) -> None:
    path = _sample("kumamoto-aso")
    stored = load_version("43100-43214-20160330", kg=kg)
    assert stored == load_version(str(path)) == load_version(f"{path}#43100-43214-20160330")
    assert stored == load_version(
        "https://w3id.org/renkei/id/agreement/43100-43214-20160330", kg=kg
    )


def test_an_unknown_key_is_told_with_those_that_are_known(kg: Path) -> None:
    with pytest.raises(UsageError) as told:
        load_version("43100-43214-20160331", kg=kg, parameter="A")
    assert told.value.message("ja") == (
        "引数「A」の値「43100-43214-20160331」は、このデータにありません。"
        "候補: 43100-43214-20160330、40203-40216-20160223。"
    )


def test_a_file_with_several_agreements_needs_a_key(tmp_path: Path) -> None:
    both = tmp_path / "both.txt"
    texts = [_sample(name).read_text("utf-8") for name in ("kumamoto-aso", "kurume-ogori")]
    both.write_text("\n".join(texts), "utf-8")
    with pytest.raises(UsageError) as told:
        load_version(str(both))
    assert told.value.candidates == (
        f"{both}#43100-43214-20160330",
        f"{both}#40203-40216-20160223",
    )
    assert load_version(told.value.candidates[1]).key == "40203-40216-20160223"


def test_a_file_without_an_agreement_is_told(tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    path.write_text("会議の記録\n", "utf-8")
    with pytest.raises(UnreadableError):
        load_version(str(path))
    with pytest.raises(UnreadableError) as missing:
        load_version(str(tmp_path / "missing.txt"))
    assert [found.source for found in missing.value.findings] == ["missing.txt"]
