"""What people do, in real Chromium under the pages' own policy: click, type, search, zoom, tab."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from chromium_driver import Browse


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        del format, args


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


@pytest.mark.parametrize("width", [1280, 390])
def test_the_same_way_by_the_keyboard(browse: Browse, live: str, width: int) -> None:
    """Tab and Enter alone; what has the focus is seen, and so is the clause at the end."""
    role = "甲と連携して実施する事業について、協力して取り組む。"
    options = {"viewport": {"width": width, "height": 844}}
    way = {"town": "階上町", "theme": "災害対策 (1)", "role": role}
    found = browse(live, "newcomerByKeyboard", options=options, **way)["found"]
    assert all(step["seen"] and step["ring"] for step in found["steps"]), found["steps"]
    assert all(step["presses"] < 60 for step in found["steps"]), found["steps"]
    assert "".join(found["clause"].split()) == role
    assert found["inView"]
    assert found["over"] <= 0


def test_folded_groups_open_by_key_and_are_printed(browse: Browse, live: str) -> None:
    found = browse(live, "folded", path="/role-type/cooperate")["found"]
    assert found == {
        "groups": 5, "closed": False, "printed": True, "open": True, "next": True, "axe": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "lines", "reason"),
    [
        (
            "/query/municipality-roles?municipality=02446&theme=disaster-response",
            [["市区町村（コードか名称）", "階上町"], ["施策テーマ", "災害対策"]],
            "値は名称で刷る",
        ),
        (
            "/en/query/municipality-roles?municipality=階上町",
            [["Municipality (code or name)", "階上町"], ["Theme", "Any"]],
            "書かれたとおりの値と、指定のない欄",
        ),
        (
            "/search?q=防災&theme=disaster-response",
            [["取組や役割の言葉で探す", "防災"], ["施策テーマ", "災害対策"]],
            "検索も同じ",
        ),
    ],
)
def test_paper_says_what_was_asked_and_has_no_form(
    browse: Browse, live: str, path: str, lines: list[list[str]], reason: str
) -> None:
    found = browse(live, "onPaper", path=path, parts=["form.ask", "button", "main h2"])["found"]
    assert found["lines"] == lines, reason
    assert found["seen"] == {"form.ask": False, "button": False, "main h2": True}
    assert not found["onScreen"]


def test_names_stay_beside_the_matrix(browse: Browse, live: str) -> None:
    """Scrolled to the right and down, the names of rows and columns stand where they stood."""
    found = browse(live, "matrix", path="/city-region/43100")["found"]
    before, after = found["before"], found["after"]
    assert found["marks"] > 20
    assert after["cells"] < before["cells"]
    assert abs(after["names"] - before["names"]) < 2
    assert abs(after["heads"] - before["heads"]) < 2


def test_words_of_the_diagram_stand_apart(browse: Browse, live: str) -> None:
    """With the fonts that are really there no words lie on others, on a class or outside."""
    found = browse(live, "diagram", pages=["/ontology", "/en/ontology"])["found"]
    for path, each in found.items():
        assert each["words"] > 40, path
        assert each["wrong"] == [], path


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
