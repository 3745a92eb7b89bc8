"""Automatic numbers of Word (Wordの段落番号): what Word shows before a paragraph, computed.

ECMA-376 Part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.numbers import circled, iroha, kanji, katakana, lettered, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEVELS = 9
# The place of a level's number in a level's text. Real: "第%1条", "%1.%2"
_PLACE = re.compile(r"%([1-9])")

# Number formats that a plain function writes; what is in none of them is not computed.
_WRITERS: dict[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "japaneseCounting": kanji,
    "japaneseDigitalTenThousand": kanji,
    "chineseCounting": kanji,
    "ideographDigital": kanji,
    "aiueo": katakana,
    "aiueoFullWidth": katakana,
    "iroha": iroha,
    "irohaFullWidth": iroha,
    "lowerLetter": lettered,
    "upperLetter": lambda number: lettered(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
}


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    is_legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and where each has got to (番号の状態)."""

    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Numbering:
        """The lists that `word/numbering.xml` defines; none where the part is missing."""
        made = cls()
        if root is None:
            return made
        abstract = {
            each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")
        }
        for number in root.iter(f"{W}num"):
            pointed = _value(number, "abstractNumId") or ""
            levels = _levels(abstract[pointed]) if pointed in abstract else {}
            shared = pointed
            for override in number.iter(f"{W}lvlOverride"):
                at = _integer(override.get(f"{W}ilvl"), 0)
                replaced = _levels(override)
                levels.update(replaced)
                started = _value(override, "startOverride")
                if started and at in levels:
                    levels[at].start = _integer(started, 1)
                    # A list that starts anew counts for itself.
                    shared = f"{pointed}/{number.get(f'{W}numId', '')}"
            made._lists[number.get(f"{W}numId", "")] = (shared, levels)
        return made

    def next(self, list_id: str, depth: int) -> str | None:
        """The next number of a list at a depth, with what Word puts behind it.

        None for a bullet, a list that is not defined, or a format that is not known.
        """
        shared, levels = self._lists.get(list_id, ("", {}))
        level = levels.get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(shared, {})
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for deeper in [at for at in counts if at > depth]:
            # Level 0 as the restart means: never.
            if levels.get(deeper, level).restart != 0:
                del counts[deeper]
        if level.form in {"bullet", "none"} or not level.text:
            return None
        return _written(level, levels, counts)


def _written(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str | None:
    pieces: list[str] = []
    position = 0
    for found in _PLACE.finditer(level.text):
        at = int(found[1]) - 1
        other = levels.get(at, level)
        writer = _WRITERS.get("decimal" if level.is_legal else other.form)
        words = writer(counts.get(at, other.start)) if writer else None
        if words is None:
            return None
        pieces += [level.text[position : found.start()], words]
        position = found.end()
    behind = "" if level.suffix == "nothing" else " "
    return "".join([*pieces, level.text[position:], behind])


def _levels(root: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for each in root.iterchildren(f"{W}lvl"):
        restart = _value(each, "lvlRestart")
        found[_integer(each.get(f"{W}ilvl"), 0)] = _Level(
            start=_integer(_value(each, "start"), 1),
            form=_value(each, "numFmt") or "decimal",
            text=_value(each, "lvlText") or "",
            suffix=_value(each, "suff") or "tab",
            is_legal=each.find(f"{W}isLgl") is not None,
            restart=_integer(restart, 0) if restart is not None else None,
        )
    return {at: level for at, level in found.items() if 0 <= at < _LEVELS}


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _integer(text: str | None, otherwise: int) -> int:
    # Six figures at most: Python takes long to read a number of a million.
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise
