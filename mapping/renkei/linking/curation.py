"""Curation (人手による補正): decisions of people that override what the rules found.

A curation file is a CSV with the columns `subject` (the IRI of an initiative, a role or a party),
`property` (theme, roleType, policyField, capacity), `action` (add, remove), `concept` (the slug),
`reason` and `by`. What a person took back stays in the graph, marked as rejected.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from renkei.errors import finding
from renkei.linking.capacities import CORE, PARTNER
from renkei.linking.rules import load_table
from renkei.model import (
    Agreement,
    ConceptLink,
    Finding,
    Initiative,
    Method,
    Party,
    RoleAssignment,
)

COLUMNS = ("subject", "property", "action", "concept", "reason", "by")
PROPERTIES = ("theme", "roleType", "policyField", "capacity")
ACTIONS = ("add", "remove")
_INSTANCES = "/id/agreement/"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of a curation file; `key` and `node` are the two parts of its subject's IRI."""

    key: str
    node: str
    property: str
    action: str
    concept: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Curation:
    """The decisions of one file; `name` is how findings call the file."""

    name: str
    decisions: tuple[Decision, ...] = ()

    def of(self, key: str, node: str, property_: str) -> list[Decision]:
        """The decisions on one property of one node."""
        return [
            decision
            for decision in self.decisions
            if (decision.key, decision.node, decision.property) == (key, node, property_)
        ]


def parse_curation(text: str, *, name: str) -> tuple[Curation, tuple[Finding, ...]]:
    """The decisions in the text of a curation file; a row that cannot be used is a finding.

    >>> rows = "subject,property,action,concept,reason,by\\n"
    >>> rows += "https://w3id.org/renkei/id/agreement/1/initiative/2.1,theme,add,tourism,案内所,係"
    >>> parse_curation(rows, name="curation.csv")[0].decisions[0].node
    'initiative/2.1'
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline=None)))
    except csv.Error:
        # A cell of more than 131,072 characters: this is no table of decisions.
        rows = []
    if not rows or tuple(rows[0]) != COLUMNS:
        return Curation(name), (finding("L011", name, row="1", why="columns"),)
    decisions: list[Decision] = []
    findings: list[Finding] = []
    for line, cells in enumerate(filter(None, rows[1:]), start=2):
        row = dict(zip_longest(COLUMNS, cells))
        why = _refusal(row)
        if why:
            findings.append(finding("L011", name, row=str(line), why=why))
            continue
        key, _, node = row["subject"].partition(_INSTANCES)[2].partition("/")
        rule = f"curation:{name}#row={line}"
        reason = f"{row['reason']}（{row['by']}）" if row["by"] else row["reason"]
        decisions.append(
            Decision(key, node, row["property"], row["action"], row["concept"], reason, rule)
        )
    return Curation(name, tuple(decisions)), tuple(findings)


def _refusal(row: dict[str, str]) -> str | None:
    """Why a row cannot be used; None if it can."""
    if None in row or None in row.values():
        return "columns"
    if _INSTANCES not in row["subject"]:
        return "subject"
    if row["property"] not in PROPERTIES:
        return "property"
    if row["action"] not in ACTIONS:
        return "action"
    if row["concept"] not in _slugs(row["property"]):
        return "concept"
    return None if row["reason"].strip() else "reason"


def _slugs(property_: str) -> set[str]:
    if property_ == "capacity":
        return {CORE, PARTNER}
    tables = {"theme": "themes", "roleType": "role_types", "policyField": "policy_fields"}
    return {
        rule.concept
        for rule in load_table(tables[property_], whole=property_ == "policyField").rules
    }


def curated(agreement: Agreement, curation: Curation) -> Agreement:
    """The agreement with the decisions on it put in force; its key must be set."""
    key = agreement.key or ""
    if not any(decision.key == key for decision in curation.decisions):
        return agreement
    return agreement.model_copy(
        update={
            "parties": tuple(_party(p, key, curation) for p in agreement.parties),
            "initiatives": tuple(_initiative(i, key, curation) for i in agreement.initiatives),
        }
    )


def unused(curation: Curation, agreements: Sequence[Agreement]) -> list[Decision]:
    """The decisions whose subject is in none of the agreements."""
    nodes = {(agreement.key, node) for agreement in agreements for node in _nodes(agreement)}
    return [
        decision for decision in curation.decisions if (decision.key, decision.node) not in nodes
    ]


def _nodes(agreement: Agreement) -> Iterable[str]:
    for party in agreement.parties:
        yield f"party/{party.number}"
    for initiative in agreement.initiatives:
        yield f"initiative/{initiative.number}"
        for role in initiative.roles:
            yield f"initiative/{initiative.number}/role/{role.party}"


def _party(party: Party, key: str, curation: Curation) -> Party:
    decisions = curation.of(key, f"party/{party.number}", "capacity")
    current = (party.capacity,) if party.capacity else ()
    links = [link for link in _decided(current, decisions) if not link.rejected]
    return party.model_copy(update={"capacity": links[-1] if links else None})


def _initiative(initiative: Initiative, key: str, curation: Curation) -> Initiative:
    node = f"initiative/{initiative.number}"
    field = (initiative.policy_field,) if initiative.policy_field else ()
    fields = [
        link for link in _decided(field, curation.of(key, node, "policyField")) if not link.rejected
    ]
    themes = _decided(initiative.themes, curation.of(key, node, "theme"))
    return initiative.model_copy(
        update={
            "policy_field": fields[-1] if fields else None,
            "themes": tuple(sorted(themes, key=lambda link: link.concept)),
            "roles": tuple(_role(role, key, node, curation) for role in initiative.roles),
        }
    )


def _role(role: RoleAssignment, key: str, node: str, curation: Curation) -> RoleAssignment:
    decisions = curation.of(key, f"{node}/role/{role.party}", "roleType")
    links = _decided(role.role_types, decisions)
    return role.model_copy(update={"role_types": tuple(sorted(links, key=lambda x: x.concept))})


def _decided(links: Sequence[ConceptLink], decisions: Sequence[Decision]) -> list[ConceptLink]:
    """Links after the decisions: one per concept, the later decision winning."""
    by_concept = {link.concept: link for link in links}
    for decision in decisions:
        by_concept[decision.concept] = ConceptLink(
            concept=decision.concept,
            method=Method.CURATED,
            rule=decision.rule,
            reason=decision.reason,
            evidence=by_concept[decision.concept].evidence
            if decision.concept in by_concept
            else "",
            spans=by_concept[decision.concept].spans if decision.concept in by_concept else (),
            rejected=decision.action == "remove",
        )
    return list(by_concept.values())
