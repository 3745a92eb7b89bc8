"""The whole static site of the samples, read as a browser and a crawler would."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import html5rdf  # type: ignore[import-untyped]  # rdflib brings it, without types
import pytest

from renkei.publishing.pages.writing import write_pages

if TYPE_CHECKING:
    from conftest import Written

# One page of each kind: what html5rdf, slow but strict, reads in both languages.
KINDS = (
    "",
    "agreement/02203-02446-20170322",
    "agreement/35203-35213-20170330",
    "agreement/02203-02446-20170322/initiative/3.1.8",
    "municipality/02446",
    "prefecture/02",
    "law/322AC0000000067/252_2/1",
    "laws",
    "city-region/43100",
    "theme/disaster-response",
    "role-type/lead",
    "policy-field/living-functions",
    "provision-type/meeting",
    "theme",
    "agreements",
    "municipalities",
    "regions",
    "themes",
    "policy-fields",
    "ontology",
    "search",
    "query",
    "query/disaster-response-roles",
    "query/municipality-roles",
    "sparql",
    "findings",
    "about",
    "source/bb5483d0002baeadbf4a01b19c0e78c89d18bb0f758f37eda68a856ff6b3483b/view",
)

# What the thing of a page says of itself, as data: `<script type="application/ld+json">[…]</script>`.
LOADED = re.compile(r'<script src="/static/[a-z]+\.[0-9a-f]{12}\.js" defer></script>')
"""A script in a file of ours: `<script src="/static/search.0123456789ab.js" defer></script>`; nothing inline."""
DATA_BLOCK = re.compile(r'<script type="application/ld\+json">[^<]*</script>')


# These pages name terms of other vocabularies, whose IRIs often begin with http://.
VOCABULARY = {"ontology", "ns"}


@dataclass
class Seen(HTMLParser):
    """What a page holds, as far as these tests ask."""

    title: str = ""
    language: str = ""
    ids: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)
    headings: list[int] = field(default_factory=list)
    landmarks: Counter[str] = field(default_factory=Counter)
    unlabelled: list[str] = field(default_factory=list)
    unscoped: int = 0
    labels: set[str] = field(default_factory=set)
    in_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag in {"a", "link"} and given.get("href"):
            self.links.add(str(given["href"]))
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag in {"main", "header", "footer"}:
            self.landmarks[tag] += 1
        if tag == "label":
            self.labels.add(str(given["for"]))
        if tag in {"input", "select", "textarea"}:
            self.unlabelled.append(str(given.get("id")))
        self.unscoped += tag == "th" and "scope" not in given
        self.language = str(given["lang"]) if tag == "html" else self.language
        self.in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self.in_title = self.in_title and tag != "title"


@pytest.fixture(scope="session")
def seen(written: Written) -> dict[str, Seen]:
    pages = {}
    for path in sorted(written.folder.rglob("*.html")):
        page = Seen()
        page.feed(path.read_text("utf-8"))
        pages[path.relative_to(written.folder).as_posix()] = page
    return pages


def test_every_page_is_in_both_languages(seen: dict[str, Seen]) -> None:
    japanese = {name for name in seen if not name.startswith("en/")}
    english = {name.removeprefix("en/") for name in seen if name.startswith("en/")}
    assert japanese == english
    assert len(japanese) > 250
    for name, page in seen.items():
        assert page.language == ("en" if name.startswith("en/") else "ja"), name


def test_the_ontology_s_page_is_one_of_the_site(seen: dict[str, Seen]) -> None:
    """It is written once, with header and footer, and its files lie where it says."""
    for name in ("ontology/index.html", "en/ontology/index.html"):
        page = seen[name]
        assert {"Provision", "roleType", "-diagram", "-changes"} <= set(page.ids)
        assert page.landmarks["header"] == 1
        assert "/ontology/renkei.ttl" in page.links, sorted(page.links)[:9]


def test_titles_are_unique(seen: dict[str, Seen]) -> None:
    for prefix in ("en/", ""):
        titles = Counter(
            page.title for name, page in seen.items() if name.startswith("en/") == bool(prefix)
        )
        assert [title for title, count in titles.items() if count > 1] == []
        assert all(titles)


def test_structure_for_assistive_technology(seen: dict[str, Seen]) -> None:
    for name, page in seen.items():
        assert [each for each, count in page.ids.items() if count > 1] == [], name
        assert page.headings.count(1) == 1, name
        assert page.headings[0] == 1, name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(below <= above + 1 for above, below in steps), name
        assert page.landmarks == {"main": 1, "header": 1, "footer": 1}, name
        assert set(page.unlabelled) <= page.labels, name
        assert page.unscoped == 0, name


def test_no_internal_link_is_dead(written: Written, seen: dict[str, Seen]) -> None:
    checked = 0
    for name, page in seen.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                terms = name.removeprefix("en/").partition("/")[0] in VOCABULARY
                assert parts.scheme in ({"http", "https"} if terms else {"https"}), (name, link)
                continue
            checked += 1
            target = _target(written.folder, unquote(parts.path), name)
            assert target.is_file(), (name, link)
            if parts.fragment:
                at = target.relative_to(written.folder).as_posix()
                assert unquote(parts.fragment) in seen[at].ids, (name, link)
    assert checked > 10_000


def _target(folder: Path, path: str, name: str) -> Path:
    if not path:
        return folder / name
    found = folder / path.lstrip("/")
    return found / "index.html" if found.is_dir() else found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["", "en/"])
def test_page_is_valid_html(written: Written, kind: str, language: str) -> None:
    text = (written.folder / f"{language}{kind}" / "index.html").read_text("utf-8")
    html5rdf.HTMLParser(strict=True).parse(text)
    text = LOADED.sub("", DATA_BLOCK.sub("", text))
    if kind in VOCABULARY:
        assert "src=" not in text
    else:
        plain = text.replace("http://www.w3.org", "").replace("http://purl.org", "")
        assert "http://" not in plain
    assert "<script" not in text


def test_disaster_roles_of_a_town_in_three_clicks(written: Written, seen: dict[str, Seen]) -> None:
    start = seen["index.html"]
    town = "/municipality/02446"
    assert town in start.links
    page = (written.folder / "municipality/02446/index.html").read_text("utf-8")
    role = "甲と連携して実施する事業について、協力して取り組む。"
    assert role in page
    clauses = {link for link in seen["municipality/02446/index.html"].links if "#char-" in link}
    source = next(iter(clauses)).partition("#")[0].strip("/")
    anchors = seen[f"{source}/index.html"].ids
    assert {link.partition("#")[2] for link in clauses} <= set(anchors)
    assert role in (written.folder / "index.html").read_text("utf-8")


def test_correction_and_unread_are_told(written: Written) -> None:
    page = (written.folder / "agreement/35203-35213-20170330/index.html").read_text("utf-8")
    assert '<del lang="ja">美祿市</del>' in page
    page = (written.folder / "agreement/02203-02446-20170322/index.html").read_text("utf-8")
    assert page.count('id="unread-') == 21


def test_same_store_same_bytes(written: Written, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "source").mkdir(parents=True)
    for path in (written.folder / "source").glob("*.txt"):
        (site / "source" / path.name).write_bytes(path.read_bytes())
    for name in ("findings.json", "catalog.ttl", "void.ttl"):
        (site / name).write_bytes((written.folder / name).read_bytes())
    assert write_pages(site, written.store, origin="https://example.org") == written.files
    for path in site.rglob("*"):
        if path.is_file():
            other = written.folder / path.relative_to(site)
            assert path.read_bytes() == other.read_bytes(), path


def test_files_for_hosts(written: Written) -> None:
    names = [".server/nginx.conf", ".server/Caddyfile", ".server/htaccess", "robots.txt"]
    for name in names:
        assert (written.folder / name).read_text("utf-8"), name
    sitemap = (written.folder / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.org/en/theme/tourism</loc>" in sitemap
    assert (written.folder / "data/agreement/43100-43214-20160330.ttl").is_file()
