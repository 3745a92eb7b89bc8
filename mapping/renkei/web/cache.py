"""Answers kept for the next asker (応答の控え): bounded by bytes, the longest unused goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Weighed(Protocol):
    """Something that says how much memory it takes."""

    @property
    def weight(self) -> int:
        """How many bytes it holds in memory, at most."""


_T = TypeVar("_T", bound=Weighed)


class Cache(Generic[_T]):
    """What was answered, by key. A build never changes, so an entry stays true as long as its build.

    >>> from renkei.web.responses import Content
    >>> cache = Cache[Content](4200)
    >>> for key in "abcde":
    ...     cache.put(key, Content(b"", "text/plain"))
    >>> cache.get("a") is None, cache.get("e") is None
    (True, False)
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[Hashable, _T] = OrderedDict()

    def get(self, key: Hashable) -> _T | None:
        """What is kept under a key."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, content: _T) -> None:
        """Keep a content; one that would fill a quarter of the cache is not kept."""
        if content.weight > self.limit // 4 or key in self._kept:
            return
        self._kept[key] = content
        self.size += content.weight
        while self.size > self.limit:
            _, dropped = self._kept.popitem(last=False)
            self.size -= dropped.weight
