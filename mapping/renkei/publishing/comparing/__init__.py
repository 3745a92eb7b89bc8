"""Comparing (比較): two agreements side by side, as values, as text and as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.publishing.comparing.comparison import (
        Change,
        Comparison,
        Kind,
        Part,
        Reference,
        Relation,
        TextChange,
        Thing,
        compare,
    )
    from renkei.publishing.comparing.loading import UnreadableError, load_version
    from renkei.publishing.comparing.printing import printed
    from renkei.publishing.comparing.rdf import comparison_quads
    from renkei.publishing.comparing.versions import Version, document_versions, stored_version

__all__ = [
    "Change",
    "Comparison",
    "Kind",
    "Part",
    "Reference",
    "Relation",
    "TextChange",
    "Thing",
    "UnreadableError",
    "Version",
    "compare",
    "comparison_quads",
    "document_versions",
    "load_version",
    "printed",
    "stored_version",
]

# A build asks how words are compared; it reads no file for that.
__getattr__ = deferred(
    __name__,
    {
        "Change": "comparison",
        "Comparison": "comparison",
        "Kind": "comparison",
        "Part": "comparison",
        "Reference": "comparison",
        "Relation": "comparison",
        "TextChange": "comparison",
        "Thing": "comparison",
        "compare": "comparison",
        "UnreadableError": "loading",
        "load_version": "loading",
        "printed": "printing",
        "comparison_quads": "rdf",
        "Version": "versions",
        "document_versions": "versions",
        "stored_version": "versions",
    },
)
