"""The numbers of paragraphs (項番号): a printed one wins, and the others take what the printed ones leave.

Where an article prints numbers, a line without one can be a paragraph only if a number is missing for it; else it goes on with the
paragraph above (次のとおりとする。, and below it what follows).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from renkei.parsing.text.numerals import readings


def continuing(printed: Sequence[str | None]) -> set[int]:
    """Which paragraphs without a number go on with the one above, by place; the first one never does.

    >>> sorted(continuing([None, "２", None, "３", None])), sorted(continuing([None, None, "３"]))
    ([2, 4], [])
    >>> sorted(continuing([None, None, None]))
    []
    """
    found: set[int] = set()
    values = [_value(mark) for mark in printed]
    known = [at for at, value in enumerate(values) if at and value is not None]
    if not known:
        return found
    bounds = [0, *known]
    for low, high in zip(bounds, [*known, len(printed)], strict=True):
        between = range(low + 1, high)
        after = values[high] if high < len(printed) else None
        missing = (after or 0) - (values[low] or 1) - 1
        if missing < len(between):
            found.update(between)
    return found


def numbers(printed: Sequence[str | None]) -> list[int]:
    """The number of each paragraph: the printed one, unless another bears it already; each is given once.

    >>> numbers([None, "２", "３"]), numbers([None, None, "３"]), numbers([None, "３", "３"])
    ([1, 2, 3], [1, 2, 3], [1, 3, 4])
    """
    values = [_value(mark) for mark in printed]
    taken = {value for value in values if value is not None}
    given: set[int] = set()
    found: list[int] = []
    for value in values:
        own = value if value is not None and value not in given else None
        if own is None:
            free = count(1 if value is None else max(taken))
            own = next(one for one in free if one not in taken and one not in given)
        given.add(own)
        found.append(own)
    return found


def _value(mark: str | None) -> int | None:
    found = readings(mark) if mark else ()
    return found[0].value if found else None
