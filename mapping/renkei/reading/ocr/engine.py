"""Tesseract (文字認識): pictures of writing → words with boxes and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytesseract
from PIL import Image

from renkei.reading.layout.sheet import Box, Glyph
from renkei.reading.ocr.results import JAPANESE, PROGRAM, Unavailable

PAGE, BLOCK, DOWNWARD = 3, 6, 5
"""Tesseract's page segmentation: a whole page, one block of lines, one block of vertical text."""
SECONDS = 240


@cache
def unavailable() -> Unavailable | None:
    """Say what Tesseract lacks here; None if it can read Japanese."""
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError):
        return PROGRAM
    return None if "jpn" in languages else JAPANESE


def words(pictures: Sequence[Image.Image], mode: int, scale: float) -> list[list[Glyph]]:
    """Recognise the words of each picture in one run; `scale` is points per pixel.

    Raises `RuntimeError` when Tesseract fails or takes longer than `SECONDS`.
    """
    vertical = mode == DOWNWARD and "jpn_vert" in pytesseract.get_languages()
    with TemporaryDirectory(prefix="renkei-") as folder:
        found = pytesseract.image_to_data(
            _listed(pictures, Path(folder)),
            lang="jpn_vert" if vertical else "jpn",
            config=f"--oem 1 --psm {mode}",
            output_type=pytesseract.Output.DICT,
            timeout=SECONDS,
        )
    made: list[list[Glyph]] = [[] for _ in pictures]
    for at, text in enumerate(found["text"]):
        percent = round(float(found["conf"][at]))
        if percent < 0 or not text.strip():
            continue
        left, top = found["left"][at], found["top"][at]
        box = Box(left, top, left + found["width"][at], top + found["height"][at])
        glyph = Glyph(text.strip(), Box(*(edge * scale for edge in box)), percent)
        made[found["page_num"][at] - 1].append(glyph)
    return made


def _listed(pictures: Sequence[Image.Image], folder: Path) -> str:
    """A file that names the pictures, which Tesseract takes as the pages of one document."""
    names = [folder / f"{at}.png" for at in range(len(pictures))]
    for picture, name in zip(pictures, names, strict=True):
        picture.save(name, compress_level=1)
    listing = folder / "pictures.txt"
    listing.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return str(listing)
