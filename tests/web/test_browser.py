"""What people do, in real Chromium under the pages' own policy: click, type, search, zoom, tab.

Needs Chromium, Node and `npm install` in the checkout. Where they are missing the tests are skipped,
unless RENKEI_BROWSER says that the machine was set up with them.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
EDITOR = ROOT / "mapping/renkei/publishing/pages/static/vendor/yasqe.min.js"
SECONDS = 280
SOURCE = "bb5483d0002baeadbf4a01b19c0e78c89d18bb0f758f37eda68a856ff6b3483b"
PHONE: dict[str, object] = {"viewport": {"width": 390, "height": 844}}
# 200 % zoom of a window 1280 wide is a window half as wide (WCAG 1.4.4, 1.4.10).
ZOOMED: dict[str, object] = {"viewport": {"width": 640, "height": 450}, "deviceScaleFactor": 2}
FORCED: dict[str, object] = {"forcedColors": "active"}
LIVE: tuple[tuple[str, dict[str, object]], ...] = (
    ("/", PHONE),
    ("/en/", ZOOMED),
    ("/", FORCED),
    ("/search?q=災害&theme=disaster-response", {}),
    ("/en/search", PHONE),
    ("/query/municipality-roles?municipality=02446", PHONE),
    ("/en/query/disaster-response-roles?theme=none", {}),
    ("/en/query/disaster-response-roles?theme=none", PHONE),
    ("/sparql", PHONE),
    ("/prefecture/02", {}),
    ("/en/prefecture/02", PHONE),
    ("/laws", PHONE),
    ("/en/law/322AC0000000067/252_2/1", {}),
    ("/city-region/43100", FORCED),
    ("/agreement/02203-02446-20170322", ZOOMED),
    (f"/source/{SOURCE}/view?start=838&end=915", PHONE),
    ("/nothing-here", PHONE),
    ("/en/city-region/43100", PHONE),
    ("/en/role-type/cooperate", FORCED),
    ("/municipality/43100", PHONE),
    ("/en/municipality/02446", {}),
    ("/regions", {}),
    ("/agreements", PHONE),
    ("/en/findings", PHONE),
    ("/about", {}),
    ("/en/sparql", FORCED),
    ("/ontology", PHONE),
)

Browse = Callable[..., dict[str, Any]]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        del format, args


@pytest.fixture(scope="session")
def browse() -> Browse:
    """Runs a task of browser.mjs on a server's address, and gives what was found there."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    node = shutil.which("node")
    wanted = (AXE, EDITOR, MODULES / "playwright-core" / "package.json")
    if not (chromium and node and all(path.is_file() for path in wanted)):
        said = "Chromium, Node or the packages of package.json are not installed (npm install)"
        if os.environ.get("RENKEI_BROWSER"):
            pytest.fail(said)
        pytest.skip(said)

    def run(base: str, task: str, **more: object) -> dict[str, Any]:
        given = {"base": base, "task": task, "axe": str(AXE), "modules": str(MODULES), **more}
        shown = subprocess.run(
            [str(node), str(Path(__file__).parent / "browser.mjs")],
            input=json.dumps({**given, "chromium": chromium}).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        assert shown.returncode == 0, shown.stderr.decode()[-2000:]
        seen: dict[str, Any] = json.loads(shown.stdout)
        assert seen["foreign"] == []
        return seen

    return run


@pytest.fixture
def live(server: Any) -> str:  # of conftest, which tests cannot import
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def static(site_kg: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(site_kg / "site"))
    host = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}"
    host.shutdown()
    host.server_close()


def test_a_newcomer_reads_the_clause_after_three_clicks(browse: Browse, live: str) -> None:
    role = "甲と連携して実施する事業について、協力して取り組む。"
    seen = browse(live, "newcomer", town="階上町", theme="災害対策 (1)", role=role)
    assert seen["complaints"] == []
    found = seen["found"]
    assert found["heading"].startswith("原文:")
    assert "".join(found["clause"].split()) == role
    assert found["colour"] == "rgb(255, 212, 61)"
    assert found["inView"]


def test_pages_under_axe_at_every_width(browse: Browse, live: str) -> None:
    seen = browse(live, "axe", pages=LIVE)
    assert seen["found"] == {}
    assert [each for each in seen["complaints"] if "/nothing-here" not in each] == []


def test_folded_groups_open_by_key_and_are_printed(browse: Browse, live: str) -> None:
    found = browse(live, "folded", path="/role-type/cooperate")["found"]
    assert found == {
        "groups": 5, "closed": False, "printed": True, "open": True, "next": True, "axe": [],
    }  # fmt: skip


def test_names_stay_beside_the_matrix(browse: Browse, live: str) -> None:
    """Scrolled to the right and down, the names of rows and columns stand where they stood."""
    found = browse(live, "matrix", path="/city-region/43100")["found"]
    before, after = found["before"], found["after"]
    assert found["marks"] > 20
    assert after["cells"] < before["cells"]
    assert abs(after["names"] - before["names"]) < 2
    assert abs(after["heads"] - before["heads"]) < 2


def test_keyboard_reaches_the_content_first(browse: Browse, live: str) -> None:
    found = browse(live, "keyboard")["found"]
    assert found == {"first": "skip", "main": "main", "order": ["INPUT", "BUTTON", "A"]}


def test_the_editor_asks_and_answers(browse: Browse, live: str) -> None:
    """Under the policy of the pages: what it complains of is the one wrong query that is sent."""
    seen = browse(live, "editor")
    found = seen["found"]
    assert found["found"] == []
    assert (found["editors"], found["rows"], found["left"]) == (1, 5, True)
    assert found["columns"] > 2
    assert found["problem"].startswith("SPARQLの文法に合いません")
    assert [each for each in seen["complaints"] if "400" not in each] == []


def test_questions_need_no_scripts(browse: Browse, live: str) -> None:
    found = browse(live, "withoutScripts")["found"]
    assert found["rows"] == 23
    assert "municipality=02446" in found["address"]
    assert found["invalid"] == "true"
    assert "無し" in found["words"]


def test_a_static_site_searches_as_the_server_does(browse: Browse, live: str, static: str) -> None:
    """The same address, the same hits: words without spaces, two words, widths, facets."""
    pages = [
        "/search/?q=災害対策",
        "/search/?q=災害+階上町",
        "/search/?q=ｉｃｔ&capacity=CoreCity",
        "/search/?q=&theme=disaster-response&prefecture=43",
        "/en/search/?q=none-of-it",
    ]
    here = browse(static, "search", pages=pages)
    there = browse(live, "search", pages=pages)
    assert here["complaints"] == there["complaints"] == []
    assert here["found"] == there["found"]
    assert here["found"]["axe"] == []
    assert here["found"][pages[1]][1] == 1
