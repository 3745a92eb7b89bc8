"""The pages of things (実体の頁): agreement, initiative, municipality, region, concept, source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import NamedNode

from renkei.graph.vocabulary import DEFAULT_BASE, Names
from renkei.publishing.pages import asking
from renkei.publishing.pages.addresses import SCHEMES
from renkei.publishing.pages.desk import Desk, Shown
from renkei.publishing.pages.directory import Directory, Link
from renkei.publishing.pages.initiatives import (
    InitiativeView,
    agreement_of,
    by_agreement,
)
from renkei.publishing.pages.pictures import coverage, hub, matrix
from renkei.publishing.pages.records import Node, Records, natural
from renkei.publishing.pages.sources import Marked, marked, marks_of, pieces
from renkei.publishing.pages.wording import article, say


def _graph(desk: Desk, key: str) -> Records:
    return desk.records(asking.GRAPH, g=Names(desk.base).agreement_graph(key))


def agreement(desk: Desk, key: str, language: str) -> Shown | None:
    """An agreement: its parties, field by field its initiatives, its articles, what was not read."""
    iri = f"{desk.base}/id/agreement/{key}"
    if iri not in desk.directory.headers:
        return None
    records = _graph(desk, key)
    views = desk.agreement_views(Names(desk.base).agreement_graph(key), language)
    title, lang = desk.directory.label(iri, language)
    if "/version/" in key:
        title = desk.directory.dated_link(iri, language).text
    context = {
        "node": records[iri],
        "records": records,
        "parties": [records[party] for party in records[iri].nodes("renkei:party")],
        "groups": [(h, list(found)) for h, found in groupby(views, key=lambda view: view.heading)],
        "headings_above": lambda heading: _above(heading, records),
        "count": len(views),
        "key": key,
        "versions": _versions(desk, iri, records, language),
        "in_force": _in_force(desk, iri, language),
        "is_version": "/version/" in key,
    }
    return Shown("agreement", title, context, lang, f"/data/agreement/{key}")


def _in_force(desk: Desk, iri: str, language: str) -> Link | None:
    """The last version of an agreement that was amended; nothing if this is the last."""
    replaced_by, last = desk.directory.replaced_by, iri
    while last in replaced_by:
        last = replaced_by[last]
    return desk.directory.dated_link(last, language) if last != iri else None


def _versions(
    desk: Desk, iri: str, records: Records, language: str
) -> list[tuple[str, list[Link]]]:
    """What stands before and behind an agreement: versions of it, and the amendments between them."""
    directory = desk.directory
    derived = directory.headers[iri].nodes("prov:wasDerivedFrom")
    replaced = directory.headers[iri].nodes("dcterms:replaces")
    rows = {
        "replaced_by": directory.derived_from.get(iri, []),
        "replaces": replaced,
        "amended_by": [each for each in derived if each not in replaced],
        "amends": records[f"{iri}/amendment"].nodes("renkei:amends"),
    }
    return [
        (
            name,
            [directory.dated_link(each, language) for each in found if each in directory.headers],
        )
        for name, found in rows.items()
        if any(each in directory.headers for each in found)
    ]


def _above(heading: str, records: Records) -> list[str]:
    """A heading with those above it, outermost first: `…/heading/3.1` stands below `…/heading/3`."""
    if not heading:
        return []
    root, _, number = heading.rpartition("/")
    parts = number.split(".")
    chain = [f"{root}/{'.'.join(parts[: at + 1])}" for at in range(len(parts))]
    return [each for each in chain if each in records]


def initiative(desk: Desk, key: str, number: str, language: str) -> Shown | None:
    """One initiative: its roles, and on what grounds each classification was made."""
    iri = f"{desk.base}/id/agreement/{key}/initiative/{number}"
    if f"{desk.base}/id/agreement/{key}" not in desk.directory.headers:
        return None
    records = _graph(desk, key)
    views = desk.agreement_views(Names(desk.base).agreement_graph(key), language)
    at = next((at for at, view in enumerate(views) if view.iri == iri), None)
    if at is None:
        return None
    grounds = [
        node for node in records.of_class("renkei:Classification") if node.iri.startswith(f"{iri}/")
    ]
    view = views[at]
    context = {
        "view": view,
        "grounds": grounds,
        "records": records,
        "here": f"{view.number} {view.label}",
        "before": views[at - 1] if at else None,
        "after": views[at + 1] if at + 1 < len(views) else None,
        "headings": [records[each] for each in _above(view.heading, records)],
    }
    title = f"{view.number} {view.label}（{view.agreement_link.text}）"
    return Shown("initiative", title, context, "ja", f"/data/agreement/{key}")


def initiative_paths(desk: Desk, iri: str) -> list[str]:
    """The paths of the pages of an agreement's initiatives."""
    records = desk.records(asking.PARTS, wanted=NamedNode(iri))
    return [desk.addresses.page_of(each) for each in records[iri].nodes("renkei:initiative")]


