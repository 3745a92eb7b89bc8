"""The articles that the heading of a schedule names (別表と条の関係): 別表第1（第2条、第4条関係）."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from renkei.model.amendment import Target
from renkei.parsing.amendments.places import places


class Referred(NamedTuple):
    """Numbers of articles that are there, and the words that name no article or none that is there."""

    there: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def referred(reference: str | None, articles: Iterable[str]) -> Referred:
    """The articles that a reference names; `articles` are the numbers of the agreement's articles.

    One that stands there twice is neither: which of the two is meant cannot be told (P010 tells of both).

    >>> referred("第2条第1項、第4条及び第9条", ["1", "2", "4"])
    Referred(there=('2', '4'), missing=('第9条',))
    """
    if not reference:
        return Referred()
    counts = Counter(articles)
    named = [place.article for place in places("".join(reference.split()), Target())]
    if not named or None in named:
        return Referred(missing=(reference,))
    numbers = dict.fromkeys(number for number in named if number)
    there = tuple(number for number in numbers if counts[number] == 1)
    missing = (number for number in numbers if not counts[number])
    return Referred(there, tuple(_printed(number) for number in missing))


def _printed(number: str) -> str:
    main, *branches = number.split("_")
    return f"第{main}条" + "".join(f"の{branch}" for branch in branches)
