"""Printed and scanned pages (変異した紙面): PDF by its objects and operators, pictures by their chunks."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from mutation.raw import damaged_bytes

if TYPE_CHECKING:
    from random import Random

_FONT = "HeiseiMin-W3"
_WORDS = ("連携協約書", "甲市及び乙町は、連携協約を締結する。", "第1条　目的", "平成28年3月30日")
# A number, a name, an operator or a delimiter: what a PDF is made of. Real: "72.0", "/Rotate", "Tj", "<<"
_TOKENS = re.compile(rb"[-+]?\d+\.?\d*|/[A-Za-z0-9]+|\b[A-Za-z'\"*]{1,3}\b|<<|>>|[\[\]()<>]")
_NUMBERS = (
    b"0",
    b"-1",
    b"1e9",
    b"99999999999",
    b"0.00001",
    b"-32768",
    b"NaN",
    b"2147483648",
    b"90",
    b"3",
)
_NAMES = (
    b"/Rotate",
    b"/Kids",
    b"/Parent",
    b"/Contents",
    b"/Font",
    b"/Identity-V",
    b"/Filter",
    b"/None",
)
_OPERATORS = (
    b"Tj",
    b"TJ",
    b"Tm",
    b"cm",
    b"q",
    b"Q",
    b"re",
    b"S",
    b"BT",
    b"ET",
    b"Do",
    b"Td",
    b"W",
    b"n",
)
_MUTATIONS = 6
_RAW = 0.2


@cache
def papers() -> tuple[bytes, ...]:
    """PDF pages whose operators are plain: words, a ruled table, a picture."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    return (_words(), _table(), _picture())


def _canvas() -> tuple[Canvas, BytesIO]:
    file = BytesIO()
    # A small page: what cannot be read is drawn for recognition, and drawing takes most of the time.
    made = Canvas(file, pagesize=(240.0, 160.0), invariant=1, pageCompression=0)
    made.setFont(_FONT, 8)
    return made, file


def _words() -> bytes:
    made, file = _canvas()
    for page in range(2):
        made.setFont(_FONT, 8)
        for at, words in enumerate(_WORDS):
            made.drawString(20, 130 - 20 * at, words)
        made.drawString(110, 10, f"- {page + 1} -")
        made.showPage()
    made.save()
    return file.getvalue()


def _table() -> bytes:
    made, file = _canvas()
    columns, rows = (20, 60, 120, 170, 220), (140, 100, 60)
    made.grid(columns, rows)
    for row in rows[1:]:
        for column, words in zip(
            columns, ("取組", "取組内容", "甲の役割", "乙の役割"), strict=False
        ):
            made.drawString(column + 4, row + 10, words)
    made.save()
    return file.getvalue()


def _picture() -> bytes:
    made, file = _canvas()
    made.drawString(20, 130, _WORDS[1])
    made.drawInlineImage(Image.new("L", (8, 8), 255), 20, 60, 40, 40)
    made.rotate(90)
    made.drawString(10, -200, _WORDS[2])
    made.save()
    return file.getvalue()


def paper(random: Random) -> bytes:
    """A PDF of which some tokens, or bytes, are damaged."""
    data = random.choice(papers())
    if random.random() < _RAW:
        return damaged_bytes(random, data)
    found = list(_TOKENS.finditer(data))
    made = bytearray()
    last = 0
    chosen = sorted({random.randrange(len(found)) for _ in range(1 + random.randrange(_MUTATIONS))})
    for at in chosen:
        token = found[at]
        made += data[last : token.start()] + _other(random, token.group(), found, data)
        last = token.end()
    return bytes(made + data[last:])


def _other(random: Random, token: bytes, found: list[re.Match[bytes]], data: bytes) -> bytes:
    kind = random.randrange(5)
    if kind == 0:
        return b""
    if kind == 1:
        low = random.choice(found).start()
        return token + b" " + data[low : low + random.randrange(60)]
    if kind == 2:  # noqa: PLR2004  # one kind after the other
        return random.choice(found).group()
    if token[:1] == b"/":
        return random.choice(_NAMES)
    return random.choice(_NUMBERS if token[:1].isdigit() else _OPERATORS)


@cache
def pictures() -> tuple[bytes, ...]:
    """A small page as PNG, JPEG, and TIFF with two pages and with one in black and white."""
    page = Image.new("L", (120, 60), 255)
    ImageDraw.Draw(page).rectangle((10, 10, 60, 40), outline=0, width=2)
    return (
        _saved(page, "PNG", dpi=(300, 300)),
        _saved(page.convert("RGB"), "JPEG", dpi=(300, 300)),
        _saved(page, "TIFF", save_all=True, append_images=[page.rotate(90)]),
        _saved(page.convert("1"), "TIFF", compression="group4"),
        _saved(page.convert("P"), "PNG"),
    )


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def picture(random: Random) -> bytes:
    """A picture of which some bytes are damaged."""
    return damaged_bytes(random, random.choice(pictures()))