def municipality(desk: Desk, code: str, language: str) -> Shown | None:
    """A municipality: its codes, its agreements, and its roles theme by theme."""
    iri = f"{desk.base}/id/municipality/{code}"
    if iri not in desk.directory.municipalities:
        return None
    directory = desk.directory
    views = desk.initiatives("municipality", iri, language)
    parties = [directory.bodies[party] for party in directory.party_of.get(iri, [])]
    context = {
        "node": directory.bodies[iri],
        "prefecture": directory.link(directory.prefecture(iri), language),
        "parties": [(party, directory.agreement_of[party.iri]) for party in parties],
        "header": directory.headers,
        "changes": _changes(directory, iri, language),
        "successors": _successors(directory, iri, language),
        "themes": _by_theme(views, desk, language),
        "mine": iri,
        "count": len(views),
        "code": code,
    }
    title, lang = directory.label(iri, language)
    return Shown("municipality", title, context, lang, f"/data/municipality/{code}")


def _changes(directory: Directory, iri: str, language: str) -> list[tuple[Node, Link, Link]]:
    """Each change of a municipality with who was before and who after it.

    A body that only took another name is named as it was; its page bears the name of today.
    """
    rows = []
    for change in directory.changes(iri):
        body, after = directory.changed[change.iri], change.node("renkei:changedInto")
        before = directory.link(body, language)
        if body == after:
            before = Link("", change.text("renkei:formerName"), "ja")
        rows.append((change, before, directory.link(after, language)))
    return rows


def _successors(directory: Directory, iri: str, language: str) -> list[Link]:
    """The bodies of today that came of a municipality whose code is valid no more."""
    if not directory.ended(iri):
        return []
    present = {
        directory.bodies[change].node("renkei:presentBody")
        for change in directory.bodies[iri].nodes("renkei:municipalChange")
    }
    return [directory.link(each, language) for each in sorted(present, key=natural)]


def _by_theme(
    views: list[InitiativeView], desk: Desk, language: str
) -> list[tuple[Link | None, list[InitiativeView]]]:
    """Initiatives under each of their themes, in the order of the scheme; those without at last."""
    found: list[tuple[Link | None, list[InitiativeView]]] = []
    for theme in desk.directory.concepts("theme"):
        within = [view for view in views if theme in view.theme_iris]
        if within:
            found.append((desk.directory.link(theme, language), within))
    without = [view for view in views if not view.theme_iris]
    return [*found, (None, without)] if without else found


def city_region(desk: Desk, code: str, language: str) -> Shown | None:
    """A region: the core city and its partners, what they share, what the guideline names besides."""
    iri = f"{desk.base}/id/city-region/{code}"
    directory = desk.directory
    if iri not in directory.regions:
        return None
    views = desk.initiatives("city-region", iri, language)
    link = directory.region_link(iri, language)
    core = directory.bodies[iri].node("renkei:coreCity")
    context = {
        "node": directory.bodies[iri],
        "core": directory.link(core, language),
        "around": hub(directory.partners(iri, language)),
        "matrix": matrix(views, directory, language, partners=False, first=core),
        "coverage": coverage(views, directory, language),
        "agreement_count": len(directory.within(iri)),
        "count": len(views),
        "groups": by_agreement(views),
        "code": code,
    }
    return Shown("city_region", link.text, context, link.lang, f"/data/city-region/{code}")


