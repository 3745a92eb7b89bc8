"""Each finding of PDF and scans occurs, on a machine that lacks Tesseract too (a program stands in)."""

from __future__ import annotations

import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

sys.path.insert(0, str(Path(__file__).parent))

from papers import A4, FONT, canvas

from renkei.model.source import Confidence
from renkei.reading import ocr
from renkei.reading.extraction import Extraction
from renkei.reading.ocr import certainty, engine
from renkei.reading.pdf import glyphs, read

_MOJIBAKE = "ã\u0080Âéæ" * 10


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program called tesseract on an empty PATH; without words there is none."""

    def put(script: str | None) -> None:
        if script is not None:
            program = tmp_path / "tesseract"
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        engine.unavailable.cache_clear()

    yield put
    engine.unavailable.cache_clear()


_ABSENT = None
_ENGLISH = 'echo "List of available languages (1):"; echo eng'
_FAILS = f'case "$1" in --list-langs) {_ENGLISH}; echo jpn;; --version) echo tesseract 5.3.0;; *) exit 1;; esac'


def _codes(data: bytes) -> list[str]:
    return [one.code for one in read(data, name="a.pdf", file_sha256="").findings]


def _picture() -> bytes:
    file = BytesIO()
    Image.new("L", (400, 400), 255).save(file, "PNG")
    return file.getvalue()


def _paper(*pages: str) -> bytes:
    """Pages of words, of a `picture`, or of `mojibake`."""
    made, file = canvas()
    for page in pages:
        made.setFont("Helvetica" if page == "mojibake" else FONT, 10.5)
        if page == "picture":
            made.drawImage(ImageReader(BytesIO(_picture())), 0, 0, *A4)
        else:
            made.drawString(72, 700, _MOJIBAKE if page == "mojibake" else page)
        made.showPage()
    made.save()
    return file.getvalue()


# Each: why; the program on the PATH; the pages; the findings.
PAPERS = [
    ("a scan without the program", _ABSENT, ["picture"], ["R030"]),
    ("a scan without Japanese data", _ENGLISH, ["picture"], ["R030"]),
    ("one page of two is a scan", _ABSENT, ["第1条 目的", "picture"], ["R031"]),
    ("one page of two is garbled", _ABSENT, ["第1条 目的", "mojibake"], ["R031", "R036"]),
    ("all pages are garbled", _ABSENT, ["mojibake"], ["R037"]),
]


@pytest.mark.parametrize(("reason", "program", "pages", "codes"), PAPERS)
def test_papers(reason: str, program: str | None, pages: list[str], codes: list[str], tesseract):
    tesseract(program)
    assert _codes(_paper(*pages)) == codes, reason


# Each: why; the program on the PATH; the finding on a picture file.
PICTURES = [
    ("absent", _ABSENT, "R030"),
    ("no data", _ENGLISH, "R030"),
    ("it fails", _FAILS, "R042"),
]


@pytest.mark.parametrize(("reason", "program", "code"), PICTURES)
def test_pictures(reason: str, program: str | None, code: str, tesseract) -> None:
    tesseract(program)
    file = BytesIO()
    picture = Image.new("L", (400, 400), 255)
    picture.paste(0, (100, 100, 115, 115))
    picture.save(file, "PNG")
    found = ocr.read(file.getvalue(), name="a.png", file_sha256="").findings
    assert [one.code for one in found] == [code], reason


def test_picture_that_claims_to_be_huge(tesseract) -> None:
    tesseract(_FAILS)
    data = bytearray(_picture())
    # Width and height of a PNG stand at byte 16, its check sum behind the 17 bytes of the header.
    data[16:24] = (100_000).to_bytes(4) * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    found = ocr.read(bytes(data), name="a.png", file_sha256="").findings
    assert [one.code for one in found] == ["R041"]


def test_page_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "GLYPH_LIMIT", 10)
    assert _codes(_paper("第1条 目的", "甲及び乙は相互に役割を分担して")) == ["R038"]


def test_doubtful_places_are_told_up_to_a_number() -> None:
    lines = certainty.MOST + 3
    words = tuple(Confidence(2 * at, 2 * at + 1, certainty.LOW - 1) for at in range(lines))
    sure = Confidence(2 * lines, 2 * lines + 1, certainty.LOW)
    extracted = Extraction("image/png", text="甲\n" * (lines + 1), confidences=(*words, sure))
    found = certainty.doubted(extracted, "a.png").findings
    assert [one.code for one in found] == ["R040"] * certainty.MOST + ["R043"]
    assert found[-1].values == {"count": "3"}


def _raw(*objects: bytes) -> bytes:
    """A PDF of these objects, without a table of where they stand."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer <</Root 1 0 R>>\n%%EOF"


def test_page_tree_that_holds_itself() -> None:
    tree = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    assert _codes(_raw(b"<</Type/Catalog/Pages 2 0 R>>", tree)) in (["R034"], ["R001"])


def test_stream_that_expands_to_nothing_but_space() -> None:
    packed = zlib.compress(b" " * 50_000_000, 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    assert _codes(_raw(b"<</Type/Catalog/Pages 2 0 R>>", tree, page, stream)) == ["R001"]
