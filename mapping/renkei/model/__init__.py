"""The domain, written down once: frozen models of agreements and of what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.model.agreement import (
        Agreement,
        Article,
        CityRegion,
        Completeness,
        Correction,
        DatedPassage,
        Division,
        FieldHeading,
        Initiative,
        Item,
        Note,
        Paragraph,
        Party,
        Provision,
        RoleAssignment,
        Schedule,
        Supplement,
        Surrounding,
        Unread,
        apart,
    )
    from renkei.model.document import Document, Tile, TileKind
    from renkei.model.findings import Finding, Severity
    from renkei.model.links import Citation, ConceptLink, Mention, Method, MunicipalityLink
    from renkei.model.passages import Passage, Span, join
    from renkei.model.source import Anchor, Confidence, MergedCell, Omission, Place, SourceText

__all__ = [
    "Agreement",
    "Anchor",
    "Article",
    "Citation",
    "CityRegion",
    "Completeness",
    "ConceptLink",
    "Confidence",
    "Correction",
    "DatedPassage",
    "Division",
    "Document",
    "FieldHeading",
    "Finding",
    "Initiative",
    "Item",
    "Mention",
    "MergedCell",
    "Method",
    "MunicipalityLink",
    "Note",
    "Omission",
    "Paragraph",
    "Party",
    "Passage",
    "Place",
    "Provision",
    "RoleAssignment",
    "Schedule",
    "Severity",
    "SourceText",
    "Span",
    "Supplement",
    "Surrounding",
    "Tile",
    "TileKind",
    "Unread",
    "apart",
    "join",
]

# Who needs a span needs no model of an agreement: a server starts faster without.
__getattr__ = deferred(
    __name__,
    {
        "Agreement": "agreement",
        "Article": "agreement",
        "CityRegion": "agreement",
        "Completeness": "agreement",
        "Correction": "agreement",
        "DatedPassage": "agreement",
        "Division": "agreement",
        "FieldHeading": "agreement",
        "Initiative": "agreement",
        "Item": "agreement",
        "Note": "agreement",
        "Paragraph": "agreement",
        "Party": "agreement",
        "Provision": "agreement",
        "RoleAssignment": "agreement",
        "Schedule": "agreement",
        "Supplement": "agreement",
        "Surrounding": "agreement",
        "Unread": "agreement",
        "apart": "agreement",
        "Document": "document",
        "Tile": "document",
        "TileKind": "document",
        "Finding": "findings",
        "Severity": "findings",
        "Citation": "links",
        "ConceptLink": "links",
        "Mention": "links",
        "Method": "links",
        "MunicipalityLink": "links",
        "Passage": "passages",
        "Span": "passages",
        "join": "passages",
        "Anchor": "source",
        "Confidence": "source",
        "MergedCell": "source",
        "Omission": "source",
        "Place": "source",
        "SourceText": "source",
    },
)
