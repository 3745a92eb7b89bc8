"""What stands between the start of a server and its first answer: counted, not timed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from pyoxigraph import Store

from renkei.publishing.documents import Documents
from renkei.publishing.pages.desk import Desk
from renkei.publishing.pages.site import Site
from renkei.store import open_store

# Directly used by a page, or below what is: each takes its time to load, so none comes by chance.
LIBRARIES = {
    "anyio", "budoux", "click", "h11", "httptools", "idna", "jinja2", "markupsafe", "pyoxigraph",
    "renkei", "sniffio", "starlette", "typing_extensions", "uvicorn", "uvloop",
}  # fmt: skip
# Rooms and modules that a page has no use for.
UNWANTED = (
    "renkei.cli.application", "renkei.cli.options", "renkei.cli.serving", "renkei.linking", "renkei.model", "renkei.parsing", "renkei.reading",
    "renkei.validation", "renkei.errors.kinds", "renkei.querying.query_faults",
    "renkei.querying.explaining", "renkei.querying.remote", "renkei.web.jsonapi",
    "renkei.web.openapi",
)  # fmt: skip
# Front doors and a table of names, which the command's faults are told by; nothing heavy is behind.
LIGHT = {"renkei.model", "renkei.reading", "renkei.reading.companions"}
_PROGRAM = """
import json, sys
from pathlib import Path
begun = set(sys.modules)
import renkei.cli
from renkei.cli.wanted import plainly
assert plainly(["kg", "--port", "8000"])
import renkei.web.serving
from renkei.publishing.pages.site import Site
from renkei.store import open_store
kg = Path(sys.argv[1])
site = Site(open_store(kg / "store", read_only=True), texts=kg / "site" / "source")
assert site.page("/", "ja")
print(json.dumps(sorted(set(sys.modules) - begun)))
"""


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[str] = []

    def query(self, text: str, **options: Any) -> Any:
        self.asked.append(text)
        return self.store.query(text, **options)


def test_the_first_page_loads_no_more_than_it_needs(kg: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(kg)], capture_output=True, text=True, check=True
    )
    loaded: list[str] = json.loads(done.stdout)
    packages = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    assert {name for name in packages if not name.startswith("_")} - LIBRARIES <= {"cython_runtime"}
    assert {name for name in loaded if name.startswith(UNWANTED)} <= LIGHT
    assert sum(name.startswith("renkei.") for name in loaded) < 85


def test_the_first_page_asks_six_times(kg: Path) -> None:
    """Three times for names, once for counts, once for the first answer, once for its metadata."""
    store: Any = Counting(open_store(kg / "store", read_only=True))
    site = Site(store, texts=kg / "site" / "source")
    assert len(store.asked) == 4
    assert site.page("/", "ja")
    assert len(store.asked) <= 6
    site.page("/", "en")
    assert len(store.asked) <= 7, "names and counts are not asked again"


def test_a_page_reads_no_vocabulary(kg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ontology, shapes and catalogue take longer to read than a page to write."""
    documents = Documents(open_store(kg / "store", read_only=True), site=kg / "site")
    words = documents.vocabulary
    assert len(words) > 150
    assert [path for path in words if not documents.is_vocabulary(path)] == []
    fresh = Documents(documents.store, site=kg / "site")
    monkeypatch.setattr(Documents, "vocabulary", property(lambda _: pytest.fail("read")))
    monkeypatch.setattr(Documents, "_catalogue", property(lambda _: pytest.fail("read")))
    for path in ("", "agreement/43100-43214-20160330", "search", "query/text-search", "themes"):
        assert not fresh.is_vocabulary(path)
        assert not fresh.is_catalogue(path)


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of templates as they are compiled; what is kept of them is kept in `tmp_path`."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    names: list[str | None] = []
    original = Environment.compile

    def counting(self: Environment, source: Any, name: str | None = None, *rest: Any) -> Any:
        names.append(name)
        return original(self, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", counting)
    return names


def _template(kg: Path) -> list[str]:
    """The names of the macros that pages share, out of their template."""
    desk = Desk(open_store(kg / "store", read_only=True), kg / "site" / "source")
    module = desk.environment.get_template("parts.html").module
    return sorted(name for name in vars(module) if not name.startswith("_"))


def test_a_template_is_compiled_once(kg: Path, compiled: list[str | None]) -> None:
    assert _template(kg) == _template(kg)
    assert compiled == ["parts.html"]


def test_a_damaged_one_is_compiled_again(
    kg: Path, compiled: list[str | None], tmp_path: Path
) -> None:
    sound = _template(kg)
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    whole = kept.read_bytes()
    damaged = whole[:-20] + b"\0" * 20
    for number, content in enumerate((damaged, whole[:50], b"", b"text"), start=1):
        kept.write_bytes(content)
        assert _template(kg) == sound
        assert len(compiled) == 1 + number
        assert kept.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(
    kg: Path, compiled: list[str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    _template(kg)
    _template(kg)
    assert len(compiled) == 2
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_no_fault(
    kg: Path, compiled: list[str | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(blocked))
    assert _template(kg)
    assert compiled == ["parts.html"]
