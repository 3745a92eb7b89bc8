"""Numbers of lists in OpenDocument (OpenDocumentの段落番号): OpenDocument 1.3 Part 3, 16.29 to 16.32."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.numbers import circled, kanji, katakana, lettered, roman
from renkei.reading.office.opendocument import STYLE, TEXT

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    prefix: str
    suffix: str
    shown: int
    start: int


@dataclass(slots=True)
class ListNumbers:
    """The list styles of a document and where each list has got to (番号の状態)."""

    _styles: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, roots: Iterable[etree._Element]) -> ListNumbers:
        """The list styles of some parts."""
        made = cls()
        for root in roots:
            for style in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                name = (
                    style.get(f"{STYLE}name", "")
                    if style.tag == f"{TEXT}list-style"
                    else "/outline"
                )
                made._styles[name] = _levels(style)
        return made

    def begin(self, style: str, depth: int, *, goes_on: bool) -> None:
        """Begin a list at a depth, anew unless it goes on with the list before."""
        counts = self._counts.setdefault(style, {})
        if not goes_on:
            for at in [at for at in counts if at >= depth]:
                del counts[at]

    def next(self, style: str, depth: int, start: str | None = None) -> str | None:
        """The number of the next item; None for a bullet or a form that is not known."""
        levels = self._styles.get(style, {})
        level = levels.get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(style, {})
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        if start is not None:
            counts[depth] = _integer(start, counts[depth])
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        if not level.form:
            return None
        numbers = []
        for at in range(depth - level.shown + 1, depth + 1):
            above = levels.get(at, level)
            written = _written(counts.get(at, above.start), above.form)
            if written is None:
                return None
            numbers.append(written)
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix} "


def _levels(style: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for each in style:
        depth = _integer(each.get(f"{TEXT}level"), 0)
        found[depth] = _Level(
            form=each.get(f"{STYLE}num-format", "") if "bullet" not in each.tag else "",
            prefix=each.get(f"{STYLE}num-prefix", ""),
            suffix=each.get(f"{STYLE}num-suffix", ""),
            shown=min(depth, max(1, _integer(each.get(f"{TEXT}display-levels"), 1))),
            start=_integer(each.get(f"{TEXT}start-value"), 1),
        )
    return found


def _written(number: int, form: str) -> str | None:
    first = form[0]
    known = {
        "1": str(number),
        "a": lettered(number),
        "A": lettered(number).upper(),
        "i": roman(number),
        "I": roman(number).upper(),
        "１": str(number).translate(_FULL_WIDTH),
        "①": circled(number),
        "一": kanji(number),
        "ア": katakana(number),
    }
    return known.get(first)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text) else otherwise
