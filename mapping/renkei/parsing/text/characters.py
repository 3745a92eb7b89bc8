r"""Characters in other forms (互換文字・異体の形): folded for reading, kept as printed in what is stored.

A PDF may hold 日 as U+2F47, a page ﾃﾞｰﾀ in half width, a file name か and ゙ as two code points. Rules and the register
would not know them. `fold` gives the common form and where each of its characters ended, so that what a rule finds
leads back to the printed characters. Forms that are different names' characters (髙, 﨑) are no matter of Unicode:
their table is `linking/tables/variants.csv`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from renkei import resources
from renkei.model import Span
from renkei.parsing.text.view import Edit

# A variation selector (異体字セレクタ), as after 葛 in 葛󠄀城市; not the 葛 itself.
SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
VOICING = "ﾞﾟ\u3099\u309a"
"""The marks that voice the kana before them: of half width, and combining (NFD)."""

# What signs of no width print: soft hyphen, zero-width spaces and joiners, direction marks, a byte-order mark in the
# middle. Must not match the variation selectors nor any space that shows.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")

# Line ends inside a paragraph that are no LF: a word processor's soft return, a form's NEL. Must not match a form feed, which
# ends a page.
_SOFT_BREAK = re.compile("[\x0b\x85\u2028\u2029]")

# What Unicode's normalisation may fold to one character: radicals, compatibility ideographs, vertical forms of
# punctuation, half-width katakana, and whatever a selector or voicing mark follows. Not: circled numbers, ㈱, full-width
# letters and figures, which are read as they stand.
_FOLDABLE = re.compile(
    "[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufe10-\ufe19\ufe30-\ufe48\uff61-\uff9f]"
    f"[{VOICING}]?{SELECTOR.pattern}?|[\u3041-\u30ff][\u3099\u309a]|[^\\s]{SELECTOR.pattern}"
)

# A long vowel that was set as a dash or hyphen: the － of デ－タ, the - of サ-ビス. Must not match the dash between words
# of other scripts (A-B), nor the one that opens an empty cell.
_VOWEL = re.compile(r"(?<=[ァ-ヺｦ-ﾟ])[-‐‑‒–—―−－─](?=[ァ-ヺｦ-ﾟ])")

# Spaces of other widths, as pages (&nbsp;) and word processors set them: those in "第1条\u00a0この", "甲\u2003姫路市". Must not match U+3000, which
# a writer sets on purpose, nor a tab.
_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")

# What makes a text need folding at all; most need none.
_ANY = re.compile(
    f"{_INVISIBLE.pattern}|{_SOFT_BREAK.pattern}|{_FOLDABLE.pattern}|{_VOWEL.pattern}"
)

# A half-width katakana that stands alone is a mark ("ｱ 経済"), and marks are kept as printed.
_HALF_KATAKANA = re.compile("[ｱ-ﾝ]")
_AROUND_MARK = ("", " ", "　", "\t", "\n", "(", ")", "（", "）", ".", "．", "、")


class Folded(NamedTuple):
    """A text in common forms (字体をそろえた文字列); `ends` say where each character ended."""

    text: str
    ends: tuple[int, ...]


@cache
def _radicals() -> dict[str, str]:
    """Radicals that stand for characters and that Unicode does not call compatible (康熙部首補助)."""
    path = resources.table("renkei.parsing", "radicals.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["printed"]: row["base"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=4096)
def common_form(cluster: str) -> str | None:
    """The one character that a character stands for, with its selector or voicing mark; None if there is none.

    >>> common_form("⽇"), common_form("ﾃﾞ"), common_form("⻑"), common_form("㈱")
    ('日', 'デ', '長', None)
    """
    bare = SELECTOR.sub("", cluster)
    base = unicodedata.normalize("NFKC", _radicals().get(bare, bare))
    return base if len(base) == 1 else None


def edits(text: str) -> Iterator[Edit]:
    """What to change in a text so that it reads in common forms, in order."""
    for found in _ANY.finditer(text):
        span, words = Span(*found.span()), found[0]
        if _INVISIBLE.match(words):
            yield Edit(span, "", "invisible-sign")
        elif _SOFT_BREAK.match(words):
            yield Edit(span, " " if "\t" in _line(text, span.start) else "\n", "soft-break")
        elif len(words) == 1 and _VOWEL.match(text, span.start):
            yield Edit(span, "ー", "long-vowel")
        elif not _is_mark(text, found):
            base = common_form(words)
            if base is not None and base != words:
                yield Edit(span, base, "common-form")


def plain_spaces(text: str) -> Iterator[Edit]:
    """What to change in a text so that each space is one that rules know, in order."""
    for found in _SPACE.finditer(text):
        yield Edit(Span(*found.span()), " ", "space-form")


def _line(text: str, at: int) -> str:
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[low : high if high >= 0 else len(text)]


def _is_mark(text: str, found: re.Match[str]) -> bool:
    if not _HALF_KATAKANA.fullmatch(found[0]):
        return False
    before = text[max(found.start() - 1, 0) : found.start()]
    behind = text[found.end() : found.end() + 1]
    return before in _AROUND_MARK and behind in _AROUND_MARK


def fold(text: str) -> Folded:
    """A text in common forms, and where each of its characters ended in the text as printed.

    >>> fold("⽇本のﾃﾞ－ﾀ")
    Folded(text='日本のデータ', ends=(1, 2, 3, 5, 6, 7))
    """
    if not _ANY.search(text):
        return Folded(text, tuple(range(1, len(text) + 1)))
    words: list[str] = []
    ends: list[int] = []
    position = 0
    for span, fresh, _ in edits(text):
        words += [text[position : span.start], fresh]
        ends += range(position + 1, span.start + 1)
        ends += [span.end] * len(fresh)
        position = span.end
    words.append(text[position:])
    ends += range(position + 1, len(text) + 1)
    return Folded("".join(words), tuple(ends))
