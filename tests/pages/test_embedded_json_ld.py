"""JSON-LD inside pages: two processors read it, and it holds what the document says of the thing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import Graph

from renkei.publishing.pages.embedding import data_path, shown_thing

if TYPE_CHECKING:
    from conftest import Written

BASE = "https://w3id.org/renkei"
# The block in the head of a page; nothing in it may look like the end of the element.
BLOCK = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
KINDS = {
    "agreement": 5,
    "agreement/initiative": 92,
    "municipality": 10,
    "city-region": 5,
    "theme": 42,
    "policy-field": 30,
}


def _pages(folder: Path) -> list[str]:
    found = (path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    return sorted(f"/{path}" for path in found if shown_thing(f"/{path}", BASE))


def test_every_page_of_a_thing_says_it_as_data(written: Written) -> None:
    pages = _pages(written.folder)
    for kind, count in KINDS.items():
        parts = kind.split("/")
        deep = [page for page in pages if page.split("/")[1] == parts[0]]
        inside = [page for page in deep if ("/initiative/" in page) == (len(parts) > 1)]
        assert len(inside) == count, kind
    for page in pages:
        assert len(BLOCK.findall(_html(written, page))) == 1, page


def _html(written: Written, page: str, language: str = "") -> str:
    return (written.folder / f"{language}{page}".strip("/") / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "page",
    [
        "/agreement/43100-43214-20160330",
        "/agreement/43100-43214-20160330/initiative/3.1.8",
        "/municipality/02446",
        "/city-region/43100",
        "/theme/tourism",
        "/role-type",
    ],
)
def test_it_is_what_the_document_says_of_the_thing(written: Written, page: str) -> None:
    block = BLOCK.findall(_html(written, page))[0]
    assert BLOCK.findall(_html(written, page, "en")) == [block]
    thing = shown_thing(page, BASE)
    document = (written.folder / f"{data_path(page)[1:]}.jsonld").read_bytes()
    about = {
        str(quad.triple)
        for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)
        if quad.subject == ox.NamedNode(thing)
    }
    embedded = {str(q.triple) for q in ox.parse(block.encode(), format=ox.RdfFormat.JSON_LD)}
    assert embedded == about
    assert len(Graph().parse(data=block, format="json-ld")) == len(about) > 2
