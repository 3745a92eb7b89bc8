"""Every kind of page under axe-core in real Chromium: WCAG 2.2 A and AA, and nothing wider than its window.

The kinds are the rows of page_kinds.csv, and no template is without one. Each is looked at in Japanese
and English; a plain run takes two of the four looks (width, forced colours) for each on the live
server, and on nginx the kinds that are different there. RENKEI_AXE=all takes every look on both.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from changed_bodies import write_texts
from chromium_driver import Browse

from renkei.publishing import build, pages, rendering
from renkei.publishing.pages import Site
from renkei.publishing.pages.desk import Desk, Shown
from renkei.store import open_store
from renkei.web.guard import HEADERS
from renkei.web.responses import ProblemError, detail

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "agreements"
AGREEMENT = "02203-02446-20170322"
LANGUAGES = ("ja", "en")
# Width of the window, and whether the system forces its colours; the second half completes the first.
LOOKS: tuple[Look, ...] = ((390, "none"), (1280, "none"), (390, "active"), (1280, "active"))
ALL = os.environ.get("RENKEI_AXE") == "all"
# These a site without a server shows otherwise.
OTHERWISE = frozenset({"question", "search", "sparql", "problem", "start"})
SECONDS = 3600
# A run of the browser takes minutes: in parts it can be shared among workers, and tells how far it is.
PARTS = 4
MADE: dict[int, tuple[str, dict[str, str]]] = {
    429: ("too-many-requests", {}),
    503: ("busy", {}),
    504: ("query-too-slow", {"seconds": "10"}),
}
Look = tuple[int, str]


class Kind(NamedTuple):
    name: str
    template: str
    hosts: str
    status: int
    path: str
    act: str
    reason: str

    def address(self, language: str) -> str:
        """The path in a language; what is negotiated and what is made at hand has one address."""
        prefix = "/en" if language == "en" and self.act not in {"negotiated", "made"} else ""
        return prefix + quote(self.path, safe="/?=&")


def _kinds() -> tuple[Kind, ...]:
    with (HERE / "page_kinds.csv").open(encoding="utf-8", newline="") as file:
        rows = [Kind(*row[:3], int(row[3]), *row[4:]) for row in list(csv.reader(file))[1:]]
    return tuple(rows)


KINDS = _kinds()


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with bodies that changed and an agreement that was amended, and their site."""
    folder = tmp_path_factory.mktemp("kinds")
    build([SAMPLES, write_texts(folder / "texts")], folder / "kg", pages=True)
    return folder / "kg"


@pytest.fixture(scope="module")
def site(kg: Path) -> Site:
    return Site(open_store(kg / "store", read_only=True), texts=kg / "site" / "source")


@pytest.fixture(scope="module")
def ports(hosted: Any, kg: Path) -> Iterator[Callable[[str], int]]:
    """The ports of the servers of this build by their names, each started when it is first asked for."""
    with ExitStack() as stack:

        @cache
        def port(name: str) -> int:
            return stack.enter_context(hosted(name, kg)).port

        yield port


def _made(site: Site, kind: Kind, language: str) -> str:
    """The HTML of a page that the server of these tests does not come to show."""
    if kind.template == "rendering/agreement":
        return rendering.html(rendering.render_agreement(AGREEMENT, site.desk.store))
    name, values = MADE[kind.status]
    words = detail(ProblemError(name, **values), language)
    return site.problem_page(kind.status, words, language, seconds="7").html


def _task(site: Site, kind: Kind, language: str, looks: Sequence[Look]) -> dict[str, object]:
    """What the browser is told to look at."""
    task = {**kind._asdict(), "path": kind.address(language), "language": language, "looks": looks}
    if kind.act == "negotiated":
        task["accept"] = "text/html"
    if kind.act == "made":
        headers = {} if kind.status == 200 else HEADERS
        task["body"] = {
            "body": _made(site, kind, language),
            "headers": {**headers, "content-type": "text/html; charset=utf-8"},
        }
    return task


def _tasks(site: Site, host: str) -> list[dict[str, object]]:
    """Every kind that a host has, in both languages, with the looks of this run."""
    kinds = [
        each
        for each in KINDS
        if each.hosts in {"both", host} and (ALL or host == "live" or each.template in OTHERWISE)
    ]
    return [
        _task(site, kind, language, LOOKS if ALL else (LOOKS[(at, 3 - at)[of_language]],))
        for number, kind in enumerate(kinds)
        for at in (number % 4,)
        for of_language, language in enumerate(LANGUAGES)
    ]


def _expected(tasks: list[dict[str, object]], complaint: str) -> bool:
    """Whether the browser only says what the row says: that the status is no success."""
    faults = {
        str(task["path"]).partition("?")[0]
        for task in tasks
        if task["status"] != 200 or task["act"] == "fault"
    }
    return "Failed to load resource" in complaint and complaint.startswith(tuple(faults))


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(
    "name", ["live", pytest.param("nginx", marks=pytest.mark.component("nginx"))]
)
def test_every_kind_of_page(
    browse: Browse, ports: Callable[[str], int], site: Site, name: str, part: int
) -> None:
    every = _tasks(site, name)
    assert len(every) >= (100 if name == "live" else 20)
    tasks = every[part::PARTS]
    seen = browse(f"http://127.0.0.1:{ports(name)}", "axe", seconds=SECONDS, pages=tasks)
    assert seen["found"]["wrong"] == {}
    assert seen["found"]["runs"] == len(tasks) * (len(LOOKS) if ALL else 1)
    assert [each for each in seen["complaints"] if not _expected(tasks, each)] == []


def _templates() -> set[str]:
    """The templates of whole pages: those that others build upon or call are none."""
    folder = Path(pages.__file__).parent / "templates"
    whole = {
        file.stem
        for file in folder.glob("*.html")
        if '{% extends "base.html" %}' in file.read_text("utf-8")
    }
    others = Path(rendering.__file__).parent / "templates"
    return whole | {f"rendering/{file.stem}" for file in others.glob("*.html")}


def test_no_template_is_missing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows name the template of each page, and every template has a row."""
    assert {kind.template for kind in KINDS} == _templates()
    rendered: list[str] = []

    def noting(desk: Desk, shown: Shown, path: str, language: str) -> str:
        del desk, path, language
        rendered.append(shown.template)
        return ""

    monkeypatch.setattr(Desk, "render", noting)
    plain = [kind for kind in KINDS if kind.status == 200 and kind.act != "made"]
    for kind in plain:
        site.page(kind.path.partition("?")[0], "ja")
    assert rendered == [kind.template for kind in plain]
    assert len(rendered) > 45
