"""The encoding of a page (ページの文字コード): its mark, what it says of itself, or what fits."""

from __future__ import annotations

import codecs
import re

from renkei.reading.encodings import BOMS, Decoded, decode
from renkei.reading.results import Reading, refusal
from renkei.reading.texts import undecided

_HEAD = 4096
# What a page or an XML declaration says of its encoding. Not: the charset of a linked file ("<a charset").
# Real: '<meta charset="Shift_JIS">', 'content="text/html; charset=euc-jp"', '<?xml version="1.0" encoding="UTF-8"?>'
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)
# Encoding Standard 4.2: what a label means in Japanese pages, where Python's codec of the name is narrower.
_LABELS = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "x-euc-jp": "euc-jp",
    "utf8": "utf-8",
}


def decode_page(data: bytes, *, name: str) -> Decoded | Reading:
    """Decode a page (ページの復号): in the encoding that it states, if that decodes all of it.

    Else it is looked for as in a plain text; a page that cannot be decoded is a refusal.
    """
    if not any(data.startswith(bom) for bom, _ in BOMS):
        stated = _stated(data)
        if stated is not None:
            return stated
    found = decode(data)
    refused = undecided(data, found, name)
    if refused is not None or not isinstance(found, Decoded):
        return refused or refusal("R006", name)
    return found


def _stated(data: bytes) -> Decoded | None:
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii").lower()
    try:
        encoding = codecs.lookup(_LABELS.get(label, label)).name
        return Decoded(data.decode(encoding), encoding)
    except (LookupError, UnicodeDecodeError):
        # What it says is wrong: the encoding is looked for.
        return None
