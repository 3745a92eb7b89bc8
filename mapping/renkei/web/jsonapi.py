"""The JSON API (JSON API): agreements, municipalities, themes and packaged questions, read-only."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pyoxigraph import Literal, NamedNode, Store
from starlette.requests import Request

from renkei.graph.vocabulary import DEFAULT_BASE, term
from renkei.querying import UsageError, question, questions
from renkei.querying.answers import Part, Told
from renkei.querying.questions import Question
from renkei.web import asking
from renkei.web.builds import Build
from renkei.web.formats import JSON
from renkei.web.records import (
    AgreementDetail,
    AgreementRecord,
    AnswerRecord,
    ConceptRecord,
    InitiativeRecord,
    Label,
    Listing,
    MunicipalityRecord,
    ParameterRecord,
    PartyRecord,
    QuestionRecord,
    RoleRecord,
)
from renkei.web.requests import Parameters, client_of, query_string
from renkei.web.responses import Content, ProblemError
from renkei.web.windows import addresses, link, window, without_window

_MOST, _USUAL = 500, 50


class Shelf:
    """What the API tells of a store, read node by node through its indexes."""

    def __init__(self, store: Store, base: str) -> None:
        self.store = store
        self.base = base
        quads = store.quads_for_pattern(None, term("dcterms:replaces"), None)
        self.replaced = {quad.object: _iri(quad.subject) for quad in quads}

    def agreements(self) -> list[AgreementRecord]:
        """Every agreement that no newer version replaces, in the order of the keys."""
        members = self._members("renkei:Agreement")
        return [self.agreement(node) for node in members if node not in self.replaced]

    def agreement(self, node: NamedNode) -> AgreementRecord:
        """An agreement with its parties."""
        said = self._said(node)
        return AgreementRecord(
            iri=node.value,
            key=self._key(node.value),
            title=said("dcterms:title"),
            concluded_on=said("renkei:concludedOn") or None,
            completeness=_local(said("renkei:completeness")),
            parties=[self._party(each) for each in said.nodes("renkei:party")],
            replaced_by=self._key(self.replaced.get(node, "")) or None,
        )

    def detail(self, key: str) -> AgreementDetail | None:
        """An agreement with its initiatives; None if there is none of that key."""
        try:
            node = NamedNode(f"{self.base}/id/agreement/{key}")
        except ValueError:
            return None
        if node not in self._members("renkei:Agreement"):
            return None
        nodes = self._said(node).nodes("renkei:initiative")
        found = sorted((self._initiative(each) for each in nodes), key=_by_number)
        return AgreementDetail(**self.agreement(node).model_dump(), initiatives=found)

    def municipalities(self) -> list[MunicipalityRecord]:
        """Every municipality, in the order of the codes."""
        keys: dict[str, set[str]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(None, term("renkei:municipality"), None):
            agreement = _iri(quad.subject).partition("/party/")[0]
            if NamedNode(agreement) not in self.replaced:
                keys[_iri(quad.object)].add(self._key(agreement))
        return [
            self._municipality(node, sorted(keys[node.value]))
            for node in self._members("renkei:Municipality")
        ]

    def themes(self) -> list[ConceptRecord]:
        """Every theme with the number of initiatives in force, in the order of the slugs."""
        scheme = f"{DEFAULT_BASE}/theme/"
        replaced = {
            initiative
            for node in self.replaced
            if isinstance(node, NamedNode)
            for initiative in self._said(node).nodes("renkei:initiative")
        }
        return [
            ConceptRecord(
                iri=node.value,
                slug=_local(node.value),
                name=self._said(node).label("skos:prefLabel"),
                initiatives=len(set(self._subjects("renkei:theme", node)) - replaced),
            )
            for node in self._members("renkei:Theme")
            if node.value.startswith(scheme)
        ]

    def _municipality(self, node: NamedNode, keys: list[str]) -> MunicipalityRecord:
        said = self._said(node)
        return MunicipalityRecord(
            iri=node.value,
            code=_local(node.value),
            identifier=said("dcterms:identifier"),
            name=said.label("skos:prefLabel"),
            agreements=keys,
        )

    def _party(self, node: NamedNode) -> PartyRecord:
        said = self._said(node)
        return PartyRecord(
            alias=said("renkei:alias"),
            capacity=_local(said("renkei:capacity")),
            municipality=_local(said("renkei:municipality")) or None,
            name=said("renkei:nameAsPrinted"),
        )

    def _initiative(self, node: NamedNode) -> InitiativeRecord:
        said = self._said(node)
        return InitiativeRecord(
            iri=node.value,
            number=said("renkei:number"),
            label=said("rdfs:label"),
            content=said("renkei:content"),
            policy_fields=_slugs(said.nodes("renkei:policyField")),
            themes=_slugs(said.nodes("renkei:theme")),
            roles=[self._role(each) for each in said.nodes("renkei:roleAssignment")],
            source=[each.value for each in said.nodes("prov:wasQuotedFrom")],
        )

    def _role(self, node: NamedNode) -> RoleRecord:
        said = self._said(node)
        party = said.nodes("renkei:assignedTo")
        alias = self._said(party[0])("renkei:alias") if party else ""
        types = _slugs(said.nodes("renkei:roleType"))
        return RoleRecord(party=alias, text=said("renkei:roleText"), types=types)

    def _members(self, curie: str) -> list[NamedNode]:
        return sorted(set(self._subjects("rdf:type", term(curie))), key=str)

    def _subjects(self, curie: str, value: NamedNode) -> Iterable[NamedNode]:
        for quad in self.store.quads_for_pattern(None, term(curie), value):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _said(self, node: NamedNode) -> _Said:
        return _Said(self.store, node)

    def _key(self, iri: str) -> str:
        return iri.removeprefix(f"{self.base}/id/agreement/")


class _Said:
    """What is said of one node, by property."""

    def __init__(self, store: Store, node: NamedNode) -> None:
        self._values: dict[str, list[object]] = defaultdict(list)
        for quad in store.quads_for_pattern(node, None, None):
            if quad.object not in self._values[quad.predicate.value]:
                self._values[quad.predicate.value].append(quad.object)

    def __call__(self, curie: str) -> str:
        found = sorted(_iri(value) for value in self._values[term(curie).value])
        return found[0] if found else ""

    def nodes(self, curie: str) -> list[NamedNode]:
        found = (v for v in self._values[term(curie).value] if isinstance(v, NamedNode))
        return sorted(found, key=str)

    def label(self, curie: str) -> Label:
        found = (v for v in self._values[term(curie).value] if isinstance(v, Literal))
        return Label(**{v.language: v.value for v in found if v.language in {"ja", "en"}})


def _iri(value: object) -> str:
    return str(getattr(value, "value", ""))


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _slugs(nodes: Iterable[NamedNode]) -> list[str]:
    return [_local(node.value) for node in nodes]


def _by_number(each: InitiativeRecord) -> list[tuple[bool, int, str]]:
    parts = each.number.split(".")
    return [(not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts]


_LISTS: dict[str, Callable[[Shelf], Sequence[BaseModel]]] = {
    "agreements": Shelf.agreements,
    "municipalities": Shelf.municipalities,
    "themes": Shelf.themes,
    "questions": lambda _: [_question_record(each) for each in questions()],
}


async def answer(request: Request, build: Build, path: str) -> Content:
    """What the API says at a path below `/api/`; raises `ProblemError`."""
    kind, _, name = path.strip("/").partition("/")
    if kind not in _LISTS:
        raise ProblemError("not-found")
    given = query_string(request)
    if not name:
        listed = await asyncio.to_thread(_listing, build, kind, given)
        return _json(build, listed, _links(build, kind, given, listed))
    if kind == "questions":
        answered = await _answered(request, build, name, given)
        return _json(build, answered, _links(build, f"questions/{name}", given, answered))
    found = await asyncio.to_thread(_single, build, kind, name)
    if found is None:
        raise ProblemError("not-found")
    return _json(build, found)


def _listing(build: Build, kind: str, given: Parameters) -> Listing[Any]:
    offset, limit = _window(given)
    items = _LISTS[kind](Shelf(build.store, build.base))
    return Listing[Any](
        total=len(items),
        offset=offset,
        limit=limit,
        next=_others(build, kind, given, Part(offset, limit, len(items))).get("next"),
        items=list(items[offset : offset + limit]),
    )


def _single(build: Build, kind: str, name: str) -> BaseModel | None:
    shelf = Shelf(build.store, build.base)
    if kind == "agreements":
        return shelf.detail(name)
    if kind == "municipalities":
        return next((each for each in shelf.municipalities() if each.code == name), None)
    return next((each for each in shelf.themes() if each.slug == name), None)


async def _answered(request: Request, build: Build, name: str, given: Parameters) -> AnswerRecord:
    _window(given)
    try:
        asked = question(name)
        found = await asking.answer(asked, build, without_window(given), client_of(request))
    except UsageError as error:
        raise asking.usage(error) from error
    return _answer_record(build, asked, found, given)


def _answer_record(build: Build, asked: Question, found: Told, given: Parameters) -> AnswerRecord:
    offset, limit = _window(given)
    part = Part(offset, limit, found.total)
    return AnswerRecord(
        question=asked.name,
        columns=[column.name for column in found.columns],
        total=part.total,
        offset=offset,
        limit=limit,
        next=_others(build, f"questions/{asked.name}", given, part).get("next"),
        items=[dict(record) for record in found.records(part)],
    )


def _window(given: Parameters) -> tuple[int, int]:
    return window(given, usual=_USUAL, most=_MOST)


def _links(
    build: Build, path: str, given: Parameters, listed: Listing[Any] | AnswerRecord
) -> dict[str, str]:
    part = Part(listed.offset, listed.limit, listed.total)
    return link(_others(build, path, given, part))


def _others(build: Build, path: str, given: Parameters, part: Part) -> dict[str, str]:
    return addresses(part, f"{build.site.desk.url_path}/api/{path}", given)


def _question_record(asked: Question) -> QuestionRecord:
    return QuestionRecord(
        name=asked.name,
        title=Label(ja=asked.title.ja, en=asked.title.en),
        description=Label(ja=asked.description.ja, en=asked.description.en),
        columns=[column.name for column in asked.columns],
        parameters=[
            ParameterRecord(
                name=each.name,
                type=each.type,
                label=Label(ja=each.label.ja, en=each.label.en),
                required=each.required,
                default=each.default,
                choices=sorted(each.choices),
            )
            for each in asked.params
        ],
    )


def _json(build: Build, found: BaseModel, headers: Mapping[str, str] | None = None) -> Content:
    return Content(found.model_dump_json().encode(), JSON, build.modified, headers or {})
