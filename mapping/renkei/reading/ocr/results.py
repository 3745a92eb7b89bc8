"""Why character recognition cannot run (文字認識が使えない理由)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unavailable:
    """What recognition lacks on this machine, in both languages (足りないもの)."""

    ja: str
    en: str


LIBRARIES = Unavailable("Pythonの部品renkei[ocr]", "the Python extra renkei[ocr]")
PROGRAM = Unavailable("文字認識プログラムTesseract", "the program Tesseract")
JAPANESE = Unavailable("Tesseractの日本語データ（jpn）", "Tesseract's Japanese data (jpn)")
