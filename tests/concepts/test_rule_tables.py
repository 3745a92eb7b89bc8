"""The rule tables: every row keeps its own promise, and none can make the matcher slow."""

from __future__ import annotations

import re
from re import _constants, _parser  # type: ignore[attr-defined]  # the only way to see a pattern
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph
from rdflib.namespace import SKOS

from renkei.linking import rules
from renkei.linking.concepts import (
    ALIASES,
    RuleTable,
    RuleTableError,
    load_table,
    match,
    role_types,
)
from renkei.linking.meeting_words import verbs
from renkei.linking.predicates import predicates
from renkei.linking.rules import Rule, as_read, fragments
from renkei.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

TABLES = {
    # table: the scheme of its concepts, the texts that its rules may read, the least number of rows
    "themes": ("theme", {"label", "content", "role"}, 40),
    "role_types": ("role-type", {"role"}, 20),
    "policy_fields": ("policy-field", {"heading"}, 25),
    "provisions": ("", {"caption", "text"}, 25),
    "meetings": ("meeting-word", {"text"}, 15),
}
# Tables whose rows are words of sentences, by what they do in them; they stand for no concept.
WORDS = {
    "meetings": {
        "hold",
        "call",
        "consult",
        "do",
        "noun",
        "head",
        "condition",
        "purpose",
        "joining",
        "others",
        "manner",
        "time",
        "rhythm",
    }
}
ROWS = [
    (name, rule)
    for name in TABLES
    for rule in load_table(name, whole=name == "policy_fields").rules
]
rows = pytest.mark.parametrize(("name", "rule"), ROWS, ids=[rule.rule for _, rule in ROWS])
BASE = "https://w3id.org/renkei/"
HEADER = "rule,concept,pattern,unless,where,reason,example,counterexample\n"


def finds(name: str, rule: Rule, words: str) -> bool:
    """Whether a rule alone finds something in words."""
    alone = RuleTable(name, (rule,), name == "policy_fields")
    if name == "role_types":
        return bool(predicates(alone, as_read("role", words, ALIASES).masked))
    if name == "meetings" and rule.kind == "verb":
        return any(True for _ in verbs(rule, words))
    return bool(match(alone, {rule.where[-1]: words}, names=ALIASES))


@rows
def test_a_rule_finds_its_example(name: str, rule: Rule) -> None:
    assert finds(name, rule, rule.example)


@rows
def test_a_rule_leaves_its_counterexample(name: str, rule: Rule) -> None:
    # A weak rule gives way to another in the whole text, not alone.
    if rule.counterexample and rule.weight == "strong":
        assert not finds(name, rule, rule.counterexample)


def test_a_weak_rule_gives_way_in_its_counterexample() -> None:
    weak = [rule for name, rule in ROWS if name == "role_types" and rule.weight != "strong"]
    assert len(weak) >= 5
    for rule in weak:
        found = role_types(rule.counterexample)
        assert rule.concept not in [one.concept for one in found], rule.rule


@rows
def test_a_rule_reads_known_texts_and_names_its_concept(name: str, rule: Rule) -> None:
    assert set(rule.where) <= TABLES[name][1]
    assert rule.concept.rpartition("/")[2] in rule.rule or rule.concept == "meeting-body"


def test_every_table_was_tested() -> None:
    for name, (_, _, least) in TABLES.items():
        assert sum(1 for table, _ in ROWS if table == name) >= least


def known_concepts() -> set[str]:
    graph = Graph()
    for name in ("themes", "role-types", "policy-fields", "provision-terms"):
        graph.parse(folder("ontology") / f"{name}.ttl")
    return {str(one).removeprefix(BASE) for one in graph.subjects(SKOS.inScheme, None)}


def test_every_concept_of_a_rule_is_in_its_scheme() -> None:
    used = {
        f"{TABLES[name][0]}/{rule.concept}".lstrip("/")
        for name, rule in ROWS
        # a name that is quoted is no concept, and so is a word of a sentence
        if rule.concept != "meeting-body" and name not in WORDS
    }
    assert used <= known_concepts()


