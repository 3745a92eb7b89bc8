"""Initiatives with the roles of every party, as pages show them (取組と役割分担の表示)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from renkei.graph.vocabulary import DEFAULT_BASE, key_and_below
from renkei.publishing.pages.directory import Directory, Link
from renkei.publishing.pages.records import Node, Records, natural


@dataclass(frozen=True, slots=True)
class RoleView:
    """What one party does: its text, the kinds of role, the places that say so."""

    anchor: str
    party: Link
    municipality: str
    alias: str
    capacity: str
    capacity_iri: str
    text: str
    types: tuple[Link, ...]
    type_iris: tuple[str, ...]
    type_slugs: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InitiativeView:
    """One initiative (取組) with its roles in the order of the parties."""

    iri: str
    path: str
    number: str
    mark: str
    label: str
    derived: bool
    content: str
    heading: str
    agreement: str
    agreement_link: Link
    region: str
    themes: tuple[Link, ...]
    theme_iris: tuple[str, ...]
    field: Link | None
    field_iri: str
    roles: tuple[RoleView, ...]
    quotes: tuple[str, ...]


def agreement_of(iri: str) -> str:
    """The IRI of the agreement above one of its parts."""
    head, marker, rest = iri.partition("/id/agreement/")
    return head + marker + key_and_below(rest)[0]


def initiative_views(records: Records, directory: Directory, language: str) -> list[InitiativeView]:
    """The initiatives among some records, agreement by agreement, in the order of their numbers."""
    found = [_view(node, records, directory, language) for node in in_order(records)]
    return sorted(found, key=lambda view: natural(view.agreement))


def in_order(records: Records) -> list[Node]:
    """The nodes of initiatives in natural order."""
    return sorted(records.of_class("renkei:Initiative"), key=lambda node: natural(node.iri))


def _view(node: Node, records: Records, directory: Directory, language: str) -> InitiativeView:
    agreement = agreement_of(node.iri)
    field = node.node("renkei:policyField")
    themes = node.nodes("renkei:theme")
    roles = (records[role] for role in node.nodes("renkei:roleAssignment"))
    return InitiativeView(
        iri=node.iri,
        path=directory.addresses.page_of(node.iri),
        number=node.text("renkei:number"),
        mark=node.text("renkei:mark"),
        label=node.text("rdfs:label"),
        derived=bool(node.text("renkei:labelDerived")),
        content=node.text("renkei:content"),
        heading=node.node("renkei:heading"),
        agreement=agreement,
        agreement_link=directory.link(agreement, language),
        region=directory.headers[agreement].node("renkei:cityRegion"),
        themes=tuple(directory.link(theme, language) for theme in themes),
        theme_iris=tuple(themes),
        field=directory.link(field, language) if field else None,
        field_iri=field,
        roles=tuple(_role(role, directory, language) for role in roles),
        quotes=quotes(node, directory),
    )


def _role(node: Node, directory: Directory, language: str) -> RoleView:
    party = directory.bodies[node.node("renkei:assignedTo")]
    capacity = party.node("renkei:capacity")
    types = node.nodes("renkei:roleType")
    return RoleView(
        anchor=node.iri.rpartition("/")[2],
        party=directory.link(party.iri, language),
        municipality=party.node("renkei:municipality"),
        alias=party.text("renkei:alias"),
        capacity=directory.label(capacity, language)[0] if capacity else "",
        capacity_iri=capacity,
        text=node.text("renkei:roleText"),
        types=tuple(directory.link(each, language) for each in types),
        type_iris=tuple(types),
        type_slugs=tuple(each.removeprefix(f"{DEFAULT_BASE}/role-type/") for each in types),
        quotes=quotes(node, directory),
    )


def quotes(node: Node, directory: Directory) -> tuple[str, ...]:
    """The paths at which the words of a node stand, in the order of the source."""
    return tuple(directory.addresses.quote_of(iri) for iri in node.nodes("prov:wasQuotedFrom"))


def by_agreement(
    views: Iterable[InitiativeView],
) -> list[tuple[Link, list[InitiativeView]]]:
    """Initiatives in groups, one for each agreement."""
    groups = groupby(views, key=lambda view: view.agreement_link)
    return [(link, list(group)) for link, group in groups]
