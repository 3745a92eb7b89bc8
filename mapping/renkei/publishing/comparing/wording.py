"""How words differ (文言の差): Japanese in words, and a measure of likeness."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from renkei.model.base import Frozen

# Runs of one kind of character, the words of a text without spaces: `広域的`, `な`, `防災体制`, and
# any other character by itself, such as `、`; never two kinds in one: `取り組む` is three.
_WORD = re.compile(
    r"[一-龠々〆ヶ]+|[ぁ-ゖ]+|[ァ-ヺー]+|[0-9０-９]+|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL
)


class Side(StrEnum):
    """Where a piece of a text stands (字句の所在)."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


class Piece(Frozen):
    """Words that stand in both texts, or in one of them only (字句の差)."""

    side: Side
    text: str


def squeezed(text: str | None) -> str:
    """A text without white space, which a layout puts in and which changes nothing.

    >>> squeezed("甲 及び\\n乙")
    '甲及び乙'
    """
    return "".join((text or "").split())


def normalised(text: str | None) -> str:
    """A text as it is compared for likeness: no white space, widths of characters made equal.

    >>> normalised("ＩＣＴ の活用")
    'ICTの活用'
    """
    return squeezed(unicodedata.normalize("NFKC", text or ""))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: Dice's coefficient over pairs of neighbouring letters.

    Twice the number of common pairs, by the number of all pairs; symmetric, and rounded to three
    places. Two texts without any pair are alike if they are equal.

    >>> likeness("災害対策", "災害等対策"), likeness("観光", "医療"), likeness("", "")
    (0.571, 0.0, 1.0)
    """
    first, second = _pairs(normalised(one)), _pairs(normalised(other))
    total = first.total() + second.total()
    if not total:
        return float(normalised(one) == normalised(other))
    return round(2 * (first & second).total() / total, 3)


# Every row is held against every row of the other side, so each text is met many times.
@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(text))


def pieces(before: str | None, after: str | None) -> tuple[Piece, ...]:
    """The differences of two texts word by word, in the order of the texts.

    >>> [(each.side.value, each.text) for each in pieces("防災体制を整備", "防災体制を強化")]
    [('both', '防災体制を'), ('before', '整備'), ('after', '強化')]
    """
    old, new = (_WORD.findall(text or "") for text in (before, after))
    # Without autojunk: it would leave out frequent words, and the result would hang on length.
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Piece] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece(side=Side.BOTH, text="".join(old[start:end])))
            continue
        if start < end:
            found.append(Piece(side=Side.BEFORE, text="".join(old[start:end])))
        if begin < stop:
            found.append(Piece(side=Side.AFTER, text="".join(new[begin:stop])))
    return tuple(found)
