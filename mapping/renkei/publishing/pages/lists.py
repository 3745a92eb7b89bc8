"""The start page and the lists (一覧): what there is, and where to begin."""

from __future__ import annotations

from collections import Counter

from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.publishing.pages.desk import Desk, Shown
from renkei.publishing.pages.directory import Link
from renkei.publishing.pages.initiatives import InitiativeView, RoleView
from renkei.publishing.pages.pictures import coverage, matrix
from renkei.publishing.pages.wording import say

FIRST_THEME = f"{DEFAULT_BASE}/theme/disaster-response"
NEWEST = 5
MATRIX_COLUMNS = 40
FIRST_ROWS = 8
"""How many rows of the first answer the start page shows; the rest is on the page of the question."""
NAMES = 150
"""Up to how many municipalities the start page names them all, and not only their prefectures."""


def start(desk: Desk, language: str) -> Shown:
    """What is here, how many, the newest, the first question answered, the ways in."""
    directory = desk.directory
    answer = _by_partner(desk.initiatives("theme", FIRST_THEME, language))
    context = {
        "counts": directory.counts,
        "newest": [_header(desk, iri, language) for iri in directory.newest()[:NEWEST]],
        "first_theme": FIRST_THEME,
        "first_answer": answer[:FIRST_ROWS],
        "first_total": len(answer),
        "names_shown": len(directory.municipalities) <= NAMES,
        "municipalities": _by_prefecture(desk, language),
        "regions": [directory.region_link(iri, language) for iri in directory.regions],
        "themes": [
            directory.link(iri, language)
            for iri in directory.concepts("theme")
            if not directory.depth(iri)
        ],
    }
    return Shown("start", say("site", language), context)


def _by_partner(views: list[InitiativeView]) -> list[tuple[InitiativeView, RoleView]]:
    """Each role of a partner with its initiative."""
    return [
        (view, role)
        for view in views
        for role in view.roles
        if role.capacity_iri.endswith("#PartnerMunicipality")
    ]


def _header(desk: Desk, iri: str, language: str) -> dict[str, object]:
    """One line of a list of agreements."""
    directory = desk.directory
    header = directory.headers[iri]
    region = header.node("renkei:cityRegion")
    return {
        "link": directory.link(iri, language),
        "date": header.text("renkei:concludedOn"),
        "parties": [directory.link(party, language) for party in header.nodes("renkei:party")],
        "region": directory.region_link(region, language) if region else None,
        "completeness": directory.label(header.node("renkei:completeness"), language)[0],
    }


def _by_prefecture(desk: Desk, language: str) -> list[tuple[Link, list[Link]]]:
    """The municipalities, prefecture by prefecture, in the order of the codes."""
    directory = desk.directory
    groups: dict[Link, list[Link]] = {}
    for iri in directory.municipalities:
        above = directory.link(directory.prefecture(iri), language)
        groups.setdefault(above, []).append(directory.link(iri, language))
    return list(groups.items())


def agreements(desk: Desk, language: str) -> Shown:
    """All agreements, the newest first."""
    rows = [_header(desk, iri, language) for iri in desk.directory.newest()]
    return Shown("agreements", say("agreements", language), {"rows": rows})


def municipalities(desk: Desk, language: str) -> Shown:
    """All municipalities that are parties, by prefecture."""
    directory = desk.directory
    agreements_of = {
        directory.link(iri, language).path: len(directory.party_of.get(iri, []))
        for iri in directory.municipalities
    }
    ended = {
        directory.link(iri, language).path: directory.ended(iri) for iri in directory.municipalities
    }
    groups = _by_prefecture(desk, language)
    context = {"groups": groups, "agreements_of": agreements_of, "ended": ended}
    return Shown("municipalities", say("municipalities", language), context)


def regions(desk: Desk, language: str) -> Shown:
    """All regions with their core cities and partners."""
    directory = desk.directory
    rows = [
        {
            "link": directory.region_link(iri, language),
            "core": directory.link(directory.bodies[iri].node("renkei:coreCity"), language),
            "partners": [body for body, _, _ in directory.partners(iri, language)],
        }
        for iri in directory.regions
    ]
    return Shown("regions", say("regions", language), {"rows": rows})


def _concepts(
    desk: Desk, scheme: str, language: str, uses: Counter[str]
) -> list[dict[str, object]]:
    directory = desk.directory
    return [
        {
            "link": directory.link(iri, language),
            "depth": directory.depth(iri),
            "slug": iri.rpartition("/")[2],
            "definition": directory.ontology[iri].in_language("skos:definition", language),
            "notation": directory.ontology[iri].text("skos:notation"),
            "uses": uses[iri],
        }
        for iri in directory.concepts(scheme)
    ]


def themes(desk: Desk, language: str) -> Shown:
    """The themes with their numbers of initiatives, and the matrix of themes and partners."""
    views = desk.all_initiatives(language)
    uses = Counter(theme for view in views for theme in view.theme_iris)
    picture = matrix(views, desk.directory, language, partners=True)
    context = {
        "rows": _concepts(desk, "theme", language, uses),
        "matrix": picture if len(picture.columns) <= MATRIX_COLUMNS else None,
        "intro": "themes_intro",
        "coverage": None,
    }
    return Shown("concepts", say("themes", language), context)


def role_types(desk: Desk, language: str) -> Shown:
    """The kinds of role with their numbers of roles."""
    views = desk.all_initiatives(language)
    uses = Counter(kind for view in views for role in view.roles for kind in role.type_iris)
    rows = _concepts(desk, "role-type", language, uses)
    context = {"rows": rows, "matrix": None, "intro": "role_types_intro", "coverage": None}
    return Shown("concepts", say("role_types", language), context)


def policy_fields(desk: Desk, language: str) -> Shown:
    """The guideline's fields, and how much of each the agreements cover."""
    views = desk.all_initiatives(language)
    uses = Counter(view.field_iri for view in views)
    context = {
        "rows": _concepts(desk, "policy-field", language, uses),
        "matrix": None,
        "intro": "policy_fields_intro",
        "coverage": coverage(views, desk.directory, language),
    }
    return Shown("concepts", say("policy_fields", language), context)


def scheme(desk: Desk, name: str, language: str) -> Shown:
    """A concept scheme as a vocabulary: every concept with its definition and IRI."""
    node = desk.directory.ontology[f"{DEFAULT_BASE}/{name}"]
    title, lang = desk.directory.label(node.iri, language)
    rows = _concepts(desk, name, language, Counter())
    context = {"node": node, "rows": rows, "scheme": name}
    return Shown("scheme", say("scheme_title", language, name=title), context, lang)
