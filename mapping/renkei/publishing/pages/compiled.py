"""Templates kept compiled (雛形の保管): to compile those of one page takes longer than all else in it.

They are kept where Python keeps its own modules compiled, beside their sources, and under the same
rules: elsewhere with PYTHONPYCACHEPREFIX, not at all with PYTHONDONTWRITEBYTECODE, and nowhere
where nothing may be written.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, compiler
from jinja2.bccache import Bucket

# A checksum stands before what is kept: Jinja's reader demands that no byte of it is damaged.
_SEAL = hashlib.sha256().digest_size


class Compiled(BytecodeCache):
    """The compiled templates of an environment (保管した雛形), which is made in the module `made_in`.

    A template is compiled again when its text has changed, that module, or Jinja itself.
    """

    def __init__(self, made_in: Path) -> None:
        # Jinja's own mark names the Python and the form, but neither its release nor any settings.
        times = (file.stat().st_mtime_ns for file in (Path(compiler.__file__), made_in))
        self._made_by = "".join(f"{time} " for time in times)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The path of what is kept of a template; nothing for one that lies in no file."""
        del name
        return cache_from_source(filename) if filename else ""

    def get_source_checksum(self, source: str) -> str:
        """What tells one template from the next, and from the same made otherwise."""
        return hashlib.sha256((self._made_by + source).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it is whole and still what would be made."""
        with suppress(OSError):
            kept = Path(bucket.key).read_bytes()
            if _seal(kept[_SEAL:]) == kept[:_SEAL]:
                bucket.bytecode_from_string(kept[_SEAL:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was made, whole or not at all: other processes may be reading."""
        if sys.dont_write_bytecode or not bucket.key:
            return
        with suppress(OSError):
            content = bucket.bytecode_to_string()
            _replace(Path(bucket.key), _seal(content) + content)


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise
