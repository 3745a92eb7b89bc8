"""Which kana may read which ideographs (読み): by how many there are, and by the sounds of common last signs (市 し, 町 ちょう, 山 やま).

No dictionary is at hand: the table `reading_ends.csv` has the last signs of most names of places, works and bodies.
"""

from __future__ import annotations

import csv
from functools import cache

from renkei import resources

_MOST = 3
"""How many kana an ideograph has at most, but for one of a word."""
_SHORTEST = 2


@cache
def _ends() -> dict[str, tuple[str, ...]]:
    path = resources.table("renkei.parsing", "reading_ends.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["sign"]: tuple(row["sounds"].split()) for row in csv.DictReader(lines)}


def may_read(kana: str, base: str) -> bool:
    """Whether kana may be the reading of ideographs or of the first ones of them, by their number.

    >>> may_read("かんきつ", "柑橘"), may_read("とよたぐん", "豊田郡大崎上島町"), may_read("かんきつさいばい", "柑橘")
    (True, True, False)
    """
    return len(base) > 0 and _SHORTEST <= len(kana) <= _MOST * len(base) + 1


def sounds_like(kana: str, base: str) -> bool:
    """Whether kana end with the sound of a sign that two or more ideographs end with, and may read those.

    >>> sounds_like("ふくさきちょう", "福崎町長"), sounds_like("とよたぐん", "豊田郡大崎上島町")
    (True, True)
    >>> sounds_like("まちづくり", "町民会議"), sounds_like("まち", "町")
    (False, False)
    """
    ends = ((at, _ends().get(sign, ())) for at, sign in enumerate(base, start=1))
    return any(
        at >= _SHORTEST and at <= len(kana) - len(sound) + 1 and may_read(kana, base[:at])
        for at, sounds in ends
        for sound in sounds
        if len(kana) > len(sound) and kana.endswith(sound)
    )
