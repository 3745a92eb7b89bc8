"""What a request may cost (制限値): time, memory, size, number; a bound for everything."""

from __future__ import annotations

from dataclasses import dataclass, fields

_KIB = 1024
_MIB = _KIB * _KIB
# What may be zero: nothing waits, nothing is kept, no bound on the rate.
_MAY_BE_ZERO = frozenset({"queue", "rate", "cache_bytes"})


@dataclass(frozen=True)
class Limits:
    """The bounds within which strangers are served (制限値); sizes in bytes, times in seconds.

    `rate` and `burst` are units per second and at most per client: a page costs one, a query of
    one's own `query_cost`. A `rate` of 0 lifts that bound. `per_client` bounds the queries that
    one client may have running and waiting. Packaged questions are known and have longer.
    `services` are the endpoints that SERVICE may ask: none unless the operator names them.

    Raises `ValueError` for a bound below what makes sense.

    >>> Limits(query_seconds=2).query_seconds
    2
    >>> Limits(workers=0)
    Traceback (most recent call last):
    ...
    ValueError: workers: 0 is too little
    """

    query_seconds: float = 10.0
    question_seconds: float = 30.0
    queue_seconds: float = 5.0
    workers: int = 2
    question_workers: int = 1
    queue: int = 32
    per_client: int = 12
    answer_bytes: int = 16 * _MIB
    worker_memory: int = 1024 * _MIB
    query_characters: int = 64 * _KIB
    nesting: int = 48
    body_bytes: int = 128 * _KIB
    body_seconds: float = 10.0
    target_bytes: int = 80 * _KIB
    header_bytes: int = 32 * _KIB
    header_seconds: float = 10.0
    connections: int = 512
    rate: float = 50.0
    burst: float = 200.0
    query_cost: float = 4.0
    clients: int = 10_000
    cache_bytes: int = 64 * _MIB
    services: tuple[str, ...] = ()
    service_calls: int = 3
    service_rows: int = 5_000
    service_bytes: int = 4 * _MIB
    service_seconds: float = 8.0

    def __post_init__(self) -> None:
        """Demand that every bound lets something through."""
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name == "services":
                continue
            if value < 0 or (value == 0 and each.name not in _MAY_BE_ZERO):
                raise ValueError(f"{each.name}: {value} is too little")
