"""Initiatives and their concepts (取組の分類): field, themes and types of roles, with evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renkei.linking import concepts
from renkei.linking.institutions import link_institutions
from renkei.linking.rules import Match
from renkei.model import (
    ConceptLink,
    FieldHeading,
    Initiative,
    Method,
    Party,
    Passage,
    RoleAssignment,
)


def to_concept_link(match: Match, passage: Passage) -> ConceptLink:
    """A match in the text of a passage, as a link with its place in the source."""
    return ConceptLink(
        concept=match.concept,
        method=Method.RULE,
        rule=match.rule,
        evidence=match.words,
        spans=passage.locate(match.start, match.end),
        reason=match.reason,
    )


def link_heading(heading: FieldHeading) -> FieldHeading:
    """A heading with the policy field that it names, if it names one."""
    match = concepts.policy_field(heading.text.text)
    field = to_concept_link(match, heading.text) if match else None
    return heading.model_copy(update={"policy_field": field})


def link_initiative(
    initiative: Initiative, headings: Mapping[str, FieldHeading], parties: Sequence[Party]
) -> Initiative:
    """An initiative with its field, its themes and the types of its roles."""
    above = [headings[number].policy_field for number in initiative.headings]
    fields = [field for field in above if field is not None]
    return initiative.model_copy(
        update={
            "policy_field": fields[-1] if fields else None,
            "themes": _themes(initiative),
            "institutions": link_institutions(initiative),
            "roles": tuple(_link_role(role, parties) for role in initiative.roles),
        }
    )


def _themes(initiative: Initiative) -> tuple[ConceptLink, ...]:
    label, content = initiative.label, initiative.content
    roles = [role.text for role in initiative.roles]
    found = concepts.themes(
        label.text if label else None,
        content.text if content else None,
        [role.text for role in roles],
    )
    passages = {"label": label, "content": content}
    passages |= {f"role/{number}": text for number, text in enumerate(roles, start=1)}
    return tuple(
        to_concept_link(match, passage) for match in found if (passage := passages[match.field])
    )


def _link_role(role: RoleAssignment, parties: Sequence[Party]) -> RoleAssignment:
    own = {name for party in parties if party.number == role.party for name in _names(party)}
    # An alias that several parties share is also the party's own.
    others = {name for party in parties for name in _names(party)} - own
    found = concepts.role_types(role.text.text, others=sorted(others), own=sorted(own))
    links = tuple(to_concept_link(match, role.text) for match in found)
    return role.model_copy(update={"role_types": links})


def _names(party: Party) -> list[str]:
    return [name for name in (party.alias, party.name.text) if name]
