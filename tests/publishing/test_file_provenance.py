"""What the graph says of the files: their bytes, where they were fetched from, and where in them a quote stands."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from pathlib import Path

import pytest
from made_documents import as_xlsx
from pyoxigraph import Store
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from renkei.cli.explain import explained_lines, source_texts
from renkei.graph.vocabulary import PREFIXES
from renkei.publishing import build
from renkei.publishing.pages.site import Site
from renkei.querying import LocalEndpoint
from renkei.querying.explaining import explain

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "agreements" / "kumamoto-aso.txt"
OTHER = ROOT / "agreements" / "kurume-ogori.txt"
URL = "https://www.city.example.jp/協約 1.pdf"
# A short agreement over two pages, written for this test.
PAGES = (
    (
        "熊本市及び阿蘇市における連携協約書",
        "熊本市（以下「甲」という。）及び阿蘇市（以下「乙」という。）は、地方自治法第252条の2第1項の規定により、次のとおり連携協約を締結する。",
        "（目的）",
        "第1条 この協約は、甲及び乙が連携して圏域の発展を図ることを目的とする。",
    ),
    (
        "（協議）",
        "第2条 この協約に定めのない事項については、甲及び乙が協議して定める。",
        "平成28年3月30日",
        "甲 熊本市長 試験 太郎",
        "乙 阿蘇市長 試験 次郎",
    ),
)


def printed(path: Path) -> None:
    """The short agreement as a PDF; a line of it has 40 characters at most."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    paper = Canvas(str(path), invariant=1)
    for page in PAGES:
        paper.setFont("HeiseiMin-W3", 10.5)
        at = 780.0
        for line in page:
            for start in range(0, len(line), 40):
                paper.drawString(60, at, line[start : start + 40])
                at -= 18
        paper.showPage()
    paper.save()


