"""Graph (グラフ): documents → quads with stable IRIs, and quads → bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.graph.namespace import RENKEI
    from renkei.graph.quads import agreement_quads, document_quads
    from renkei.graph.register import municipality_quads
    from renkei.graph.serialise import FORMATS, canonical_lines, write
    from renkei.graph.vocabulary import DEFAULT_BASE, PREFIXES, Names

__all__ = [
    "DEFAULT_BASE",
    "FORMATS",
    "PREFIXES",
    "RENKEI",
    "Names",
    "agreement_quads",
    "canonical_lines",
    "document_quads",
    "municipality_quads",
    "write",
]

# Who spells an IRI needs no register of municipalities, nor the parser behind it.
__getattr__ = deferred(
    __name__,
    {
        "agreement_quads": "quads",
        "document_quads": "quads",
        "municipality_quads": "register",
        "FORMATS": "serialise",
        "canonical_lines": "serialise",
        "write": "serialise",
        "DEFAULT_BASE": "vocabulary",
        "Names": "vocabulary",
        "PREFIXES": "vocabulary",
        "RENKEI": "namespace",
    },
)
