"""The pages for people over one store (閲覧用の頁): pure functions from a path to HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store

from renkei.graph import DEFAULT_BASE
from renkei.graph.vocabulary import key_and_below
from renkei.publishing.pages import lists, places, things, tools
from renkei.publishing.pages.addresses import SCHEMES
from renkei.publishing.pages.assets import Asset, assets
from renkei.publishing.pages.desk import Desk, Shown
from renkei.publishing.pages.searching import Entry, Found, entries, find, records
from renkei.publishing.pages.tables_of_pictures import csv_of, csv_paths
from renkei.publishing.pages.wording import say
from renkei.querying import UsageError, question, questions
from renkei.querying.answers import Part, Told

SEARCH_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page (頁): its path without language, its title, its HTML."""

    path: str
    title: str
    html: str
    language: str
    last_modified: None = None


class Site:
    """Every page of a dataset; the store is only read, so threads may share one site.

    `texts` is the folder of source texts, `base` that of IRIs, `url_path` stands before each path.
    `static` says that no server answers searches and queries; see `Desk` for `endpoint`, `live`.
    """

    def __init__(
        self,
        store: Store,
        *,
        texts: Path,
        base: str = DEFAULT_BASE,
        url_path: str = "",
        static: bool = False,
        endpoint: str = "",
        live: str = "",
    ) -> None:
        self.desk = Desk(store, texts, base, url_path, static, endpoint, live)

    def page(self, path: str, language: str) -> Page | None:
        """The page of a path (without the prefix of the language), None if there is none."""
        found = self._found(path, language)
        return self._finished(found, path, language) if found else None

    def _finished(self, shown: Shown, path: str, language: str) -> Page:
        return Page(path, shown.title, self.desk.render(shown, path, language), language)

    def _found(self, path: str, language: str) -> Shown | None:  # noqa: PLR0911  # one case for each kind of page
        desk = self.desk
        match path.strip("/").split("/"):
            case ["agreement", *rest] if rest:
                return _of_agreement(desk, "/".join(rest), language)
            case ["municipality" | "city-region" | "prefecture" as kind, code]:
                return _BODIES[kind](desk, code, language)
            case ["law", *key] if key:
                return places.provision(desk, "/".join(key), language)
            case ["source", sha256, "view"]:
                return things.source(desk, sha256, language)
            case ["search"]:
                return tools.search(desk, language, self.search("", {}, language), asked=False)
            case ["query", name]:
                return self._packaged(name, language)
            case [scheme, slug]:
                return things.concept(desk, scheme, slug, language)
            case [scheme] if scheme in SCHEMES:
                return lists.scheme(desk, scheme, language)
            case [name]:
                maker = _MAKERS.get(name)
                return maker(desk, language) if maker else None
        return None

    def _packaged(self, name: str, language: str) -> Shown | None:
        try:
            asked = question(name)
        except UsageError:
            return None
        return tools.question_page(self.desk, asked, language)

    def has_page(self, path: str) -> bool:
        """Whether an address of the vocabulary has a page, without making it."""
        first = path.strip("/").partition("/")[0]
        return first in SCHEMES or path.strip("/") in _MAKERS

    def paths(self) -> Iterator[str]:
        """The paths of all pages that a static site has, in a fixed order."""
        yield "/"
        yield from (f"/{name}" for name in sorted((*_MAKERS, "search")) if name)
        directory = self.desk.directory
        for scheme in SCHEMES:
            yield f"/{scheme}"
            yield from (directory.addresses.page_of(each) for each in directory.concepts(scheme))
        yield from (f"/query/{asked.name}" for asked in questions())
        for iri in (
            *directory.municipalities,
            *directory.regions,
            *directory.prefectures,
            *directory.provisions_of_law,
        ):
            yield directory.addresses.page_of(iri)
        yield from (f"/source/{path.stem}/view" for path in sorted(self.desk.texts.glob("*.txt")))
        for iri in directory.agreements:
            yield from self._below_agreement(iri)

    def _below_agreement(self, iri: str) -> Iterator[str]:
        yield self.desk.addresses.page_of(iri)
        yield from things.initiative_paths(self.desk, iri)

    def not_found(self, language: str) -> Page:
        """The page that says that there is none (404)."""
        return self.problem_page(404, say("not_found_help", language), language)

    def problem_page(
        self,
        status: int,
        detail: str,
        language: str,
        *,
        forms: Sequence[tuple[str, str]] = (),
        seconds: str = "",
        excerpt: str = "",
    ) -> Page:
        """What went wrong, and where to go from there (障害の頁).

        `forms` are names and addresses of the forms on offer (406), `seconds` how long to wait
        (429), `excerpt` the wrong line of a query with a mark below.
        Raises `KeyError` for a status without a wording.
        """
        title = tools.title(f"problem_{status}", language)
        # The heading has said it: as a first sentence it need not stand again.
        told = detail.removeprefix(title + say("stop", language)).strip()
        context = {"detail": told, "forms": forms, "seconds": seconds, "excerpt": excerpt}
        return self._finished(Shown("problem", title, context), "/", language)

    def search(self, query: str, facets: Mapping[str, str], language: str = "ja") -> Found:
        """The initiatives for a query; `facets` as in `searching.FACETS`, by the end of an IRI."""
        return find(self._index(language), query, facets, limit=SEARCH_LIMIT)

    def _index(self, language: str) -> list[Entry]:
        return self._indexes["en" if language == "en" else "ja"]

    @cached_property
    def _indexes(self) -> dict[str, list[Entry]]:
        desk = self.desk
        return {tag: entries(desk.all_initiatives(tag), desk.directory) for tag in ("ja", "en")}

    def search_index(self, language: str) -> list[dict[str, object]]:
        """The index that the search of a static site reads."""
        return records(self._index(language))

    def search_page(self, query: str, facets: Mapping[str, str], language: str) -> Page:
        """The page of a search with its results and facets."""
        shown = tools.search(self.desk, language, self.search(query, facets, language))
        return self._finished(shown, "/search", language)

    def source_view(self, sha256: str, start: int, end: int, language: str) -> Page | None:
        """A source text with one range of it marked as `#hl`; None if there is none such."""
        text = self.desk.text(sha256)
        if text is None or not 0 <= start < end <= len(text):
            return None
        shown = things.source(self.desk, sha256, language, (start, end))
        return self._finished(shown, f"/source/{sha256}/view", language) if shown else None

    def question_page(
        self,
        name: str,
        language: str,
        *,
        params: Mapping[str, str],
        answer: Told | None = None,
        problem: tools.Problem | None = None,
        part: Part | None = None,
    ) -> Page:
        """A packaged question with the values given for it, and its answer or what is wrong.

        Of a long answer a part is shown, the first if none is named. The caller answers (with a time limit). Raises `UsageError` for an unknown question.
        """
        shown = tools.question_shown(
            self.desk,
            question(name),
            language,
            params=params,
            answer=answer,
            problem=problem,
            part=part,
        )
        return self._finished(shown, f"/query/{name}", language)

    def asset(self, path: str) -> Asset | None:
        """A style sheet, a script, or the table of a picture as CSV; None if there is none."""
        for loaded in assets().values():
            if loaded.path == path:
                return loaded
        body = csv_of(self.desk, path)
        return Asset(path, "text/csv; charset=utf-8", body) if body is not None else None

    def assets(self) -> Iterator[Asset]:
        """Every asset of a static site."""
        yield from assets().values()
        for path in csv_paths(self.desk):
            if asset := self.asset(path):
                yield asset


def _of_agreement(desk: Desk, rest: str, language: str) -> Shown | None:
    """The page of an agreement or a version of it, or of one of its initiatives."""
    key, below = key_and_below(rest)
    match below.split("/"):
        case [""]:
            return things.agreement(desk, key, language)
        case ["initiative", number]:
            return things.initiative(desk, key, number, language)
    return None


_BODIES: Mapping[str, Callable[[Desk, str, str], Shown | None]] = {
    "municipality": things.municipality,
    "city-region": things.city_region,
    "prefecture": places.prefecture,
}
_MAKERS: Mapping[str, Callable[[Desk, str], Shown]] = {
    "": lists.start,
    "agreements": lists.agreements,
    "municipalities": lists.municipalities,
    "regions": lists.regions,
    "themes": lists.themes,
    "role-types": lists.role_types,
    "policy-fields": lists.policy_fields,
    "laws": places.laws,
    "ontology": tools.ontology,
    "ns": tools.namespace,
    "query": tools.questions_page,
    "sparql": tools.sparql,
    "findings": tools.findings,
    "about": tools.about,
}
