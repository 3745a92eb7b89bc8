"""The name of the region (圏域) that an agreement forms, where the text gives one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache

from renkei import resources
from renkei.model import CityRegion, Passage


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    path = resources.table("renkei.parsing", "regions.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


def region(passages: Iterable[Passage]) -> CityRegion:
    """The region as named by the first rule that any passage fits; without a name if none does.

    >>> from renkei.model import Span
    >>> text = "連携中枢都市圏である県央圏域（以下「圏域」という。）を形成するため"
    >>> named = region([Passage(text=text, spans=(Span(0, len(text)),))])
    >>> named.name.text if named.name else None
    '県央圏域'
    """
    searched = list(passages)
    for rule in _rules():
        for passage in searched:
            if found := rule.search(passage.text):
                return CityRegion(name=passage.part(found.start("name"), found.end("name")))
    return CityRegion(name=None)
