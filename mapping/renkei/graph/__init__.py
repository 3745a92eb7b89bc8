"""Graph (グラフ): documents → quads with stable IRIs, and quads → bytes."""

from __future__ import annotations

from renkei.graph.quads import agreement_quads, document_quads
from renkei.graph.register import municipality_quads
from renkei.graph.serialise import FORMATS, canonical_lines, write
from renkei.graph.vocabulary import DEFAULT_BASE, PREFIXES, RENKEI, Names

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
