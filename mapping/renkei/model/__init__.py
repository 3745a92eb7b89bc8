"""The domain, written down once: frozen models of agreements and of what was read."""

from renkei.model.agreement import (
    Agreement,
    Article,
    CityRegion,
    Completeness,
    Correction,
    DatedPassage,
    FieldHeading,
    Initiative,
    Item,
    Paragraph,
    Party,
    Provision,
    RoleAssignment,
    Schedule,
    Unread,
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
    "Document",
    "FieldHeading",
    "Finding",
    "Initiative",
    "Item",
    "Mention",
    "MergedCell",
    "Method",
    "MunicipalityLink",
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
    "Tile",
    "TileKind",
    "Unread",
    "join",
]