@pytest.mark.parametrize("name", WORDS)
def test_every_word_does_what_the_reader_of_sentences_knows(name: str) -> None:
    rules_of_words = [rule for table, rule in ROWS if table == name]
    assert {rule.concept for rule in rules_of_words} == WORDS[name]
    # The reader looks up patterns and verbs only.
    assert not [rule.rule for rule in rules_of_words if rule.unless or rule.before]
    assert {rule.kind for rule in rules_of_words} == {"phrase", "verb"}


def test_every_concept_but_other_has_a_rule() -> None:
    used = {f"{TABLES[name][0]}/{rule.concept}".lstrip("/") for name, rule in ROWS}
    assert known_concepts() - used == {"provision-type/other"}


def expressions() -> list[tuple[str, str]]:
    found = [
        (rule.rule, text)
        for _, rule in ROWS
        for text in (rule.pattern, rule.before, rule.unless)
        if text
    ]
    return found + list(fragments().items())


@pytest.mark.parametrize(("name", "pattern"), expressions())
def test_repeats_are_bounded_and_not_nested(name: str, pattern: str) -> None:
    expanded = re.sub(r"\{([a-z]+)\}", lambda found: fragments().get(found[1], "甲"), pattern)
    assert deepest_repeat(_parser.parse(expanded)) <= 1, name


def deepest_repeat(parsed: object) -> int:
    """How deep repeats lie in each other; an optional part is none, an unbounded one counts 9."""
    if (
        isinstance(parsed, tuple)
        and parsed
        and parsed[0]
        in {
            _constants.MAX_REPEAT,
            _constants.MIN_REPEAT,
        }
    ):
        _, high, inner = parsed[1]
        own = 9 if high == _constants.MAXREPEAT else int(high > 1)
        return own + deepest_repeat(inner)
    if isinstance(parsed, (tuple, list, _parser.SubPattern)):
        return max((deepest_repeat(part) for part in parsed), default=0)
    return 0


@pytest.mark.parametrize(
    ("pattern", "depth"),
    [
        ("甲{0,40}乙?", 1),
        ("(?:甲乙?){1,9}", 1),
        ("(?:甲{1,9}){1,9}", 2),
        ("甲+", 9),
        ("(甲|乙*)", 9),
    ],
)
def test_the_measure_of_repeats_sees_what_it_should(pattern: str, depth: int) -> None:
    assert deepest_repeat(_parser.parse(pattern)) == depth


BROKEN = [
    # (rows, what the message says, reason)
    ("a-01,a,(,,label,理由,例,\n", "a-01: (: ", "a pattern that is no regular expression"),
    ("a-01,a,{nobody}x,,label,理由,例,\n", "nobody", "a part that fragments.csv lacks"),
    ("a-01,a,甲?,,label,理由,例,\n", "matches no words at all", "a pattern that matches nothing"),
    ("a-01,a,甲,,label,理由,例,\n" * 2, "stands twice", "two rules of one name"),
    ("a-01,a,甲,,label,理由,,\n", ":2: nothing in the column example", "a rule with no example"),
    ("a-01,a,甲,,label,理由,例\n", ":2: cells too many or too few", "a row that is too short"),
    ("a-01,a,甲,,label,理由,例,,\n", ":2: cells too many or too few", "a row that is too long"),
    ('"a-01,a,甲,,label,理由,例,\n', ":2: unexpected end of data", "a quote that is not closed"),
]


@pytest.mark.parametrize(("body", "said", "reason"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_broken_table_names_its_row(
    body: str, said: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fragments()  # read before the folder of the tables is another
    (tmp_path / "broken.csv").write_text(HEADER + body, encoding="utf-8")
    monkeypatch.setattr(rules, "table_path", lambda _, name: tmp_path / name)
    load_table.cache_clear()
    with pytest.raises(RuleTableError, match=re.escape(said)) as raised:
        load_table("broken")
    load_table.cache_clear()
    assert str(raised.value).startswith("broken.csv"), reason


def test_a_table_that_a_spreadsheet_saved_in_its_own_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.csv").write_text(HEADER + "a-01,a,甲,,label,理由,例,\n", encoding="cp932")
    monkeypatch.setattr(rules, "table_path", lambda _, name: tmp_path / name)
    load_table.cache_clear()
    with pytest.raises(RuleTableError, match=r"^broken\.csv:\d+: 'utf-8' codec can't decode"):
        load_table("broken")
    load_table.cache_clear()
