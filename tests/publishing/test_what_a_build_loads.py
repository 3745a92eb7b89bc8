"""What a build loads and makes: counted, since seconds depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from renkei.graph import DEFAULT_BASE
from renkei.graph.serialise import read_lines
from renkei.linking import forms
from renkei.parsing.parties import party_marks
from renkei.parsing.text.view import lines_of
from renkei.publishing import BuildReport, site

ROOT = Path(__file__).parents[2]
HEAVY = {"rdflib", "rdflib.plugins.sparql", "pyshacl", "jinja2", "rich"} | {
    "renkei.parsing.schedules.reader",
    "renkei.querying.answers",
    "renkei.reading.files",
}
"""A library of each kind that takes long to load, and a module of the rooms that read, parse and ask."""
KNOWN = "import json, sys\nprint(json.dumps(sorted(sys.modules)))\n"
PARTS = """
import sys
from pathlib import Path
from renkei.publishing.pipeline import make_parts
from renkei.publishing.settings import Settings
text = Path(sys.argv[1])
part, = make_parts(text.read_bytes(), text.name, Path(sys.argv[2]), Settings())
assert part.agreements[0].violations == ()
assert part.agreements[0].warnings == int(sys.argv[3])
"""


def _loaded(program: str, *words: object) -> set[str]:
    """Which of the heavy modules a program has when it ends."""
    ran = subprocess.run(  # our own program, with words from this file
        [sys.executable, "-c", program + KNOWN, *map(str, words)],
        check=True,
        capture_output=True,
        text=True,
    )
    return HEAVY & set(json.loads(ran.stdout.splitlines()[-1]))


def test_the_process_that_asks_for_parts_reads_nothing_itself() -> None:
    program = "from renkei.cli.building import run_build\nimport renkei.publishing.building\n"
    assert _loaded(program) == set()


def test_a_bar_that_nobody_sees_is_not_made() -> None:
    program = "from renkei.cli.printing import progress\nwith progress() as step: step(1, 2, 'a')\n"
    assert _loaded(program) == set()


@pytest.mark.parametrize(
    ("name", "warnings", "because"),
    [
        ("kumamoto-aso.txt", 0, "all is in order"),
        ("kagoshima-hioki.txt", 1, "the city region has no name"),
        ("yamaguchi-mine.txt", 2, "two initiatives have no theme"),
    ],
)
def test_no_shacl_engine_is_needed_where(
    name: str, warnings: int, because: str, tmp_path: Path
) -> None:
    loaded = _loaded(PARTS, ROOT / "agreements" / name, tmp_path, warnings)
    expected = {"rdflib", "renkei.parsing.schedules.reader", "renkei.reading.files"}
    assert loaded == expected, because


def test_the_pattern_of_verbal_nouns_shares_its_endings() -> None:
    # Each verb with endings of its own made 150,000 letters, and seconds to compile them.
    assert len(forms._NOUN.pattern) < 25_000


def test_patterns_of_names_are_made_only_for_words_with_their_signs() -> None:
    parties = {"甲": [1], "三方町": [2]}
    before = party_marks._mark.cache_info().misses
    assert party_marks.may_hold("三方町は、会場を確保する。（別に定める。）", parties, set()) == []
    assert party_marks._mark.cache_info().misses == before + 1, "a bracket is there, and no more"
    assert party_marks.may_hold("会場の確保：講師の派遣", parties, set()) == []
    assert party_marks._mark.cache_info().misses == before + 1, "none of the parties is there"


def test_a_small_dataset_is_read_once_for_all_its_dumps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = tmp_path / "graph.nq"
    lines.write_text("".join(f'<urn:{at}> <urn:p> "x"@ja <urn:g> .\n' for at in range(9)), "utf-8")
    report = BuildReport(out="kg", base=DEFAULT_BASE, sources=())
    written = []
    for held, reads in ((site.HELD, 1), (0, len(site.DUMPS))):
        counted = Mock(wraps=read_lines)
        monkeypatch.setattr(site, "HELD", held)
        monkeypatch.setattr(site, "read_lines", counted)
        folder = tmp_path / f"held-{held}"
        site.write_site(folder, [lines], tmp_path, [], report)
        assert counted.call_count == reads
        written.append([(folder / f"renkei.{form}").read_bytes() for form in site.DUMPS])
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("text", "count"), [("", 1), ("\n", 2), ("甲", 1), ("甲\n", 2), ("\n\n甲\n乙", 4)]
)
def test_lines_hold_everything_but_their_ends(text: str, count: int) -> None:
    lines = list(lines_of(text))
    assert len(lines) == count
    assert [text[line.start : line.end] for line in lines] == text.split("\n")
