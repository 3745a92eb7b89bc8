"""Vertical writing (縦書き) as text tools give it: one character a line, columns parted by an empty line.

Where every line of a stretch holds one character, the order is that of reading, and the line ends are layout. Where the
characters stand in a grid instead, whose columns would have to be read from the right, the order of the text is not that
of reading: that is told by a finding and not mended, since the words of a passage must follow each other in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from renkei.model import Span
from renkei.parsing.text.view import Edit, lines_of

RULE = "vertical-line"
_FEWEST = 12
"""How many lines of one character make vertical writing; a table of marks has fewer below each other."""
_LONGEST = 2
"""How many code points such a line may have: a figure of two digits stands in one."""
_MOST_COLUMNS = 400

# The head of an article, whole: "第十二条". Must not match the mere beginning of it.
_HEAD = re.compile("第[0-9０-９一二三四五六七八九十百]{1,4}条")

# What every agreement says somewhere, and nobody writes in a row of a grid by chance.
_KNOWN = re.compile(r"協約|協定|締結|という。|第.条")


def edits(text: str) -> Iterator[Edit]:
    """The line ends to take out of stretches of vertical writing."""
    if text.count("\n") < _FEWEST:
        return
    lines = list(lines_of(text))
    for run in _runs(text, lines):
        yield from _joined(text, [lines[at] for at in run])


def _runs(text: str, lines: Sequence[Span]) -> Iterator[range]:
    """The stretches of lines that hold one character each, or nothing."""
    first = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and len(text[lines[at].start : lines[at].end].strip()) <= _LONGEST:
            continue
        words = [text[lines[n].start : lines[n].end].strip() for n in range(first, at)]
        single = sum(1 for word in words if word)
        if single >= _FEWEST and sum(map(len, words)) < single * 1.3:
            yield range(first, at)
        first = at + 1


def _joined(text: str, lines: Sequence[Span]) -> Iterator[Edit]:
    """Take out the line end between two characters of a column; a line of spaces is a space in it.

    An empty line parts two columns. Behind the number of an article the line end becomes the space that a writer
    of lines sets there.
    """
    column = ""
    for before, line in pairwise(lines):
        column += text[slice(*before)]
        if before.start == before.end or line.start == line.end:
            column = ""
            continue
        ends_head = _HEAD.fullmatch(column.strip()) and not text[slice(*line)].isspace()
        yield Edit(Span(before.end, line.start), " " if ends_head else "", RULE)


def grid(text: str) -> Span | None:
    """Where characters stand in a grid that reads in columns from the right (縦書きの格子); None if nowhere.

    >>> grid("る る 協\\nす に 約\\n。 関 を") is None
    True
    """
    block: list[Span] = []
    for line in [*lines_of(text), Span(len(text), len(text))]:
        cells = text[line.start : line.end].split()
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            block.append(line)
            continue
        if len(block) >= _FEWEST // 2 and _reads_down(text, block):
            return Span(block[0].start, block[-1].end)
        block = []
    return None


def _reads_down(text: str, block: Sequence[Span]) -> bool:
    rows = [text[line.start : line.end].split()[:_MOST_COLUMNS] for line in block]
    width = max(map(len, rows))
    columns = ["".join(row[-at] for row in rows if len(row) >= at) for at in range(1, width + 1)]
    across = _KNOWN.findall("\n".join("".join(row) for row in rows))
    return len(_KNOWN.findall("\n".join(columns))) > len(across)
