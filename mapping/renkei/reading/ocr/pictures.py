"""Picture files (画像ファイル): PNG, JPEG and TIFF with several pages."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from renkei.reading.building import TextBuilder, refused
from renkei.reading.extraction import Extraction, Origin
from renkei.reading.layout.compose import compose
from renkei.reading.layout.sheet import Sheet
from renkei.reading.ocr.certainty import doubted
from renkei.reading.ocr.engine import unavailable
from renkei.reading.ocr.page import sheet_of
from renkei.reading.ocr.results import Unavailable

PIXEL_LIMIT = 60_000_000
"""A page of A3 at 400 dpi has half of it; small files can claim to be thousands of times larger."""
PAGE_LIMIT = 100
_FORMATS = ("PNG", "JPEG", "TIFF")
_A4_WIDTH = 595.0
_DPI = (72, 1200)


def read(data: bytes, *, name: str, file_sha256: str) -> Extraction:  # noqa: ARG001  (the interface of readers)
    """Read a picture file (画像ファイルの読み取り)."""
    # The size is asked below before a pixel is decoded, so Pillow's own limit would only warn.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as picture:
            media_type = Image.MIME[picture.format or "PNG"]
            count = getattr(picture, "n_frames", 1)
            if count > PAGE_LIMIT:
                limit = f"{PAGE_LIMIT:,}"
                return refused(media_type, name, "R035", pages=f"{count:,}", limit=limit)
            sheets = unavailable() or _sheets(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, EOFError):
        # What Pillow raises on broken files; SyntaxError is its word for a broken PNG, TypeError for a
        # TIFF without dimensions.
        return refused("image/*", name, "R034")
    except RuntimeError as fault:
        return refused("image/*", name, "R042", reason=str(fault)[:100])
    return _written(sheets, media_type, name)


def _written(sheets: Unavailable | list[Sheet] | str, media_type: str, name: str) -> Extraction:
    if isinstance(sheets, Unavailable):
        values = {"what_ja": sheets.ja, "what_en": sheets.en}
        return refused(media_type, name, "R030", origin=Origin.ENVIRONMENT, **values)
    if isinstance(sheets, str):
        return refused(media_type, name, "R041", size=sheets, limit=f"{PIXEL_LIMIT:,}")
    if not any(sheet.glyphs for sheet in sheets):
        return refused(media_type, name, "R001")
    builder = TextBuilder(name, media_type)
    compose(sheets, builder)
    builder.note("R032", pages=", ".join(str(sheet.number) for sheet in sheets[:10]))
    return doubted(builder.build(), name)


def _sheets(picture: Image.Image) -> list[Sheet] | str:
    """Every page, or the size that is too large."""
    made: list[Sheet] = []
    for at in range(getattr(picture, "n_frames", 1)):
        picture.seek(at)
        width, height = picture.size
        if width * height > PIXEL_LIMIT:
            return f"{width:,} × {height:,}"
        made.append(sheet_of(at + 1, picture, _scale(picture)))
    return made


def _scale(picture: Image.Image) -> float:
    """Points per pixel: by what the file says, or as if the page were A4."""
    dpi = float(picture.info.get("dpi", (0, 0))[0])
    if _DPI[0] < dpi < _DPI[1]:
        return 72 / dpi
    return _A4_WIDTH / max(1, min(picture.size))
