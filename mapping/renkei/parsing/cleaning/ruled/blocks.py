"""Where tables are drawn in a text (罫線の表の範囲): lines that bars or rules part, one after the other.

A table that a page cuts without a rule goes on behind the break. Rows of Markdown (|a|b|) that no rule parts are no drawing: each
line is a row, which the reader of tables takes as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from renkei.model import Span
from renkei.parsing.cleaning.ruled.signs import Arms, arms, is_bar, is_cross, is_drawn, is_rule
from renkei.parsing.text.lines import Line, LineKind, typed_lines
from renkei.parsing.text.page_numbers import foot

_FEWEST_LINES = 2
_FEWEST_RULES = 2
"""How many rules make a drawing of rows in bars (|) that Markdown has, too."""
_BETWEEN_PAGES = frozenset({LineKind.BLANK, LineKind.PAGE})
_MOST_BETWEEN = 40
"""How many lines a page may leave free at its foot and its head, one of which says that it is a page's."""
_MOST_BROKEN = 2
"""How many lines inside a drawing may have lost all that shows that they are of it."""
# A figure alone between two halves of a table: "３", "12". Must not match anything else.
_FIGURE = re.compile(r"[0-9０-９]{1,4}")
_LONGEST = 2000
"""How many lines a table may have: no page cuts them off, and each is looked at several times."""


@dataclass(slots=True)
class Block:
    """The lines of one drawn table; `breaks` are the lines of page breaks inside it."""

    lines: list[Span]
    breaks: list[Span]
    behind_page: bool = False
    """Whether nothing but a page break stands between the table and the one above."""

    @property
    def span(self) -> Span:
        """The range from the first line to the last one."""
        return Span(self.lines[0].start, self.lines[-1].end)


def blocks(text: str) -> list[Block]:
    """The drawn tables of a text, in order."""
    if not any(is_drawn(sign) or sign in "|｜¦￨￤+＋" for sign in set(text)):
        return []
    lines = list(typed_lines(text))
    found: list[Block] = []
    below = 0
    for first, end in _runs(lines):
        block = Block([_whole(text, line) for line in lines[first:end]], [])
        between = lines[below:first] if found else []
        parted = bool(found) and _is_page_break(between)
        goes_on = bool(found) and _goes_on(text, found[-1], block)
        if parted and _is_cut(text, found[-1], block):
            found[-1].breaks += [_whole(text, line) for line in between]
            # A rule that is drawn on both pages is one.
            found[-1].lines += block.lines if goes_on else block.lines[1:]
        elif goes_on and _is_broken(between):
            found[-1].lines += [*(_whole(text, line) for line in between), *block.lines]
        else:
            block.behind_page = parted
            found.append(block)
        below = end
    return [block for block in found if _is_table(text, block)]


def _whole(text: str, line: Line) -> Span:
    """A line with the white space around it, which counts in print."""
    start = text.rfind("\n", 0, line.span.start) + 1
    end = text.find("\n", line.span.end)
    return Span(start, end if end >= 0 else len(text))


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    first: int | None = None
    for at, line in enumerate(lines):
        is_part = _is_part(line)
        if is_part and first is None:
            first = at
        elif first is not None and (not is_part or at - first == _LONGEST):
            yield first, at
            first = at if is_part else None
    if first is not None:
        yield first, len(lines)


def _is_part(line: Line) -> bool:
    """Whether a line may be one of a drawn table: it begins and ends with strokes, or bars stand inside."""
    words = line.text
    if not words or line.kind is LineKind.PAGE:
        return False
    if is_rule_line(words):
        return True
    if is_bar(words[0]) and is_bar(words[-1]) and len(words) > 1:
        return True
    return any(is_bar(sign) and sign not in "|丨∣" for sign in words) or (
        is_cross(words[0]) and bool(arms(words[-1]))
    )


def is_rule_line(words: str) -> bool:
    """Whether a line is made of strokes and blanks alone."""
    dashes = sum(is_rule(sign) for sign in words)
    return dashes > 1 and all(sign.isspace() or sign == ":" or bool(arms(sign)) for sign in words)


def _is_page_break(between: Sequence[Line]) -> bool:
    """Whether lines between two drawings are a page's foot and head: a form feed, a page number of any form, or a figure alone."""
    numbers = [line for line in between if line.text.strip() and not _is_number_of_page(line)]
    breaks = any(line.is_page_break or line.text.strip() for line in between)
    return breaks and not numbers and len(between) <= _MOST_BETWEEN


def _is_number_of_page(line: Line) -> bool:
    found = foot(line.text)
    is_alone = found is not None and found.is_bare
    return line.kind is LineKind.PAGE or is_alone or _FIGURE.fullmatch(line.text) is not None


def _is_broken(between: Sequence[Line]) -> bool:
    """Whether lines between two parts of a drawing belong to it, and lost what shows that."""
    return 0 < len(between) <= _MOST_BROKEN and all(
        line.kind not in _BETWEEN_PAGES and line.text for line in between
    )


def _goes_on(text: str, above: Block, below: Block) -> bool:
    """Whether a table is ruled off neither below the lines of one block nor above those of the next."""
    last, first = above.lines[-1], below.lines[0]
    return not (
        is_rule_line(text[last.start : last.end]) and is_rule_line(text[first.start : first.end])
    )


def _is_cut(text: str, above: Block, below: Block) -> bool:
    """Whether a page break cuts a table: it is ruled off neither above it nor below."""
    return _leads(text, above.lines[-1], Arms.DOWN) and _leads(text, below.lines[0], Arms.UP)


def _leads(text: str, line: Span, way: Arms) -> bool:
    """Whether a table goes on beyond a line: one of words, or a rule with corners that lead there (├ above a break, not └)."""
    words = text[line.start : line.end]
    return not is_rule_line(words) or any(is_drawn(sign) and arms(sign) & way for sign in words)


def _is_table(text: str, block: Block) -> bool:
    """Whether lines draw a table: bars part cells in several, and these are more than Markdown's own."""
    lines = [text[span.start : span.end].strip() for span in block.lines]
    rules = [words for words in lines if is_rule_line(words)]
    barred = [words for words in lines if any(map(is_bar, words)) and words not in rules]
    if not barred or len(lines) < _FEWEST_LINES:
        return False
    if any(_draws(sign) for words in lines for sign in words):
        return True
    crossed = any(is_cross(sign) for words in rules for sign in words)
    return len(rules) >= _FEWEST_RULES or crossed


def _draws(sign: str) -> bool:
    """Whether a sign draws cells and nothing else: │ and ├, not the | of Markdown nor a ─ alone."""
    return bool(arms(sign) & (Arms.UP | Arms.DOWN)) and not is_cross(sign) and sign not in "|丨∣"
