"""Where the parts of files are made (作業場): the other end of `renkei.publishing.apart`.

`python -m renkei.publishing.workshop SECONDS MEBIBYTES` reads requests from its input and writes what
becomes of them to its output, step by step. Whoever asked ends it when a step takes too long.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import IO, TYPE_CHECKING, cast

from renkei.publishing.apart import BEGIN, END, FALL, FAULT, PART
from renkei.reading.messages import send, take
from renkei.reading.processes import OUT_OF_MEMORY, alarm, answers, bound
from renkei.reading.steps import watch

if TYPE_CHECKING:
    from renkei.publishing.parts import Part
    from renkei.publishing.settings import Settings


_ALLOCATIONS = 50_000
"""After how many new objects a look for cycles is worth it: what is made of a text lives as long as it."""


@dataclass(slots=True)
class _Workshop:
    out: IO[bytes]
    seconds: float
    _settings: dict[bytes, Settings] = field(default_factory=dict)

    def begin(self, name: str, seconds: float) -> None:
        """Tell a step, and have the system end this process if nobody else does."""
        alarm(0)
        self._say(BEGIN, [name, seconds])
        alarm(seconds or self.seconds)

    def serve(self, asked: tuple[bytes, ...]) -> None:
        """Make the parts of one file."""
        module, name, folder, skip, told, data = asked
        made = cast(
            "Iterable[Part]",
            import_module(module.decode()).make_parts(
                data,
                os.fsdecode(name),
                Path(os.fsdecode(folder)),
                self._told(told),
                skip=int(skip),
            ),
        )
        try:
            for part in made:
                alarm(0)  # whoever asked may take their time
                send(self.out, (PART, part.model_dump_json().encode()))
                alarm(self.seconds)
        except OSError as fault:
            self._say(FAULT, [fault.errno, fault.strerror, fault.filename])
        alarm(0)
        self._say(END, None)

    def fall(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell what ends this process: the kind of the fault, and where in the program it was."""
        del fault
        places = [(frame.f_globals.get("__name__", ""), line) for frame, line in walk_tb(trace)]
        at = "".join(f", {module}:{line}" for module, line in places[-1:])
        self._say(FALL, f"{kind.__name__}{at}")

    def _told(self, told: bytes) -> Settings:
        """The settings, taken apart once for all the files of a build."""
        if told not in self._settings:
            self._settings.clear()
            # Our own bytes, through a pipe that nobody else has.
            self._settings[told] = pickle.loads(told)  # noqa: S301  (see above)
        return self._settings[told]

    def _say(self, kind: bytes, content: object) -> None:
        send(self.out, (kind, json.dumps(content).encode()))


def main(given: list[str]) -> int:
    """Serve requests until the input ends."""
    gc.set_threshold(_ALLOCATIONS)
    workshop = _Workshop(answers(), float(given[0]))
    bound(int(given[1]))
    watch(workshop.begin)
    sys.excepthook = workshop.fall
    try:
        while asked := take(sys.stdin.buffer, 6):
            workshop.serve(asked)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
