"""What `renkei serve` was asked for (公開の指定), read from plain words, and the server that does it.

`renkei serve kg --port 8000` is written a thousand times for each `renkei serve --help`, and the library
that reads every option and words every mistake takes a third of the time to the first page. So what
is plain is read here; whatever is not, and each mistake, is left to `renkei.cli.serving`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from renkei.cli.faults import Exit
from renkei.cli.language import LANGUAGES, choose, language
from renkei.cli.printing import say
from renkei.errors import Language, Wording
from renkei.store import StoreError
from renkei.web.limits import Limits

_SERVING = Wording(
    ja="公開しています: http://{host}:{port}{path}/  （終了は Ctrl+C。新しいビルドは自動で切り替わります）",
    en="Serving at http://{host}:{port}{path}/  (Ctrl+C to stop; a new build is taken over by itself)",
)
_LIMITS = Limits()
_MEGABYTE = 1 << 20
# A number as it is mostly written, `8000` or `0.5`; not `-1`, `1e3`, `８０００` or `1_000`.
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
# A value that is no option and none of the signs that shells and servers give a meaning.
_WORD = re.compile(r"[^-\s][^\s]{0,999}")
_GREATEST_PORT = 65_535
GREATEST_ANSWER = 256
"""The longest answer, in megabytes, that a worker may hold in memory."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A server as it was asked for (公開の指定); `services` are the endpoints that SERVICE may ask."""

    kg: Path = Path("kg")
    host: str = "127.0.0.1"
    port: int = 8000
    url_path: str = ""
    query_seconds: float = _LIMITS.query_seconds
    answer_megabytes: int = _LIMITS.answer_bytes // _MEGABYTE
    workers: int = _LIMITS.workers
    rate: float = _LIMITS.rate
    trusted_proxy: str | None = None
    services: tuple[str, ...] = ()
    log_requests: bool = False
    language: Language | None = None


def _word(text: str) -> str | None:
    return text if _WORD.fullmatch(text) else None


def _folder(text: str) -> Path | None:
    return Path(text) if _word(text) else None


def _whole(least: int, most: int = 10**9) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        return int(text) if _WHOLE.fullmatch(text) and least <= int(text) <= most else None

    return read


def _number(least: float) -> Callable[[str], float | None]:
    def read(text: str) -> float | None:
        return float(text) if _NUMBER.fullmatch(text) and float(text) >= least else None

    return read


OPTIONS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "--host": ("host", _word),
    "--port": ("port", _whole(0, _GREATEST_PORT)),
    "--url-path": ("url_path", _word),
    "--query-seconds": ("query_seconds", _number(0.1)),
    "--answer-megabytes": ("answer_megabytes", _whole(1, GREATEST_ANSWER)),
    "--workers": ("workers", _whole(1)),
    "--rate": ("rate", _number(0)),
    "--trusted-proxy": ("trusted_proxy", _word),
    "--lang": ("language", LANGUAGES.get),
}
"""The options with one value, the field of `Wanted`, and what reads it; None where it is in doubt."""
FLAG = "--log-requests"


def plainly(words: Sequence[str]) -> Wanted | None:
    """What words after `serve` ask for, if they are plain; None leaves them to the full reader.

    >>> plainly(["kg", "--port", "80"]).port
    80
    >>> plainly(["--port", "eighty"]), plainly(["--help"]), plainly(["a", "b"])
    (None, None, None)
    """
    found: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        value: object = True
        if word == FLAG:
            name = "log_requests"
        elif word in OPTIONS:
            name, read = OPTIONS[word]
            value = read(next(rest, ""))
        else:
            name, value = "kg", _folder(word)
        if value is None or name in found:
            return None
        found[name] = value
    return replace(Wanted(), **found)


def serve(wanted: Wanted) -> Exit:
    """Serve until told to stop; raises `StoreError` where there is no build."""
    if wanted.language:
        choose(wanted.language)
    # The server's parts are heavy, and no other command needs them.
    from renkei.web.serving import log_to_standard_error, server  # noqa: PLC0415  # see above

    limits = Limits(
        query_seconds=wanted.query_seconds,
        answer_bytes=wanted.answer_megabytes * _MEGABYTE,
        workers=wanted.workers,
        rate=wanted.rate,
        services=wanted.services,
    )
    path = f"/{wanted.url_path.strip('/')}" if wanted.url_path.strip("/") else ""
    log_to_standard_error(requests=wanted.log_requests)
    running = server(
        wanted.kg,
        host=wanted.host,
        port=wanted.port,
        limits=limits,
        url_path=path,
        trusted_proxy=wanted.trusted_proxy,
    )
    if not (wanted.kg / "store").is_dir():
        raise StoreError("missing", path=str(wanted.kg / "store"))
    place = {"host": wanted.host, "port": str(wanted.port), "path": path}
    say(_SERVING.fill(language(), place))
    running.run()
    return Exit.FINE if running.started else Exit.ENVIRONMENT
