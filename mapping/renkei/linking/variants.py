"""Characters that stand for one another in names: variant forms (異体字) and confusions of shape.

The table is tables/variants.csv. `variant` is the same character in another form, in either
direction; `ocr` is another character, taken for the right one by text recognition, and only in the
direction of the row. Forms that Unicode itself calls compatible need no row: `parsing.text.characters` knows them.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from renkei.model.base import Frozen
from renkei.parsing.text.characters import SELECTOR, VOICING, Folded, common_form
from renkei.resources import table

Kind = Literal["variant", "ocr", "compatibility"]
_ROW_KINDS: dict[str, Kind] = {"variant": "variant", "ocr": "ocr"}
COMPATIBLE = "Unicodeの互換文字・異体字セレクタ"
"""The reason of a substitution that Unicode's normalisation (NFKC) makes."""


class VariantRow(NamedTuple):
    """A row of the table (異体字・誤認識の対): what is printed for what, an example, the reason."""

    printed: str
    base: str
    kind: Kind
    example_printed: str
    example: str
    reason: str


class Substitution(Frozen):
    """A character that stands for another (字の置き換え); `index` counts code points from 0."""

    index: int
    before: str
    after: str
    kind: Kind
    reason: str


@cache
def rows() -> tuple[VariantRow, ...]:
    """Return every row of the table (異体字表), in its order.

    Raises `ValueError` for a row of an unknown kind, and `ResourceError` if the table is missing.
    """
    with table("renkei.linking", "variants.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_row(cells) for cells in list(csv.reader(file))[1:])


def fold(printed: str) -> Folded:
    """Put every variant form (異体字) of a text in its base form.

    A variation selector, or a voicing mark of half width, goes with the character before it.
    Confusions of shape are left as they are.

    >>> fold("髙知市").text
    '高知市'
    >>> fold("南ｱﾙﾌﾟｽ市")
    Folded(text='南アルプス市', ends=(1, 2, 3, 5, 6, 7))
    """
    if unicodedata.is_normalized("NFKC", printed) and not SELECTOR.search(printed):
        return Folded(fold_plain(printed), tuple(range(1, len(printed) + 1)))
    text, ends, start = "", [], 0
    while start < len(printed):
        end = start + 1
        while end < len(printed) and _continues(printed[end]):
            end += 1
        base = _base(printed[start:end])
        if base is None:  # nothing of one character: taken sign by sign
            end = start + 1
            base = _base(printed[start]) or printed[start]
        text += base
        ends.append(end)
        start = end
    return Folded(text, tuple(ends))


def fold_plain(text: str) -> str:
    """Put variant forms (異体字) in base forms; the text is in Unicode's form NFKC already."""
    bases = _bases()
    if bases.keys().isdisjoint(text):
        return text
    return "".join(bases.get(sign, sign) for sign in text)


def explain(printed: str, expected: str) -> tuple[Substitution, ...] | None:
    """List the substitutions (字の置き換え) that turn what is printed into what was expected.

    None if the texts are not equally long, or differ in a character that no row explains; an empty
    tuple if they are the same.

    >>> [(found.before, found.after, found.kind) for found in explain("美祿市", "美祢市")]
    [('祿', '祢', 'ocr')]
    >>> explain("美濃市", "美祢市") is None
    True
    """
    if len(printed) != len(expected):
        return None
    found: list[Substitution] = []
    for index, (before, after) in enumerate(zip(printed, expected, strict=True)):
        if before == after:
            continue
        substitution = _substitution(index, before, after)
        if substitution is None:
            return None
        found.append(substitution)
    return tuple(found)


def differences(printed: str, expected: str) -> tuple[Substitution, ...]:
    """List the substitutions (字の置き換え) between two texts that fold to the same one.

    The texts may differ in length. Raises `ValueError` if they do not fold to the same.

    >>> [(found.index, found.before, found.after) for found in differences("ﾌﾟｽ", "プス")]
    [(0, 'ﾌﾟ', 'プ'), (2, 'ｽ', 'ス')]
    """
    folded, wanted = fold(printed), fold(expected)
    if folded.text != wanted.text:
        raise ValueError(f"no variants of one another: {printed!r}, {expected!r}")
    found = []
    for span, other in zip(_spans(folded), _spans(wanted), strict=True):
        before, after = printed[slice(*span)], expected[slice(*other)]
        if before != after:
            found.append(_named(span[0], before, after))
    return tuple(found)


def _spans(folded: Folded) -> list[tuple[int, int]]:
    return list(pairwise((0, *folded.ends)))


def _substitution(index: int, before: str, after: str) -> Substitution | None:
    known = (before, after) in _pairs() or fold(before).text == fold(after).text
    return _named(index, before, after) if known else None


def _named(index: int, before: str, after: str) -> Substitution:
    kind, reason = _pairs().get((before, after), ("compatibility", COMPATIBLE))
    return Substitution(index=index, before=before, after=after, kind=kind, reason=reason)


def _row(cells: list[str]) -> VariantRow:
    printed, base, kind, example_printed, example, reason = cells
    if kind not in _ROW_KINDS:
        raise ValueError(f"unknown kind in variants.csv: {cells}")
    return VariantRow(printed, base, _ROW_KINDS[kind], example_printed, example, reason)


@cache
def _pairs() -> dict[tuple[str, str], tuple[Kind, str]]:
    """Kind and reason by what is printed and what is meant; forms of one base are a pair."""
    pairs: dict[tuple[str, str], tuple[Kind, str]] = {}
    forms: dict[str, list[VariantRow]] = {}
    for row in rows():
        pairs[row.printed, row.base] = (row.kind, row.reason)
        if row.kind == "variant":
            pairs[row.base, row.printed] = (row.kind, row.reason)
            forms.setdefault(row.base, []).append(row)
    for row in rows():
        for other in forms.get(row.base, ()) if row.kind == "variant" else ():
            if other != row:
                pairs[row.printed, other.printed] = (row.kind, row.reason)
    return pairs


@cache
def _bases() -> dict[str, str]:
    return {row.printed: row.base for row in rows() if row.kind == "variant"}


def _continues(sign: str) -> bool:
    # Variation selectors and combining marks are Mn; the voicing marks of half width are letters.
    return unicodedata.category(sign) == "Mn" or sign in VOICING


@cache
def _base(cluster: str) -> str | None:
    base = common_form(cluster)
    return None if base is None else fold_plain(base)
