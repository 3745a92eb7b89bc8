"""What people give as parameters: understood, refused with a hint, and never read as SPARQL."""

from __future__ import annotations

from datetime import date
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from renkei.querying import LocalEndpoint, RemoteEndpoint, UsageError, ask, binding
from renkei.querying.answers import bound_text
from renkei.querying.blanks import fill
from renkei.querying.questions import question

# question, parameter, value, how it stands in the query, why
UNDERSTOOD: list[tuple[str, str, Any, str, str]] = [
    ("municipality-roles", "municipality", "99301", "/municipality/99301>", "JIS code"),
    ("municipality-roles", "municipality", "993018", "/municipality/99301>", "with check digit"),
    ("municipality-roles", "municipality", 99301, "/municipality/99301>", "a number"),
    ("municipality-roles", "municipality", "９９３０１", "/municipality/99301>", "full-width"),
    ("municipality-roles", "municipality", "西雲村", "/municipality/99401>", "a name"),
    ("municipality-roles", "municipality", "にしぐもむら", "/municipality/99401>", "kana"),
    ("municipality-roles", "municipality", "緑県東雲町", "/municipality/99301>", "with prefecture"),
    (
        "municipality-roles",
        "municipality",
        "https://w3id.org/renkei/id/municipality/99401",
        "/municipality/99401>",
        "IRI",
    ),
    ("initiatives-by-theme", "theme", "tourism", "/theme/tourism>", "slug"),
    ("initiatives-by-theme", "theme", "Tourism", "/theme/tourism>", "English label"),
    ("initiatives-by-theme", "theme", "観光", "/theme/tourism>", "Japanese label"),
    ("shared-wording", "minimum", "１２", '"12"^^', "full-width digits"),
    ("agreements-overview", "since", date(2017, 3, 22), '"2017-03-22"^^', "a date"),
    ("missing-themes", "agreement", "99201-99401-20180401", "-20180401>", "key"),
]

# question, parameters, kind, what is said besides, why
REFUSED: list[tuple[str, dict[str, Any], str, tuple[str, ...], str]] = [
    ("meetings", {"agreemnt": "x"}, "unknown-parameter", ("agreement",), "a slip"),
    ("municipality-roles", {}, "missing-parameter", (), "required"),
    ("municipality-roles", {"municipality": ""}, "missing-parameter", (), "required, empty"),
    ("meetings", {"lang": ""}, "missing-parameter", (), "without a language rows would multiply"),
    ("meetings", {"lang": "fr"}, "bad-value", (), "no such language"),
    ("municipality-roles", {"municipality": "西雪村"}, "unknown-value", ("西雲村",), "a slip"),
    ("municipality-roles", {"municipality": "99999"}, "unknown-value", (), "no such code"),
    ("municipality-roles", {"municipality": "\ud800"}, "unknown-value", (), "a broken argument"),
    (
        "municipality-roles",
        {"municipality": "東雲町"},
        "ambiguous-value",
        ("983021 浜県東雲町", "993018 緑県東雲町"),
        "a name that two municipalities bear",
    ),
    ("initiatives-by-theme", {"theme": "tourismus"}, "unknown-value", ("tourism",), "a slip"),
    ("initiatives-by-theme", {"theme": "lead"}, "unknown-value", (), "of another scheme"),
    ("meetings", {"agreement": "99201"}, "unknown-value", (), "a part of a key"),
    ("classification-evidence", {"method": "guess"}, "unknown-value", (), "not a choice"),
    ("agreements-overview", {"since": "2017-02-30"}, "bad-value", (), "no such day"),
    ("agreements-overview", {"since": "平成29年"}, "bad-value", (), "not in the form asked for"),
    ("shared-wording", {"minimum": "2.5"}, "bad-value", (), "not whole"),
    ("shared-wording", {"minimum": "9" * 5000}, "bad-value", (), "too long to be a number"),
    ("text-search", {"words": "\udcff"}, "bad-value", (), "a broken argument"),
]


