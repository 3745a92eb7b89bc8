"""Clauses of an amending sentence, and the words in corner brackets (「」) that they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# The verb that ends a clause, right before "、" or "。": 改め, 改める, 加え, 加える, 削り, 削る, とし, とする, 付し, 付する, 繰り下げ.
# Must not match 定め.
_VERB = re.compile(r"(?:改める?|加える?|削[りる]|とし|とする|付し|付する|繰り?[上下]げる?)$")
_LONGEST_VERB = 5

# The end of a pair whose verb stands further on: "「A」を「B」に、「C」を「D」に改め", "「A」の次に「B」を、「C」の次に「D」を加え". The verb
# that all pairs wait for, by the particle. Must not match 〓に elsewhere than right before "、".
_WAITING = {"〓に": "改め", "〓を": "加え"}
_WAITS = 2

QUOTE = "〓"
"""What stands for a quote in a skeleton; where a text prints the sign itself, it is left out."""


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


class _Cut(NamedTuple):
    """Where a pair ends inside a clause: in the sentence, in the skeleton, among the quotes."""

    at: int
    skeleton: int
    quotes: int


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
    >>> [clause.skeleton for clause in clauses("第3条中「甲」を「乙」に、「丙」を「丁」に改める。")]
    ['第3条中〓を〓に改め', '〓を〓に改める']
    """
    depth = start = opened = 0
    skeleton: list[str] = []
    quotes: list[Quote] = []
    cuts: list[_Cut] = []
    for at, char in enumerate(sentence):
        if char == "「":
            opened = at + 1 if depth == 0 else opened
            depth += 1
        elif char == "」" and depth:
            depth -= 1
            if depth == 0:
                quotes.append(Quote(opened, at))
                skeleton.append(QUOTE)
        elif depth == 0:
            if char in "、。" and _VERB.search("".join(skeleton[-_LONGEST_VERB:])):
                yield from _parted(Clause(start, at + 1, "".join(skeleton), tuple(quotes)), cuts)
                start, skeleton, quotes, cuts = at + 1, [], [], []
            elif not char.isspace() and char != QUOTE:
                if char == "、" and "".join(skeleton[-_WAITS:]) in _WAITING:
                    cuts.append(_Cut(at + 1, len(skeleton), len(quotes)))
                skeleton.append(char)
    if start < len(sentence):
        yield Clause(start, len(sentence), "".join(skeleton), tuple(quotes))


def _parted(clause: Clause, cuts: list[_Cut]) -> Iterator[Clause]:
    """A clause of several pairs as one clause each, if all wait for the verb that it ends in."""
    verbs = {_WAITING[clause.skeleton[cut.skeleton - _WAITS : cut.skeleton]] for cut in cuts}
    verb = next(iter(verbs), "")
    if len(verbs) != 1 or not clause.skeleton.rstrip("る").endswith(verb):
        yield clause
        return
    # Behind each cut the skeleton has the "、" of it, which belongs to the pair before.
    first, last = _Cut(clause.start, -1, 0), len(clause.skeleton)
    bounds = [first, *cuts, _Cut(clause.end, last, len(clause.quotes))]
    for low, high in pairwise(bounds):
        words = clause.skeleton[low.skeleton + 1 : high.skeleton]
        words += "" if high.skeleton == last else verb
        yield Clause(low.at, high.at, words, clause.quotes[low.quotes : high.quotes])
