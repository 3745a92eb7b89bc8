"""What the words of a cell tell by themselves (欄の字句): whether they end, go on, or say nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum

from renkei.model import Span
from renkei.parsing.text.lines import Line
from renkei.parsing.text.words import plain

# Cells that say that there is nothing to say.
_DASHES = frozenset({"-", "‐", "―", "－", "–", "—", "ー", "なし", "該当なし", "特になし"})
_LONGEST_DASH = 20

# What ends a sentence in a cell: 。 and its half-width and Latin forms, also before a closing bracket.
_SENTENCE_ENDS = ("。", "．", "｡", "。」", "。）", "。)")


class Ending(Enum):
    """How the words of a cell end; in a column of nouns nobody can tell whether they go on."""

    CLOSED = "closed"
    OPEN = "open"
    UNKNOWN = "unknown"


def ends_sentence(words: str) -> bool:
    """Whether words end as a sentence does.

    >>> ends_sentence("取り組む。"), ends_sentence("甲と取")
    (True, False)
    """
    return words.endswith(_SENTENCE_ENDS)


def distinct(cells: Iterable[Span]) -> list[Span]:
    """The cells that hold something, each once: a merged cell stands at every place that it covers.

    >>> distinct([Span(0, 2), Span(0, 2), Span(3, 3), Span(4, 5)])
    [Span(start=0, end=2), Span(start=4, end=5)]
    """
    return list(dict.fromkeys(cell for cell in cells if cell.length))


def says_nothing(text: str, cells: Sequence[Span]) -> bool:
    """Whether cells say that there is nothing to say: a dash, なし.

    >>> says_nothing("―", [Span(0, 1)]), says_nothing("", [])
    (True, False)
    """
    return sum(cell.length for cell in cells) <= _LONGEST_DASH and plain(text, cells) in _DASHES


def ending(text: str, cells: Sequence[Span], *, in_nouns: bool) -> Ending:
    """How the last words of cells end; `in_nouns` where their column is written in nouns.

    >>> ending("甲と取", [Span(0, 3)], in_nouns=False), ending("", [], in_nouns=False)
    (<Ending.OPEN: 'open'>, <Ending.CLOSED: 'closed'>)
    """
    last = (plain(text, [cell]) for cell in reversed(cells))
    words = next((words for words in last if words), "")
    if not words or ends_sentence(words) or words in _DASHES:
        return Ending.CLOSED
    return Ending.UNKNOWN if in_nouns else Ending.OPEN


def cell_endings(text: str, lines: Iterable[Line]) -> Counter[tuple[int, int, bool]]:
    """How often the cells of a column end a sentence: by width of the row, place, and whether so.

    A column is known by its place among rows of equal width, since this is asked before any header
    is understood.
    """
    return Counter(
        (len(line.cells), at, ends_sentence(plain(text, [cell])))
        for line in lines
        for at, cell in enumerate(line.cells)
        if cell.length
    )


# What begins a note on a table or list: "備考　この表に…", "※ 費用は…", "（注）…", "注1 …". Must not match words that begin with the same
# letter (注意報の伝達).
_REMARK = re.compile(
    r"※|[(（]注[0-9０-９]{0,2}[)）]|(?:備考|注)(?:[0-9０-９]{0,2}[ 　:：]|[0-9０-９]{0,2}$)"
)


def is_remark(words: str) -> bool:
    """Whether a line or row is a note on the table or list above it (注記).

    >>> is_remark("※ 費用は、別に定める。"), is_remark("注意報の伝達")
    (True, False)
    """
    return _REMARK.match(words) is not None
