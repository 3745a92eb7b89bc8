"""Counts for whoever runs the server (計測値), in the text format of Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)


class Metrics:
    """Requests by route and status, and how long they took; no client is ever counted by name.

    >>> metrics = Metrics()
    >>> metrics.observe("page", 200, 0.004)
    >>> 'renkei_requests_total{route="page",status="200"} 1' in metrics.text({})
    True
    """

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: Counter[str] = Counter()

    def observe(self, route: str, status: int, seconds: float) -> None:
        """Count one request; `route` is one of a few names, never a path."""
        self._requests[route, status] += 1
        buckets = self._buckets.setdefault(route, [0] * (len(_BOUNDS) + 1))
        buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[route] += seconds  # type: ignore[assignment]  # a Counter sums any number

    def text(self, gauges: dict[str, float]) -> str:
        """Everything as text, with values of the moment by their names."""
        lines = ["# TYPE renkei_requests_total counter"]
        lines += [
            f'renkei_requests_total{{route="{route}",status="{status}"}} {count}'
            for (route, status), count in sorted(self._requests.items())
        ]
        lines.append("# TYPE renkei_request_seconds histogram")
        for route in sorted(self._buckets):
            lines += self._histogram(route)
        for name, value in sorted(gauges.items()):
            lines += [f"# TYPE renkei_{name} gauge", f"renkei_{name} {value:g}"]
        return "\n".join(lines) + "\n"

    def _histogram(self, route: str) -> list[str]:
        lines, total = [], 0
        name = "renkei_request_seconds"
        bounds = (*(f"{bound:g}" for bound in _BOUNDS), "+Inf")
        for bound, count in zip(bounds, self._buckets[route], strict=True):
            total += count
            lines.append(f'{name}_bucket{{route="{route}",le="{bound}"}} {total}')
        lines.append(f'{name}_sum{{route="{route}"}} {self._seconds[route]:.6f}')
        lines.append(f'{name}_count{{route="{route}"}} {total}')
        return lines
