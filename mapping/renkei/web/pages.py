"""The pages of the live server (動的な頁): those of the site, with search and questions answered."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping

from pyoxigraph import NamedNode, RdfFormat, serialize
from starlette.requests import Request

from renkei.graph.vocabulary import DEFAULT_BASE, PREFIXES
from renkei.publishing.pages.site import Page
from renkei.querying import Answer, UsageError, question
from renkei.web import asking
from renkei.web.builds import Build
from renkei.web.documents import SCHEMES
from renkei.web.requests import Parameters, client_of, query_string
from renkei.web.responses import Content, ProblemError

_Maker = Callable[[Request, Build, str, str, Parameters], Awaitable[Page | None]]
MEDIA = "text/html; charset=utf-8"
_FACETS = ("region", "prefecture", "field", "theme", "role_type", "capacity")
# A page of a thing: `agreement/43100-43214-20160330`, `…/initiative/3.1.8`; no list, no tool.
_THING = re.compile(
    r"(agreement|municipality|city-region)/([A-Za-z0-9-]+)(/initiative/[A-Za-z0-9._-]+)?"
)
# The address of the view of a source text, with its checksum.
_VIEW = re.compile(r"source/([0-9a-f]{64})/view")
_LONGEST = 300


def split_language(path: str) -> tuple[str, str]:
    """A path without the prefix of its language, and the language.

    >>> split_language("/en/themes/"), split_language("/english"), split_language("/")
    (('themes', 'en'), ('english', 'ja'), ('', 'ja'))
    """
    trimmed = path.strip("/")
    if trimmed == "en" or trimmed.startswith("en/"):
        return trimmed[3:], "en"
    return trimmed, "ja"


async def page(request: Request, build: Build, path: str, language: str) -> Content:
    """The page at a path (without language) as HTML; raises `ProblemError` if there is none."""
    if not path.isascii() or len(path) > _LONGEST or "//" in path:
        raise ProblemError("not-found")
    parameters = query_string(request)
    if parameters and (maker := _dynamic(path)):
        found = await maker(request, build, path, language, parameters)
        return _content(found, build, path)
    if (kept := build.cache.get(("page", path, language))) is not None:
        return kept
    content = await asyncio.to_thread(_static, build, path, language)
    build.cache.put(("page", path, language), content)
    return content


def _static(build: Build, path: str, language: str) -> Content:
    found = build.site.page(f"/{path}", language)
    content = _content(found, build, path)
    # Packed here, in the thread that made it.
    content.packed  # noqa: B018  # the property keeps what it computes
    return content


def _content(found: Page | None, build: Build, path: str) -> Content:
    if found is None:
        raise ProblemError("not-found")
    html = embedded(found.html, build, path)
    return Content(html.encode(), MEDIA, build.modified, _links(build, path))


def _links(build: Build, path: str) -> dict[str, str]:
    """Where the same thing is as data (RFC 8288), and which address is the one to keep."""
    thing = _thing(build, path)
    headers = {"vary": "Accept"}
    if thing is not None:
        data = (
            path
            if path.split("/", maxsplit=1)[0] in SCHEMES
            else "data/" + "/".join(path.split("/")[:2])
        )
        prefix = build.site.desk.url_path
        links = [
            f'<{prefix}/{data}.{ending}>; rel="alternate"; type="{media}"'
            for ending, media in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"))
        ]
        links.append(f'<{thing}>; rel="describes"')
        headers["link"] = ", ".join(links)
    return headers


def _thing(build: Build, path: str) -> str | None:
    """The IRI of what a page shows, if it shows one thing."""
    if _THING.fullmatch(path):
        return f"{build.base}/id/{path}"
    if path.split("/", maxsplit=1)[0] in SCHEMES:
        return f"{DEFAULT_BASE}/{path}"
    return None


def embedded(html: str, build: Build, path: str) -> str:
    """A page with what the graph says of its subject as JSON-LD, for search engines."""
    thing = _thing(build, path)
    if thing is None or '<script type="application/ld+json">' in html:
        return html
    quads = build.store.quads_for_pattern(NamedNode(thing), None, None)
    triples = sorted({quad.triple for quad in quads}, key=str)
    if not triples:
        return html
    written = serialize(triples, format=RdfFormat.JSON_LD, prefixes=PREFIXES) or b"{}"
    # `<` and `>` as escapes: no text of a source can close the element.
    safe = json.dumps(json.loads(written), ensure_ascii=False)
    for char in "<>&":
        safe = safe.replace(char, f"\\u{ord(char):04x}")
    block = f'<script type="application/ld+json">{safe}</script>\n</head>'
    return html.replace("</head>", block, 1)


def _dynamic(path: str) -> _Maker | None:
    if path == "search":
        return _search
    if path.startswith("query/"):
        return _question
    return _view if _VIEW.fullmatch(path) else None


async def _search(
    request: Request, build: Build, path: str, language: str, given: Parameters
) -> Page | None:
    del request, path
    facets = {name: given[name][:_LONGEST] for name in _FACETS if name in given}
    words = given.get("q", "")[:_LONGEST]
    return await asyncio.to_thread(build.site.search_page, words, facets, language)


async def _view(
    request: Request, build: Build, path: str, language: str, given: Parameters
) -> Page | None:
    del request
    found = _VIEW.fullmatch(path)
    start, end = given.get("start", ""), given.get("end", "")
    if found is None or not (start.isdecimal() and end.isdecimal()) or len(start + end) > 20:  # noqa: PLR2004  # no text is that long
        raise ProblemError("bad-parameter", name="start, end")
    return await asyncio.to_thread(build.site.source_view, found[1], int(start), int(end), language)


async def _question(
    request: Request, build: Build, path: str, language: str, given: Parameters
) -> Page | None:
    name = path.removeprefix("query/")
    params = {key: value for key, value in given.items() if value}
    try:
        asked = question(name)
    except UsageError as error:
        raise asking.usage(error) from error
    answer, problem = None, ""
    try:
        answer = await asking.answer(asked, build, params, client_of(request))
    except UsageError as error:
        problem = error.message("en" if language == "en" else "ja")
    return await asyncio.to_thread(_question_page, build, name, language, params, answer, problem)


def _question_page(
    build: Build,
    name: str,
    language: str,
    params: Mapping[str, str],
    answer: Answer | None,
    problem: str,
) -> Page:
    return build.site.question_page(name, language, params=params, answer=answer, problem=problem)
