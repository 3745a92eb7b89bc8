"""A name for an initiative that has none (導出した取組名): words of its own content, quoted."""

from __future__ import annotations

import csv
import re
from functools import cache

from renkei import resources
from renkei.model import Passage

LONGEST = 40


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    path = resources.table("renkei.parsing", "derived_labels.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


def derived_label(content: Passage) -> Passage:
    """The words of a content that name it best; its beginning where no rule fits.

    >>> from renkei.model import Span
    >>> text = "二次救急医療の運営により、救急医療体制の充実を図る。"
    >>> derived_label(Passage(text=text, spans=(Span(0, len(text)),))).text
    '救急医療体制の充実'
    """
    for rule in _rules():
        if found := rule.search(content.text):
            return content.part(found.start("label"), found.end("label"))
    return content.part(0, min(LONGEST, len(content.text)))