@pytest.mark.parametrize(("name", "parameter", "value", "written", "why"), UNDERSTOOD)
def test_a_value_is_understood(
    name: str, parameter: str, value: Any, written: str, why: str, local: LocalEndpoint
) -> None:
    assert written in bound_text(question(name), local, **{parameter: value}), why


def test_what_is_near_is_looked_for_only_where_a_value_is_unknown(
    local: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = Mock(wraps=binding.near)
    monkeypatch.setattr(binding, "near", counted)
    bound_text(question("initiatives-by-theme"), local, theme="tourism")
    assert counted.call_count == 0
    with pytest.raises(UsageError):
        bound_text(question("initiatives-by-theme"), local, theme="tourismus")
    assert counted.call_count == 1


@pytest.mark.parametrize(("name", "params", "kind", "candidates", "why"), REFUSED)
def test_a_wrong_value_is_refused_with_a_hint(
    name: str,
    params: dict[str, Any],
    kind: str,
    candidates: tuple[str, ...],
    why: str,
    local: LocalEndpoint,
) -> None:
    with pytest.raises(UsageError) as caught:
        ask(name, local, **params)
    assert caught.value.kind == kind, why
    if candidates:
        assert caught.value.candidates[: len(candidates)] == candidates
    assert caught.value.message("ja")
    assert "{" not in caught.value.message("en")


def test_the_tables_are_complete() -> None:
    assert (len(UNDERSTOOD), len(REFUSED)) == (14, 18)


def test_a_name_with_a_hyphen_is_the_name_with_a_line(local: LocalEndpoint) -> None:
    with pytest.raises(UsageError, match="no parameter no-such"):
        ask("meetings", local, **{"no-such": "x"})


HOSTILE = [
    '" } DROP ALL #',
    "' . ?s ?p ?o }",
    "}\n}\nINSERT DATA { <a> <b> <c> }",
    "\\",
    '\\"',
    "\\u0022 } #",
    "\\\\u0022",
    "?x $x {} <> @ja ^^ #",
    "VALUES ?words { UNDEF }\n",
    "#if words\n#end\n",
    "\t\r\n\x00\x1b\x7f",
    "𠮷野家 🗾 \u2028 \ufeff",
    "'''\"\"\"",
]
ECHO = "SELECT ?a ?b WHERE {\n  VALUES ?a { UNDEF }\n  VALUES ?b { UNDEF }\n}"


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_comes_back_as_it_was(value: str, local: LocalEndpoint) -> None:
    found = local.run(fill(ECHO, {"a": (Literal(value),), "b": (Literal("VALUES"),)}))
    assert found.rows == ((Literal(value), Literal("VALUES")),)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_value_comes_back_as_it_was(value: str) -> None:
    found = LocalEndpoint(Store()).run(fill(ECHO, {"a": (Literal(value),), "b": (Literal(""),)}))
    assert found.rows == ((Literal(value), Literal("")),)


@pytest.mark.component("virtuoso")
@pytest.mark.parametrize("value", [value for value in HOSTILE if "\x00" not in value])
def test_a_hostile_value_finds_nothing_in_virtuoso(value: str, remote: RemoteEndpoint) -> None:
    found = ask("text-search", remote, words=value)
    # A single backslash stands in one text of the data.
    assert len(found.rows) == (1 if value == "\\" else 0)


def test_a_blank_without_a_term_goes() -> None:
    text = "  #if a\n  VALUES ?a { UNDEF }\n  ?x ?y ?a .\n  #end\n  VALUES ?b { UNDEF }\n  # if c\n"
    assert fill(text, {}) == "  # if c\n"
    assert fill(text, {"a": (NamedNode("urn:a"),)}) == (
        "  VALUES ?a { <urn:a> }\n  ?x ?y ?a .\n  # if c\n"
    )
