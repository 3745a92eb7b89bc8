"""What the makers of pages work with: the store, the names in it, the texts, the templates."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TypedDict

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import NamedNode, Store

from renkei.graph import DEFAULT_BASE
from renkei.publishing.pages import asking
from renkei.publishing.pages.addresses import Addresses
from renkei.publishing.pages.assets import assets
from renkei.publishing.pages.compiled import Compiled
from renkei.publishing.pages.directory import Directory
from renkei.publishing.pages.embedding import embedded
from renkei.publishing.pages.initiatives import InitiativeView, initiative_views, quotes
from renkei.publishing.pages.keeping import Kept
from renkei.publishing.pages.pictures import ROLE_SLUGS, lines_of
from renkei.publishing.pages.records import Records
from renkei.publishing.pages.wording import PACKAGE, article, dated, is_japanese, phrases, say
from renkei.querying import Answer, LocalEndpoint, Question, UsageError, ask, questions

# A SHA-256 in hexadecimal as it stands in an address: `4669bf9e…43`; no other file name.
ANSWERED_UNASKED = 100
"""Over how many agreements a page answers what grows with each of them, without being asked."""
SHA256 = re.compile(r"[0-9a-f]{64}")


KEPT = 8
FOLDED_FROM = 40
"""From how many initiatives on a page shows its groups folded."""


class Finding(TypedDict):
    """What a page shows of a finding, as findings.json has it; `span` in code points of the source."""

    code: str
    severity: str
    source: str
    span: list[int] | None
    line: int | None
    column: int | None
    message: dict[str, str]
    remedy: dict[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page before it is HTML: its template, its title and what the template shows."""

    template: str
    title: str
    context: Mapping[str, object]
    title_lang: str = ""
    data: str = ""
    alias_of: str = ""


@dataclass
class Desk:
    """The shared means of all page makers; `static` if no server answers forms.

    `endpoint` is the SPARQL endpoint that the editor of a static site asks, `live` the address of
    a server of the same pages that answers its forms; nothing if there is none.
    """

    store: Store
    texts: Path
    base: str = DEFAULT_BASE
    url_path: str = ""
    static: bool = False
    endpoint: str = ""
    live: str = ""
    addresses: Addresses = field(init=False)
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        self.addresses = Addresses(self.base, self.url_path)
        self.directory = Directory(self.store, self.addresses)
        self._records = Kept[Records](KEPT)
        self._views = Kept[list[InitiativeView]](KEPT)
        self._all = Kept[list[InitiativeView]](2)

    def records(self, text: str, **nodes: NamedNode) -> Records:
        """What one query of `asking` gives, by subject; the last few are kept for other pages."""
        key = (text, *sorted(nodes.items(), key=str))
        return self._records.get(key, lambda: Records(asking.statements(self.store, text, **nodes)))

    def agreement_views(self, name: NamedNode, language: str) -> list[InitiativeView]:
        """The initiatives in the named graph of an agreement, which has many pages: kept too."""
        return self._views.get(
            (name, language),
            lambda: initiative_views(self.records(asking.GRAPH, g=name), self.directory, language),
        )

    def initiatives(self, kind: str, iri: str, language: str) -> list[InitiativeView]:
        """The initiatives found from a theme, municipality, region, …: one query."""
        found = self.records(asking.INITIATIVES[kind], wanted=NamedNode(iri))
        return initiative_views(found, self.directory, language)

    def all_initiatives(self, language: str) -> list[InitiativeView]:
        """Every initiative of the dataset; read once for each language."""
        return self._all.get(
            language,
            lambda: initiative_views(
                self.records(asking.ALL_INITIATIVES), self.directory, language
            ),
        )

    @cached_property
    def _answers(self) -> Kept[Answer | None]:
        """One in each language; made when a question is asked, for all of them are read then."""
        return Kept[Answer | None](len(questions()) * 2)

    def asks_first(self, asked: Question) -> bool:
        """Whether the answer over all agreements is too long to be given unasked.

        Files have no one to ask: a static site holds the whole answer, whatever its length.
        """
        many = self.directory.counts.get("Agreement", 0) > ANSWERED_UNASKED
        return asked.asks_first and many and not self.static

    def default_answer(self, asked: Question, language: str) -> Answer | None:
        """The answer without values of one's own; nothing if some are asked for first. Kept."""
        if self.asks_first(asked):
            return None
        return self._answers.get((asked.name, language), lambda: self._asked(asked, language))

    def _asked(self, asked: Question, language: str) -> Answer | None:
        given = {p.name: language for p in asked.params if p.type == "language"}
        try:
            return ask(asked, LocalEndpoint(self.store), **given)
        except UsageError:
            return None

    def text(self, sha256: str) -> str | None:
        """A source text, or nothing if the build holds none of that checksum."""
        path = self.texts / f"{sha256}.txt"
        if not SHA256.fullmatch(sha256) or not path.is_file():
            return None
        # Line ends are kept as they are: positions count every character.
        return path.read_bytes().decode("utf-8")

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings of the build, in the order of its file; none if it has no such file."""
        path = self.texts.parent / "findings.json"
        found: list[Finding] = json.loads(path.read_text("utf-8")) if path.is_file() else []
        return found

    def asset_href(self, name: str) -> str:
        """The address of a file that pages load; nothing if it was not set up."""
        found = assets().get(name)
        return self.addresses.plain_href(found.path) if found else ""

    @cached_property
    def environment(self) -> Environment:
        """The templates; everything that they show is escaped."""
        made = Environment(
            loader=PackageLoader(PACKAGE),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=Compiled(Path(__file__)),
        )
        made.globals["phrases"] = phrases
        made.globals["dated"] = dated
        made.globals["is_japanese"] = is_japanese
        made.globals["article_name"] = article
        made.globals["lines_of"] = lines_of
        made.globals["role_slugs"] = ROLE_SLUGS
        return made

    def render(self, shown: Shown, path: str, language: str) -> str:
        """The HTML of a page."""
        plain = self.addresses.plain_href
        shared = {
            "lang": language,
            "other": "ja" if language == "en" else "en",
            "path": path,
            "title": shown.title,
            "title_lang": shown.title_lang or language,
            "data": shown.data,
            "canonical": shown.alias_of or path,
            "say": partial(_say, language),
            "href": partial(self.addresses.href, language=language),
            "href_in": self.addresses.href,
            "plain": plain,
            "asset": self.asset_href,
            "endpoint": self.endpoint,
            "live": self.live,
            "embedded": embedded(self.store, path, self.base),
            "dump": lambda name: plain(f"/{name}"),
            "source_href": lambda sha: plain(f"/source/{sha}.txt"),
            "parties_of": lambda iri, but="": self.directory.parties(iri, language, but=but),
            "date_of": self.directory.date,
            "is_long": _is_long,
            "link": lambda iri: self.directory.link(iri, language),
            "label": lambda iri: self.directory.label(iri, language)[0],
            "quotes": lambda node: quotes(node, self.directory),
            "page_of": self.addresses.page_of,
            "desk": self,
            "static": self.static,
        }
        template = self.environment.get_template(f"{shown.template}.html")
        return template.render({**shared, **shown.context})


def _is_long(groups: Sequence[tuple[object, Sequence[InitiativeView]]]) -> bool:
    return sum(len(views) for _, views in groups) >= FOLDED_FROM


def _say(language: str, key: str, **values: object) -> Markup | str:
    return say(key, language, **values)
