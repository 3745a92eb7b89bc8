"""The web application (Webアプリケーション): from an address to its answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from renkei.publishing.documents import split, written
from renkei.publishing.forms import HTML as PAGE
from renkei.querying import questions
from renkei.store import StoreError
from renkei.web import ckan, negotiation, pages, problem_pages, protocol, resources
from renkei.web.builds import Build, Builds
from renkei.web.description import service_quads
from renkei.web.federating import Federation
from renkei.web.formats import HTML, JSON, RDF, by_media, media_types
from renkei.web.guard import Guard
from renkei.web.limits import Limits
from renkei.web.metrics import CONTENT_TYPE, Metrics
from renkei.web.responses import Content, ProblemError, answered, problem

_QUIET_SECONDS = 1.0
Handler = Callable[[Request, Build, str], Awaitable[Content | Response]]


class Application:
    """The routes over the builds of one folder; `asgi` is what a server runs."""

    def __init__(self, builds: Builds, limits: Limits) -> None:
        self.builds = builds
        self.limits = limits
        self.metrics = Metrics()
        self.federation = Federation(limits)
        self.url_path = builds.url_path
        routes = [Route("/{path:path}", self._answer, methods=["GET", "POST"])]
        # A fault of ours: the server logs it, the client learns nothing of it.
        handlers = {Exception: _internal}
        self._starlette = Starlette(
            routes=routes, lifespan=self._lifespan, exception_handlers=handlers
        )
        self.asgi: ASGIApp = Guard(
            self._starlette, limits, self.metrics, self.url_path, refused=self._refused
        )

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self.builds.start()
        beside = [asyncio.create_task(work) for work in (self.builds.watch(), _warm())]
        try:
            yield
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await self.builds.close()

    async def _answer(self, request: Request) -> Response:
        path = request.path_params["path"]
        if self.url_path:
            inside = f"/{path}/".startswith(f"{self.url_path}/")
            path = f"/{path}".removeprefix(self.url_path).lstrip("/") if inside else "\0"
        name, handler = self._route(path)
        request.state.route = name
        try:
            with self.builds.lease() as build:
                found = await handler(request, build, path)
            return answered(request, found) if isinstance(found, Content) else found
        except ProblemError as error:
            return await self._problem(request, error)
        except StoreError:
            return problem(request, ProblemError("busy"))

    async def _problem(self, request: Request, error: ProblemError) -> Response:
        """A problem, as a page to those who read pages."""
        try:
            with self.builds.lease() as build:
                return await asyncio.to_thread(problem_pages.told, request, error, build)
        except StoreError:
            return problem(request, error)

    def _refused(self, request: Request, error: ProblemError) -> Response:
        """A problem that was found before anything was routed; its page is kept."""
        try:
            with self.builds.lease() as build:
                return problem_pages.told(request, error, build)
        except StoreError:
            return problem(request, error)

    def _route(self, path: str) -> tuple[str, Handler]:
        """The name and the handler of an address."""
        first = path.split("/", maxsplit=1)[0]
        if (named := self._tables().get(first)) is not None:
            return named
        if path == "catalog":
            return "catalogue", resources.catalogue
        return "page", self._named

    def _tables(self) -> dict[str, tuple[str, Handler]]:
        return {
            "health": ("health", self._health),
            "metrics": ("metrics", self._metrics),
            "openapi.json": ("openapi", self._openapi),
            "api": ("api", self._api),
            "sparql": ("sparql", self._sparql),
            "id": ("id", self._thing),
            "graph": ("id", self._graph),
            "data": ("data", self._data),
            "source": ("source", self._source),
            "dumps": ("dump", self._dump),
        }

    async def _health(self, request: Request, build: Build, path: str) -> Response:
        del request, path
        body = {"status": "ok", "build": build.version}
        return JSONResponse(body, headers={"cache-control": "no-store"})

    async def _metrics(self, request: Request, build: Build, path: str) -> Response:
        del request, path
        gauges = {
            "builds_swapped": float(self.builds.swaps),
            "queries_in_progress": float(build.queries.load),
            "questions_in_progress": float(build.questions.load),
            "workers_killed": float(build.queries.killed + build.questions.killed),
            "cache_bytes": float(build.cache.size + build.answers.size),
        }
        return Response(
            self.metrics.text(gauges),
            headers={"content-type": CONTENT_TYPE, "cache-control": "no-store"},
        )

    async def _openapi(self, request: Request, build: Build, path: str) -> Content:
        del request, path
        # The models of the API take a tenth of a second to load, and a page needs none of them.
        from renkei.web.openapi import openapi  # noqa: PLC0415  # see above

        if (kept := build.cache.get("openapi")) is None:
            body = json.dumps(openapi(self.url_path), ensure_ascii=False).encode()
            kept = Content(body, JSON, build.modified)
            build.cache.put("openapi", kept)
        return kept

    async def _api(self, request: Request, build: Build, path: str) -> Content:
        if path.startswith("api/3/"):
            return await ckan.answer(request, build, path)
        from renkei.web import jsonapi  # noqa: PLC0415  # as above

        return await jsonapi.answer(request, build, path.removeprefix("api").strip("/"))

    async def _sparql(self, request: Request, build: Build, path: str) -> Content:
        if path != "sparql":
            raise ProblemError("not-found")
        asked = await protocol.operation(request, self.limits)
        if asked is not None:
            return await protocol.answer(request, asked, build, self.limits, self.federation)
        offered = (HTML, *media_types(RDF))
        media = negotiation.best(request.headers.get("accept"), offered)
        if media is None:
            raise resources.not_acceptable(list(offered))
        if media == HTML:
            return await pages.page(request, build, path, "ja")
        form = by_media(RDF, media)
        endpoint = f"{build.base}/sparql"
        body = await asyncio.to_thread(
            lambda: written(service_quads(endpoint, build.store), form.ending)
        )
        return Content(body, form.content_type, build.modified, {"vary": "Accept"})

    async def _thing(self, request: Request, build: Build, path: str) -> Response:
        return await resources.thing(request, build, path.removeprefix("id/"))

    async def _graph(self, request: Request, build: Build, path: str) -> Content | Response:
        return await resources.graph(request, build, path)

    async def _data(self, request: Request, build: Build, path: str) -> Content:
        return await resources.data(request, build, path)

    async def _source(self, request: Request, build: Build, path: str) -> Content:
        if path.rstrip("/").endswith("/view"):
            return await pages.page(request, build, path.strip("/"), "ja")
        return await resources.source(build, path.removeprefix("source/"))

    async def _dump(self, request: Request, build: Build, path: str) -> Content:
        del request
        return await resources.file(build, path.removeprefix("dumps/"))

    async def _named(self, request: Request, build: Build, path: str) -> Content | Response:
        """What has no first part of its own: files, assets, documents under their own address."""
        if (found := await self._file(request, build, path)) is not None:
            return found
        bare, ending = split(path.rstrip("/"))
        if await asyncio.to_thread(build.documents.is_vocabulary, bare):
            request.state.route = "vocabulary"
            return await self._vocabulary(request, build, bare, ending)
        if build.documents.is_catalogue(bare):
            request.state.route = "catalogue"
            if ending:
                return await resources.data(request, build, path)
            return resources.of_catalogue(request, build, bare)
        bare, language = pages.split_language(path)
        return await pages.page(request, build, bare, language)

    async def _file(self, request: Request, build: Build, path: str) -> Content | None:
        """A file of the build, a style sheet, the table of a picture or of an answer."""
        if path in build.files:
            return await resources.file(build, path)
        if (found := await asyncio.to_thread(resources.asset, build, path)) is not None:
            return found
        from renkei.web import answer_tables  # noqa: PLC0415  # a page needs no files of answers

        return await answer_tables.table(request, build, path)

    async def _vocabulary(
        self, request: Request, build: Build, bare: str, ending: str
    ) -> Content | Response:
        """The ontology, a scheme or a concept: a page where there is one, or RDF."""
        if ending:
            return await resources.data(request, build, f"{bare}.{ending}")
        shown = build.site.has_page(f"/{bare}")
        if shown and resources.chosen(request, (PAGE, *RDF)) == PAGE:
            return await pages.page(request, build, bare, "ja")
        return await resources.data(request, build, bare)


async def _warm() -> None:
    """Read the packaged questions once the first answers are out: nobody waits for pydantic."""
    await asyncio.sleep(_QUIET_SECONDS)
    await asyncio.to_thread(questions)


async def _internal(request: Request, _: Exception) -> Response:
    return problem(request, ProblemError("internal"))


def application(builds: Builds, limits: Limits) -> ASGIApp:
    """The ASGI application that serves the builds of a folder."""
    return Application(builds, limits).asgi
