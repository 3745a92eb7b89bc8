"""Reading (読み込み): a file → its text, with the way back into the file.

What later stages may rely on: `text` has LF line ends only and is otherwise what the file holds,
letter for letter; no byte-order mark stands at its head; it is not empty; no NUL is in it; it was
decoded strictly, in the one encoding that fits. What cannot be read so is a finding. A file of
another format than plain text gives the text that `renkei.reading.building` describes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.reading.extraction import Extraction, Origin
    from renkei.reading.files import read, read_all, read_bytes
    from renkei.reading.opening import DOCUMENT_LIMIT, LIMIT, load
    from renkei.reading.results import Reading
    from renkei.reading.texts import LINE_LIMIT

__all__ = [
    "DOCUMENT_LIMIT",
    "LIMIT",
    "LINE_LIMIT",
    "Extraction",
    "Origin",
    "Reading",
    "load",
    "read",
    "read_all",
    "read_bytes",
]

# Who only asks for the names of the files beside the sources needs no reader of any format.
__getattr__ = deferred(
    __name__,
    {
        "Extraction": "extraction",
        "Origin": "extraction",
        "read": "files",
        "read_all": "files",
        "read_bytes": "files",
        "DOCUMENT_LIMIT": "opening",
        "LIMIT": "opening",
        "load": "opening",
        "Reading": "results",
        "LINE_LIMIT": "texts",
    },
)
