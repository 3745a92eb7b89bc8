"""Encodings: every sample, every line of it and short texts, in every encoding."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.model import SourceText
from renkei.reading import read_bytes

SAMPLES = sorted((Path(__file__).parents[2] / "agreements").glob("*.txt"))
PLAIN = ("utf-8", "cp932", "euc-jp", "iso-2022-jp")
WITH_BOM = ("utf-8-sig", "utf-16")
BARE_UTF_16 = ("utf-16le", "utf-16be")


def lines() -> list[str]:
    found = {line for path in SAMPLES for line in path.read_text("utf-8").splitlines()}
    cells = {cell for line in found for cell in line.split("\t")}
    return sorted(text for text in found | cells if any(not char.isascii() for char in text))


LINES = lines()


WIDER = {"euc-jp": "euc-jis-2004", "iso-2022-jp": "iso-2022-jp-2004"}


def encode(text: str, encoding: str) -> bytes:
    """Encode as software in Japan does: ① is beyond the narrower sets, and common."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(WIDER[encoding])


def outcome(data: bytes) -> str:
    """The text, or the code of the finding in its place."""
    reading = read_bytes(data, name="a.txt")
    return reading.source.text if reading.source else reading.findings[0].code


def test_samples_are_there() -> None:
    assert len(SAMPLES) == 5
    assert len(LINES) == 606


@pytest.mark.parametrize("encoding", [*PLAIN, *WITH_BOM, *BARE_UTF_16])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_in_every_encoding(path: Path, encoding: str) -> None:
    text = path.read_text("utf-8").replace("\r\n", "\n")
    assert outcome(encode(text, encoding)) == text


# Lines of which nobody could tell the encoding, each looked at: 動 in Shift_JIS is 鎮 in UTF-16;
# 乙の役割 without a byte-order mark is YNn0y_rR; 市長 in EUC-JP is ｻﾔﾄｹ in Shift_JIS.
UNCERTAIN = {"utf-8": 0, "cp932": 1, "euc-jp": 5, "iso-2022-jp": 0, "utf-16le": 7, "utf-16be": 8}


@pytest.mark.parametrize("encoding", UNCERTAIN)
def test_a_single_line_is_read_right_or_refused(encoding: str) -> None:
    uncertain = []
    for line in LINES:
        found = outcome(encode(line, encoding))
        if found != line:
            assert found == "R007", (line, found)
            uncertain.append(line)
    assert len(uncertain) == UNCERTAIN[encoding], uncertain


USUAL = "".join(
    bytes([row, cell]).decode("euc-jp") for row in (0xA4, 0xA5) for cell in range(0xA1, 0xF4)
)
LEVEL_1 = "".join(
    bytes([row, cell]).decode("euc-jp") for row in range(0xB0, 0xCF) for cell in range(0xA1, 0xFF)
)
short_texts = st.text(alphabet=st.sampled_from(USUAL + LEVEL_1 + "、。（）ー　1A "), min_size=1)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc-jp"])
@given(text=short_texts.filter(lambda text: bool(text.strip())))
def test_short_texts_are_never_taken_for_another(encoding: str, text: str) -> None:
    assert outcome(text.encode(encoding)) in {text, "R006", "R007"}


@pytest.mark.parametrize(
    ("text", "encoding", "reason"),
    [
        ("①圏域全体の経済成長", "euc-jis-2004", "circled numbers are beyond EUC-JP proper"),
        ("①圏域全体の経済成長", "iso-2022-jp-2004", "the same in seven bits"),
        ("ｶﾝｼﾞ、漢字", "cp932", "half-width katakana among others"),
        ("ｶﾝｼﾞ、漢字の表記", "euc-jp", "half-width katakana take two bytes"),
        ("髙橋 﨑 ㈱ №1", "cp932", "characters of Windows"),
        ("甲～乙－丙", "cp932", "the wave dash of Windows"),
        ("agreement 2016", "utf-8", "ASCII alone is UTF-8"),
        ("Città di Kumamoto, accordo", "utf-8", "another language"),
        ("전라남도 여수시 협약", "utf-8", "another script"),
        ("適長", "euc-jp", "these bytes are Latin letters in UTF-8"),
        ("熊本市", "euc-jp", "these bytes are half-width katakana in Shift_JIS"),
        ("𠮷野町と連携", "utf-8", "a kanji beyond the first plane"),
    ],
)
def test_particular_texts(text: str, encoding: str, reason: str) -> None:
    assert outcome(text.encode(encoding)) == text, reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("渦".encode("euc-jp"), "ｱｲ in Shift_JIS"),
        ("ｱｲ".encode("cp932"), "渦 in EUC-JP"),
        ("乙の役割".encode("utf-16le"), "YNn0y_rR in ASCII"),
        ("あいう".encode("utf-16be"), "0B0D0F in ASCII"),
        ("café".encode(), "caf達 in EUC-JP"),
    ],
)
def test_what_nobody_can_tell_is_refused(data: bytes, reason: str) -> None:
    assert outcome(data) == "R007", reason


@pytest.mark.parametrize(
    ("codec", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16le"),
        ("cp932", "cp932"),
        ("euc-jp", "euc-jp"),
        ("iso-2022-jp", "iso-2022-jp"),
    ],
)
def test_the_encoding_has_a_name_that_python_knows(codec: str, expected: str) -> None:
    source = read_bytes("第1条 甲及び乙は\n".encode(codec), name="a.txt").source
    assert isinstance(source, SourceText)
    assert source.encoding == expected
    assert "甲".encode(source.encoding)
