"""Page feet and running heads of plain text (ノンブル・柱): what stands page after page, with its number rising or as it is.

Readers that know the places of words in print say what is furniture (`furniture`). A text has no margins: there only repetition tells.
A line that is a page number by its shape alone (- 3 -) stays a line of its own (`lines`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from renkei.errors import finding
from renkei.model import SourceText, Span
from renkei.parsing.cells.keys import opens_cell
from renkei.parsing.cleaning.furniture import RULE
from renkei.parsing.cleaning.ruled.signs import is_bar
from renkei.parsing.text.columns import column
from renkei.parsing.text.lines import FORM_FEED, LineKind, is_page_number, typed_lines
from renkei.parsing.text.page_numbers import foot
from renkei.parsing.text.view import Edit, View, lines_of

_FEWEST = 3
"""How often words must stand at pages; a number alone one time less, as do words that open the text too."""
_SECOND = 2
_REACH = 200
"""How far around a line an empty one is looked for."""
_TELLING = 4
"""How many letters of a title tell it from a word of the text."""
_LOOKS_BACK = 3
"""How many lines below a title a preamble begins at the latest."""
_BEGINS_AGREEMENT = ("（以下", "(以下", "以下「")

# What a document is called, alone: "連携協約", "定住自立圏形成協定書". Must not match words of a sentence about one.
_DOCUMENT = re.compile(r"[^\s。、はがをに]{0,20}(?:協約|協定)書?(?:[（(]案[）)])?")


class _Line(NamedTuple):
    """A line with words: where they stand, and whether nothing stands right above and right below."""

    span: Span
    words: str
    is_alone: bool


def take_out(view: View, source: SourceText) -> None:
    """Take running heads and feet out of a view, each kind told once; a foot leaves a page break behind."""
    lines = list(_lines(view.text))
    feet = _feet(lines)
    breaks = [at for at, line in enumerate(lines) if at in feet or _breaks(line.words)]
    blocks = _in_blocks(view.text, lines, breaks)
    places = feet | _heads(lines, breaks, blocks)
    for name in dict.fromkeys(places.values()):
        found = [at for at, own in places.items() if own == name]
        first = lines[min(found)]
        words = {"words": first.words, "count": str(len(found))}
        view.findings.append(finding("P081", source, view.range_of(first.span), **words))
    view.edit([edit for at in sorted(places) for edit in _taken(lines[at].span, at in feet)])


def _taken(span: Span, is_foot: bool) -> Iterator[Edit]:  # noqa: FBT001  # one of two kinds
    yield Edit(span, "", RULE)
    if is_foot:
        yield Edit(Span(span.end, span.end), FORM_FEED, RULE)


def _lines(text: str) -> Iterator[_Line]:
    """The lines with words, form feeds among them."""
    blank = True
    kept: tuple[Span, str, bool] | None = None
    for line in lines_of(text):
        raw = text[slice(*line)]
        words = raw.strip()
        says = bool(words) or FORM_FEED in raw
        if kept:
            yield _Line(kept[0], kept[1], kept[2] and not words)
        kept = None
        if says:
            start = line.start + len(raw) - len(raw.lstrip()) if words else line.start
            kept = Span(start, start + len(words)), words or FORM_FEED, blank
        blank = not words
    if kept:
        yield _Line(*kept)


def _breaks(words: str) -> bool:
    return words == FORM_FEED or is_page_number(words)


def _may_stand_at_pages(words: str) -> bool:
    """Whether words may be those of a head or a foot: no sentence, no key, nothing of a table, no structure of an agreement."""
    if not words:
        return True
    if words.endswith(("。", "、")) or "\t" in words or any(map(is_bar, words)):
        return False
    return column(words) is None and not opens_cell(words) and _is_text(words)


def _is_text(words: str) -> bool:
    return next(typed_lines(words)).kind is LineKind.TEXT


def _feet(lines: Sequence[_Line]) -> dict[int, str]:
    """The lines, by index, that are feet of pages, with what is the same in all of them."""
    runs: dict[tuple[str, str, int], list[list[tuple[int, int]]]] = {}
    for at, line in enumerate(lines):
        found = foot(line.words) if line.is_alone and not _breaks(line.words) else None
        if found is None or not all(map(_may_stand_at_pages, (found.before, found.behind))):
            continue
        known = runs.setdefault((found.before, found.behind, found.pages), [])
        if known and known[-1][-1][1] + 1 == found.number:
            known[-1].append((at, found.number))
        else:
            known.append([(at, found.number)])
    feet: dict[int, str] = {}
    for (before, behind, pages), listed in runs.items():
        fewest = _FEWEST if before or behind or not pages else _FEWEST - 1
        for run in listed:
            often = len(run) >= fewest or _is_all_but_first([number for _, number in run], pages)
            if often and (not pages or run[-1][1] <= pages):
                feet |= {at: f"{before}/{pages}{behind}" for at, _ in run}
    return feet


def _is_all_but_first(numbers: Sequence[int], pages: int) -> bool:
    """Whether pages say their number and how many there are, each of them from the second to the last (2／3, 3／3)."""
    return len(numbers) > 1 and numbers[0] == _SECOND and numbers[-1] == pages


def _in_blocks(text: str, lines: Sequence[_Line], breaks: Sequence[int]) -> set[int]:
    """The lines, by index, that stand with a page number between two empty lines: two lines that are all of a page's foot or head."""
    blocks = set[int]()
    for at in breaks:
        for low, high in ((at - 1, at), (at, at + 1)):
            other = low if high == at else high
            if low < 0 or high >= len(lines) or lines[at].words == FORM_FEED:
                continue
            within = text[lines[low].span.end : lines[high].span.start]
            is_apart = _is_empty_above(text, lines[low].span) and _is_empty_below(
                text, lines[high].span
            )
            if within.count("\n") == 1 and is_apart:
                blocks.add(other)
    return blocks


