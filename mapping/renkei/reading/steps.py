"""Steps (処理の段階): what is begun with which text, told to whoever watches over the time.

In a process that may be ended (`renkei.reading.processes`) each step has a time of its own, and the
text that was begun last is the one that gets the finding. Where nobody watches, nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable

Watcher = Callable[[str, float], None]

USUAL = 0.0
"""The time that a step gets unless it says otherwise: what whoever watches allows."""

_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> None:
    """Tell every step from now on to the watcher (監視): the text's name, and seconds or `USUAL`."""
    _watchers.append(watcher)


def is_watched() -> bool:
    """Whether this process is one that is ended when a step takes too long."""
    return bool(_watchers)


def begin(name: str, seconds: float = USUAL) -> None:
    """Say that a step with the text of this name begins (段階の開始)."""
    for watcher in _watchers:
        watcher(name, seconds)
