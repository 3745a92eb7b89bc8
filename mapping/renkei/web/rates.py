"""How much each client may ask (利用量の上限): token buckets in a table that cannot grow."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    tokens: float
    seen: float


class Rates:
    """A bucket of `burst` units per client that fills by `rate` units per second.

    The table holds `clients` of them; the longest unseen is forgotten first. Time is given by the
    caller, in seconds of a clock that never goes back.

    >>> rates = Rates(rate=1, burst=2, clients=10)
    >>> [rates.wait("a", now=0.0) for _ in range(3)]
    [0.0, 0.0, 1.0]
    """

    def __init__(self, *, rate: float, burst: float, clients: int) -> None:
        self.rate = rate
        self.burst = burst
        self.clients = clients
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, client: str, *, now: float, cost: float = 1.0) -> float:
        """Take `cost` units; 0 if they were there, else how many seconds to wait for them."""
        if not self.rate:
            return 0.0
        bucket = self._buckets.pop(client, None) or _Bucket(self.burst, now)
        self._buckets[client] = bucket
        if len(self._buckets) > self.clients:
            self._buckets.popitem(last=False)
        bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.seen) * self.rate)
        bucket.seen = now
        if bucket.tokens >= cost:
            bucket.tokens -= cost
            return 0.0
        return (cost - bucket.tokens) / self.rate

    def __len__(self) -> int:
        return len(self._buckets)
