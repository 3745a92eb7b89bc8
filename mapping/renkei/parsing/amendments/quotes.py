"""Clauses of an amending sentence, and the words in corner brackets (「」) that they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# The verb that ends a clause, right before "、" or "。": 改め, 改める, 加え, 加える, 削り, 削る, とし, とする. Must not match 定め.
_VERB = re.compile(r"(?:改める?|加える?|削[りる]|とし|とする)$")
_LONGEST_VERB = 3


class Quote(NamedTuple):
    """Words in corner brackets, as a range of the clause without the brackets."""

    start: int
    end: int


class Clause(NamedTuple):
    """A clause as a range of its sentence; `skeleton` has 〓 for each quote, and no full stop."""

    start: int
    end: int
    skeleton: str
    quotes: tuple[Quote, ...]


def depth_after(words: str, depth: int = 0) -> int:
    """How many corner brackets are open behind some words.

    >>> depth_after("第1条中「甲（以下「乙」")
    1
    """
    return max(depth + words.count("「") - words.count("」"), 0)


def clauses(sentence: str) -> Iterator[Clause]:
    """The clauses of a sentence, each with the punctuation behind it; quotes may hold quotes.

    >>> [clause.skeleton for clause in clauses("第3条中「甲、乙」を「丙」に改め、同条第2項を削る。")]
    ['第3条中〓を〓に改め', '同条第2項を削る']
    """
    depth = start = opened = 0
    skeleton: list[str] = []
    quotes: list[Quote] = []
    for at, char in enumerate(sentence):
        if char == "「":
            opened = at + 1 if depth == 0 else opened
            depth += 1
        elif char == "」" and depth:
            depth -= 1
            if depth == 0:
                quotes.append(Quote(opened, at))
                skeleton.append("〓")
        elif depth == 0:
            if char in "、。" and _VERB.search("".join(skeleton[-_LONGEST_VERB:])):
                yield Clause(start, at + 1, "".join(skeleton), tuple(quotes))
                start, skeleton, quotes = at + 1, [], []
            elif not char.isspace():
                skeleton.append(char)
    if start < len(sentence):
        yield Clause(start, len(sentence), "".join(skeleton), tuple(quotes))
