"""What a target of the fuzzing is (対象の型), and one that falls in every way, for the tests of the fuzzing.

Nothing of the project is loaded here: a process that tries it starts at once.
"""

from __future__ import annotations

import os
import time
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random


class Target(NamedTuple):
    """A thing that is tried (対象); `share` says how often, beside the others."""

    make: Callable[[Random], bytes]
    run: Callable[[bytes], str]
    share: int
    modules: Sequence[str] = ("renkei.parsing", "renkei.linking")

    def load(self) -> None:
        """Import what is tried, so that it can be watched."""
        for module in self.modules:
            import_module(module)


def _trial(data: bytes) -> str:
    """What a process must survive: for the tests of the fuzzing itself."""
    faults: dict[bytes, Callable[[], object]] = {
        b"raise": [].pop,
        b"hang": lambda: time.sleep(3600),
        b"crash": os.abort,
        b"memory": lambda: bytearray(1 << 40),
    }
    faults.get(data, str)()
    return "read"


def _trial_input(random: Random) -> bytes:
    return random.choice((b"raise", b"hang", b"crash", b"memory", b"", b"", b"", b""))


TRIAL = Target(_trial_input, _trial, 0)
"""What falls as it is told to."""
