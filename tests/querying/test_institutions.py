"""Names of facilities and bodies: every rule keeps its promise, and mere kinds are no names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.linking.institutions import link_institutions, named_in
from renkei.linking.rules import Rule, load_table
from renkei.model import Initiative, Passage, RoleAssignment, Span

RULES = load_table("institutions").rules

# A text, the names that it holds, and why it is here.
NAMED = [
    ("八戸市勤労者福祉サービスセンターの会員", ["八戸市勤労者福祉サービスセンター"], "a long name"),
    ("久留米市保健センターで行う。", ["久留米市保健センター"], "a kind, but with a place: a name"),
    ("各市町の保健センターで行う。", [], "a kind only"),
    ("高等教育機関と連携する。", [], "a kind only"),
    ("構成市町で組織する推進協議会", [], "a council without a name"),
    ("関係市町村連絡会議を開く。", [], "the municipalities concerned are no name"),
    ("熊本港及び熊本空港の利用", ["熊本港", "熊本空港"], "two names in one text"),
    ("港湾の整備と漁港の活用", [], "harbours in general"),
    ("福祉避難所を指定する。", [], "a kind only"),
    ("久留米シティプラザ、久留米シティプラザ", ["久留米シティプラザ"] * 2, "the same name twice"),
]


def at(text: str, start: int) -> Passage:
    return Passage(text=text, spans=(Span(start, start + len(text)),))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_a_rule_finds_its_example_and_leaves_its_counterexample(rule: Rule) -> None:
    assert [found for found, _, _ in named_in(rule.example)] == [rule]
    assert rule.counterexample
    assert rule not in [found for found, _, _ in named_in(rule.counterexample)]


@pytest.mark.parametrize(("text", "names", "reason"), NAMED, ids=[row[2] for row in NAMED])
def test_what_is_a_name(text: str, names: list[str], reason: str) -> None:
    assert [text[start:end] for _, start, end in named_in(text)] == names, reason


def test_a_name_is_one_mention_with_all_its_places() -> None:
    initiative = Initiative(
        number="2.1",
        mark=None,
        label=None,
        content=at("久留米シティプラザを活用する。", 10),
        headings=(),
        roles=(RoleAssignment(party=1, text=at("場として久留米シティプラザを使う。", 40)),),
    )
    (mention,) = link_institutions(initiative)
    assert (mention.name, mention.rule) == ("久留米シティプラザ", "institution-plaza-01")
    assert [passage.spans for passage in mention.passages] == [
        (Span(10, 19),),
        (Span(44, 53),),
    ]


@given(st.text(alphabet="市町立港圏域センタープラザ会議協議会の、八戸A9", max_size=60))
def test_names_stand_apart_and_inside_the_text(text: str) -> None:
    found = [(start, end) for _, start, end in named_in(text)]
    assert found == sorted(found)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_every_rule_was_tried() -> None:
    assert len(RULES) == 5
    assert len(NAMED) == 10