def concept(desk: Desk, scheme: str, slug: str, language: str) -> Shown | None:
    """A concept: what it means, what stands above and below it, and what is classified under it."""
    iri = f"{DEFAULT_BASE}/{scheme}/{slug}"
    if scheme not in SCHEMES or iri not in desk.directory.ontology:
        return None
    title, lang = desk.directory.label(iri, language)
    scheme_label = desk.directory.label(f"{DEFAULT_BASE}/{scheme}", language)[0]
    views: list[InitiativeView] = []
    provisions = Records([])
    if scheme in asking.INITIATIVES:
        views = desk.initiatives(scheme, iri, language)
    else:
        provisions = desk.records(asking.PROVISIONS, wanted=NamedNode(iri))
    context = {
        "node": desk.directory.ontology[iri],
        "scheme": scheme,
        "scheme_label": scheme_label,
        "iri": iri,
        "slug": slug,
        "groups": by_agreement(views),
        "count": len(views),
        "matrix": matrix(views, desk.directory, language, partners=False),
        "provisions": list(_settled(desk, provisions, language)),
        "only_type": iri if scheme == "role-type" else "",
    }
    name = f"{title} ({scheme_label})" if lang == "en" else f"{title}（{scheme_label}）"
    return Shown("concept", name, context, lang)


class Settled(NamedTuple):
    """A provision (定め), its agreement, and the clause that settles it: article, caption, words."""

    node: Node
    agreement: str
    article: str
    caption: str
    words: tuple[str, ...]


def _settled(desk: Desk, records: Records, language: str) -> Iterator[Settled]:
    """The provisions among some records that are in force."""
    captions = {
        paragraph: records[iri].text("renkei:caption")
        for iri in records
        for paragraph in records[iri].nodes("renkei:paragraph")
    }
    for node in records.of_class("renkei:Provision"):
        if (within := agreement_of(node.iri)) in desk.directory.replaced_by:
            continue
        parts = node.nodes("renkei:settledIn")
        number = parts[0].partition("/article/")[2].partition("/")[0] if parts else ""
        place = article(number, language) if number else ""
        words = tuple(text for iri in parts if (text := records[iri].text("renkei:text")))
        yield Settled(node, within, place, captions.get(parts[0], "") if parts else "", words)


def source(
    desk: Desk, sha256: str, language: str, chosen: tuple[int, int] | None = None
) -> Shown | None:
    """A source text with every quoted range marked; `chosen` is marked above all others."""
    text = desk.text(sha256)
    if text is None:
        return None
    node = Names(desk.base).source(sha256)
    records = desk.records(asking.RANGES, source=node)
    marks = marks_of(records)
    name = records[node.value].text("renkei:fileName") or sha256[:12]
    marks += _found_at(desk, name, language, {(mark.start, mark.end) for mark in marks})
    if chosen:
        marks.append(Marked(chosen[0], -chosen[1], "hl", "chosen"))
    agreements = [
        desk.directory.link(each.iri, language) for each in records.of_class("renkei:Agreement")
    ]
    context = {
        "pieces": list(pieces(text, marks)),
        "agreements": sorted(agreements, key=lambda link: natural(link.path)),
        "source": records[node.value],
        "sha256": sha256,
        "in_file": lambda place: in_file(place, language),
        # A table may state any address; only those of the web become links.
        "fetched_from": [
            each
            for each in records[node.value].nodes("prov:wasDerivedFrom")
            if each.startswith(("http://", "https://"))
        ],
    }
    return Shown("source", say("source_title", language, name=name), context)


def in_file(place: str, language: str) -> str:
    """A place in a file in words: a page by its number, others as findings give them.

    >>> in_file("page=3", "en"), in_file("sheet=別表;cell=B4", "ja")
    ('page 3', 'sheet=別表;cell=B4')
    """
    key, _, value = place.partition(";")[0].partition("=")
    return say("page_of_file", language, n=value) if key == "page" else place


def _found_at(
    desk: Desk, name: str, language: str, known: set[tuple[int, int]]
) -> Iterator[Marked]:
    """The ranges of a source of which a finding tells, where no range is marked that is the same."""
    for each in desk.findings:
        span = each["span"]
        if each["source"] == name and span and (span[0], span[1]) not in known:
            known.add((span[0], span[1]))
            told = f"{each['code']} {each['message'][language]}"
            yield marked(span[0], span[1], "finding", told)
