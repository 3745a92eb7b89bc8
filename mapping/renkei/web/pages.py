"""The pages of the live server (動的な頁): those of the site, with search and questions answered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request

from renkei.publishing.forms import RDF
from renkei.publishing.pages.embedding import data_path, shown_thing
from renkei.publishing.pages.site import Page
from renkei.publishing.pages.tools import ROWS_SHOWN, Problem
from renkei.publishing.pages.wording import say
from renkei.querying import UsageError, question
from renkei.querying.answers import Part
from renkei.querying.wording import LISTS
from renkei.web import asking
from renkei.web.builds import Build
from renkei.web.requests import Parameters, client_of, query_string
from renkei.web.responses import Content, ProblemError
from renkei.web.windows import window, without_window

_Maker = Callable[[Request, Build, str, str, Parameters], Awaitable[Page | None]]
MEDIA = "text/html; charset=utf-8"
_FACETS = ("region", "prefecture", "field", "theme", "role_type", "capacity")
# The address of the view of a source text, with its checksum.
_VIEW = re.compile(r"source/([0-9a-f]{64})/view")
_LONGEST = 300
_FIELDS = {
    "unknown-parameter": "field_unknown",
    "missing-parameter": "field_missing",
    "bad-value": "field_bad_value",
    "unknown-value": "field_unknown_value",
    "ambiguous-value": "field_ambiguous_value",
}


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
    return Content(found.html.encode(), MEDIA, build.modified, _links(build, path))


def _links(build: Build, path: str) -> dict[str, str]:
    """Where the same thing is as data (RFC 8288), and which thing it is."""
    data = data_path(path)
    if not data:
        return {}
    prefix = build.site.desk.url_path
    links = [
        f'<{prefix}{data}.{form.ending}>; rel="alternate"; type="{form.media}"' for form in RDF
    ]
    if thing := shown_thing(path, build.base):
        links.append(f'<{thing}>; rel="describes"')
    headers = {"link": ", ".join(links)}
    if not data.startswith("/data/"):
        # Page and data have one address.
        headers["vary"] = "Accept"
    return headers


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
    try:
        asked = question(name)
    except UsageError as error:
        raise asking.usage(error) from error
    offset, limit = window(given, usual=ROWS_SHOWN, most=ROWS_SHOWN)
    # Names in the language of the page, as its form shows, unless another is asked for.
    tags = {each.name: language for each in asked.params if each.type == "language"}
    params = {**tags, **{key: value for key, value in without_window(given).items() if value}}
    answer, problem = None, None
    try:
        answer = await asking.answer(asked, build, params, client_of(request))
    except UsageError as error:
        problem = Problem(_words(error, language), error.values.get("name", ""))
    part = Part(offset, limit, answer.total if answer else 0).within
    making = partial(build.site.question_page, name, language, params=params)
    return await asyncio.to_thread(making, answer=answer, problem=problem, part=part)


def _words(error: UsageError, language: str) -> str:
    """What is wrong with the value of a field, without the names that commands know it by."""
    if (key := _FIELDS.get(error.kind)) is None:
        return error.message("en" if language == "en" else "ja")
    # Names of parameters mean nothing to who fills in a form, so only values are proposed.
    known = () if error.kind == "unknown-parameter" else error.candidates
    before, between, after = LISTS["en" if language == "en" else "ja"]
    proposed = before + between.join(known) + after if known else ""
    return say(key, language, **error.values) + proposed
