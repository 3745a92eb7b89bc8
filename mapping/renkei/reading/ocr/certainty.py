"""Doubtful words of character recognition (確度の低い箇所): one finding a line or cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from renkei.errors import finding
from renkei.model.findings import Finding
from renkei.model.passages import Span
from renkei.reading.extraction import Extraction

LOW = 80
"""Percent, as measured (docs/pdf-and-scans.md): more of the wrong words are found than at 60, and few of the right ones."""
MOST = 200
_EXCERPT = 20

# A cell or a line without its border. Not: an empty one. Real: 甲の役割
_FIELD = re.compile(r"[^\t\n\f]+")


def doubted(extracted: Extraction, name: str) -> Extraction:
    """Add a finding for each line or cell that holds a doubtful word; `MOST` at most, then one more."""
    found = list(_doubts(extracted, name))
    if len(found) > MOST:
        found = [*found[:MOST], finding("R043", name, None, count=str(len(found) - MOST))]
    return replace(extracted, findings=(*extracted.findings, *found))


def _doubts(extracted: Extraction, name: str) -> Iterator[Finding]:
    low = [one for one in extracted.confidences if one.percent < LOW]
    at = 0
    for field in _FIELD.finditer(extracted.text):
        worst: int | None = None
        while at < len(low) and low[at].start < field.end():
            worst = min(low[at].percent, worst if worst is not None else 100)
            at += 1
        if worst is not None:
            words = field[0][:_EXCERPT] + ("…" if len(field[0]) > _EXCERPT else "")
            yield finding("R040", name, Span(*field.span()), words=words, percent=str(worst))
