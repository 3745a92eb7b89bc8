"""Offsets: every code point leads back to its byte in the file."""

from __future__ import annotations

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.model import SourceText
from renkei.reading import read_bytes

# Long enough to leave no doubt about the encoding.
HEAD = "第1条 この連携協約は、甲及び乙が連携して取り組むことを目的とする。"
ENCODINGS = {
    "utf-8": b"",
    "utf-8-bom": codecs.BOM_UTF8,
    "utf-16le": b"",
    "utf-16le-bom": codecs.BOM_UTF16_LE,
    "utf-16be-bom": codecs.BOM_UTF16_BE,
    "cp932": b"",
    "euc-jp": b"",
    "euc-jis-2004": b"",
    "iso-2022-jp": b"",
    "iso-2022-jp-2004": b"",
}
NEEDED = {"euc-jis-2004": "①か゚", "iso-2022-jp-2004": "①か゚"}
"""Characters that make the wider encoding necessary; か゚ is one code of two code points."""

tails = st.lists(st.sampled_from([*"甲乙あア1A。 　\t", "\n", "\r\n", "\r"]), max_size=30).map(
    "".join
)


def source_of(data: bytes) -> SourceText:
    reading = read_bytes(data, name="a.txt")
    assert reading.source is not None, reading.findings
    return reading.source


def with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def encoded(text: str, encoding: str) -> bytes:
    """The text encoded, ISO-2022-JP-2004 with the code of か゚ put in by hand.

    Python's codec before 3.11.7 looks for the second half of that letter outside of the text
    (https://github.com/python/cpython/issues/101180): it depends on what lies there whether it finds
    one. The letter has the code of EUC-JIS-2004 without the high bits, after the escape of plane 1.
    """
    if encoding != "iso-2022-jp-2004":
        return text.encode(encoding)
    code = bytes(byte & 0x7F for byte in "か゚".encode("euc-jis-2004"))
    return (b"\x1b$(Q" + code + b"\x1b(B").join(part.encode(encoding) for part in text.split("か゚"))


@pytest.mark.parametrize("key", ENCODINGS)
@given(tail=tails)
def test_every_code_point_leads_back(key: str, tail: str) -> None:
    encoding = key.removesuffix("-bom")
    bom = ENCODINGS[key]
    text = HEAD + NEEDED.get(key, "") + tail
    data = bom + encoded(text, encoding)
    source = source_of(data)
    assert source.encoding == encoding
    assert source.text == with_lf(text)
    previous = len(bom)
    for at in range(len(source.text)):
        offset = source.file_offset(at)
        assert previous <= offset < len(data)
        if source.text[at] != "\u309a":  # the second half of か゚ begins with the first
            assert with_lf(data[len(bom) : offset].decode(encoding)) == source.text[:at]
        previous = offset


@pytest.mark.parametrize("key", [key for key in ENCODINGS if not key.startswith("iso")])
@given(tail=tails)
def test_reading_on_from_that_byte_gives_the_rest(key: str, tail: str) -> None:
    encoding = key.removesuffix("-bom")
    data = ENCODINGS[key] + (HEAD + tail + "終").encode(encoding)
    source = source_of(data)
    for at in range(len(source.text) + 1):
        assert with_lf(data[source.file_offset(at) :].decode(encoding)) == source.text[at:]


def test_no_character_of_shift_jis_or_euc_changes_its_length() -> None:
    # `file_offset` encodes again; where two codes mean one character, both must be equally long.
    checked = 0
    for encoding in ("cp932", "euc-jp"):
        for first in range(0x80, 0x100):
            for second in range(0x40, 0x100):
                data = bytes([first, second])
                text = data.decode(encoding, errors="ignore")
                if text and len(text.encode(encoding)) == len(data):
                    checked += 1
                else:
                    assert not text or data.decode(encoding, errors="replace") != text, data
    assert checked > 15_000


@pytest.mark.parametrize(
    ("text", "dropped", "reason"),
    [
        ("甲\r\n乙\r\n", (1, 3), "every LF that had a CR"),
        ("甲\n乙\r\n", (3,), "only those"),
        ("甲\r乙", (), "a CR alone becomes an LF of the same length"),
        ("甲\r\r\n乙", (2,), "a CR before CR LF is a line end of its own"),
        ("甲\n\r乙", (), "LF CR are two line ends"),
    ],
)
def test_line_ends(text: str, dropped: tuple[int, ...], reason: str) -> None:
    source = source_of(text.encode())
    assert source.text == with_lf(text), reason
    assert source.dropped == dropped, reason


def test_checksums_are_of_the_text_and_of_the_file() -> None:
    data = "甲\r\n乙は連携する。".encode("cp932")
    source = source_of(data)
    assert source.file_sha256 == hashlib.sha256(data).hexdigest()
    assert source.sha256 == hashlib.sha256("甲\n乙は連携する。".encode()).hexdigest()
    assert (source.name, source.media_type) == ("a.txt", "text/plain")


def test_one_text_has_one_checksum_whatever_the_encoding() -> None:
    data = [HEAD.encode(key.removesuffix("-bom")) for key in ENCODINGS]
    assert len({source_of(each).sha256 for each in data}) == 1
    assert len({source_of(each).file_sha256 for each in data}) > 1


def test_a_source_text_survives_json() -> None:
    for encoding in ("utf-8", "cp932", "iso-2022-jp"):
        source = source_of((HEAD + "\r\n").encode(encoding))
        again = SourceText.model_validate_json(source.model_dump_json(exclude={"length"}))
        assert again == source
        assert again.file_offset(5) == source.file_offset(5)
