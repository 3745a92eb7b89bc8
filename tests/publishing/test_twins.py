"""Several sources of one agreement: one that says the same is linked, one that differs is told part by part."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from made_documents import as_docx, as_html
from pyoxigraph import NamedNode, QuerySolutions, Store
from scans import printed

from renkei.errors import message
from renkei.graph.vocabulary import DEFAULT_BASE, term
from renkei.model import Severity
from renkei.publishing import BuildReport, build

AGREEMENTS = Path(__file__).resolve().parents[2] / "agreements"
TEXT = (AGREEMENTS / "kumamoto-aso.txt").read_text("utf-8")
KEY = "43100-43214-20160330"
IRI = NamedNode(f"{DEFAULT_BASE}/id/agreement/{KEY}")
CASES = list(csv.DictReader((Path(__file__).parent / "twins.csv").read_text("utf-8").splitlines()))


def built(folder: Path, files: dict[str, bytes], *, pages: bool = False) -> BuildReport:
    sources = folder / "sources"
    sources.mkdir()
    for name, data in files.items():
        (sources / name).write_bytes(data)
    return build([sources], folder / "kg", pages=pages)


def codes(report: BuildReport) -> list[tuple[str, str]]:
    known = {"B001", "B002", "B012", "B013"}
    return [(one.source, one.code) for one in report.all_findings() if one.code in known]


def objects(folder: Path, property_: str) -> set[str]:
    store = Store.read_only(str(folder / "kg" / "store"))
    found = store.query(
        f"SELECT ?o WHERE {{ {IRI} {term(property_)} ?o }}", use_default_graph_as_union=True
    )
    assert isinstance(found, QuerySolutions)
    return {row["o"].value for row in found}


@pytest.mark.parametrize(
    ("name", "make"),
    [("b.html", as_html), ("b.docx", as_docx)],
    ids=["html", "docx"],
)
def test_another_format_of_the_same_is_linked(
    tmp_path: Path, name: str, make: Callable[[str], bytes]
) -> None:
    report = built(tmp_path, {"a.txt": TEXT.encode(), name: make(TEXT)})
    assert codes(report) == [(name, "B012")]
    assert not report.has_errors()
    assert [one.key for one in report.agreements] == [KEY]
    assert len(objects(tmp_path, "dcterms:source")) == 1
    (further,) = objects(tmp_path, "renkei:furtherSource")
    text = tmp_path / "kg" / "site" / "source" / f"{further.rpartition('/')[2]}.txt"
    assert "連携協約" in text.read_text("utf-8")
    (told,) = (one for one in report.all_findings() if one.code == "B012")
    assert message(told, "ja") == (
        f"同じ協約（{KEY}）の原文が a.txt にもあり、内容はすべて同じです。記述は a.txt から採りました"
        "（ファイル名の順で先にあるため）。この原文も残し、協約に結び付けました。"
    )


@pytest.mark.component("chromium")
def test_a_printed_copy_is_linked(tmp_path: Path) -> None:
    work = tmp_path / "print"
    work.mkdir()
    report = built(tmp_path, {"a.html": as_html(TEXT), "b.pdf": printed(TEXT, work)})
    assert codes(report) == [("b.pdf", "B012")]
    assert len(objects(tmp_path, "renkei:furtherSource")) == 1


def test_two_files_of_one_text_are_one_source(tmp_path: Path) -> None:
    """HTML and Word of this agreement give the same characters: one source text, not one with two names."""
    files = {"a.txt": TEXT.encode(), "b.docx": as_docx(TEXT), "c.html": as_html(TEXT)}
    report = built(tmp_path, files)
    assert codes(report) == [("b.docx", "B012"), ("c.html", "B012")]
    assert len(objects(tmp_path, "renkei:furtherSource")) == 1
    lines = (tmp_path / "kg" / "site" / "renkei.nq").read_text("utf-8").splitlines()
    described = {line.rsplit(" ", 2)[0] for line in lines if '/ns#fileName> "' in line}
    assert len(described) == 2


def test_the_one_that_was_read_best_is_taken(tmp_path: Path) -> None:
    """`a.txt` has words of no agreement inside it; the later name is taken, and the first one linked."""
    noisy = TEXT.replace("別表第2（", "※※この欄は空白※※\n別表第2（")
    report = built(tmp_path, {"a.txt": noisy.encode(), "b.txt": TEXT.encode()})
    assert codes(report) == [("a.txt", "B012")]
    told = next(one for one in report.all_findings() if one.code == "B012")
    assert "less of it is unread" in message(told, "en")
    assert [one.name for one in report.sources if one.agreements] == ["b.txt"]


def test_a_copy_without_signatures_contradicts_nothing(tmp_path: Path) -> None:
    """A rule book leaves the signatures out: the source that has them is taken."""
    unsigned = TEXT[: TEXT.index("\n甲 熊本市中央区")] + TEXT[TEXT.index("\n別表第1") :]
    report = built(tmp_path, {"a.txt": unsigned.encode(), "b.txt": TEXT.encode()})
    assert codes(report) == [("a.txt", "B012")]
    told = next(one for one in report.all_findings() if one.code == "B012")
    assert "such as who signed" in message(told, "en")


def test_all_cases_run() -> None:
    assert len(CASES) == 4


@pytest.mark.parametrize("case", CASES, ids=[case["reason"] for case in CASES])
def test_what_differs_is_named(tmp_path: Path, case: dict[str, str]) -> None:
    old, new = (case[name].replace("\\n", "\n").replace("\\t", "\t") for name in ("old", "new"))
    assert TEXT.count(old) == 1
    other = TEXT.replace(old, new)
    report = built(tmp_path, {"a.txt": TEXT.encode(), "b.html": as_html(other)})
    told = [one for one in report.all_findings() if one.severity is Severity.ERROR]
    assert [one.code for one in told] == ["B002", "B013"]
    assert told[0].values["parts_ja"] == told[1].values["part_ja"] == case["parts"]
    assert told[1].line is not None
    assert told[1].values["other"].startswith("a.txt:")
    assert [one.key for one in report.agreements] == [KEY]
    assert not objects(tmp_path, "renkei:furtherSource")


def test_a_part_that_one_source_lacks_is_named(tmp_path: Path) -> None:
    cut = TEXT[: TEXT.index("(2) 機関等の共同設置")]
    report = built(tmp_path, {"a.txt": TEXT.encode(), "b.txt": cut.encode()})
    told = next(one for one in report.all_findings() if one.code == "B002")
    assert told.source == "b.txt"
    assert "取組3.3.2の甲の役割、取組3.3.2の乙の役割" in told.values["parts_ja"]
    assert len(list((tmp_path / "kg" / "site" / "source").iterdir())) == 2


def test_the_rest_of_the_build_goes_on(tmp_path: Path) -> None:
    other = TEXT.replace("職員の育成", "職員の研修")
    files = {"a.txt": TEXT.encode(), "b.txt": other.encode()}
    files["c.txt"] = (AGREEMENTS / "kagoshima-hioki.txt").read_bytes()
    report = built(tmp_path, files)
    assert report.has_errors()
    assert len(report.agreements) == 2


def test_the_page_of_the_agreement_names_both_sources(tmp_path: Path) -> None:
    built(tmp_path, {"a.txt": TEXT.encode(), "b.html": as_html(TEXT)}, pages=True)
    pages = [
        page.read_text("utf-8")
        for page in (tmp_path / "kg" / "site").rglob("*.html")
        if KEY in {page.stem, page.parent.name}
    ]
    shown = [page for page in pages if "同じ内容の別の原文" in page]
    assert len(shown) == 1
    assert ">b.html</a>" in shown[0]
