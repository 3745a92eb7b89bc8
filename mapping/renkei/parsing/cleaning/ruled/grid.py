"""The cells of a drawn table (表の欄): between rules and marks, over several rows and columns where none parts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from renkei.parsing.cleaning.ruled.frames import Frame, Unclear
from renkei.parsing.cleaning.ruled.printed import Mark, Part, PrintedLine
from renkei.parsing.cleaning.ruled.signs import Arms, is_rule


@dataclass(slots=True)
class Band:
    """The lines between two rules (罫線の間): `first` is the number of the first one in the table."""

    first: int
    lines: list[PrintedLine] = field(default_factory=list)
    marks: tuple[int, ...] = ()


@dataclass(slots=True)
class GridCell:
    """A cell: the bands and columns that it covers, and what each of its printed lines holds."""

    bands: range
    columns: range
    lines: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """The cells of a table in the order of its rows, with its bands."""

    width: int
    bands: list[Band]
    cells: list[GridCell]


@dataclass(slots=True)
class _Rule:
    """A rule between two bands: over which columns it is drawn, and words of cells that it does not cut."""

    line: int
    ruled: frozenset[int]
    words: dict[int, Part] = field(default_factory=dict)


def grid(frame: Frame) -> Grid | Unclear:
    """The cells that rules and marks enclose; `Unclear` where these contradict each other."""
    width = len(frame.edges) - 1
    parted = _bands(frame, width)
    if isinstance(parted, Unclear):
        return parted
    bands, rules = parted
    torn = next((band for band in bands if not _is_whole(frame, band)), None)
    if torn is not None:
        return Unclear(torn.first)
    owner = _joined(bands, rules, width)
    cells: dict[int, GridCell] = {}
    for unit, root in sorted(owner.items()):
        cell = cells.setdefault(root, GridCell(range(unit[0], 0), range(unit[1], 0)))
        cell.bands = range(cell.bands.start, unit[0] + 1)
        cell.columns = range(cell.columns.start, max(cell.columns.stop, unit[1] + 1))
    for number, band in enumerate(bands):
        covered: dict[int, list[int]] = {}
        for at in range(width):
            covered.setdefault(owner[number, at], []).append(at)
        if any(columns != [*cells[root].columns] for root, columns in covered.items()):
            return Unclear(band.first)
    _fill(cells, owner, bands, rules)
    return Grid(width, bands, sorted(cells.values(), key=_place))


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.bands.start, cell.columns.start


def _bands(frame: Frame, width: int) -> tuple[list[Band], list[_Rule]] | Unclear:
    """The bands, and the rules between them; between two rules with nothing in between a row was lost."""
    bands: list[Band] = []
    rules: list[_Rule] = []
    below_rule = True
    for at, line in enumerate(frame.lines):
        is_rule = line.is_whole_rule or any(part.is_rule for part in line.parts())
        if is_rule and at and below_rule:
            return Unclear(at)
        if is_rule and bands:
            rule = _rule(line, at, width)
            if rule is None:
                return Unclear(at)
            rules.append(rule)
        elif not is_rule and below_rule:
            bands.append(Band(at, marks=_marks(line)))
        elif not is_rule and bands[-1].marks != _marks(line):
            return Unclear(at)
        if not is_rule:
            bands[-1].lines.append(line)
        below_rule = is_rule
    # The rule below the table parts nothing.
    return bands, rules[: len(bands) - 1]


def _marks(line: PrintedLine) -> tuple[int, ...]:
    return tuple(mark.column for mark in line.marks)


def _rule(line: PrintedLine, at: int, width: int) -> _Rule | None:
    """Over which columns a rule is drawn; None if something stands in it."""
    if line.is_whole_rule:
        return _Rule(at, frozenset(range(width)))
    ruled: set[int] = set()
    rule = _Rule(at, frozenset())
    for left, right, part in zip(line.marks, line.marks[1:], line.parts(), strict=False):
        if part.is_rule:
            ruled.update(range(left.column, right.column))
        elif _is_torn(left, right, line.words(part)):
            return None
        else:
            rule.words[left.column] = part
    rule.ruled = frozenset(ruled)
    return rule


def _is_torn(left: Mark, right: Mark, words: str) -> bool:
    """Whether something stands in a rule: corners lead to it, or strokes are around it."""
    led = (
        left.is_drawn and right.is_drawn and bool(left.arms & Arms.RIGHT and right.arms & Arms.LEFT)
    )
    strokes = any(is_rule(one) and is_rule(other) for one, other in pairwise(words))
    return led or strokes


def _is_whole(frame: Frame, band: Band) -> bool:
    """Whether each corner leads to a mark of a band, and each mark to a corner: else one of them was lost."""
    for step, way in ((-1, Arms.DOWN), (len(band.lines), Arms.UP)):
        at = band.first + step
        if not 0 <= at < len(frame.lines) or at in frame.loose:
            continue
        drawn = [mark for mark in frame.lines[at].marks if mark.is_drawn]
        if any(bool(mark.arms & way) != (mark.column in band.marks) for mark in drawn):
            return False
    return not _lacks_a_bar(frame, band)


def _lacks_a_bar(frame: Frame, band: Band) -> bool:
    """Whether a band has no bar though others have one there, and no rule beside it shows that none belongs there.

    A row over the whole table has none at all, where the table has several.
    """
    inner = set(range(1, len(frame.edges) - 1))
    if len(inner) > 1 and not inner & set(band.marks):
        return False
    beside = ((band.first - 1, Arms.DOWN), (band.first + len(band.lines), Arms.UP))
    shown: set[int] = set()
    for at, way in beside:
        if 0 <= at < len(frame.lines) and at not in frame.loose:
            led = {mark.column for mark in frame.lines[at].marks if mark.arms & way}
            shown |= inner - led if frame.lines[at].marks else set()
    return bool(inner - set(band.marks) - shown)


_Unit = tuple[int, int]


def _joined(bands: Sequence[Band], rules: Sequence[_Rule], width: int) -> dict[_Unit, int]:
    """To which cell each place of the grid belongs: those that neither a mark nor a rule parts are one."""
    parent = list(range(len(bands) * width))

    def root(unit: int) -> int:
        while parent[unit] != unit:
            parent[unit] = parent[parent[unit]]
            unit = parent[unit]
        return unit

    for number, band in enumerate(bands):
        for column in range(width):
            unit = number * width + column
            if column + 1 < width and column + 1 not in band.marks:
                parent[root(unit + 1)] = root(unit)
            if number + 1 < len(bands) and column not in rules[number].ruled:
                parent[root(unit + width)] = root(unit)
    return {divmod(unit, width): root(unit) for unit in range(len(parent))}


def _fill(
    cells: dict[int, GridCell],
    owner: dict[_Unit, int],
    bands: Sequence[Band],
    rules: Sequence[_Rule],
) -> None:
    """Give each cell what its lines hold, from the top; words beside a rule belong to the cell that it does not cut."""
    for number, band in enumerate(bands):
        for line in band.lines:
            for left, part in zip(band.marks, line.parts(), strict=False):
                cells[owner[number, left]].lines.append(part)
        if number < len(rules):
            for left, part in rules[number].words.items():
                cells[owner[number, left]].lines.append(part)


def lines_in(cell: GridCell) -> Iterator[Part]:
    """The lines of a cell that hold words."""
    return (part for part in cell.lines if part.span.length)
