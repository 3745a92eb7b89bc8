"""What the catalogue says is what the site holds: counts, sizes, checksums, pages, forms."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, QuerySolutions, RdfFormat, Store
from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, PROV, VOID

from renkei.publishing.catalogue import (
    FORMS,
    CatalogueReport,
    Facts,
    Settings,
    load_settings,
    page_triples,
    pages,
    write_catalogue,
)
from renkei.publishing.catalogue.counting import Distinct
from renkei.publishing.catalogue.facts import AgreementFacts

BASE = "https://w3id.org/renkei"
HOME = "https://data.city.example.jp/renkei"
DATASET = URIRef(f"{BASE}/dataset/renkei")
CATALOGUE = URIRef(f"{BASE}/catalog")
# The DCAT that rdflib ships is version 2.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
KEYS = [
    "02203-02446-20170322",
    "35203-35213-20170330",
    "40203-40216-20160223",
    "43100-43214-20160330",
    "46201-46216-20170119",
]


@pytest.fixture(scope="module")
def catalogue(site: Path) -> Graph:
    return Graph().parse(site / "catalog.ttl")


@pytest.fixture(scope="module")
def void(site: Path) -> Graph:
    return Graph().parse(site / "void.ttl")


@pytest.fixture(scope="module")
def union(site: Path) -> Store:
    """The dataset as one graph, by which the counts of VoID are checked."""
    store = Store()
    triples = (site / "renkei.nq").read_bytes()
    dataset = Store()
    dataset.bulk_load(triples, RdfFormat.N_QUADS)
    for quad in dataset:
        store.add(quad.__class__(quad.subject, quad.predicate, quad.object))
    return store


def number(store: Store, query: str) -> int:
    [[value]] = select(store, query)
    return int(value)


def select(store: Store, query: str) -> list[list[str]]:
    """The rows of a SELECT, as words."""
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    return [[str(getattr(value, "value", value)) for value in row] for row in solutions]


def test_every_form_says_the_same(site: Path) -> None:
    graphs = {form: Graph().parse(site / f"catalog.{form}") for form in FORMS}
    for graph in graphs.values():
        # The pages of a form link to each other, so only they differ.
        graph.remove((None, HYDRA.view, None))
        for view in list(graph.subjects(RDF.type, HYDRA.PartialCollectionView)):
            graph.remove((view, None, None))
    assert isomorphic(graphs["ttl"], graphs["rdf"])
    assert isomorphic(graphs["ttl"], graphs["jsonld"])


def test_the_same_site_gives_the_same_bytes(
    site: Path, report: CatalogueReport, tmp_path: Path
) -> None:
    assert len(report.files) == 14
    for name in report.files:
        assert (tmp_path / "site" / name).read_bytes() == (site / name).read_bytes(), name


def test_the_report_tells_what_was_written(report: CatalogueReport) -> None:
    assert (report.datasets, report.gaps) == (6, ())
    assert [name for name in report.files if "/agreement/" in name] == [
        f"graph/agreement/{key}.ttl" for key in KEYS
    ]


def test_no_node_is_blank(facts: Facts, settings: Settings) -> None:
    for page in pages(facts, size=2):
        triples = page_triples(facts, settings, page, ending="ttl")
        nodes = [node for triple in triples for node in (triple.subject, triple.object)]
        assert not [node for node in nodes if isinstance(node, BlankNode)]


def test_sizes_and_checksums_are_those_of_the_files(site: Path, catalogue: Graph) -> None:
    files = list(catalogue.subject_objects(DCAT.downloadURL))
    assert len(files) == 5 + len(KEYS)
    for distribution, url in files:
        data = (site / str(url).removeprefix(f"{HOME}/")).read_bytes()
        checksum = catalogue.value(distribution, SPDX.checksum)
        assert catalogue.value(distribution, DCAT.byteSize) == Literal(
            len(data), datatype=XSD.nonNegativeInteger
        )
        said = catalogue.value(checksum, SPDX.checksumValue)
        assert str(said).lower() == hashlib.sha256(data).hexdigest()


def test_the_files_of_agreements_hold_the_whole_graph(site: Path) -> None:
    dataset = Store()
    dataset.bulk_load(path=str(site / "renkei.nq"), format=RdfFormat.N_QUADS)
    for key in KEYS:
        own = Store()
        own.bulk_load(path=str(site / f"graph/agreement/{key}.ttl"), format=RdfFormat.TURTLE)
        graph = f"{BASE}/graph/agreement/{key}"
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        assert len(own) == number(dataset, query) > 1000


def test_the_version_follows_from_the_data(site: Path, catalogue: Graph) -> None:
    checksum = hashlib.sha256((site / "renkei.nq").read_bytes()).hexdigest()
    assert catalogue.value(DATASET, DCAT.version) == Literal(checksum[:12])
    version = URIRef(f"{DATASET}/version/{checksum[:12]}")
    assert (DATASET, DCAT.hasVersion, version) in catalogue
    assert (version, DCAT.isVersionOf, DATASET) in catalogue
    # A second dcat:Dataset would become a second package in CKAN.
    assert (version, RDF.type, DCAT.Dataset) not in catalogue


def test_dates_come_from_the_settings_and_the_period_from_the_data(catalogue: Graph) -> None:
    [period] = catalogue.objects(DATASET, DCTERMS.temporal)
    stated = Literal("2026-11-21", datatype=XSD.date)
    assert catalogue.value(DATASET, DCTERMS.issued) == stated
    assert catalogue.value(CATALOGUE, DCTERMS.modified) == stated
    assert catalogue.value(period, DCAT.startDate) == Literal("2016-02-23", datatype=XSD.date)
    assert catalogue.value(period, DCAT.endDate) == Literal("2017-03-30", datatype=XSD.date)


def test_an_agreement_has_a_dataset_of_its_own(catalogue: Graph) -> None:
    node = URIRef(f"{BASE}/dataset/agreement/43100-43214-20160330")
    assert set(catalogue.objects(node, DCTERMS.title)) == {
        Literal(
            "熊本市及び阿蘇市における連携中枢都市圏の形成に係る連携協約（Renkei 43100-43214-20160330）",
            lang="ja",
        ),
        Literal("Renkei agreement 43100-43214-20160330 of Kumamoto City and Aso City", lang="en"),
    }
    assert (node, DCTERMS.subject, URIRef(f"{BASE}/id/agreement/43100-43214-20160330")) in catalogue
    assert (node, DCAT.inSeries, URIRef(f"{BASE}/dataset/agreements")) in catalogue
    assert set(catalogue.objects(node, DCTERMS.coverage)) == {
        URIRef("http://data.e-stat.go.jp/lod/sac/C43100"),
        URIRef("http://data.e-stat.go.jp/lod/sac/C43214"),
    }
    keywords = set(catalogue.objects(node, DCAT.keyword))
    assert {Literal("阿蘇市", lang="ja"), Literal("Aso City", lang="en")} <= keywords
    assert list(catalogue.objects(node, PROV.wasDerivedFrom))


def test_services_stand_under_their_distributions(catalogue: Graph) -> None:
    services = set(catalogue.objects(CATALOGUE, DCAT.service))
    assert services == {URIRef(f"{BASE}/service/{name}") for name in ("api", "sparql")}
    assert set(catalogue.objects(None, DCAT.accessService)) == services
    assert catalogue.value(URIRef(f"{BASE}/service/sparql"), DCAT.endpointURL) == URIRef(
        f"{HOME}/sparql"
    )


def test_without_settings_nothing_is_made_up(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(built, folder)
    report = write_catalogue(folder)
    graph = Graph().parse(folder / "catalog.ttl")
    assert [gap.kind for gap in report.gaps] == [
        "gap-publisher",
        "gap-contact",
        "gap-issued",
        "gap-modified",
        "gap-availability",
    ]
    for silent in (DCTERMS.issued, DCTERMS.modified, DCTERMS.accrualPeriodicity):
        assert not list(graph.subject_objects(silent))
    assert not list(graph.subjects(RDF.type, DCAT.DataService))
    publisher = graph.value(CATALOGUE, DCTERMS.publisher)
    assert set(graph.objects(publisher, FOAF.name)) == {
        Literal("発行者は設定されていません", lang="ja"),
        Literal("The publisher was not stated", lang="en"),
    }
    assert graph.value(URIRef(f"{DATASET}#nq"), DCAT.downloadURL) == URIRef(f"{BASE}/renkei.nq")


def test_another_base_names_everything(tmp_path: Path) -> None:
    base = "https://example.org/kg"
    site = tmp_path / "site"
    site.mkdir()
    agreement = f"{base}/id/agreement/1"
    (site / "renkei.nq").write_text(
        f'<{agreement}> <http://purl.org/dc/terms/title> "協約"@ja <{base}/graph/agreement/1> .\n',
        "utf-8",
    )
    report = write_catalogue(site, base=base)
    text = (site / "catalog.ttl").read_text("utf-8")
    assert report.gaps[-1].kind == "gap-undated"
    assert f"<{base}/dataset/agreement/1>" in text
    assert f"<{BASE}/dataset" not in text
    # A party that the register lacks is not given a name.
    assert "Renkei agreement 1 of parties that are not in the register of municipalities" in text


def test_an_empty_dataset_has_a_catalogue_too(tmp_path: Path) -> None:
    (tmp_path / "renkei.nq").write_bytes(b"")
    report = write_catalogue(tmp_path)
    graph = Graph().parse(tmp_path / "catalog.ttl")
    assert (report.datasets, report.statements) == (1, 0)
    assert not list(graph.subjects(RDF.type, DCAT.DatasetSeries))


# ---- VoID -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "query"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"),
        ("distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a ?c }"),
    ],
)
def test_void_counts_what_a_query_counts(void: Graph, union: Store, term: str, query: str) -> None:
    assert void.value(DATASET, VOID[term]) == Literal(number(union, query))


def test_void_partitions_are_complete(void: Graph, union: Store) -> None:
    classes = {
        str(void.value(part, VOID["class"])): void.value(part, VOID.entities).toPython()  # type: ignore[union-attr]  # each has both
        for part in void.objects(DATASET, VOID.classPartition)
    }
    assert classes == {
        iri: int(n)
        for iri, n in select(
            union,
            "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?c FILTER isIRI(?c) } GROUP BY ?c",
        )
    }
    properties = {
        str(void.value(part, VOID.property)): void.value(part, VOID.triples).toPython()  # type: ignore[union-attr]  # each has both
        for part in void.objects(DATASET, VOID.propertyPartition)
    }
    assert properties == {
        iri: int(n)
        for iri, n in select(union, "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p")
    }
    assert classes[f"{BASE}/ns#Agreement"] == 5


def test_linksets_lead_to_area_codes_and_statutes(void: Graph, union: Store) -> None:
    found = {
        (str(void.value(node, VOID.linkPredicate)), str(void.value(node, VOID.objectsTarget))): (
            void.value(node, VOID.triples)
        )
        for node in void.subjects(RDF.type, VOID.Linkset)
    }
    codes = (f"{BASE}/ns#areaCode", f"{DATASET}#e-stat")
    laws = (str(DCTERMS.isPartOf), f"{DATASET}#e-gov")
    assert found[codes] == Literal(10)
    parts = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s <{DCTERMS.isPartOf}> ?o }}"
    assert found[laws] == Literal(number(union, parts))


def test_void_names_dumps_and_vocabularies(void: Graph) -> None:
    dumps = {str(url).removeprefix(f"{HOME}/") for url in void.objects(DATASET, VOID.dataDump)}
    assert dumps == {"renkei.nq", "renkei.trig", "renkei.ttl", "renkei.jsonld"}
    assert URIRef(f"{BASE}/ns#") in set(void.objects(DATASET, VOID.vocabulary))
    assert void.value(DATASET, VOID.sparqlEndpoint) == URIRef(f"{HOME}/sparql")
    assert URIRef(f"{BASE}/id/municipality/02203") in set(
        void.objects(DATASET, VOID.exampleResource)
    )


# ---- pages ------------------------------------------------------------------------------------


def agreements(many: int) -> tuple[AgreementFacts, ...]:
    return tuple(
        AgreementFacts(f"{n:05}", None, date(2020, 1, 1), (), (), 0, None) for n in range(many)
    )


@given(many=st.integers(0, 300), size=st.integers(1, 120))
def test_pages_hold_every_dataset_once(many: int, size: int) -> None:
    found = Facts(BASE, {}, agreements(many), {}, 0, None)  # type: ignore[arg-type]  # not counted here
    made = pages(found, size=size)
    assert [one for page in made for one in page.agreements] == list(found.agreements)
    assert [page.number for page in made] == list(range(1, len(made) + 1))
    assert {page.last for page in made} == {len(made)}
    assert all(len(page.agreements) + (page.number == 1) <= size for page in made)


def test_pages_are_linked_in_their_own_form(site: Path, settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    write_catalogue(folder, settings=settings, page_size=2)
    for form in FORMS:
        seen: list[str] = []
        page: str | None = f"catalog.{form}"
        while page:
            graph = Graph().parse(folder / page)
            seen += [str(node) for node in graph.objects(CATALOGUE, DCAT.dataset)]
            view = URIRef(f"{HOME}/{page}")
            assert graph.value(view, HYDRA.first) == URIRef(f"{HOME}/catalog.{form}")
            assert graph.value(view, HYDRA.last) == URIRef(f"{HOME}/catalog-3.{form}")
            assert graph.value(CATALOGUE, HYDRA.totalItems) == Literal(6)
            following = graph.value(view, HYDRA.next)
            page = str(following).removeprefix(f"{HOME}/") if following else None
        assert sorted(seen) == sorted(
            [str(DATASET), *(f"{BASE}/dataset/agreement/{k}" for k in KEYS)]
        )
        assert len(set(seen)) == len(seen)


@given(st.lists(st.text(max_size=3)))
def test_distinct_counts_as_a_set_does(words: list[str]) -> None:
    seen = Distinct()
    for word in words:
        seen.add(word)
    assert seen.count() == len(set(words))


def test_ckan_answers_are_files(site: Path) -> None:
    shown = json.loads((site / "api/3/action/package_show.json").read_text("utf-8"))
    found = json.loads((site / "api/3/action/package_search.json").read_text("utf-8"))
    assert shown["success"] is True
    assert shown["result"]["name"] == "renkei"
    assert found["result"]["count"] == len(found["result"]["results"]) == 6
    assert found["result"]["results"][0] == shown["result"]


def test_settings_of_nobody_are_the_default() -> None:
    assert load_settings(None) == Settings()
