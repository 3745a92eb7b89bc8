"""The parts of a file, made in a process apart (別プロセスでの処理), which is ended when it must be.

Whatever a file takes on its way through the house (unpacking, reading, parsing, linking, checking) it
takes there: what hangs, swallows the memory or crashes is a finding on that text, and the build goes
on with the next, in an archive as in a folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from renkei.model.findings import Finding
from renkei.publishing.parts import Part
from renkei.publishing.settings import Settings
from renkei.reading.processes import Apart, Limits, kept
from renkei.reading.workers import fallen, unstarted

LIMITS = Limits(seconds=60.0)
"""What a text may take: seconds for each step, unless its format has a time of its own."""
FALLS = frozenset({"R044", "R045", "R046"})
"""The findings on a text that ended its process: another day may have more time or memory."""
PIPELINE = "renkei.publishing.pipeline"
_WORKSHOP = "renkei.publishing.workshop"
BEGIN, PART, FALL, FAULT, END = b"begin", b"part", b"fall", b"fault", b"end"
"""What a message from the process is: its first part; the second is JSON."""


@dataclass(frozen=True, slots=True)
class PartsApart:
    """Makes parts in a process apart (部分を別プロセスで作る), with the `make_parts` of a module."""

    module: str = PIPELINE
    limits: Limits = LIMITS

    def __call__(
        self, data: bytes, name: str, folder: Path, settings: Settings, /
    ) -> Iterator[Part]:
        """A part for each text of a file, those that ended the process among them.

        Raises `OSError` when the folder cannot be written.
        """
        talk = _Talk(self, name, hashlib.sha256(data).hexdigest())
        told = pickle.dumps(settings)
        place = os.fsencode(folder.resolve())
        while not talk.is_over:
            skip = str(talk.made).encode()
            asked = (self.module.encode(), os.fsencode(name), place, skip, told, data)
            yield from talk.parts(asked)


@dataclass(slots=True)
class _Talk:
    """What the processes say of one file: a new one goes on behind the text that ended the last."""

    maker: PartsApart
    name: str
    file_sha256: str
    made: int = 0
    current: str = ""
    is_over: bool = False

    def parts(self, asked: tuple[bytes, ...]) -> Iterator[Part]:
        """The parts that one process makes, and that of the text that it fell over."""
        limits = self.maker.limits
        with ExitStack() as stack:
            try:
                process = stack.enter_context(kept(_WORKSHOP, limits))
            except OSError as fault:
                self.is_over = True
                yield self._lost(unstarted(fault, self.name), environment=True)
                return
            stack.enter_context(process.talk())
            process.tell(asked, limits.seconds)
            yield from self._heard(process)

    def _heard(self, process: Apart) -> Iterator[Part]:
        usual = allowed = self.maker.limits.seconds
        self.current, reason = "", ""
        while heard := process.hear(2, allowed):
            kind, content = heard
            if kind == END:
                self.is_over = True
                return
            if kind == PART:
                self.made, self.current, allowed = self.made + 1, "", usual
                yield Part.model_validate_json(content)
                continue
            said = json.loads(content)
            if kind == BEGIN:
                self.current, allowed = said[0], said[1] or usual
            elif kind == FALL:
                reason = said
            elif kind == FAULT:
                self.is_over = True
                raise OSError(*said)
        name = self.current or self.name
        yield self._lost(fallen(process, name, allowed, reason))
        # Behind a member of an archive the next one waits; a file that fell as a whole has no more.
        self.made, self.is_over = self.made + 1, name == self.name

    def _lost(self, found: Finding, *, environment: bool = False) -> Part:
        return Part(
            name=found.source,
            file_sha256=self.file_sha256,
            source_sha256=None,
            environment=environment,
            findings=(found,),
        )


def may_differ(part: Part) -> bool:
    """Whether another try may give more: what the machine failed at, and what ended its process."""
    return part.environment or any(found.code in FALLS for found in part.findings)
