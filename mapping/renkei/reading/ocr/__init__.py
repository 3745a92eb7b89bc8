"""Character recognition (文字認識): scans and pictures of pages → text, with how sure it is.

Needs the extra `renkei[ocr]` and Tesseract with its Japanese data. Tesseract puts a space between
most Japanese words that it finds; these are its own and are left out. A space of the text is a gap
on the page.
"""

from __future__ import annotations

from importlib.util import find_spec

from renkei.reading.building import refused
from renkei.reading.extraction import Extraction, Origin
from renkei.reading.ocr.results import LIBRARIES, Unavailable


def _has_libraries() -> bool:
    return all(find_spec(name) is not None for name in ("pytesseract", "PIL", "numpy"))


def unavailable() -> Unavailable | None:
    """Say what recognition lacks on this machine; None if it can run."""
    if not _has_libraries():
        return LIBRARIES
    from renkei.reading.ocr import engine  # noqa: PLC0415  (an extra: loaded only where it is there)

    return engine.unavailable()


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:
    """Read a picture of one page or several (画像の読み取り)."""
    if not _has_libraries():
        values = {"what_ja": LIBRARIES.ja, "what_en": LIBRARIES.en}
        return refused("image/*", name, "R030", origin=Origin.ENVIRONMENT, **values)
    from renkei.reading.ocr import pictures  # noqa: PLC0415  (as above)

    return pictures.read(data, name=name, file_sha256=file_sha256)
