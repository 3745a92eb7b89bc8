"""The static site (静的サイト): every page, table and data document as a file, for any web host."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from pyoxigraph import Store

from renkei.graph import DEFAULT_BASE
from renkei.publishing.documents import Documents, written
from renkei.publishing.forms import ENDINGS
from renkei.publishing.hosting import rules
from renkei.publishing.pages.addresses import LANGUAGES
from renkei.publishing.pages.haste import at_hand, collecting_seldom
from renkei.publishing.pages.site import Site
from renkei.querying import questions, render


def write_pages(
    site: Path,
    store: Store,
    *,
    base: str = DEFAULT_BASE,
    url_path: str = "",
    origin: str = "",
    endpoint: str = "",
    live: str = "",
) -> int:
    """Write all pages into the folder of published files, and return how many files there are.

    `origin` is the scheme and host of the web site, as `https://example.org`; without it there is
    no sitemap, whose addresses must be absolute. `endpoint` is the SPARQL endpoint that the editor
    asks, `live` the address of a server of the same pages for forms. Files come one by one: memory does not grow with
    them. The same store gives the same bytes.
    """
    texts = site / "source"
    made = Site(
        at_hand(store),
        texts=texts,
        base=base,
        url_path=url_path,
        static=True,
        endpoint=endpoint,
        live=live,
    )
    count = 0
    with collecting_seldom():
        for path, content in _files(made, origin):
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            count += 1
    return count


def _files(site: Site, origin: str) -> Iterator[tuple[str, bytes]]:
    for path in site.paths():
        for language in LANGUAGES:
            page = site.page(path, language)
            if page is None:
                raise LookupError(path)
            yield file_of(path, language), page.html.encode()
    for asset in site.assets():
        yield asset.path.lstrip("/"), asset.body
    for language in LANGUAGES:
        index = json.dumps(site.search_index(language), ensure_ascii=False)
        yield f"static/search.{language}.json", index.encode()
    yield from _answers(site)
    yield from _documents(site)
    yield "404.html", site.not_found("ja").html.encode()
    yield "en/404.html", site.not_found("en").html.encode()
    yield from rules(site.desk.base, site.desk.url_path, site.desk.endpoint)
    yield "robots.txt", _robots(site, origin).encode()
    if origin:
        yield "sitemap.xml", _sitemap(site, origin).encode()


def file_of(path: str, language: str) -> str:
    """The file of a page's path.

    >>> file_of("/theme/tourism", "en")
    'en/theme/tourism/index.html'
    """
    prefix = "en" if language == "en" else ""
    return "/".join(part for part in (prefix, path.strip("/"), "index.html") if part)


def _answers(site: Site) -> Iterator[tuple[str, bytes]]:
    """The answers of the packaged questions for their defaults."""
    for asked in questions():
        answer = site.desk.default_answer(asked, "ja")
        if answer is not None:
            for form in ("csv", "json"):
                yield f"query/{asked.name}.{form}", render(answer, form, language="ja").encode()


def _documents(site: Site) -> Iterator[tuple[str, bytes]]:
    found = Documents(site.desk.store, base=site.desk.base, site=site.desk.texts.parent)
    for path in found.paths():
        quads = found.quads(path) or ()
        for ending in ENDINGS:
            yield f"{path}.{ending}", written(quads, ending)


def _robots(site: Site, origin: str) -> str:
    lines = ["User-agent: *", f"Disallow: {site.desk.url_path}/sparql", "Allow: /"]
    if origin:
        lines.append(f"Sitemap: {origin}{site.desk.url_path}/sitemap.xml")
    return "\n".join(lines) + "\n"


def _sitemap(site: Site, origin: str) -> str:
    addresses = site.desk.addresses
    lines = [
        f"<url><loc>{escape(origin + addresses.href(path, language))}</loc></url>"
        for path in site.paths()
        for language in LANGUAGES
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n' + "\n".join(lines) + "\n</urlset>\n"
