"""What a build loads and makes: counted, since seconds depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from renkei.linking import forms
from renkei.parsing.text.view import lines_of

ROOT = Path(__file__).parents[2]
HEAVY = {"rdflib", "rdflib.plugins.sparql", "pyshacl", "jinja2", "renkei.parsing.schedules.reader"}
"""A library of each kind that takes long to load, and a module of the parser."""
KNOWN = "import json, sys\nprint(json.dumps(sorted(sys.modules)))\n"
PARTS = """
import sys
from pathlib import Path
from renkei.publishing.pipeline import make_parts
from renkei.publishing.settings import Settings
text = Path(sys.argv[1])
part, = make_parts(text.read_bytes(), text.name, Path(sys.argv[2]), Settings())
assert part.agreements[0].violations == ()
assert part.agreements[0].warnings == 0
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


def test_an_agreement_in_order_needs_no_shacl_engine(tmp_path: Path) -> None:
    loaded = _loaded(PARTS, ROOT / "agreements" / "kumamoto-aso.txt", tmp_path)
    assert loaded == {"rdflib", "renkei.parsing.schedules.reader"}


def test_the_pattern_of_verbal_nouns_shares_its_endings() -> None:
    # Each verb with endings of its own made 150,000 letters, and seconds to compile them.
    assert len(forms._NOUN.pattern) < 50_000


@pytest.mark.parametrize(
    ("text", "count"), [("", 1), ("\n", 2), ("甲", 1), ("甲\n", 2), ("\n\n甲\n乙", 4)]
)
def test_lines_hold_everything_but_their_ends(text: str, count: int) -> None:
    lines = list(lines_of(text))
    assert len(lines) == count
    assert [text[line.start : line.end] for line in lines] == text.split("\n")
