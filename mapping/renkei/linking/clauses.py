"""Sentences and their pieces (文と句): a paragraph cut where a topic, a subject or an adverbial ends.

Brackets are left out and the names of parties stand as one letter each, so that what reads the
pieces needs short patterns only; every letter still knows its place in the text as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from renkei.linking.rules import NAMED
from renkei.parsing.text.characters import fold

_OPENING, _CLOSING = "（(［[〔", "）)］]〕"

# A quoted name: 「連絡会議」. Must not match quoted words that say something: 「甲が招集する」.
_QUOTED_NAME = re.compile(r"「([^「」はがを。]{1,40})」")


class Sentence(NamedTuple):
    """A sentence (文): each letter with the half-open range of the text that it was read from.

    `named` are the numbers of the parties that a letter stands for, empty for all other letters.
    """

    text: str
    ranges: tuple[tuple[int, int], ...]
    named: tuple[tuple[int, ...], ...]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text as printed `text[start:end]` stands; it must not be empty."""
        return self.ranges[start][0], self.ranges[end - 1][1]

    def cut(self, start: int, end: int) -> Sentence:
        """`text[start:end]` as a sentence of its own."""
        return Sentence(self.text[start:end], self.ranges[start:end], self.named[start:end])


class Mark(NamedTuple):
    """A word that ends a piece (句の終わりの語): what it tells, and where it stands."""

    kind: str
    start: int
    end: int


class Piece(NamedTuple):
    """A piece of a sentence (句): `text[start:mark]`, and the word up to `end` that says what it is.

    `apart` tells whether a comma stands before it.
    """

    kind: str
    start: int
    mark: int
    end: int
    apart: bool


def sentences(text: str, called: Mapping[str, Sequence[int]]) -> tuple[Sentence, ...]:
    """The sentences of a paragraph; `called` are the parties' names, each with their numbers.

    Words in brackets are left out. There are none where a bracket is not closed, or where a quotation
    speaks (「甲が招集する」とあるのは): who acts there is not for us to say.

    >>> [one.text.replace(NAMED, "P") for one in sentences("甲（市）は開く。乙もだ。", {"甲": [1]})]
    ['Pは開く', '乙もだ']
    """
    folded = fold(text)
    outside = _outside(folded.text)
    if outside is None:
        return ()
    ranges = tuple((folded.ends[at - 1] if at else 0, folded.ends[at]) for at in outside)
    plain = "".join(folded.text[at] for at in outside)
    whole = _masked(_unquoted(Sentence(plain, ranges, ((),) * len(plain))), called)
    if "「" in whole.text or "」" in whole.text:
        return ()
    ends = [at for at, letter in enumerate(whole.text) if letter in "。．"]
    starts = [0, *(at + 1 for at in ends)]
    bounds = zip(starts, [*ends, len(whole.text)], strict=True)
    return tuple(whole.cut(start, end) for start, end in bounds if start < end)


def _outside(text: str) -> list[int] | None:
    """The places of the letters outside brackets; None if brackets do not match."""
    depth, found = 0, []
    for at, letter in enumerate(text):
        depth += letter in _OPENING
        if depth == 0:
            found.append(at)
        depth -= letter in _CLOSING
        if depth < 0:
            return None
    return found if depth == 0 else None


def _unquoted(sentence: Sentence) -> Sentence:
    """The sentence without the marks around quoted names."""
    marks = {
        at
        for found in _QUOTED_NAME.finditer(sentence.text)
        for at in (found.start(), found.end() - 1)
    }
    if not marks:
        return sentence
    return _joined(sentence.cut(at, at + 1) for at in range(len(sentence.text)) if at not in marks)


def _masked(sentence: Sentence, called: Mapping[str, Sequence[int]]) -> Sentence:
    """The sentence with one letter for each name of a party, the longest name first."""
    # Of the names in the text alone: most texts say 甲 and 乙, for which one pattern does.
    there = (name for name in called if name and name in sentence.text)
    names = sorted(there, key=lambda name: (-len(name), name))
    if not names:
        return sentence
    parts, at = [], 0
    for found in re.finditer("|".join(map(_name, names)), sentence.text):
        parts.append(sentence.cut(at, found.start()))
        ranges = (sentence.printed(*found.span()),)
        parts.append(Sentence(NAMED, ranges, (tuple(called[found[0]]),)))
        at = found.end()
    return _joined([*parts, sentence.cut(at, len(sentence.text))])


def _name(name: str) -> str:
    """A pattern of a name; one of several letters must not be the end of another (大東町 of 東町)."""
    return re.escape(name) if len(name) == 1 else rf"(?<![一-龠々ァ-ヶー]){re.escape(name)}"


def _joined(parts: Iterator[Sentence] | Sequence[Sentence]) -> Sentence:
    held = tuple(parts)
    return Sentence(
        "".join(part.text for part in held),
        tuple(one for part in held for one in part.ranges),
        tuple(one for part in held for one in part.named),
    )


def pieces(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """A sentence cut after each mark and each comma, in order; what has no mark is an `other`.

    >>> list(pieces("毎年度、甲は開く", [Mark("topic", 5, 6)]))  # doctest: +NORMALIZE_WHITESPACE
    [Piece(kind='other', start=0, mark=3, end=3, apart=True),
     Piece(kind='topic', start=4, mark=5, end=6, apart=True),
     Piece(kind='other', start=6, mark=8, end=8, apart=False)]
    """
    by_end: dict[int, Mark] = {}
    for mark in marks:
        by_end.setdefault(mark.end, mark)
    commas = {at for at, letter in enumerate(text) if letter in "、，,"}
    start, apart = 0, True
    for end in sorted({*by_end, *commas, len(text)}):
        ended = by_end.get(end)
        if start < end:
            place = max(start, ended.start) if ended else end
            yield Piece(ended.kind if ended else "other", start, place, end, apart)
            apart = False
        if end in commas:
            apart = True
        start = max(start, end + (end in commas))
