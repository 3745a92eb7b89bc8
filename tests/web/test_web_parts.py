"""Small parts by themselves: negotiation, looking queries over, rates, caches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.querying.scanning import scan
from renkei.web.cache import Cache
from renkei.web.formats import RDF, RESULTS, media_types
from renkei.web.negotiation import best, language, preferences, takes_gzip
from renkei.web.rates import Rates
from renkei.web.responses import Content, problems

FORMS = [
    ("SELECT * {}", "select"),
    ("BASE <urn:SELECT> PREFIX a: <urn:b> ask {}", "ask"),
    ("# SELECT\nCONSTRUCT {} WHERE {}", "construct"),
    ("describe <urn:x>", "describe"),
    ("INSERT DATA { <a:a> <a:b> 'SELECT' }", "update"),
    ("WITH <urn:g> DELETE {} WHERE {}", "update"),
    ("PREFIX select: <urn:x> DROP ALL", "update"),
    ("", "unknown"),
    ("'SELECT'", "unknown"),
    ("nonsense", "unknown"),
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_form_of_a_query(text, form) -> None:
    assert scan(text).form == form


SERVICES = [
    ("ASK { SERVICE <urn:x> {} }", True),
    ("ASK { SERVICE<urn:x>{} }", True),
    ("ASK { ?a<?b.SERVICE <urn:x> {} }", True),
    ("ASK { FILTER(1<2) SERVICE <urn:x> {} FILTER(2>1) }", True),
    ('ASK { ?s ?p "\\"" SERVICE <urn:x> {} "" }', True),
    ("ASK { ?s ?p '''a'b''' . SERVICE <urn:x> {} '' }", True),
    ("ASK { ?s <urn:a#b> ?o SERVICE <urn:x> {} }", True),
    ("ASK { ?s a:b\\# ?o . SERVICE <urn:x> {} }", True),
    ("ASK { _:SERVICE ?p ?SERVICE , $SERVICE , 'a'@SERVICE }", False),
    ("ASK { SERVICE:x x:SERVICE :SERVICE }", False),
    ("ASK { <urn:SERVICE> ?p '''\nSERVICE\n''' } #SERVICE", False),
]


@pytest.mark.parametrize(("text", "calls"), SERVICES)
def test_service_is_seen_where_it_is_one(text, calls) -> None:
    assert scan(text).calls_service is calls


@given(st.text(alphabet="SERVICE {}<>'\"\\#\n?:@au0", max_size=60))
def test_looking_over_never_fails(text) -> None:
    assert scan(text).nesting >= 0


@given(st.text(max_size=80))
def test_negotiation_chooses_what_is_offered(header) -> None:
    offered = media_types(RDF)
    assert best(header, offered) in {None, *offered}
    assert language(header) in {"ja", "en"}
    assert takes_gzip(header) in {True, False}
    assert all(0 <= each.quality <= 1 for each in preferences(header))


ACCEPTS = [
    ("text/turtle;q=0.5, application/n-triples;q=0.6", "application/n-triples", "greater q"),
    ("*/*", "text/turtle", "of equals the first"),
    ("*/*;q=0.1, application/*", "application/ld+json", "a narrower range goes first"),
    ("application/*;q=0.9, application/ld+json;q=0.1, text/*;q=0.2", "application/trig", "exact q"),
    ("TEXT/TURTLE", "text/turtle", "letters of any size"),
    ("text/turtle;charset=utf-8;q=0.1, application/trig;q=0.2", "application/trig", "parameters"),
    (",,;q=1,", None, "nothing that can be read"),
    ("application/xml", "application/xml", "an old name of RDF/XML"),
]


@pytest.mark.parametrize(("header", "wanted", "reason"), ACCEPTS)
def test_accept(header, wanted, reason) -> None:
    assert best(header, media_types(RDF)) == wanted, reason


def test_results_and_rdf_share_no_ending() -> None:
    endings = [form.ending for form in (*RDF, *RESULTS)]
    assert len(set(endings)) == len(endings)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 5)), max_size=80))
def test_rates_are_kept_in_a_bounded_table(steps) -> None:
    rates, now, taken = Rates(rate=2, burst=3, clients=4), 0.0, 0
    for client, pause in steps:
        now += pause
        taken += not rates.wait(client, now=now)
        assert len(rates) <= 4
    assert taken <= len(steps)


def test_a_client_gets_no_more_than_its_rate() -> None:
    rates = Rates(rate=10, burst=20, clients=10)
    granted = sum(not rates.wait("a", now=step / 1000) for step in range(10_000))
    assert 118 <= granted <= 120


@given(st.lists(st.integers(0, 30), max_size=60))
def test_a_cache_keeps_its_bound(keys) -> None:
    cache = Cache(20_000)
    for key in keys:
        cache.put(key, Content(b"x" * (key * 100), "text/plain"))
        assert cache.size <= 20_000


def test_every_problem_is_told_in_both_languages() -> None:
    assert all(400 <= each.status < 600 and each.ja and each.en for each in problems().values())
    assert len(problems()) == 29
