"""Problems as pages for those who read pages (障害の頁), as JSON for all others."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from renkei.publishing.forms import RDF
from renkei.publishing.pages.wording import say
from renkei.web import negotiation
from renkei.web.builds import Build
from renkei.web.formats import HTML, JSON
from renkei.web.pages import MEDIA, split_language
from renkei.web.responses import Content, ProblemError, detail, problem, problem_headers

# What pages say in other words than machines are told, by kind of problem.
_WORDS = {
    "not-found": "not_found_help",
    "too-many-requests": "problem_burst",
    "busy": "problem_crowd",
}
_DOCUMENTS = ("data/", "graph/")
_NAMES = {
    "ttl": "Turtle",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "rdf": "RDF/XML",
}


def reads_pages(request: Request) -> bool:
    """Whether a client would rather have HTML than JSON: a browser that opens an address."""
    return negotiation.best(request.headers.get("accept"), (JSON, HTML)) == HTML


def told(request: Request, error: ProblemError, build: Build) -> Response:
    """A problem as a page or, to those who read none, as application/problem+json."""
    if not reads_pages(request):
        return problem(request, error)
    path = request.path_params.get("path", request.url.path).strip("/")
    language = _language(request, error, path)
    headers = {**problem_headers(error), "vary": "Accept, Accept-Language"}
    content = _page(build, error, language, headers.get("retry-after", ""), path)
    return Response(content.body, error.status, media_type=MEDIA, headers=headers)


def _language(request: Request, error: ProblemError, path: str) -> str:
    """That of the address where pages have one; else what the client prefers."""
    _, language = split_language(path)
    if language == "en" or error.kind == "not-found":
        return language
    return negotiation.language(request.headers.get("accept-language"))


def _page(build: Build, error: ProblemError, language: str, seconds: str, path: str) -> Content:
    """The page; kept if nothing of the request is in it, so that many of them cost little."""
    forms = _forms(build, path) if error.kind == "not-acceptable" else []
    key = ("problem", error.kind, language, seconds)
    if (kept := build.cache.get(key)) is not None:
        return kept
    told_otherwise = {**_WORDS, "not-acceptable": "problem_only_data"} if forms else _WORDS
    other = told_otherwise.get(error.kind)
    words = say(other, language) if other else detail(error, language)
    page = build.site.problem_page(
        error.status,
        words,
        language,
        forms=forms,
        seconds=seconds,
        excerpt=error.values.get("excerpt", ""),
    )
    content = Content(page.html.encode(), MEDIA)
    if not error.values and not forms:
        build.cache.put(key, content)
    return content


def _forms(build: Build, path: str) -> list[tuple[str, str]]:
    """The forms of the document at an address, if there is one: their names and addresses."""
    if path.startswith("id/") and build.documents.thing(path.removeprefix("id/")):
        path = build.documents.document_of(path.removeprefix("id/"))
    known = build.documents.is_vocabulary(path) or path.startswith(_DOCUMENTS)
    if not known or build.documents.quads(path) is None:
        return []
    return [(_NAMES[form.ending], f"/{path}.{form.ending}") for form in RDF]
