"""How wide each column of a printed table is (列の幅), so that no word of Latin letters is broken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

# A run that reads badly when it is broken: `Agreement`, `43100-43214-20160330`; not `協約`, which breaks anywhere, nor
# `[1]`, after which a line may end.
_WORD = re.compile(r"[!-Z\\^-~]+")
_CHARACTERS = 8
"""A column narrower than this many half-width characters is no pleasure to read, if it has more to say."""
_GAP = 3
"""Between two columns."""


def column_widths(columns: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Widths in half-width characters of columns of cells; None where they do not fit into `width`.

    >>> column_widths([["Key", "43100-43214"], ["Agreement", "熊本市及び阿蘇市における連携協約"]], 40)
    [11, 26]
    >>> column_widths([["Key", "43100-43214"], ["Agreement", "熊本市及び阿蘇市における連携協約"]], 20) is None
    True
    """
    natural = [max(map(_longest_line, cells)) for cells in columns]
    least = [
        min(whole, max(_CHARACTERS, *map(_longest_word, cells)))
        for whole, cells in zip(natural, columns, strict=True)
    ]
    left = width - _GAP * (len(columns) - 1) - sum(least)
    return None if left < 0 else _shared_out(natural, least, left)


def _shared_out(natural: list[int], least: list[int], left: int) -> list[int]:
    """What is left goes in equal shares, and who wants less than a share leaves the rest to others."""
    widths = list(least)
    by_want = sorted(range(len(natural)), key=lambda at: natural[at] - least[at])
    for done, at in enumerate(by_want):
        share = min(natural[at] - least[at], left // (len(by_want) - done))
        widths[at] += share
        left -= share
    return widths


def _longest_line(cell: str) -> int:
    return max(map(cell_len, cell.split("\n")))


def _longest_word(cell: str) -> int:
    return max(map(len, _WORD.findall(cell)), default=0)
