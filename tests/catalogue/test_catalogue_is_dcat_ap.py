"""The catalogue keeps the rules of DCAT-AP 3.0.1: the official shapes, and our own of the same."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
from rdflib import Graph
from rdflib.namespace import SH

from renkei.publishing.catalogue import (
    FORMS,
    Facts,
    Settings,
    load_settings,
    page_triples,
    pages,
    serialised,
)
from renkei.publishing.catalogue.vocabulary import CATALOGUE_PREFIXES

HERE = Path(__file__).parent
OWN = HERE / "shapes.ttl"
# The official shapes lie beside the checkout on machines that have them; they are not ours to ship.
OFFICIAL = HERE.parents[2] / "shared" / "dcat-ap"
OFFICIAL_FILES = (
    "shapes",
    "shapes_recommended",
    "range",
    "mdr-vocabularies.shape",
    "deprecateduris",
)
CASES = tomllib.loads((HERE / "broken.toml").read_text("utf-8"))
PREFIXES = {**CATALOGUE_PREFIXES, "dct": CATALOGUE_PREFIXES["dcterms"]}
PUBLISHER = f"{PREFIXES['dct']}publisher"

needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(), reason="the official shapes are not beside the checkout"
)


class Result(NamedTuple):
    severity: str
    focus: str
    path: str


def results(data: Graph, shapes: Path) -> list[Result]:
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(shapes))
    assert isinstance(report, Graph)
    # Only what the report itself lists: pySHACL puts the details of a result into its graph too.
    return sorted(
        Result(
            str(report.value(one, SH.resultSeverity)).partition("#")[2],
            str(report.value(one, SH.focusNode)),
            str(report.value(one, SH.resultPath)),
        )
        for one in report.objects(None, SH.result)
    )


def of_publishers(found: list[Result]) -> list[Result]:
    """The warnings for a publisher that is no body of the EU: true of every publisher in Japan."""
    return [one for one in found if one.severity == "Warning" and one.path == PUBLISHER]


def graph(facts: Facts, settings: Settings, *, number: int = 1, size: int = 100) -> Graph:
    page = pages(facts, size=size)[number - 1]
    triples = page_triples(facts, settings, page, ending="ttl")
    return Graph().parse(data=serialised(triples, "ttl"), format="turtle")


@pytest.fixture(scope="module")
def lawful(facts: Facts, settings: Settings) -> Callable[[], Graph]:
    """A new copy of a small lawful catalogue, with one agreement."""
    text = serialised(page_triples(facts, settings, pages(facts, size=2)[0], ending="ttl"), "ttl")
    return lambda: Graph().parse(data=text, format="turtle")


@needs_official
@pytest.mark.parametrize("form", sorted(FORMS))
def test_official_shapes_find_nothing(site: Path, form: str) -> None:
    data = Graph().parse(site / f"catalog.{form}")
    found = {name: results(data, OFFICIAL / f"{name}.ttl") for name in OFFICIAL_FILES}
    tables = found.pop("mdr-vocabularies.shape")
    assert found == {name: [] for name in found}
    # Catalogue, series, two services, six datasets.
    assert tables == of_publishers(tables)
    assert len(tables) == 10


def test_own_shapes_find_nothing(site: Path) -> None:
    found = results(Graph().parse(site / "catalog.ttl"), OWN)
    assert found == of_publishers(found)
    assert len(found) == 10


@pytest.mark.parametrize(
    "shapes",
    [OWN, pytest.param(OFFICIAL / "mdr-vocabularies.shape.ttl", marks=needs_official)],
)
def test_a_publisher_in_the_table_of_the_eu_leaves_no_warning(
    facts: Facts, settings: Settings, shapes: Path
) -> None:
    body = "http://publications.europa.eu/resource/authority/corporate-body/PUBL"
    assert settings.publisher is not None
    publisher = settings.publisher.model_copy(update={"iri": body})
    stated = settings.model_copy(update={"publisher": publisher})
    assert results(graph(facts, stated), shapes) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_page_keeps_the_rules_by_itself(
    facts: Facts, settings: Settings, number: int
) -> None:
    data = graph(facts, settings, number=number, size=2)
    shapes = [OWN]
    if OFFICIAL.is_dir():
        shapes += [OFFICIAL / f"{name}.ttl" for name in OFFICIAL_FILES]
    for one in shapes:
        found = results(data, one)
        assert found == of_publishers(found), one


def test_without_settings_only_what_nobody_stated_is_missing(facts: Facts) -> None:
    found = results(graph(facts, load_settings(None)), OWN)
    missing = {(one.severity, one.path) for one in found} - {("Warning", PUBLISHER)}
    assert missing == {
        ("Warning", f"{PREFIXES['dct']}issued"),
        ("Warning", f"{PREFIXES['dct']}modified"),
        ("Warning", f"{PREFIXES['dct']}type"),
        ("Warning", f"{PREFIXES['dcatap']}availability"),
    }


def wanted(case: dict[str, str]) -> Result:
    prefix, _, local = case["path"].partition(":")
    return Result(case["severity"], case["focus"], PREFIXES[prefix] + local)


@pytest.fixture(params=sorted(CASES))
def broken(
    request: pytest.FixtureRequest, lawful: Callable[[], Graph]
) -> tuple[dict[str, str], Graph]:
    case = CASES[request.param]
    data = lawful()
    before = set(data)
    data.update(case["change"], initNs=PREFIXES)
    assert set(data) != before, "the change of this case changes nothing"
    return case, data


def test_own_shapes_catch_a_broken_rule(broken: tuple[dict[str, str], Graph]) -> None:
    case, data = broken
    assert wanted(case) in results(data, OWN), case["reason"]


@needs_official
def test_official_shapes_catch_the_same(broken: tuple[dict[str, str], Graph]) -> None:
    case, data = broken
    if case["official"] == "none":
        assert all(wanted(case) not in results(data, file) for file in OFFICIAL.glob("*.ttl"))
        return
    assert wanted(case) in results(data, OFFICIAL / f"{case['official']}.ttl"), case["reason"]


def test_lawful_data_breaks_none_of_the_rules(lawful: Callable[[], Graph]) -> None:
    found = set(results(lawful(), OWN))
    assert not found & {wanted(case) for case in CASES.values()}
    assert len(CASES) == 56
