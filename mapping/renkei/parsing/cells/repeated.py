"""Sentences that stand twice in one cell (重なった文): a copying error, most of the time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from renkei.model import Passage

_SHORTEST = 5
"""How many code points a sentence has at least that says something: 行う。 may well come twice."""
_LONG = 12
"""How many code points a sentence has that nobody writes twice, even with others between."""

# One sentence with its end: "病院を運営する。". Must not begin with white space, nor run over an end.
_SENTENCE = re.compile(r"[^。\s][^。]*。")


def said_twice(passage: Passage) -> Iterator[Passage]:
    """The sentences of a passage that it said before: right before, or anywhere if they are long.

    >>> from renkei.model import Span
    >>> text = "病院を運営する。病院を運営する。医師を置く。"
    >>> [one.text for one in said_twice(Passage(text=text, spans=(Span(0, len(text)),)))]
    ['病院を運営する。']
    """
    said: set[str] = set()
    before = ""
    for found in _SENTENCE.finditer(passage.text):
        words = "".join(found[0].split())
        least = _SHORTEST if words == before else _LONG
        if words in said and len(words) >= least:
            yield passage.part(found.start(), found.end())
        said.add(words)
        before = words
