"""What a request may cost (制限値): time, memory, size, number; a bound for everything."""

from __future__ import annotations

from pydantic import Field

from renkei.model.base import Frozen

_KIB = 1024
_MIB = _KIB * _KIB


class Limits(Frozen):
    """The bounds within which strangers are served (制限値); sizes in bytes, times in seconds.

    `rate` and `burst` are units per second and at most per client: a page costs one, a query of
    one's own `query_cost`. A `rate` of 0 lifts that bound. `per_client` bounds the queries that
    one client may have running and waiting. Packaged questions are known and have longer.
    `services` are the endpoints that SERVICE may ask: none unless the operator names them.

    >>> Limits(query_seconds=2).query_seconds
    2.0
    """

    query_seconds: float = Field(default=10.0, gt=0)
    question_seconds: float = Field(default=30.0, gt=0)
    queue_seconds: float = Field(default=5.0, gt=0)
    workers: int = Field(default=2, ge=1)
    question_workers: int = Field(default=1, ge=1)
    queue: int = Field(default=32, ge=0)
    per_client: int = Field(default=12, ge=1)
    answer_bytes: int = Field(default=16 * _MIB, gt=0)
    worker_memory: int = Field(default=1024 * _MIB, gt=0)
    query_characters: int = Field(default=64 * _KIB, gt=0)
    nesting: int = Field(default=48, gt=0)
    body_bytes: int = Field(default=128 * _KIB, gt=0)
    body_seconds: float = Field(default=10.0, gt=0)
    target_bytes: int = Field(default=80 * _KIB, gt=0)
    header_bytes: int = Field(default=32 * _KIB, gt=0)
    header_seconds: float = Field(default=10.0, gt=0)
    connections: int = Field(default=512, ge=1)
    rate: float = Field(default=50.0, ge=0)
    burst: float = Field(default=200.0, gt=0)
    query_cost: float = Field(default=4.0, gt=0)
    clients: int = Field(default=10_000, ge=1)
    cache_bytes: int = Field(default=64 * _MIB, ge=0)
    services: tuple[str, ...] = ()
    service_calls: int = Field(default=3, ge=1)
    service_rows: int = Field(default=5_000, ge=1)
    service_bytes: int = Field(default=4 * _MIB, gt=0)
    service_seconds: float = Field(default=8.0, gt=0)
