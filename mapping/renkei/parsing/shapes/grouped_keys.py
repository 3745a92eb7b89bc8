"""Keys of blocks below a key for several (組になった見出し): 役割 over two rows, beside it 甲 and 乙."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from renkei.model import Span
from renkei.parsing.cells.header import head
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.headings.unmarked import begins_block, heads_table
from renkei.parsing.parties.preamble import holders
from renkei.parsing.text.columns import Column, ColumnKind
from renkei.parsing.text.lines import Line, LineKind, split_mark, typed_lines
from renkei.parsing.text.words import plain


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row as a block may have it: each cell once, and no key for several; `group` are the cells of such keys."""

    line: Line
    words: list[str]
    known: list[Column | None]
    group: list[Span]


def block_row(
    line: Line, words: Sequence[str], known: Sequence[Column | None], parties: Collection[str]
) -> BlockRow:
    """A row with each merged cell once; behind a key for several (役割) the name of a party is a key itself."""
    cells = line.cells
    kept = [
        at
        for at in range(len(cells))
        if not at or not cells[at].length or cells[at] != cells[at - 1]
    ]
    heads, called = list(known), dict.fromkeys(parties, (1,))
    group: list[Span] = []
    for at, behind in pairwise(kept):
        which = known[at]
        if which is None or which.kind is not ColumnKind.GROUP:
            continue
        named = head("".join(words[behind].split()) + "の役割", parties)
        if known[behind] is None and named and holders(named.party or "", called):
            heads[behind] = named
            group.append(cells[at])
    kept = [at for at in kept if cells[at] not in group]
    return BlockRow(
        replace(line, cells=tuple(cells[at] for at in kept)),
        [words[at] for at in kept],
        [heads[at] for at in kept],
        group,
    )


def whole_rows(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; a cell over a whole table that stands right above its head or a block is words alone: a heading, a name."""
    for at, line in enumerate(lines):
        below = next((one for one in lines[at + 1 :] if one.kind is not LineKind.RULER), None)
        if not is_whole(line) or below is None:
            yield line
        elif begins_block(below):
            yield replace(
                line, kind=LineKind.TEXT, span=line.cells[0], cells=(), text=_words(text, line)
            )
        elif heads_table(below):
            yield whole_as_words(text, line)
        else:
            yield line


def is_whole(line: Line) -> bool:
    """Whether one merged cell fills a row."""
    cells = line.cells
    return len(cells) > 1 and cells[0].length > 0 and all(cell == cells[0] for cell in cells)


def _words(text: str, line: Line) -> str:
    return text[slice(*line.cells[0])]


def whole_as_words(text: str, line: Line) -> Line:
    """The words of a cell over a whole row as a line of their own."""
    start, end = line.cells[0]
    [typed] = typed_lines(text[start:end])
    mark, rest = (
        span and Span(span.start + start, span.end + start) for span in (typed.mark, typed.rest)
    )
    return replace(typed, span=Span(start, end), mark=mark, rest=rest)


def is_marked_name(text: str, cells: Sequence[Span]) -> bool:
    """Whether a row between blocks is the name of the next one: words with a mark (イ　水質の保全) in its first cell alone."""
    filled = [cell for cell in cells if cell.length]
    _, mark, _ = split_mark(text, cells[0])
    return filled == [cells[0]] and mark is not None and not ends_sentence(plain(text, filled))
