"""Tesseract (文字認識): a picture of writing → words with boxes and how sure they are."""

from __future__ import annotations

from functools import cache

import pytesseract
from PIL import Image

from renkei.reading.layout.sheet import Box, Glyph
from renkei.reading.ocr.results import JAPANESE, PROGRAM, Unavailable

PAGE, BLOCK, DOWNWARD = 3, 6, 5
"""Tesseract's page segmentation: a whole page, one block of lines, one block of vertical text."""
SECONDS = 120


@cache
def unavailable() -> Unavailable | None:
    """Say what Tesseract lacks here; None if it can read Japanese."""
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError):
        return PROGRAM
    return None if "jpn" in languages else JAPANESE


def words(picture: Image.Image, mode: int, scale: float) -> list[Glyph]:
    """Recognise the words of a picture; `scale` is points per pixel.

    Raises `RuntimeError` when Tesseract fails or takes longer than `SECONDS`.
    """
    vertical = mode == DOWNWARD and "jpn_vert" in pytesseract.get_languages()
    found = pytesseract.image_to_data(
        picture,
        lang="jpn_vert" if vertical else "jpn",
        config=f"--oem 1 --psm {mode}",
        output_type=pytesseract.Output.DICT,
        timeout=SECONDS,
    )
    made: list[Glyph] = []
    for at, text in enumerate(found["text"]):
        percent = round(float(found["conf"][at]))
        if percent < 0 or not text.strip():
            continue
        left, top = found["left"][at], found["top"][at]
        box = Box(left, top, left + found["width"][at], top + found["height"][at])
        made.append(Glyph(text.strip(), Box(*(edge * scale for edge in box)), percent))
    return made
