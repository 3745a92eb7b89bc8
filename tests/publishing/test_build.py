"""The build: the same bytes every time, an unchanged source untouched, curation in force."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Variable

from renkei.graph import DEFAULT_BASE
from renkei.publishing import BuildReport, build

ROOT = Path(__file__).resolve().parents[2]
AGREEMENTS = ROOT / "agreements"
KUMAMOTO = f"{DEFAULT_BASE}/id/agreement/43100-43214-20160330"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    out = tmp_path_factory.mktemp("built") / "kg"
    return out, build([AGREEMENTS], out)


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_the_same_input_gives_the_same_bytes(
    built: tuple[Path, BuildReport], tmp_path: Path
) -> None:
    again = tmp_path / "kg"
    build([AGREEMENTS], again)
    assert digests(again / "site") == digests(built[0] / "site")
    assert digests(again / "parts") == digests(built[0] / "parts")


def test_checksums_agree(built: tuple[Path, BuildReport]) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=built[0] / "site",
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_store_holds_what_the_dump_holds(built: tuple[Path, BuildReport]) -> None:
    out, report = built
    store = Store.read_only(str(out / "store"))
    lines = (out / "site" / "renkei.nq").read_bytes().splitlines()
    assert report.quads == len(store) == len(set(lines)) == len(lines)


@pytest.mark.parametrize("form", ["ttl", "trig", "jsonld"])
def test_every_dump_reads_back(built: tuple[Path, BuildReport], form: str) -> None:
    out, report = built
    store = Store()
    store.bulk_load(
        path=str(out / "site" / f"renkei.{form}"), format=RdfFormat.from_extension(form)
    )
    if form == "ttl":
        dump = Store()
        dump.bulk_load(path=str(out / "site" / "renkei.nq"), format=RdfFormat.N_QUADS)
        assert len(store) == len({quad.triple for quad in dump})
    else:
        assert len(store) == report.quads


def test_the_text_of_a_source_is_what_its_iri_promises(built: tuple[Path, BuildReport]) -> None:
    texts = sorted((built[0] / "site" / "source").iterdir())
    assert len(texts) == 5
    for path in texts:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def test_quotes_are_the_characters_of_their_range(built: tuple[Path, BuildReport]) -> None:
    store = Store.read_only(str(built[0] / "store"))
    rows = store.query(
        "PREFIX renkei: <https://w3id.org/renkei/ns#> SELECT ?range ?text ?start ?end WHERE "
        "{ ?range renkei:quotedText ?text ; renkei:rangeStart ?start ; renkei:rangeEnd ?end }",
        use_default_graph_as_union=True,
    )
    checked = 0
    for row in rows:
        sha256, _, fragment = row["range"].value.rpartition("/")[2].partition("#")
        text = (built[0] / "site" / "source" / f"{sha256}.txt").read_bytes().decode()
        start, end = int(row["start"].value), int(row["end"].value)
        assert fragment == f"char={start},{end}"
        assert text[start:end] == row["text"].value
        checked += 1
    assert checked > 900


def test_every_part_that_was_read_names_its_source(built: tuple[Path, BuildReport]) -> None:
    store = Store.read_only(str(built[0] / "store"))
    kinds = "Agreement Party Article Paragraph Item Schedule FieldHeading Initiative RoleAssignment"
    kinds += " Provision Citation Correction UnreadPassage CityRegion"
    for kind in kinds.split():
        missing = store.query(
            "PREFIX prov: <http://www.w3.org/ns/prov#> SELECT ?node ?kind WHERE { ?node a ?kind "
            "FILTER NOT EXISTS { ?node prov:wasQuotedFrom ?range } }",
            use_default_graph_as_union=True,
            substitutions={Variable("kind"): NamedNode(f"{DEFAULT_BASE}/ns#{kind}")},
        )
        assert list(missing) == [], kind


def test_an_unchanged_source_is_not_read_again(tmp_path: Path) -> None:
    sources, out = tmp_path / "sources", tmp_path / "kg"
    shutil.copytree(AGREEMENTS, sources)
    first = build([sources], out)
    (sources / "kurume-ogori.txt").write_text(
        (sources / "kurume-ogori.txt").read_text("utf-8").replace("児童の一時", "幼児の一時"),
        "utf-8",
    )
    second = build([sources], out)
    assert [source.reused for source in first.sources] == [False] * 5
    assert {s.name: s.reused for s in second.sources}["kurume-ogori.txt"] is False
    assert sum(source.reused for source in second.sources) == 4
    whole = build([sources], tmp_path / "fresh")
    assert second.quads == whole.quads
    assert digests(out / "site") == digests(tmp_path / "fresh" / "site")


def test_a_damaged_part_is_made_again(tmp_path: Path) -> None:
    out = tmp_path / "kg"
    build([AGREEMENTS / "kumamoto-aso.txt"], out)
    for path in (out / "parts").glob("*.nq"):
        path.unlink()
    report = build([AGREEMENTS / "kumamoto-aso.txt"], out)
    assert [source.reused for source in report.sources] == [False]


def test_another_base_moves_instances_and_no_concepts(tmp_path: Path) -> None:
    build([AGREEMENTS / "kumamoto-aso.txt"], tmp_path / "kg", base="https://example.jp/kg")
    dump = (tmp_path / "kg" / "site" / "renkei.nq").read_text("utf-8")
    assert "<https://example.jp/kg/id/agreement/43100-43214-20160330>" in dump
    assert "<https://w3id.org/renkei/theme/disaster-response>" in dump
    assert "<https://w3id.org/renkei/id/" not in dump


CURATION = f"""subject,property,action,concept,reason,by
{KUMAMOTO}/initiative/1.3,theme,add,industry,港湾の利用は産業振興でもある,政策課
{KUMAMOTO}/initiative/3.1.8,theme,remove,disaster-response,試験,政策課
{KUMAMOTO}/initiative/3.1.8/role/2,roleType,add,lead,試験,政策課
"""


def test_a_curation_overrides_the_rules_and_says_so(tmp_path: Path) -> None:
    curation = tmp_path / "decisions.csv"
    curation.write_text(CURATION, "utf-8")
    build([AGREEMENTS / "kumamoto-aso.txt"], tmp_path / "kg", curation=curation)
    dump = (tmp_path / "kg" / "site" / "renkei.nq").read_text("utf-8")
    ns, theme = f"{DEFAULT_BASE}/ns#", f"{DEFAULT_BASE}/theme"
    added, removed = f"{KUMAMOTO}/initiative/1.3", f"{KUMAMOTO}/initiative/3.1.8"
    assert f"<{added}> <{ns}theme> <{theme}/industry>" in dump
    assert f"<{added}/theme/industry> <{ns}method> <{ns}ByCuration>" in dump
    assert f"<{removed}> <{ns}theme> <{theme}/disaster-response>" not in dump
    assert f"<{removed}/theme/disaster-response> <{ns}rejected> " in dump
    assert f"<{removed}/role/2> <{ns}roleType> <{DEFAULT_BASE}/role-type/lead>" in dump


BAD_ROWS = [
    (f"{KUMAMOTO}/initiative/1.3,theme,add,no-such-theme,r,b", "concept"),
    (f"{KUMAMOTO}/initiative/1.3,colour,add,tourism,r,b", "property"),
    (f"{KUMAMOTO}/initiative/1.3,theme,paint,tourism,r,b", "action"),
    (f"{KUMAMOTO}/initiative/1.3,theme,add,tourism,,b", "reason"),
    ("tourism,theme,add,tourism,r,b", "subject"),
    ("too,few", "columns"),
]


@pytest.mark.parametrize(("row", "why"), BAD_ROWS)
def test_a_bad_row_of_a_curation_is_a_finding(tmp_path: Path, row: str, why: str) -> None:
    curation = tmp_path / "decisions.csv"
    curation.write_text(f"{CURATION.splitlines()[0]}\n{row}\n", "utf-8")
    report = build([AGREEMENTS / "kumamoto-aso.txt"], tmp_path / "kg", curation=curation)
    assert [(f.code, f.values["why"]) for f in report.findings] == [("L011", why)]
    assert report.has_errors()


def test_a_decision_on_what_is_not_there_is_a_finding(tmp_path: Path) -> None:
    curation = tmp_path / "decisions.csv"
    row = f"{KUMAMOTO}/initiative/9.9,theme,add,tourism,r,b"
    curation.write_text(f"{CURATION.splitlines()[0]}\n{row}\n", "utf-8")
    report = build([AGREEMENTS / "kumamoto-aso.txt"], tmp_path / "kg", curation=curation)
    assert [found.code for found in report.findings] == ["L013"]


def test_the_findings_file_says_everything(built: tuple[Path, BuildReport]) -> None:
    out, report = built
    records = json.loads((out / "site" / "findings.json").read_text("utf-8"))
    assert len(records) == len(report.all_findings())
    assert all(record["message"]["ja"] and record["remedy"]["en"] for record in records)