def _is_empty_above(text: str, span: Span) -> bool:
    lines = text[max(0, span.start - _REACH) : span.start].split("\n")
    return not lines[-2:-1] or not lines[-2].strip()


def _is_empty_below(text: str, span: Span) -> bool:
    lines = text[span.end : span.end + _REACH].split("\n")
    return not lines[1:] or not lines[1].strip()


def _heads(
    lines: Sequence[_Line], breaks: Sequence[int], blocks: Collection[int]
) -> dict[int, str]:
    """The lines, by index, that are the same right behind most page breaks, or right above them, and stand nowhere else.

    Those that stand in one block with a page number each need to be fewer, and one is enough if the text begins with its words.
    """
    at_breaks = set(breaks)
    beside = {
        at
        for end in breaks
        for at in (end - 1, end + 1)
        if 0 <= at < len(lines) and at not in at_breaks
    }
    counts = Counter(lines[at].words for at in beside)
    everywhere = Counter(line.words for line in lines)
    opens = lines[0].words if lines else ""
    heads: dict[int, str] = {}
    for words, count in counts.items():
        is_first = words == opens and 0 not in beside
        stands_elsewhere = everywhere[words] > count + is_first
        fewest = _FEWEST
        if all(at in blocks for at in beside if lines[at].words == words):
            is_own = words in opens and len(words) >= _TELLING
            fewest = 1 if is_own or _DOCUMENT.fullmatch(words) else _FEWEST - 1
        often = count + is_first >= fewest and 2 * count >= len(breaks) - 1
        if often and not stands_elsewhere and _may_stand_at_pages(words):
            places = [at for at, line in enumerate(lines) if line.words == words]
            if not _are_titles(lines, places):
                heads |= {at: words for at in places if at in beside}
    return heads


def _are_titles(lines: Sequence[_Line], places: Collection[int]) -> bool:
    """Whether agreements begin below several of the lines: of equal titles, each on a page of its own."""
    begun = 0
    for at in places:
        below = lines[at + 1 : at + 1 + _LOOKS_BACK]
        begun += any(said in line.words for line in below for said in _BEGINS_AGREEMENT)
    return begun > 1
