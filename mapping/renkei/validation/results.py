"""One result of a validation (検証結果): what a node does not meet, how grave that is, and where it was read."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Self

import rdflib
from rdflib import SH, BNode, URIRef

from renkei.model.base import Frozen
from renkei.validation.words import Clause, Messages

if TYPE_CHECKING:
    from rdflib.term import Node


class Level(StrEnum):
    """How grave a result is (重大度), as SHACL names it: only a violation breaks conformance."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def iri(self) -> URIRef:
        """The term of SHACL for it."""
        return {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}[self.value]


class Term(Frozen):
    """An RDF term as the JSON results of SPARQL write it (項): IRI, literal or blank node."""

    type: Literal["uri", "literal", "bnode"]
    value: str
    language: str | None = None
    datatype: str | None = None

    @classmethod
    def of(cls, node: Node) -> Self:
        """The term of an rdflib node.

        >>> Term.of(rdflib.Literal("甲", lang="ja")).language
        'ja'
        """
        if isinstance(node, rdflib.Literal):
            datatype = str(node.datatype) if node.datatype else None
            return cls(type="literal", value=str(node), language=node.language, datatype=datatype)
        return cls(type="bnode" if isinstance(node, BNode) else "uri", value=str(node))

    def node(self) -> URIRef | BNode | rdflib.Literal:
        """The term as an rdflib node."""
        if self.type == "uri":
            return URIRef(self.value)
        if self.type == "bnode":
            return BNode(self.value)
        datatype = URIRef(self.datatype) if self.datatype else None
        return rdflib.Literal(self.value, lang=self.language, datatype=datatype, normalize=False)


class Result(Frozen):
    """One requirement that one node does not meet (検証結果).

    `path` is a property path as in SPARQL, None where the requirement is on the node itself;
    `component` is the IRI of the constraint component of SHACL; `remedy` says what to do, None for
    shapes that state none; `clause` is where the value, or else the focus, was read.
    """

    focus: Term
    path: str | None
    value: Term | None
    shape: str
    severity: Level
    messages: Messages
    component: str
    remedy: Messages | None = None
    clause: Clause | None = None

    def sort_key(self) -> tuple[str, ...]:
        """Gravest first, then by focus node, requirement and value."""
        value = self.value.model_dump_json() if self.value else ""
        rank = str(list(Level).index(self.severity))
        return (rank, self.focus.value, self.shape, value, self.component)
