"""The rows of a drawn table (表の行): where no rule parts them, the first column and the ends of lines tell.

A line goes on in the next one if it is full and its sentence is not at its end. A new row begins where the first column has words
and nothing goes on. What tells neither, or both, is unclear: no row is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.cleaning.ruled.frames import Unclear
from renkei.parsing.cleaning.ruled.grid import Band, Grid, GridCell, lines_in
from renkei.parsing.cleaning.ruled.printed import Part
from renkei.parsing.text.columns import column

_FULL = 1
"""How many columns may be free at the end of a full line: half a character of full width."""
_PUSHED = 2
"""How many more are free where a character was pushed down to the next line with what may not begin one."""
_WIDEST_MARGIN = 2
"""How many columns a writer leaves free before the bar in every line."""
_NOT_FIRST = "。、，．・：；）」』】〕々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_NOT_LAST = "（「『【〔"
_MOST_UNRULED = 2
"""How many bands a table has at most whose rows no rule parts: its head, and all rows."""
_FEWEST_HEADS = 2
_LONGEST_ROW = 200
"""How many lines a row may take: each looks back over those above."""


class _Step(Enum):
    """What a line of a band is to the one above."""

    GOES_ON = "goes on"
    NEW_ROW = "new row"


@dataclass(slots=True)
class _Band:
    """The columns of one band that no other band shares, and whether rules part all rows of the table."""

    text: str
    columns: list[list[Part]]
    margins: list[int]
    says: list[bool]
    is_ruled: bool

    def words(self, column: int, line: int) -> str:
        span = self.columns[column][line].span
        return self.text[span.start : span.end]

    def ends(self, column: int) -> bool:
        """Whether the cell ends with a sentence, so that a line that does not is surely wrapped."""
        filled = [part for part in self.columns[column] if part.span.length]
        return bool(filled) and ends_sentence(
            self.text[filled[-1].span.start : filled[-1].span.end]
        )


@dataclass(slots=True)
class _Columns:
    """What all cells of a table tell of its columns, by the edge on their right."""

    is_ruled: bool
    margins: dict[int, int]
    says: set[int]


def cut(text: str, grid: Grid) -> dict[int, list[int]] | Unclear:
    """For each band the lines at which a row begins, from 0; `Unclear` where that is not sure."""
    by_edge: dict[int, list[GridCell]] = {}
    by_band: dict[int, list[GridCell]] = {number: [] for number in range(len(grid.bands))}
    for cell in grid.cells:
        by_edge.setdefault(cell.columns.stop, []).append(cell)
        for number in cell.bands:
            by_band[number].append(cell)
    is_ruled = len(grid.bands) > _MOST_UNRULED
    # Where no rule parts rows, the last sentence of a column does not tell how its cells end.
    says = {edge for edge, cells in by_edge.items() if is_ruled and _says(text, cells)}
    columns = _Columns(is_ruled, _margins(text, by_edge), says)
    rows: dict[int, list[int]] = {}
    for number, inside in by_band.items():
        begins = _begins(text, grid.bands[number], inside, columns)
        if isinstance(begins, Unclear):
            return begins
        rows[number] = begins
    return rows


def _begins(
    text: str, drawn: Band, inside: Sequence[GridCell], columns: _Columns
) -> list[int] | Unclear:
    own = [cell for cell in inside if len(cell.bands) == 1]
    edges = [cell.columns.stop for cell in own]
    band = _Band(
        text,
        [cell.lines for cell in own],
        [columns.margins[edge] for edge in edges],
        [edge in columns.says for edge in edges],
        columns.is_ruled,
    )
    first, is_ruled = drawn.first, columns.is_ruled
    count = len(drawn.lines)
    if any(len(cell.lines) != count for cell in own):
        return Unclear(first)  # the marks of its lines do not bound the same cells
    if (twice := _said_twice(band, count)) is not None:
        return Unclear(first + twice)
    if count == 1 or not own or len(inside) == 1 or _is_head(band, count):
        return [0]
    begins = [0]
    for line in range(1, count):
        if line - begins[-1] > _LONGEST_ROW:
            return Unclear(first + line)
        step = _Step.NEW_ROW if _heads(band, line - 1) else _step(band, line, begins[-1])
        if step is None or (step is _Step.NEW_ROW and (is_ruled or own != inside)):
            return Unclear(first + line)
        if step is _Step.NEW_ROW:
            begins.append(line)
    return begins


def _said_twice(band: _Band, count: int) -> int | None:
    """The line that says the same as the one above, if any does: nobody writes so, but a copy may."""
    for line in range(1, count):
        both = [(band.words(at, line - 1), band.words(at, line)) for at in range(len(band.columns))]
        if any(above for above, _ in both) and all(above == here for above, here in both):
            return line
    return None


def _is_head(band: _Band, count: int) -> bool:
    """Whether the lines of a band are the head of the table, whose words are cut anywhere (取組の／内容)."""
    joined = [
        "".join(band.words(at, line) for line in range(count)) for at in range(len(band.columns))
    ]
    known = [column(words) for words in joined if words]
    pieces = [column(band.words(at, count - 1)) for at in range(len(band.columns))]
    return sum(map(bool, known)) >= _FEWEST_HEADS and not all(pieces)


def _heads(band: _Band, line: int) -> bool:
    """Whether a line is the head of a table: what stands below it is no part of it."""
    words = [band.words(at, line) for at in range(len(band.columns))]
    return all(words) and sum(column(word) is not None for word in words) >= _FEWEST_HEADS


def _step(band: _Band, line: int, begun: int) -> _Step | None:
    """Whether a line goes on with the row that began at `begun`; None if nobody knows."""
    filled = [at for at in range(len(band.columns)) if band.words(at, line)]
    flowing = [at for at in filled if _flows(band, at, line)]
    surely = any(at in flowing or band.says[at] for at in filled if _is_cut(band, at, line))
    if any(_has_gap(band, at, line, begun) for at in filled):
        # Words, nothing, words: the end of one row and the beginning of the next, unless the first column begins one.
        return _Step.NEW_ROW if 0 in filled and not flowing and not band.is_ruled else None
    if surely:
        return _Step.GOES_ON
    if flowing:
        # Nouns may fill a line by chance: if they flow in one column, no other may begin anew.
        anew = [at for at in filled if any(band.words(at, n) for n in range(begun, line))]
        if flowing == anew:
            return _Step.GOES_ON
        closed = [at for at in anew if ends_sentence(band.words(at, line - 1))]
        # A name that fills its column by chance, and every sentence at its end.
        return _Step.NEW_ROW if len(closed) > 1 and [0, *closed] == filled else None
    return _without_flow(band, filled, line, begun)


def _without_flow(band: _Band, filled: Sequence[int], line: int, begun: int) -> _Step | None:
    if 0 not in filled:
        if any(_is_cut(band, at, line) for at in filled):
            return _Step.GOES_ON
        broken = any(
            not ends_sentence(words) for at in filled if (words := band.words(at, line - 1))
        )
        return None if broken and len(filled) > 1 else _Step.GOES_ON
    is_first_of_column = not any(band.words(0, above) for above in range(begun, line))
    if is_first_of_column:
        # A name in the middle of its row; without a rule below the row above may have none.
        return _Step.GOES_ON if band.is_ruled else None
    begun_before = [at for at in filled if any(band.words(at, n) for n in range(begun, line))]
    if begun_before == [0] and len(band.columns) > 1:
        return _Step.GOES_ON if band.is_ruled else None
    return _Step.NEW_ROW


def _is_cut(band: _Band, at: int, line: int) -> bool:
    """Whether a line ends in the middle of a sentence, in a cell that ends with one."""
    words = band.words(at, line - 1)
    return bool(words) and not ends_sentence(words) and band.ends(at)


def _flows(band: _Band, at: int, line: int) -> bool:
    """Whether a line goes on in this one: it is full, and its sentence is not at its end."""
    above, here = band.words(at, line - 1), band.words(at, line)
    if not above or ends_sentence(above):
        return False
    room = band.columns[at][line - 1].room - band.margins[at] - _FULL
    pushed = here[1:2] in {*_NOT_FIRST} or here[0] in _NOT_LAST or here[0].isascii()
    return room <= (_PUSHED if pushed else 0)


def _says(text: str, cells: Sequence[GridCell]) -> bool:
    """Whether every cell of a column ends with a sentence, its head aside."""
    last = [[*lines_in(cell)][-1:] for cell in cells]
    ends = [text[part.span.start : part.span.end] for parts in last for part in parts]
    said = [words for words in ends if column(words) is None]
    return len(said) > 1 and all(map(ends_sentence, said))


def _margins(text: str, by_edge: Mapping[int, Sequence[GridCell]]) -> dict[int, int]:
    """How many columns every line leaves free before the bar on its right, as far as sentences show; nouns end anywhere."""
    found = {edge: _margin(text, cells) for edge, cells in by_edge.items()}
    usual = min((margin for margin in found.values() if margin is not None), default=0)
    return {edge: usual if margin is None else margin for edge, margin in found.items()}


def _margin(text: str, cells: Sequence[GridCell]) -> int | None:
    parts = [part for cell in cells for part in lines_in(cell)]
    words = [text[part.span.start : part.span.end] for part in parts]
    if not any(map(ends_sentence, words)):
        return None
    rooms = [part.room for part, said in zip(parts, words, strict=True) if column(said) is None]
    margin = min(rooms, default=0)
    return margin if margin <= _WIDEST_MARGIN else 0


def _has_gap(band: _Band, at: int, line: int, begun: int) -> bool:
    """Whether the column has words, then none, then these."""
    if band.words(at, line - 1):
        return False
    return any(band.words(at, above) for above in range(begun, line))
