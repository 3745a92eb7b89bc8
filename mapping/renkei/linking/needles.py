"""Needles (手掛かりの文字): letters without which a pattern cannot match, and an index of them.

A table has dozens of patterns, and a text holds the words of few of them. From each pattern the
letters are derived of which at least one group must stand in whatever it matches: 施設 or 会館 for
`(?:施設|会館)の利用`. A text is then looked through once for all patterns together, and only those
are tried whose letters it holds; the answers are the same. A pattern that needs no letters is
always tried.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GRAM = 2

# One part of a pattern as the tables write them: the opening of a group, a class of letters, an
# escape, a repeat, or a letter. Must not read `{named}` (parts are put in before). Example: {0,8}?
_TOKEN = re.compile(
    r"(?P<around>\(\?<?[=!])|(?P<group>\((?:\?:|\?P<\w{1,20}>)?)|(?P<letters>\[\^?\]?[^\]]{0,200}\])"
    r"|\\(?P<escape>.)|(?P<repeat>(?:[?*+]|\{(?P<low>\d{0,3})(?:,\d{0,3})?\})\??)|(?P<letter>.)",
    re.DOTALL,
)
_MOST_LETTERS = 12

Needles = frozenset[str]
"""Groups of one or two letters, one of which must stand in the text; empty: nothing is needed."""

_NOTHING: Needles = frozenset()


class Index(NamedTuple):
    """Which patterns of a table a text can match at all (索引), by their places in the table.

    `by_first` has the groups of letters by their first letter, each with the places that it is for.
    """

    always: frozenset[int]
    by_first: dict[str, tuple[tuple[str, tuple[int, ...]], ...]]

    def candidates(self, text: str) -> set[int]:
        """The places of the patterns that may match the text; all others cannot.

        >>> patterns = index([(0, "(?:施設|会館)の利用"), (1, "農業|林業"), (2, ".")])
        >>> sorted(patterns.candidates("林業会館の利用"))
        [0, 1, 2]
        >>> sorted(patterns.candidates("漁業会館"))
        [2]
        """
        found = set(self.always)
        for first in self.by_first.keys() & set(text):
            for letters, places in self.by_first[first]:
                if letters in text:
                    found.update(places)
        return found


def index(patterns: Iterable[tuple[int, str]]) -> Index:
    """An index of patterns, each with its place (索引を作る)."""
    always = set()
    by_letters: dict[str, list[int]] = {}
    for place, pattern in patterns:
        needed = needles(pattern)
        if not needed:
            always.add(place)
        for letters in needed:
            by_letters.setdefault(letters, []).append(place)
    by_first: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for letters, places in sorted(by_letters.items()):
        by_first.setdefault(letters[0], []).append((letters, tuple(places)))
    return Index(frozenset(always), {first: tuple(rest) for first, rest in by_first.items()})


def needles(pattern: str) -> Needles:
    """The letters of which one group stands in whatever the pattern matches; empty if none must.

    >>> sorted(needles("(?:施設|会館)の利用"))
    ['利用']
    >>> sorted(needles("空き?家|地籍"))
    ['地籍', '空']
    >>> needles("[^。]{0,4}")
    frozenset()
    """
    return _Pattern(pattern).alternatives()


class _Pattern:
    """Reads a pattern from left to right (式を読む)."""

    def __init__(self, pattern: str) -> None:
        self._tokens = list(_TOKEN.finditer(pattern))
        self._at = 0

    def alternatives(self) -> Needles:
        """What one of several alternatives needs: something of each; up to the closing bracket."""
        branches = [self._sequence()]
        while self._at < len(self._tokens) and self._tokens[self._at]["letter"] == "|":
            self._at += 1
            branches.append(self._sequence())
        return frozenset().union(*branches) if all(branches) else _NOTHING

    def _sequence(self) -> Needles:
        parts: list[Needles] = []
        run = ""
        while self._at < len(self._tokens) and self._tokens[self._at]["letter"] not in {"|", ")"}:
            token = self._tokens[self._at]
            self._at += 1
            letter = _literal(token)
            needed = frozenset({letter}) if letter else self._part(token)
            must, repeated = self._repeated()
            if letter and must:
                run += letter
            elif must:
                parts.append(needed)
            if repeated or not letter:
                parts.append(_of_run(run))
                run = ""
        return _best([*parts, _of_run(run)])

    def _part(self, token: re.Match[str]) -> Needles:
        if token["around"] or token["group"]:
            inner = self.alternatives()
            self._at += 1  # the closing bracket
            return _NOTHING if token["around"] else inner
        letters = (token["letters"] or "[^]")[1:-1]
        if letters.startswith("^") or "\\" in letters or "-" in letters:
            return _NOTHING
        return frozenset(letters) if len(letters) <= _MOST_LETTERS else _NOTHING

    def _repeated(self) -> tuple[bool, bool]:
        """Whether the part just read must stand at all, and whether a repeat follows it."""
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or not token["repeat"]:
            return True, False
        self._at += 1
        least = token["low"] or "0"
        return token["repeat"][0] == "+" or (token["repeat"][0] == "{" and int(least) > 0), True


def _literal(token: re.Match[str]) -> str:
    if token["escape"]:
        return "" if token["escape"].isalnum() else token["escape"]
    return "" if token["letter"] in {None, ".", "^", "$"} else token["letter"]


def _of_run(run: str) -> Needles:
    """The two letters of a word that are the least common: 実施 of を実施する."""
    grams: Sequence[str] = [run[at : at + _GRAM] for at in range(max(1, len(run) - 1))]
    return frozenset({max(grams, key=_rarity)}) if run else _NOTHING


def _best(parts: list[Needles]) -> Needles:
    """Of all that a sequence needs, what says the most: long, rare and few letters."""
    return max(
        filter(None, parts),
        key=lambda part: (min(map(_rarity, part)), -len(part)),
        default=_NOTHING,
    )


def _rarity(gram: str) -> int:
    """Letters that are no hiragana say more."""
    return sum(1 if "\u3041" <= letter <= "\u3096" else 3 for letter in gram)
