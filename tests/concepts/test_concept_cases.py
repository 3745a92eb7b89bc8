"""Words that the five samples lack, and the articles of all five: tables judged by eye."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.linking import link
from renkei.linking.concepts import policy_field, provision, role_types, themes
from renkei.model import Agreement
from renkei.parsing import parse
from renkei.reading import read_bytes

HERE = Path(__file__).parent


def cases(name: str, least: int) -> pytest.MarkDecorator:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) >= least, f"{name}: only {len(found)} rows"
    return pytest.mark.parametrize("row", found, ids=[row["reason"] for row in found])


@cases("cases_roles.csv", 58)
def test_role_types(row: dict[str, str]) -> None:
    found = role_types(row["text"], row["others"].split())
    assert [one.concept for one in found] == sorted(row["role_types"].split()), found


# The subject, what else the text calls the parties, and whose words: the party's own are no act of another's.
SHARED = (
    ("中心市及び連携町は、訓練を行う。", ["連携町"], ["中心市"], ["implement"]),
    ("連携町及び中心市は、訓練を行う。", ["中心市"], ["連携町"], ["implement"]),
    ("中心市、連携町及び協力町は、訓練を行う。", ["連携町", "中心市"], ["協力町"], ["implement"]),
    ("連携町は、訓練を行う。", ["連携町"], ["中心市"], []),
    ("県及び連携町は、訓練を行う。", ["連携町"], ["中心市"], []),
    ("福山市及び町は、訓練を行う。", ["福山市", "町"], ["市"], []),
)


@pytest.mark.parametrize(("text", "others", "own", "expected"), SHARED)
def test_a_subject_shared_with_others_is_the_party_too(
    text: str, others: list[str], own: list[str], expected: list[str]
) -> None:
    assert [one.concept for one in role_types(text, others, own)] == expected


def test_an_alias_that_several_share_is_their_own(parsed_with_shared_alias: Agreement) -> None:
    [initiative] = parsed_with_shared_alias.initiatives
    types = {role.party: [one.concept for one in role.role_types] for role in initiative.roles}
    assert types == {1: ["implement"], 2: ["implement"], 3: ["implement"]}


@pytest.fixture
def parsed_with_shared_alias() -> Agreement:
    """An agreement whose two partners are both called 連携町, each sentence with its subject."""
    text = """播磨定住自立圏の形成に関する協定書

福崎町及び神河町（以下これらを「連携町」という。）と姫路市（以下「中心市」という。）は、次のとおり協定を締結する。

（取組）
第1条　次条から第2条までに定める取組において、役割を分担する。
（救急医療の確保）
第2条　救急の患者を受け入れる。
2　連携町は、設備を整備する。
3　中心市は、設備を整備する。
"""
    [agreement] = link(parse(read_bytes(text.encode(), name="a.txt").source)).agreements
    return agreement


@cases("cases_themes.csv", 30)
def test_themes(row: dict[str, str]) -> None:
    found = themes(row["label"], row["content"])
    assert [one.concept for one in found] == sorted(row["themes"].split()), found


@cases("cases_headings.csv", 16)
def test_policy_fields(row: dict[str, str]) -> None:
    found = policy_field(row["heading"])
    assert (found.concept if found else "") == row["concept"], found


@cases("cases_provisions.csv", 46)
def test_provisions(row: dict[str, str]) -> None:
    found = provision(row["caption"], row["text"])
    assert (found.kind.slug if found.kind else "") == row["kind"], found
    assert [one.concept for one in found.attributes] == row["attributes"].split()
    assert (found.body.words if found.body else "") == row["body"]


def test_a_match_says_where_it_stands_and_why() -> None:
    (found,) = role_types("圏域市町村全体の調整を行う。", ("乙",))
    assert found == (
        "coordinate",
        "role-coordinate-01",
        "role",
        8,
        13,
        "調整を行う",
        "関係者の間の調整や取りまとめを述語とする。",
    )


def test_the_field_of_a_match_names_the_role() -> None:
    (found,) = themes(None, "取り組む。", ("努める。", "高等教育機関の人材を活用する。"))
    assert (found.concept, found.field) == ("higher-education", "role/2")


def test_the_core_city_is_who_it_is_said_to_be() -> None:
    text = "費用は、乙が負担する。"
    assert provision("費用負担", text).attributes == ()
    (found,) = provision("費用負担", text, core=("乙",)).attributes
    assert (found.concept, found.words) == ("settlement/core-bears", "乙が負担する")


def test_the_name_of_a_meeting_may_hold_the_name_of_the_city() -> None:
    found = provision("会議", "毎年度、中央市連携会議を開催する。", core=("甲", "中央市"))
    assert found.body
    assert found.body.words == "中央市連携会議"


def test_a_private_character_of_a_source_is_no_name() -> None:
    """Gaiji of old encodings arrive as private characters, which could be taken for a mask."""
    assert role_types("\ue000と連携する。", ("甲",)) == ()


def test_nothing_is_found_in_nothing() -> None:
    assert themes(None, None) == ()
    assert role_types("") == ()
    assert policy_field("") is None
    assert provision(None, "") == (None, (), None)


PIECES = [
    *("甲と", "乙が", "連携して", "協力し、", "中心となって", "調整を行う", "関係町村"),
    *("を実施する", "に取り組む", "の充実", "災害", "公共交通", "福祉", "女性の活躍"),
    *("毎年度", "会議を開催", "協議して別に定める", "。", "、", "(", "*", "𠮷", "ｶﾞ", "\ue000"),
]
WORDS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(label=WORDS, text=WORDS, other=st.text(min_size=1, max_size=5))
def test_offsets_lead_to_the_words(label: str, text: str, other: str) -> None:
    texts = {"label": label, "content": text, "role": text, "text": text, "caption": label}
    settled = provision(label, text)
    found = [
        *themes(label, text),
        *role_types(text, (other, "甲")),
        *settled.attributes,
        *(one for one in (settled.kind, settled.body) if one),
    ]
    for one in found:
        assert one.words
        assert texts[one.field][one.start : one.end] == one.words


@given(text=WORDS)
def test_each_concept_comes_once_and_in_order(text: str) -> None:
    for found in (themes(text, text), role_types(text)):
        concepts = [one.concept for one in found]
        assert concepts == sorted(set(concepts))
