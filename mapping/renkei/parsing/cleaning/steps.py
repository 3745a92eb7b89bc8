"""Cleaning (読み取りの前処理): what layout and extraction did to a text, undone in a view of it.

The order counts: what no line should hold goes first, then characters take their common forms, then heads and feet of pages and lines of readings go, then drawn tables become rows, then lines of
vertical writing are joined, and only whole lines can tell whether spaces part all their characters.
"""

from __future__ import annotations

from renkei.errors import finding
from renkei.model import MergedCell, SourceText, Span
from renkei.parsing.articles.plain_divisions import with_plain_divisions
from renkei.parsing.cleaning import (
    furigana,
    furniture,
    glued,
    glued_keys,
    mark_letters,
    page_feet,
    ruled,
    sheet_prose,
    spacing,
    vertical,
)
from renkei.parsing.cleaning.contents import without_contents
from renkei.parsing.cleaning.heads import mend
from renkei.parsing.text import characters, date_lines
from renkei.parsing.text.lines import Line, typed_lines
from renkei.parsing.text.view import View


def cleaned(source: SourceText) -> tuple[View, list[Line]]:
    """The view of a source that is to be read, with its typed lines."""
    view = View.of(source.text)
    view.edit(list(furniture.edits(source)))
    view.edit(list(characters.plain_spaces(view.text)))
    view.edit(list(characters.edits(view.text)))
    page_feet.take_out(view, source)
    furigana.mend(view, source)
    ruled.arrange(view, source)
    view.edit(list(sheet_prose.edits(view.text)))
    if (block := vertical.grid(view.text)) is not None:
        view.findings.append(finding("P035", source, view.range_of(block)))
    view.edit(list(vertical.edits(view.text)))
    view.edit(list(spacing.edits(view.text)))
    view.edit(list(glued.edits(view.text)))
    date_lines.mend(view, source)
    mark_letters.mend(view, source)
    glued_keys.mend(view, source)
    lines = mend(view, source, list(typed_lines(view.text)))
    return view, with_plain_divisions(
        without_contents(furigana.unsure(view, ruled.withheld(view, lines)))
    )


def viewed(source: SourceText, view: View) -> SourceText:
    """The source as the parser reads it: the text of the view, and what stands beside the text at its places there."""
    if not view.edited:
        return source
    return SourceText(
        name=source.name,
        text=view.text,
        sha256=source.sha256,
        file_sha256=source.file_sha256,
        media_type=source.media_type,
        encoding=source.encoding,
        merged=tuple(
            MergedCell(*view.inside(Span(cell.start, cell.end)), cell.rows, cell.columns)
            for cell in (*source.merged, *view.merged)
        ),
    )
