"""Where two sources of one agreement differ (原文どうしの相違), part by part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from renkei.graph.vocabulary import PREFIXES
from renkei.model import Span
from renkei.publishing.twins.saying import Saying, Statement, alike
from renkei.querying.terms import natural

_SIGNING = frozenset(
    PREFIXES["renkei"] + name for name in ("address", "signatoryName", "signatoryTitle", "signedAs")
)
"""What a rule book leaves out of the agreements that it prints: the signatures."""


class Difference(NamedTuple):
    """A statement on which two sources differ: their words (None where one says nothing), and the places."""

    statement: Statement
    here: str | None
    there: str | None
    here_at: Span | None
    there_at: Span | None

    @property
    def is_silence(self) -> bool:
        """Whether `here` only leaves out a signature that stands `there`: no contradiction."""
        return self.here is None and self.statement.property in _SIGNING


def differences(here: Saying, there: Saying) -> Iterator[Difference]:
    """The statements on which two sources differ, in the order of their nodes."""
    for each in sorted({*here.words, *there.words}, key=_order):
        mine, other = here.words.get(each), there.words.get(each)
        if mine is not None and other is not None and alike(each, mine, other):
            continue
        node = each.node
        yield Difference(each, mine, other, here.place(node), there.place(node))


def _order(statement: Statement) -> tuple[object, str]:
    return natural(statement.node), statement.property


_AROUND = 12
"""How many characters of the words around a difference are told."""
NOTHING = "—"


def excerpts(here: str | None, there: str | None) -> tuple[str, str]:
    """The words of both around what differs, shortened where they are long; `—` for no words.

    >>> excerpts("災害に備えた広域的な防災体制の整備について取組を推進する。", "災害に備えた広域的な防災体制の強化について取組を推進する。")
    ('…備えた広域的な防災体制の整備について取組を推進する。', '…備えた広域的な防災体制の強化について取組を推進する。')
    >>> excerpts(None, "乙")
    ('—', '乙')
    """
    if here is None or there is None:
        return here or NOTHING, there or NOTHING
    front = _in_common(here, there)
    back = _in_common(here[front:][::-1], there[front:][::-1])
    return _excerpt(here, front, back), _excerpt(there, front, back)


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _excerpt(words: str, front: int, back: int) -> str:
    start, end = max(front - _AROUND, 0), min(len(words) - back + _AROUND, len(words))
    head, tail = "…" if start else "", "…" if end < len(words) else ""
    return f"{head}{' '.join(words[start:end].split())}{tail}"
