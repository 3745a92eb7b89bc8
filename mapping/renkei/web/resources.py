"""Things, documents and files behind an address (参照解決): each of them content or a redirect."""

from __future__ import annotations

import asyncio
import re
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

from renkei.publishing.documents import split, written
from renkei.publishing.forms import HTML, RDF, Form
from renkei.publishing.pages.addresses import page_of_catalogue
from renkei.web import negotiation
from renkei.web.builds import Build
from renkei.web.formats import FILE_TYPES, by_ending
from renkei.web.responses import Content, ProblemError, redirect

# A SHA-256 in hexadecimal, as it stands in an address: `4669bf9e…43`, 64 digits and nothing else.
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHOWN = ("agreement", "municipality", "city-region", "prefecture", "law")
_VARY_PAGE = "Accept, Accept-Language"


async def thing(request: Request, build: Build, path: str) -> Response:
    """303 from a thing to the page or the data about it, as the client prefers.

    Raises `ProblemError` if there is no such thing or no form suits.
    """
    found = build.documents.thing(path)
    if found is None:
        raise ProblemError("not-found")
    shown = path.split("/", maxsplit=1)[0] in _SHOWN
    form = chosen(request, (HTML, *RDF) if shown else RDF)
    if form == HTML:
        return _to_page(request, build, build.site.desk.addresses.page_of(found))
    vary = _VARY_PAGE if shown else "Accept"
    return _to_data(build, build.documents.document_of(path), form, vary)


def of_catalogue(request: Request, build: Build, path: str) -> Response:
    """303 from a dataset, service or agent of the catalogue to a page or its data."""
    form = chosen(request, (HTML, *RDF))
    if form == HTML:
        return _to_page(request, build, page_of_catalogue(path))
    return _to_data(build, path, form, _VARY_PAGE)


def _to_page(request: Request, build: Build, page: str) -> Response:
    language = negotiation.language(request.headers.get("accept-language"))
    return redirect(build.site.desk.addresses.href(page, language), vary=_VARY_PAGE)


def _to_data(build: Build, path: str, form: Form, vary: str = "Accept") -> Response:
    href = build.site.desk.addresses.plain_href(f"/{path}.{form.ending}")
    return redirect(href, vary=vary)


async def graph(request: Request, build: Build, path: str) -> Content | Response:
    """A named graph: with an ending its file, without one 303 to it; raises `ProblemError`."""
    if split(path)[1]:
        return await data(request, build, path)
    form = chosen(request, RDF)
    if await asyncio.to_thread(build.documents.quads, path) is None:
        raise ProblemError("not-found")
    return _to_data(build, path, form)


def chosen(request: Request, offered: tuple[Form, ...]) -> Form:
    """The form that a client wants; raises `ProblemError` if none suits."""
    form = negotiation.best_form(request.headers.get("accept"), offered)
    if form is None:
        raise not_acceptable([form.media for form in offered])
    return form


def not_acceptable(offered: list[str]) -> ProblemError:
    """No form suits; the problem names those on offer."""
    return ProblemError("not-acceptable", offered=", ".join(dict.fromkeys(offered)))


async def data(request: Request, build: Build, path: str) -> Content:
    """A data document by its ending, or by Accept where it has none; raises `ProblemError`."""
    bare, ending = split(path)
    form = by_ending(RDF, ending) or chosen(request, RDF)
    key = ("data", path, form.ending)
    if (kept := build.cache.get(key)) is not None:
        return kept
    vary = {} if ending else {"vary": "Accept"}
    content = await asyncio.to_thread(_document, build, bare, form, vary)
    build.cache.put(key, content)
    return content


def _document(build: Build, path: str, form: Form, vary: dict[str, str]) -> Content:
    quads = build.documents.quads(path)
    if quads is None:
        raise ProblemError("not-found")
    headers = {"link": _links(build, path, form), **vary}
    content = Content(written(quads, form.ending), form.content_type, build.modified, headers)
    # Packed here, in the thread that made it.
    content.packed  # noqa: B018  # the property keeps what it computes
    return content


def _links(build: Build, path: str, form: Form) -> str:
    """Canonical, alternate and describing addresses of a document (RFC 8288)."""
    prefix = build.site.desk.url_path
    links = [f'<{prefix}/{path}.{form.ending}>; rel="canonical"']
    links += [
        f'<{prefix}/{path}.{other.ending}>; rel="alternate"; type="{other.media}"' for other in RDF
    ]
    links.append(f'<{prefix}/ns>; rel="describedby"')
    kind, _, rest = path.partition("/")
    if kind == "data":
        links.append(f'<{build.base}/id/{rest}>; rel="describes"')
        if rest.partition("/")[0] in _SHOWN:
            links.append(f'<{prefix}/{rest}>; rel="alternate"; type="{HTML.media}"')
    return ", ".join(links)


async def source(build: Build, sha256: str) -> Content:
    """A source text as it is, in UTF-8; raises `ProblemError`."""
    if not _SHA256.fullmatch(sha256.removesuffix(".txt")):
        raise ProblemError("not-found")
    sha256 = sha256.removesuffix(".txt")
    prefix = build.site.desk.url_path
    links = f'<{prefix}/source/{sha256}/view>; rel="alternate"; type="{HTML.media}"'
    return await file(build, f"source/{sha256}.txt", {"link": links})


async def file(build: Build, name: str, headers: dict[str, str] | None = None) -> Content:
    """A publishable file of the build; raises `ProblemError`. No other path is ever opened."""
    path = build.files.get(name)
    if path is None:
        raise ProblemError("not-found")
    key = ("file", name)
    if (kept := build.cache.get(key)) is not None:
        return kept
    body = await asyncio.to_thread(path.read_bytes)
    media = FILE_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
    content = Content(body, media, build.modified, headers or {})
    build.cache.put(key, content)
    return content


def asset(build: Build, path: str) -> Content | None:
    """A style sheet or a table of a picture, if the pages have one at this path."""
    found = build.site.asset(f"/{path}")
    if found is None:
        return None
    return Content(found.body, found.media_type, build.modified)


async def catalogue(request: Request, build: Build, path: str) -> Content | Response:
    """The catalogue: to people 303 to the page about the data, else RDF by Accept.

    Raises `ProblemError` if the build has none or no form suits.
    """
    del path
    form = chosen(request, (HTML, *RDF))
    if form == HTML:
        return _to_page(request, build, page_of_catalogue("catalog"))
    found = await file(build, f"catalog.{form.ending}")
    return Content(found.body, found.media, found.modified, {"vary": "Accept"})
