"""Things, documents and files behind an address (参照解決): each of them content or a redirect."""

from __future__ import annotations

import asyncio
import re
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import Response

from renkei.publishing.pages.addresses import Addresses
from renkei.web import negotiation
from renkei.web.builds import Build
from renkei.web.documents import SCHEMES, Documents, written
from renkei.web.formats import FILE_TYPES, HTML, RDF, Form, by_ending, by_media, media_types
from renkei.web.responses import Content, ProblemError, redirect

# A SHA-256 in hexadecimal, as it stands in an address: `4669bf9e…43`, 64 digits and nothing else.
_SHA256 = re.compile(r"[0-9a-f]{64}")
# A path with the ending of a form of RDF: `agreement/43100-….ttl`; not `initiative/3.1.8`.
_WITH_ENDING = re.compile(r"(?P<path>.+)\.(?P<ending>ttl|jsonld|trig|nt|nq|rdf)")


def documents(build: Build) -> Documents:
    """The data documents of a build."""
    return Documents(build.store, build.base)


async def thing(request: Request, build: Build, path: str) -> Response:
    """303 from a thing to the page or the data about it, as the client prefers.

    Raises `ProblemError` if there is no such thing or no form suits.
    """
    found = documents(build).thing(path)
    if found is None:
        raise ProblemError("not-found")
    addresses = Addresses(build.base, build.site.desk.url_path)
    page = addresses.page_of(found)
    shown = bool(page) and path.split("/", maxsplit=1)[0] in {
        "agreement",
        "municipality",
        "city-region",
    }
    document = documents(build).document_of(path)
    offered = (*((HTML,) if shown else ()), *media_types(RDF))
    media = _chosen(request, offered)
    if media == HTML:
        language = negotiation.language(request.headers.get("accept-language"))
        return redirect(addresses.href(page, language), vary="Accept, Accept-Language")
    form = by_media(RDF, media)
    return redirect(addresses.plain_href(f"/data/{document}.{form.ending}"))


def graph(request: Request, build: Build, path: str) -> Response:
    """303 from a named graph to the document that holds it; raises `ProblemError`."""
    form = by_media(RDF, _chosen(request, media_types(RDF)))
    prefix = build.site.desk.url_path
    if documents(build).quads(f"graph/{path}") is None:
        raise ProblemError("not-found")
    return redirect(f"{prefix}/data/graph/{path}.{form.ending}")


def _chosen(request: Request, offered: tuple[str, ...]) -> str:
    media = negotiation.best(request.headers.get("accept"), offered)
    if media is None:
        raise not_acceptable(offered)
    return media


def not_acceptable(offered: tuple[str, ...]) -> ProblemError:
    """No form suits; the problem names those on offer."""
    return ProblemError("not-acceptable", offered=", ".join(dict.fromkeys(offered)))


def wants_html(request: Request) -> bool:
    """Whether a client would rather see a page than RDF; raises `ProblemError` if neither suits."""
    return _chosen(request, (HTML, *media_types(RDF))) == HTML


async def data(request: Request, build: Build, path: str) -> Content:
    """A data document by its ending, or by Accept where it has none; raises `ProblemError`."""
    found = _WITH_ENDING.fullmatch(path)
    if found is not None:
        form = by_ending(RDF, found["ending"])
        path = found["path"]
    else:
        form = by_media(RDF, _chosen(request, media_types(RDF)))
    if form is None:
        raise ProblemError("not-found")
    vary = {} if found is not None else {"vary": "Accept"}
    key = ("data", path, form.ending, bool(found))
    if (kept := build.cache.get(key)) is not None:
        return kept
    content = await asyncio.to_thread(_document, build, path, form, vary)
    build.cache.put(key, content)
    return content


def _document(build: Build, path: str, form: Form, vary: dict[str, str]) -> Content:
    quads = documents(build).quads(path)
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
    own = _address(path)
    links = [f'<{prefix}{own}.{form.ending}>; rel="canonical"']
    links += [
        f'<{prefix}{own}.{other.ending}>; rel="alternate"; type="{other.media}"'
        for other in RDF
        if other != form
    ]
    links.append(f'<{prefix}/ns>; rel="describedby"')
    first = path.split("/", maxsplit=1)[0]
    if first not in {"graph", "ns", *SCHEMES}:
        links.append(f'<{build.base}/id/{path}>; rel="describes"')
    if first in {"agreement", "municipality", "city-region"}:
        links.append(f'<{prefix}/{path}>; rel="alternate"; type="{HTML}"')
    return ", ".join(links)


def _address(path: str) -> str:
    """Where a document is: concepts and the ontology are their own documents."""
    return f"/{path}" if path.split("/", maxsplit=1)[0] in {"ns", *SCHEMES} else f"/data/{path}"


def is_vocabulary(path: str) -> bool:
    """Whether an address is that of the ontology, a scheme or a concept, with an ending or not.

    >>> is_vocabulary("theme/tourism.ttl"), is_vocabulary("themes")
    (True, False)
    """
    found = _WITH_ENDING.fullmatch(path)
    bare = found["path"] if found else path
    first, _, rest = bare.partition("/")
    return bare == "ns" or (first in SCHEMES and "/" not in rest)


def has_ending(path: str) -> bool:
    """Whether an address asks for a form by its ending."""
    return _WITH_ENDING.fullmatch(path) is not None


async def source(build: Build, sha256: str) -> Content:
    """A source text as it is, in UTF-8; raises `ProblemError`."""
    if not _SHA256.fullmatch(sha256.removesuffix(".txt")):
        raise ProblemError("not-found")
    sha256 = sha256.removesuffix(".txt")
    prefix = build.site.desk.url_path
    links = f'<{prefix}/source/{sha256}/view>; rel="alternate"; type="{HTML}"'
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


async def catalogue(request: Request, build: Build, path: str) -> Content:
    """The catalogue of the dataset by its ending or by Accept; raises `ProblemError`."""
    names = {form: f"catalog.{form.ending}" for form in RDF}
    if path in build.files:
        return await file(build, path)
    there = tuple(form for form in RDF if names[form] in build.files)
    if path != "catalog" or not there:
        raise ProblemError("not-found")
    form = by_media(there, _chosen(request, media_types(there)))
    return await file(build, names[form], {"vary": "Accept"})
