"""What the documentation shows is true: examples run, generated pages are up to date, links lead somewhere."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import write_docs
from rdflib import Graph
from renkei_command import run_here
from sample_build import sample_build

import renkei
from renkei.errors import catalogue
from renkei.graph import PREFIXES
from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.querying import render

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = ["README.md", "README.ja.md"]


def fenced(page: str, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    text = (ROOT / page).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_generated_pages_are_up_to_date() -> None:
    assert write_docs.stale() == []


def test_every_finding_has_its_page() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "errors").glob("[A-Z][0-9]*.md")}
    assert pages == set(catalogue())


def test_every_code_in_the_program_is_in_the_catalogue() -> None:
    pattern = re.compile(r'(?:finding|_say|_refused)\(\s*"([A-Z][0-9]{3})"')
    package = ROOT / "mapping" / "renkei"
    used = {c for p in package.rglob("*.py") for c in pattern.findall(p.read_text("utf-8"))}
    assert len(used) > 25
    assert used - set(catalogue()) == set()


def test_the_library_example_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = fenced("README.md", "python")
    assert len(blocks) == 1
    names: dict[str, object] = {}
    exec(compile(blocks[0], "README.md", "exec"), names)  # noqa: S102  # our own page, run as it says
    assert names["answer"].rows


def test_the_excerpt_of_the_readme_is_in_the_source() -> None:
    text = (ROOT / "agreements" / "kumamoto-aso.txt").read_text("utf-8")
    for page in READMES:
        excerpt = next(block for block in fenced(page, "") if "災害等への対応" in block)
        assert excerpt in text


def test_the_triples_of_the_readme_are_in_the_graph() -> None:
    document = renkei.parse(renkei.read(ROOT / "agreements" / "kumamoto-aso.txt"))
    graph = renkei.to_graph(document)
    head = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
    shown = Graph().parse(data=f"{head}\n{fenced('README.md', 'turtle')[0]}", format="turtle")
    assert len(shown) == 5
    assert set(shown) - set(graph) == set()


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_build(tmp_path_factory)


@pytest.mark.parametrize("page", READMES)
def test_the_answer_of_the_readme_is_the_answer(page: str, kg: Path) -> None:
    text = (ROOT / page).read_text("utf-8")
    block = re.search(r"<!-- answer: (\S+) -->\n(.*?)<!-- end -->", text, re.DOTALL)
    assert block is not None
    shown = {
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in block[2].strip().splitlines()[2:]
    }
    answer = csv.DictReader(io.StringIO(render(renkei.query(block[1], kg), "csv")))
    columns = ("municipality", "core_city", "initiative", "role_text")
    assert shown == {tuple(row[name] for name in columns) for row in answer}


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    listed = run_here("--help").stdout
    commands = re.findall(r"^  ([a-z]+)  ", listed.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) >= 6
    for command in commands:
        assert f"## renkei {command}" in page
        assert f"renkei {command}" in (ROOT / "README.md").read_text("utf-8")


LINK = re.compile(r"\]\(([^)#\s]+)")


def test_links_between_pages_lead_somewhere() -> None:
    checked = 0
    for page in PAGES:
        for target in LINK.findall(page.read_text("utf-8")):
            if "://" not in target and "{" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
                checked += 1
    assert checked > 20


def test_the_base_of_examples_is_the_default() -> None:
    for page in READMES:
        assert "example.org" not in (ROOT / page).read_text("utf-8")
    assert DEFAULT_BASE == "https://w3id.org/renkei"
