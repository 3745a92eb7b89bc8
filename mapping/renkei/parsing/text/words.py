"""Words out of a source: the passage that a stretch of text holds, without what a layout put in.

Two manners, since only a table cell is narrow enough to cut words with spaces:
`cell` drops single spaces between Japanese characters, `prose` only line ends. Both drop markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from renkei.model import Passage, Span
from renkei.parsing.text.ledger import Ledger

# Characters of Japanese writing, which needs no spaces: kana, ideographs, full-width punctuation. Not the
# full-width space U+3000, which a writer sets on purpose, and not Latin letters or figures.
_JAPANESE = r"[\u3001-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff5e\u2460-\u24ff々〇]"

# A space or line end inside a narrow cell: the gap in "産学金官民 一体となっ た". Must not match the space in
# "ICT の" or "Wi-Fi spot": there a writer may have meant it.
_CELL_GAP = re.compile(rf"(?<={_JAPANESE})[ \n]+(?={_JAPANESE})")

# The line end of wrapped prose, where Japanese writing stands on either side: those in "甲と乙が署名\n押印の上" and
# "連携協約書\n2通を". Must not match a space inside a line ("大西 一史"), nor a line end between Latin words or
# figures, which stands for a space.
_PROSE_GAP = re.compile(
    rf"(?<={_JAPANESE})[ 　]*\n[ 　]*|(?<=[^\s])(?<!{_JAPANESE})\n[ 　]*(?={_JAPANESE})"
)

# Markup that a conversion left around cells: "<p>", "</p>", "<br>", "<br />". Must not match a comparison
# ("3<5") or Japanese angle brackets ("＜本文＞", "〈注〉").
_TAG = re.compile(r"</?(?:p|br|div|span|b|strong|em|u|sup|sub)\s{0,3}/?>", re.IGNORECASE)


# Whether a stretch holds anything that a layout may have put there: most hold nothing of the kind.
_MAY_CUT = re.compile(r"[ \n<]")


class Manner(StrEnum):
    """How narrow the column was in which the words stood."""

    CELL = "cell"
    PROSE = "prose"


_GAPS = {Manner.CELL: _CELL_GAP, Manner.PROSE: _PROSE_GAP}


def words_in(text: str, span: Span, manner: Manner) -> tuple[list[Span], list[tuple[Span, str]]]:
    """The ranges of words in a stretch of text, and the ranges of layout with the rule of each.

    >>> words_in("<p>一体となっ た</p>", Span(0, 14), Manner.CELL)[0]
    [Span(start=3, end=8), Span(start=9, end=10)]
    """
    if not _MAY_CUT.search(text, span.start, span.end):
        return ([span] if span.length else []), []
    kept: list[Span] = []
    layout: list[tuple[Span, str]] = []
    position = span.start
    for cut, rule in _cuts(text, span, manner):
        if cut.start < position:
            continue
        kept.append(Span(position, cut.start))
        layout.append((cut, rule))
        position = cut.end
    kept.append(Span(position, span.end))
    return [piece for piece in kept if piece.length], layout


def _cuts(text: str, span: Span, manner: Manner) -> list[tuple[Span, str]]:
    """What a layout put into a stretch, in order; markup takes the white space around it along."""
    stretch = text[span.start : span.end]
    cuts = [
        (Span(span.start + low, span.start + high), f"{manner}-space")
        for low, high in (found.span() for found in _GAPS[manner].finditer(stretch))
    ]
    position = span.start
    for found in _TAG.finditer(text, span.start, span.end) if "<" in stretch else ():
        low, high = found.span()
        while low > position and text[low - 1].isspace():
            low -= 1
        while high < span.end and text[high].isspace():
            high += 1
        cuts.append((Span(low, high), "markup"))
        position = high
    # Of two that begin together the longer counts: a tag with the line end before it.
    return sorted(cuts, key=lambda cut: (cut[0].start, -cut[0].end))


def inside_markup(text: str, span: Span) -> Span:
    """A stretch without the markup that it begins with; its spaces stay, since a mark needs them.

    >>> inside_markup("<p>イ 教育</p>", Span(0, 11))
    Span(start=3, end=11)
    """
    start = span.start
    while found := _TAG.match(text, start, span.end):
        start = found.end()
        while start < span.end and text[start].isspace():
            start += 1
    return Span(start, span.end)


def read_words(
    text: str, spans: Iterable[Span], ledger: Ledger, node: str, manner: Manner = Manner.CELL
) -> Passage | None:
    """The passage that stretches of text hold together, entered in the ledger; None if no words.

    None too if their words do not follow each other in the source, as those of cells side by side: they stay unread.
    """
    kept: list[Span] = []
    gaps: list[tuple[Span, str]] = []
    for span in spans:
        pieces, layout = words_in(text, span, manner)
        kept.extend(pieces)
        gaps.extend(layout)
    if not kept or not ledger.follow(kept):
        return None
    for gap, rule in gaps:
        ledger.layout(gap, rule)
    passage = Passage(text="".join(text[s.start : s.end] for s in kept), spans=tuple(kept))
    ledger.leaf(passage, node)
    return passage


def plain(text: str, spans: Iterable[Span], manner: Manner = Manner.CELL) -> str:
    """The words of stretches of text, to look at before anything is claimed."""
    pieces: list[str] = []
    for span in spans:
        if _MAY_CUT.search(text, span.start, span.end):
            pieces += [text[low:high] for low, high in words_in(text, span, manner)[0]]
        else:
            pieces.append(text[span.start : span.end])
    return "".join(pieces)
