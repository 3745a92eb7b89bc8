"""Which part of a list a request asks for (一覧の範囲), and the addresses of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from renkei.querying.answers import Part
from renkei.web.requests import Parameters
from renkei.web.responses import ProblemError

FIELDS = frozenset({"offset", "limit"})
"""The fields of a query string that name a part; no parameter of a question is called so."""

_BIG = 10**9


def window(given: Mapping[str, str], *, usual: int, most: int = _BIG) -> tuple[int, int]:
    """Where the part begins that is asked for, and how many entries it has at most.

    Raises `ProblemError` for what is no number.

    >>> window({"offset": "20", "limit": "9999"}, usual=50, most=500)
    (20, 500)
    """
    limit = max(1, min(_number(given, "limit", usual), most))
    return _number(given, "offset", 0), limit


def without_window(given: Mapping[str, str]) -> dict[str, str]:
    """The other fields."""
    return {key: value for key, value in given.items() if key not in FIELDS}


def addresses(part: Part, path: str, given: Mapping[str, str]) -> dict[str, str]:
    """The addresses of the other parts by their relation to this one (RFC 8288).

    >>> addresses(Part(50, 50, 120), "/api/agreements", {})["next"]
    '/api/agreements?offset=100&limit=50'
    """
    return {
        relation: f"{path}?{_fields(given, start, part.limit)}"
        for relation, start in _neighbours(part)
        if start is not None
    }


def _neighbours(part: Part) -> Iterator[tuple[str, int | None]]:
    yield "first", 0
    yield "prev", part.previous
    yield "next", part.following
    yield "last", part.last


def _fields(given: Mapping[str, str], offset: int, limit: int) -> Parameters:
    return Parameters({**without_window(given), "offset": str(offset), "limit": str(limit)})


def link(found: Mapping[str, str]) -> dict[str, str]:
    """The header that tells of these addresses."""
    return {"link": ", ".join(f'<{at}>; rel="{relation}"' for relation, at in found.items())}


def _number(given: Mapping[str, str], name: str, usual: int) -> int:
    value = given.get(name, str(usual))
    if not (value.isascii() and value.isdecimal() and len(value) < 10):  # noqa: PLR2004  # digits of _BIG
        raise ProblemError("bad-parameter", name=name)
    return int(value)
