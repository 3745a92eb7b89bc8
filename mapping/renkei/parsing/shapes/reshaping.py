"""Tables of unusual shape (表の整形) become rows as the table reader knows them, before it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from renkei.errors import finding
from renkei.model import Finding, SourceText, Span
from renkei.parsing.cells.name_keys import named_rows
from renkei.parsing.shapes.cards import parted_cards
from renkei.parsing.shapes.flattened import restored
from renkei.parsing.shapes.grouped_keys import whole_rows
from renkei.parsing.shapes.merged import spread
from renkei.parsing.shapes.role_rows import rows_of_roles
from renkei.parsing.shapes.spanned_cards import cards_in_rows
from renkei.parsing.shapes.transposed import turned
from renkei.parsing.shapes.wrapped import unwrapped
from renkei.parsing.text.lines import Line
from renkei.parsing.text.words import plain


def reshaped(
    source: SourceText, lines: Sequence[Line], parties: Mapping[str, Sequence[int]]
) -> tuple[list[Line], list[Finding]]:
    """The lines of a schedule as rows that can be read, and what is to be said about it.

    A flattened table that cannot be proven is left out of the lines: its words stay unread.
    """
    findings: list[Finding] = []
    whole: list[Line] = []
    single = rows_of_roles(source.text, spread(lines, source.merged), parties)
    spanned = cards_in_rows(source.text, single.lines, parties)
    unread = sorted([*single.unread, *spanned.unread], key=lambda line: line.span)
    findings.extend(_about(source, "P062", line.span) for line in unread)
    rows = list(whole_rows(source.text, spanned.lines))
    for line, joined in unwrapped(source.text, rows):
        whole.append(line)
        findings.extend(_about(source, "P053", stretch) for stretch in joined)
    tables = restored(source.text, whole)
    findings.extend(_about(source, "P054", header) for header in tables.read)
    findings.extend(_about(source, "P055", header) for header in tables.unread)
    cards = parted_cards(source.text, tables.lines, parties)
    findings.extend(_about(source, "P062", line.span) for line in cards.unread)
    upright = list(turned(source.text, cards.lines, parties))
    return list(named_rows(source.text, upright)), findings


def _about(source: SourceText, code: str, span: Span) -> Finding:
    return finding(code, source, span, words=plain(source.text, [span]))
