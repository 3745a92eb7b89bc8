"""The last few of something that is costly to make (短期保管), shared by threads."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """At most `limit` results by their keys; the oldest goes first.

    >>> kept = Kept[str](1)
    >>> kept.get("a", lambda: "made"), kept.get("a", lambda: "made again")
    ('made', 'made')
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._made: dict[Hashable, Made] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for a key, made now if it is not there."""
        with self._lock:
            if key in self._made:
                return self._made[key]
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._limit:
                del self._made[next(iter(self._made))]
        return made