def table(folder: Path, file: str, sha256: str, **stated: str) -> None:
    row = {"url": URL, "file": file, "sha256": sha256, "status": "fetched"} | stated
    with (folder / "fetched.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(row))
        writer.writeheader()
        writer.writerow(row)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("provenance")
    printed(folder / "a.pdf")
    (folder / "b.xlsx").write_bytes(as_xlsx(OTHER.read_text("utf-8")))
    (folder / "c.txt").write_bytes((ROOT / "agreements" / "yamaguchi-mine.txt").read_bytes())
    table(folder, "a.pdf", sha256(folder / "a.pdf"), retrieved="2026-11-20")
    return folder


@pytest.fixture(scope="module")
def kg(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("provenance-built") / "kg"
    report = build([sources], out)
    assert [len(one.agreements) for one in report.sources] == [1, 1, 1]
    assert [len(one.violations) for one in report.agreements] == [0, 0, 0]
    return out


def asked(kg: Path, query: str) -> list[tuple[str, ...]]:
    lines = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    store = Store.read_only(str(kg / "store"))
    rows = store.query(lines + query, use_default_graph_as_union=True)
    return sorted(tuple(cell.value if cell else "" for cell in row) for row in rows)


def test_each_source_says_what_its_file_was(kg: Path, sources: Path) -> None:
    rows = asked(
        kg,
        """SELECT DISTINCT ?name ?format ?size ?sum ?url ?day WHERE {
        ?s renkei:fileName ?name ; dcterms:format ?format ; renkei:fileSize ?size ; renkei:fileChecksum ?sum
        OPTIONAL { ?s prov:wasDerivedFrom ?url ; renkei:retrievedOn ?day } }""",
    )
    fetched = ("https://www.city.example.jp/協約%201.pdf", "2026-11-20")
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    expected = [
        ("a.pdf", "application/pdf", *fetched),
        ("b.xlsx", sheet, "", ""),
        ("c.txt", "text/plain", "", ""),
    ]
    assert rows == [
        (name, kind, str((sources / name).stat().st_size), sha256(sources / name), *origin)
        for name, kind, *origin in expected
    ]


def test_each_quote_says_where_in_the_file_it_begins(kg: Path) -> None:
    rows = asked(
        kg,
        """SELECT DISTINCT ?number ?page ?place WHERE { ?a a renkei:Article ; renkei:number ?number ;
        renkei:paragraph/prov:wasQuotedFrom ?range . ?range renkei:page ?page ; renkei:filePlace ?place }""",
    )
    assert [row[:2] for row in rows] == [("1", "1"), ("2", "2")]
    # The place goes on to the point of the page, from the left and from the top.
    assert [row[2].partition(";y=")[0] for row in rows] == ["page=1;x=60", "page=2;x=60"]
    places = asked(
        kg,
        """SELECT DISTINCT ?name ?page WHERE { ?range renkei:rangeOf/renkei:fileName ?name
        OPTIONAL { ?range renkei:filePlace ?place } OPTIONAL { ?range renkei:page ?page }
        FILTER (!BOUND(?place) || !BOUND(?page)) }""",
    )
    assert places == [("b.xlsx", ""), ("c.txt", "")]
    cells = asked(
        kg,
        """SELECT DISTINCT ?place WHERE { ?r a renkei:RoleAssignment ; prov:wasQuotedFrom/renkei:filePlace ?place }""",
    )
    assert len(cells) > 20
    assert all(place.startswith("sheet=") and ";cell=" in place for (place,) in cells)


def test_explain_and_the_page_of_the_source_show_the_place(kg: Path) -> None:
    endpoint = LocalEndpoint(Store.read_only(str(kg / "store")))
    found = explain("43100-43214-20160330/article/2/paragraph/1", endpoint, texts=source_texts(kg))
    assert {(quote.place or "").partition(";")[0] for quote in found.quotes} == {"page=2"}
    assert any("a.pdf:" in line and ", page=2;x=60;y=" in line for line in explained_lines(found))
    [(source,)] = asked(kg, 'SELECT DISTINCT ?s WHERE { ?s renkei:fileName "a.pdf" }')
    site = Site(Store.read_only(str(kg / "store")), texts=kg / "site" / "source")
    page = site.page(f"/source/{source.rpartition('/')[2]}/view", "en")
    assert page is not None
    for words in ('data-place="page 2"', "application/pdf", "協約%201.pdf", "2026-11-20"):
        assert words in page.html


@pytest.mark.parametrize(
    ("stated", "url", "day"),
    [
        # The day of a table that an earlier version wrote is not known.
        ({}, 1, 0),
        ({"retrieved": "yesterday"}, 1, 0),
        # The file was changed since, or nothing was fetched.
        ({"sha256": "0" * 64}, 0, 0),
        ({"status": "http-404"}, 0, 0),
        # No IRI can be made of it.
        ({"url": "https://[/"}, 0, 0),
    ],
)
def test_nothing_is_stated_that_the_table_does_not_prove(
    tmp_path: Path, stated: dict[str, str], url: int, day: int
) -> None:
    (tmp_path / "a.txt").write_bytes(SAMPLE.read_bytes())
    table(tmp_path, "a.txt", stated.pop("sha256", sha256(tmp_path / "a.txt")), **stated)
    build([tmp_path / "a.txt"], tmp_path / "kg")
    from_where = asked(
        tmp_path / "kg", "SELECT ?u { ?s a renkei:SourceText ; prov:wasDerivedFrom ?u }"
    )
    assert len(from_where) == url
    assert len(asked(tmp_path / "kg", "SELECT ?d { ?s renkei:retrievedOn ?d }")) == day


def test_a_new_row_makes_the_part_anew(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in.txt", SAMPLE.read_bytes())
    build([tmp_path / "a.zip"], tmp_path / "kg")
    table(tmp_path, "a.zip", sha256(tmp_path / "a.zip"), retrieved="2026-11-20")
    again = build([tmp_path / "a.zip"], tmp_path / "kg")
    assert [one.reused for one in again.sources] == [False]
    # The text of a member comes from where its archive was fetched; its checksum is its own.
    query = "SELECT ?sum ?u { ?s renkei:fileChecksum ?sum ; prov:wasDerivedFrom ?u }"
    found = asked(tmp_path / "kg", query)
    assert found == [(sha256(SAMPLE), "https://www.city.example.jp/協約%201.pdf")]
