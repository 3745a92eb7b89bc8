"""A long list in parts (一覧の分割): where each part begins, and where its neighbours do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list (一覧の一部): `limit` entries, at least one, from `offset` on, of `total`.

    >>> part = Part(500, 500, 1218)
    >>> part.end, part.previous, part.following, part.last
    (1000, 0, 1000, 1000)
    >>> Part(0, 500, 1218).previous, Part(1000, 500, 1218).following, Part(7000, 500, 1218).previous
    (None, None, 1000)
    """

    offset: int
    limit: int
    total: int

    @property
    def end(self) -> int:
        """The place behind its last entry."""
        return min(self.offset + self.limit, self.total)

    @property
    def last(self) -> int:
        """Where the last part begins."""
        return (max(self.total, 1) - 1) // self.limit * self.limit

    @property
    def previous(self) -> int | None:
        """Where the part before this begins; behind the end of the list that is the last part."""
        return max(0, min(self.offset - self.limit, self.last)) if self.offset else None

    @property
    def following(self) -> int | None:
        """Where the part after this begins."""
        return self.offset + self.limit if self.offset + self.limit < self.total else None

    @property
    def within(self) -> Part:
        """The part itself, or the last one if it begins behind the end."""
        return self if self.offset < max(self.total, 1) else Part(self.last, self.limit, self.total)
