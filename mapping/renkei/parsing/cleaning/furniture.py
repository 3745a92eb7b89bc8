"""Running heads, feet and page numbers that a reader found (柱・ノンブル): taken out, so that they interrupt nothing."""

from __future__ import annotations

from collections.abc import Iterator

from renkei.model import SourceText, Span
from renkei.parsing.text.view import Edit

RULE = "page-furniture"


def edits(source: SourceText) -> Iterator[Edit]:
    """What to take out of a source text; a line made only of furniture goes with its line end."""
    position = 0
    for found in sorted(source.furniture):
        span = Span(max(found.start, position), min(found.end, len(source.text)))
        if span.start < span.end:
            span = _whole_line(source.text, span, position)
            yield Edit(span, "", RULE)
            position = span.end


def _whole_line(text: str, span: Span, lowest: int) -> Span:
    """The range with its line's white space and end, where nothing else stands in the line."""
    start, end = span
    while start > lowest and text[start - 1] in " 　\t":
        start -= 1
    while end < len(text) and text[end] in " 　\t":
        end += 1
    begins = start == 0 or text[start - 1] == "\n" or start == lowest != span.start
    if not begins or (end < len(text) and text[end] != "\n"):
        return span
    return Span(start, min(end + 1, len(text)))
