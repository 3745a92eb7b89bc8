"""Politeness (取得の作法): robots.txt, and a pause between requests to one host. RFC 9309."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from renkei.reading.fetching.guarding import is_blocked

_LARGEST_ROBOTS = 512_000
_LONGEST_PAUSE = 60.0
_FORBIDDEN = frozenset({401, 403})
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


@dataclass(slots=True)
class Politeness:
    """What each host allows, and when it was asked last (ホストごとの決まり)."""

    client: httpx.Client
    agent: str
    pause: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def allows(self, url: str) -> bool:
        """Whether the robots.txt of the host allows a URL (robots.txtの許可)."""
        return self._of(url).can_fetch(self.agent, url)

    def wait(self, url: str) -> None:
        """Wait until the host may be asked again (間隔をあける)."""
        host = urlsplit(url).netloc
        stated = self._rules[host].crawl_delay(self.agent) if host in self._rules else None
        pause = min(_LONGEST_PAUSE, max(self.pause, float(stated or 0)))
        if host in self._asked:
            self.sleep(max(0.0, self._asked[host] + pause - self.clock()))
        self._asked[host] = self.clock()

    def _of(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        if parts.netloc not in self._rules:
            self._rules[parts.netloc] = self._read(f"{parts.scheme}://{parts.netloc}/robots.txt")
        return self._rules[parts.netloc]

    def _read(self, url: str) -> RobotFileParser:
        """The rules of a host: none allows all, those that cannot be reached allow nothing."""
        rules = RobotFileParser(url)
        try:
            status, text = self._robots(url)
        except httpx.TransportError as error:
            if is_blocked(error):
                raise
            status, text = _SERVER_ERROR, ""
        if status in _FORBIDDEN or status >= _SERVER_ERROR:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse(text.splitlines() if status < _CLIENT_ERROR else [])
        return rules

    def _robots(self, url: str) -> tuple[int, str]:
        data = b""
        with self.client.stream("GET", url) as response:
            for piece in response.iter_bytes():
                data += piece
                if len(data) > _LARGEST_ROBOTS:
                    break
            return response.status_code, data[:_LARGEST_ROBOTS].decode("utf-8", errors="replace")
