"""The sentences of a paragraph that have names of their own (前段, 後段, 本文, ただし書)."""

from __future__ import annotations

from renkei.model import Passage
from renkei.model.amendment import Part

_PROVISO = ("ただし", "但し")
_BOTH = 2


def sentences(words: Passage) -> list[Passage]:
    """The sentences of a passage, each with its full stop; one in brackets is no end.

    >>> text = "協議する。ただし、急ぐときは、この限りでない。"
    >>> [one.text for one in sentences(Passage(text=text, spans=((0, len(text)),)))]
    ['協議する。', 'ただし、急ぐときは、この限りでない。']
    """
    found: list[Passage] = []
    start = depth = 0
    for at, char in enumerate(words.text):
        depth += (char in "（(「") - (char in "）)」")
        if char == "。" and depth <= 0:
            found.append(words.part(start, at + 1))
            start = at + 1
    if start < len(words.text):
        found.append(words.part(start, len(words.text)))
    return found


def part_of(words: Passage, part: Part) -> Passage | None:
    """The sentences of a paragraph that a name means; None where it has no such part.

    後段 is the second of two sentences; a ただし書 is none.
    """
    found = sentences(words)
    proviso = [one for one in found if one.text.startswith(_PROVISO)]
    plain = found[: found.index(proviso[0])] if proviso else found
    if part is Part.CHAPEAU:
        return words
    if part is Part.PROVISO:
        return proviso[0] if len(proviso) == 1 else None
    if part is Part.MAIN:
        return _joined(words, plain) if proviso else None
    if len(plain) != _BOTH:
        return None
    return {Part.FIRST: plain[0], Part.SECOND: plain[1]}.get(part)


def _joined(words: Passage, parts: list[Passage]) -> Passage | None:
    length = sum(len(one.text) for one in parts)
    return words.part(0, length) if length else None
