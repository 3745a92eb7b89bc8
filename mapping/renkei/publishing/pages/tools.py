"""The pages of tools (道具の頁): search, questions, SPARQL, ontology, findings, about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import Literal

from renkei.graph.vocabulary import PREFIXES
from renkei.publishing.pages import asking
from renkei.publishing.pages.desk import FOLDED_FROM, Desk, Finding, Shown
from renkei.publishing.pages.searching import FACETS, Found, said_in_roles, slug
from renkei.publishing.pages.wording import say
from renkei.querying import LocalEndpoint, Question, UsageError, questions
from renkei.querying.answers import Part, Told, bound_text
from renkei.querying.blanks import fill
from renkei.querying.questions import CONCEPT_TYPES

ROWS_SHOWN = 500
# Several values of which one is longer than this stand on lines of their own.
LONG_FROM = 20


class Problem(NamedTuple):
    """What is wrong with the values of a form: the words, and the name of the field if it is one."""

    words: str
    name: str = ""


def title(key: str, language: str) -> str:
    """The title of a page that has a wording for it."""
    return say(key, language)


def search(desk: Desk, language: str, found: Found, *, asked: bool = True) -> Shown:
    """The search form with its facets, and what was found if something was asked."""
    name = title("search", language)
    if found.query:
        name = f"{name}: {found.query}"
    context = {
        "found": found,
        "asked": asked,
        "facets": _facets(desk, found, language),
        "said_in_roles": said_in_roles,
        "index": f"/static/search.{language}.json",
    }
    return Shown("search", name, context)


def _facets(
    desk: Desk, found: Found, language: str
) -> list[tuple[str, list[tuple[str, str, int]]]]:
    shown = []
    for name in FACETS:
        values = [
            (slug(iri), desk.directory.link(iri, language).text, count)
            for iri, count in found.counts[name].items()
        ]
        shown.append((name, sorted(values, key=lambda value: (-value[2], value[0]))))
    return shown


def questions_page(desk: Desk, language: str) -> Shown:
    """Every packaged question."""
    del desk
    return Shown("questions", title("questions", language), {"questions": questions()})


def question_page(desk: Desk, asked: Question, language: str) -> Shown:
    """A question with its answer for the defaults, if it needs nothing more."""
    answer = desk.default_answer(asked, language)
    return question_shown(desk, asked, language, params={}, answer=answer)


def question_shown(  # what a form shows: question, values, answer or problem, part
    desk: Desk,
    asked: Question,
    language: str,
    *,
    params: Mapping[str, str],
    answer: Told | None = None,
    problem: Problem | None = None,
    part: Part | None = None,
) -> Shown:
    """A question as a form with typed fields, and its answer, or a part of it, as a table."""
    part = part or Part(0, ROWS_SHOWN, answer.total if answer else 0)
    defaults = {p.name: language if p.type == "language" else p.default or "" for p in asked.params}
    values = {**defaults, **params}
    choices = {p.name: _choices(desk, p.type, p.choices, language) for p in asked.params}
    context = {
        "question": asked,
        "values": values,
        "choices": choices,
        # What the form holds, in words: a sheet of paper has no fields.
        "in_words": {name: dict(choices[name]).get(each, each) for name, each in values.items()},
        "answer": answer,
        "records": answer.records(part) if answer else (),
        "part": part,
        "rows_shown": ROWS_SHOWN,
        "long_from": LONG_FROM,
        "problem": problem,
        "at_field": bool(problem and problem.name in {p.name for p in asked.params}),
        "given": params,
        # To who asks, with whatever values, the answer is given; until then how many agreements it is over.
        "agreements_before": desk.directory.counts["Agreement"]
        if answer is None and desk.asks_first(asked) and not params
        else 0,
    }
    name = asked.title.en if language == "en" else asked.title.ja
    return Shown("question", name, context)


def _choices(
    desk: Desk, kind: str, choices: Mapping[str, str], language: str
) -> list[tuple[str, str]]:
    """The values that a field offers: what is sent, and what is shown."""
    directory = desk.directory
    if kind == "choice":
        return [(name, directory.label(iri, language)[0]) for name, iri in choices.items()]
    if kind in CONCEPT_TYPES:
        return [(slug(iri), directory.label(iri, language)[0]) for iri in directory.concepts(kind)]
    if kind == "municipality":
        return [(slug(iri), directory.label(iri, language)[0]) for iri in directory.municipalities]
    if kind == "agreement":
        return [(slug(iri), directory.label(iri, language)[0]) for iri in directory.agreements]
    return [("ja", "日本語"), ("en", "English")] if kind == "language" else []


def sparql(desk: Desk, language: str) -> Shown:
    """A SPARQL form, which an editor takes the place of, with the packaged questions as examples."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    example = f"{prefixes}\nSELECT ?agreement ?title WHERE {{\n  ?agreement a renkei:Agreement ;\n    dcterms:title ?title .\n}}\n"
    context = {
        "example": example,
        "questions": questions(),
        "bare": lambda asked: _runnable(desk, asked, language),
    }
    return Shown("sparql", title("sparql", language), context)


def _runnable(desk: Desk, asked: Question, language: str) -> str:
    """The query of a question with its defaults, without its header; what is required stays open."""
    tags = {each.name: language for each in asked.params if each.type == "language"}
    try:
        text = bound_text(asked, LocalEndpoint(desk.store), **tags)
    except UsageError:
        text = fill(asked.text, {name: (Literal(tag),) for name, tag in tags.items()})
    lines = (line for line in text.splitlines() if not line.startswith("#:"))
    return "\n".join(lines).strip() + "\n"


def findings(desk: Desk, language: str) -> Shown:
    """Every finding of the build, source by source."""
    groups: dict[str, list[Finding]] = {}
    codes: dict[str, list[Finding]] = {}
    for each in desk.findings:
        groups.setdefault(each["source"], []).append(each)
        codes.setdefault(each["code"], []).append(each)
    context = {
        "groups": sorted(groups.items()),
        "codes": [(each[0], len(each)) for _, each in sorted(codes.items())],
        "total": len(desk.findings),
        "folded_from": FOLDED_FROM,
        "sources": _sources(desk),
    }
    return Shown("findings", title("findings", language), context)


def _sources(desk: Desk) -> dict[str, str]:
    """The path of the view of a source, by the name of its file."""
    records = desk.records(asking.SOURCES)
    return {
        node.text("renkei:fileName"): f"/source/{node.text('dcterms:identifier')}/view"
        for node in records.of_class("renkei:SourceText")
    }


def about(desk: Desk, language: str) -> Shown:
    """What this is, how to read it, how to get all of it."""
    first = next(iter(desk.directory.municipalities), "")
    context = {"counts": desk.directory.counts, "base": desk.base, "sample": slug(first)}
    return Shown("about", title("about", language), context)


def namespace(desk: Desk, language: str) -> Shown:
    """The ontology under the address of its namespace."""
    shown = ontology(desk, language)
    name = title("namespace", language)
    return Shown(shown.template, name, shown.context, alias_of="/ontology")


def ontology(desk: Desk, language: str) -> Shown:
    """The ontology's page: diagram, every term with an example, concept schemes, changes."""
    # It needs rdflib, which takes long to load and which no other page needs.
    from renkei.publishing.ontology_page import ontology_page  # noqa: PLC0415  # see above

    def address(iri: str) -> str:
        page = desk.addresses.page_of(iri)
        return desk.addresses.href(page, language) if page else iri

    files = desk.addresses.plain_href("/ontology/")
    body = ontology_page(language, files=files, address=address)
    return Shown("ontology", title("ontology", language), {"body": body})
