"""Bytes (変異したバイト列): flipped, cut, doubled, or a number of a header that lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutation.texts import text, whole_text

if TYPE_CHECKING:
    from random import Random

ENCODINGS = (
    *("utf-8", "utf-8-sig", "cp932", "euc-jp", "iso-2022-jp", "utf-16", "utf-16le", "utf-16be"),
    *("euc-jis-2004", "iso-2022-jp-2004", "shift_jis_2004", "gb18030", "utf-7"),
)
_NUMBERS = (
    b"\0",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x1b$B",
    b"\x1b(B",
    b"\x8f",
    b"\x00\xd8",
)
_MUTATIONS, _LONGEST = 5, 40
_WHOLE, _INTACT = 0.01, 0.5


def damaged_bytes(random: Random, given: bytes) -> bytes:
    """The bytes with up to `_MUTATIONS` places damaged."""
    data = bytearray(given)
    for _ in range(1 + random.randrange(_MUTATIONS)):
        at = random.randrange(len(data) + 1)
        end = at + 1 + random.randrange(_LONGEST)
        kind = random.randrange(6)
        if kind == 0:
            del data[at:end]
        elif kind == 1:
            data[at:at] = data[at:end]
        elif kind == 2:  # noqa: PLR2004  # one kind after the other
            put = random.choice(_NUMBERS)
            data[at : at + len(put)] = put
        elif kind == 3:  # noqa: PLR2004  # likewise
            data[at:at] = random.choice(_NUMBERS)
        elif at < len(data):
            data[at] ^= 1 << random.randrange(8)
    return bytes(data[: random.randrange(len(data) + 1)] if random.random() < _WHOLE else data)


def encoded(random: Random) -> bytes:
    """A text in one of the encodings that are found, half of them damaged."""
    made = whole_text(random) if random.random() < _WHOLE else text(random)
    if random.random() < _INTACT:
        made = made.replace("\n", random.choice(("\r\n", "\r", "\n\r")))
    data = made.encode(random.choice(ENCODINGS), errors="replace")
    return data if random.random() < _INTACT else damaged_bytes(random, data)
