"""Rendering (協約の書き戻し): an agreement as a document again, from the graph alone.

`statements` is the graph of one agreement at hand; `placing` finds where the words of a node stand;
`pieces` puts words and marks into the order of the source; `layout` makes lines and tables of them;
`writing` writes these as text or HTML. Neither the source file nor the models are asked.
"""

from __future__ import annotations

from renkei.publishing.rendering.layout import Block, Line, Row, Run, Table, laid_out
from renkei.publishing.rendering.loading import Rendering, render_agreement, rendering
from renkei.publishing.rendering.writing import FORMS, html, text

__all__ = [
    "FORMS",
    "Block",
    "Line",
    "Rendering",
    "Row",
    "Run",
    "Table",
    "html",
    "laid_out",
    "render_agreement",
    "rendering",
    "text",
]
