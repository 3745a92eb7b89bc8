"""What a file gets that cannot be read, or not without a word."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renkei.errors import catalogue, message, remedy
from renkei.model import Severity
from renkei.reading import Origin, Reading, read, read_bytes
from renkei.reading.recognising import recognise
from renkei.reading.signatures import signatures

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
WORDS = "第1条 この連携協約は、甲及び乙が連携して取り組むことを目的とする。\n"

BYTES = [
    (b"", "R001", "no bytes"),
    (b" \n\t\r\n", "R001", "white space"),
    ("　\n　".encode(), "R001", "ideographic spaces"),
    ("　　".encode("cp932"), "R001", "the same in Shift_JIS"),
    (b"\xef\xbb\xbf", "R001", "a byte-order mark alone"),
    (b"\xff\xfe", "R001", "that of UTF-16"),
    (PNG, "R034", "a picture that is cut off"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "R034", "a photograph that is cut off"),
    (b"GIF89a....", "R004", "an old picture"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "R004", "a magic number that is not at the start"),
    (b"\x1f\x8b\x08\0\0\0", "R004", "a compressed file"),
    (b"\xff\xfe\0\0\x2c\x75\0\0", "R004", "UTF-32 must not pass for UTF-16"),
    (b"\0" * 100, "R004", "NULs alone"),
    ("甲は\0乙と連携する。".encode(), "R004", "a NUL within text"),
    (bytes(range(256)), "R004", "every byte once"),
    (b"%PDF-1.7\n%\xe2\xe3", "R034", "a PDF that is cut off"),
    (b"PK\x03\x04\x14\0", "R015", "Word or a ZIP, cut off"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "R005", "old Word"),
    (rb"{\rtf1\ansi", "R005", "rich text"),
    (b"\n <!DOCTYPE html><html>", "R001", "a web page with no words"),
    (b"\xef\xbb\xbf<HTML>", "R001", "the same behind a byte-order mark"),
    (b"<?xml version='1.0'?>", "R005", "XML"),
    ((WORDS * 3).encode()[:-1] + b"\xff", "R006", "a bad byte at the end of UTF-8"),
    (WORDS.encode()[:40] + b"\x81" + WORDS.encode()[40:], "R006", "a bad byte within UTF-8"),
    (WORDS.encode()[:-2], "R006", "UTF-8 cut in the middle of a character"),
    (WORDS.encode("euc-jp")[:21] + b"\xff" + WORDS.encode("euc-jp")[21:], "R006", "bad EUC"),
    (b"\xff\xfe" + WORDS.encode("utf-16le")[:-1], "R006", "UTF-16 cut in the middle"),
    (b"\xef\xbb\xbf" + WORDS.encode("cp932"), "R006", "a byte-order mark that lies"),
    (b"\xff\xfe\x00\xd8A\0", "R006", "half a surrogate pair"),
    ("渦".encode("euc-jp"), "R007", "two encodings fit"),
    (
        b"\r\xa4\xf7",
        "R006",
        "か゚ at the end: one code of two characters, of which the second is strange",
    ),
    (b"II*\0\x08\0\0\0" + bytes(6), "R034", "a TIFF without dimensions"),
]


def code(reading: Reading) -> str:
    assert reading.source is None
    assert len(reading.findings) == 1
    return reading.findings[0].code


def test_table_is_whole() -> None:
    assert len(BYTES) == 32


@pytest.mark.parametrize(("data", "expected", "reason"), BYTES, ids=[row[2] for row in BYTES])
def test_bytes(data: bytes, expected: str, reason: str) -> None:
    reading = read_bytes(data, name="a.txt")
    assert code(reading) == expected, reason
    assert reading.origin is Origin.INPUT
    assert reading.findings[0].severity is Severity.ERROR


def test_every_signature_is_recognised() -> None:
    assert len(signatures()) == 21
    for known in signatures():
        data = b"RIFF...."[: known.offset] + known.magic + b" ..."
        kind = recognise(data)
        assert kind is not None
        assert (kind.media_type, kind.code) == (known.media_type, known.code), known.en
        assert known.reason


def test_messages_say_what_to_do() -> None:
    [found] = read_bytes(b"GIF89a....", name="agreement.txt").findings
    assert message(found, "en") == "This is no text file: it holds a picture (GIF)."
    assert message(found, "ja") == "文字のファイルではありません。中身は画像（GIF）です。"
    assert remedy(found, "en") == (
        "Give a file that holds the agreement as text (.txt). "
        "Renaming a file to .txt does not change what is in it."
    )


def test_a_bad_byte_has_its_place() -> None:
    head = "第1条\r\n甲及び乙は、"
    data = head.encode() + b"\xff" + (WORDS * 2).encode()
    [found] = read_bytes(data, name="a.txt").findings
    assert (found.line, found.column) == (2, 7)
    assert message(found, "en") == (
        f"Some bytes cannot be read as text (at byte {len(head.encode())}, counted from 0, "
        "value FF, taken as utf-8)."
    )


def test_two_readings_are_shown() -> None:
    [found] = read_bytes("渦".encode("euc-jp"), name="a.txt").findings
    assert message(found, "en") == (
        "The character encoding is not certain: in euc-jp it reads “渦”, in cp932 “ｱｲ”."
    )


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_one_error(data: bytes) -> None:
    reading = read_bytes(data, name="a.txt")
    errors = [each for each in reading.findings if each.severity is Severity.ERROR]
    assert (reading.source is None) == (len(errors) == 1)
    for each in reading.findings:
        assert message(each, "ja")
        assert remedy(each, "en")


def test_every_code_of_reading_can_occur() -> None:
    codes = {code for code, kind in catalogue().items() if kind.stage == "reading"}
    # tests/formats has those of containers.
    elsewhere = {
        "R016",
        "R017",
        "R018",
        "R019",
        "R020",
        "R021",
        "R022",
        "R023",
        "R024",
        "R002",
        "R003",
        "R008",
        "R009",
        "R010",
        "R011",
        "R012",
        "R013",
        "R014",
        # Those of pages and scans occur in tests/pdf, but for R039, R047 and R048, which have no test yet.
        *(f"R0{number}" for number in range(30, 49)),
    }
    assert codes == {row[1] for row in BYTES} | elsewhere


# Characters that are kept and reported.


@pytest.mark.parametrize(
    ("char", "expected", "reason"),
    [
        ("\x0b", ["R012"], "a control character"),
        ("\x1b", ["R012"], "an escape that calls no set"),
        ("\x7f", ["R012"], "DEL"),
        ("\x85", ["R012"], "a line end of other systems"),
        ("\u2028", ["R012"], "a line separator"),
        ("\u200b", ["R012"], "a space without width"),
        ("\ufeff", ["R012"], "a byte-order mark inside"),
        ("\u202e", ["R012"], "a change of direction"),
        ("\ue000", ["R013"], "gaiji"),
        ("\ufffd", ["R014"], "a lost character"),
        ("\uffff", ["R014"], "no character"),
        ("\f", [], "a form feed is a page break"),
        ("\t", [], "a tab is the border of a cell"),
        ("\u3000", [], "an ideographic space"),
        ("葛\U000e0100", [], "a variation selector belongs to its kanji"),
        ("がか゚", [], "combining marks"),
        ("\U00020bb7", [], "a kanji beyond the first plane"),
    ],
)
def test_characters_are_kept_and_reported(char: str, expected: list[str], reason: str) -> None:
    reading = read_bytes(("甲\n" + char + WORDS).encode(), name="a.txt")
    assert reading.source is not None, reason
    assert reading.source.text == "甲\n" + char + WORDS
    assert [each.code for each in reading.findings] == expected, reason
    assert all((each.line, each.column) == (2, 1) for each in reading.findings)


def test_one_finding_for_all_of_a_kind() -> None:
    text = WORDS + "\u200b\u200b\ufeff" + "".join(map(chr, range(1, 9)))
    [found] = read_bytes(text.encode(), name="a.txt").findings
    assert found.severity is Severity.WARNING
    assert message(found, "en") == (
        "There are 11 control or invisible characters "
        "(U+0001, U+0002, U+0003, U+0004, U+0005 …). They are kept in the text."
    )


# Files.


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "協約.txt"
    path.write_text(WORDS, "utf-8")
    named = read(path, name="agreements/1.txt").source
    assert named is not None
    assert named.name == "agreements/1.txt"
    plain = read(path).source
    assert plain is not None
    assert plain.name == "協約.txt"


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    [found] = read(path).findings
    assert message(found, "en") == (
        "The file is too large (100,000,000 bytes; the limit is 20,000,000). "
        "Its content was not read."
    )


def test_limits_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WORDS, "utf-8")
    size = path.stat().st_size
    assert read(path, limit=size).source
    assert code(read(path, limit=size - 1)) == "R002"
    assert read(path, line_limit=len(WORDS) - 1).source
    assert code(read(path, line_limit=len(WORDS) - 2)) == "R003"


def test_a_long_line_has_its_number() -> None:
    [found] = read_bytes(("甲\n" + "あ" * 1_000_001).encode(), name="a.txt").findings
    assert (found.code, found.line) == ("R003", 2)


def test_what_is_no_file(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(path))
        found = [read(each).findings[0] for each in (tmp_path, fifo, path)]
    assert [each.code for each in found] == ["R010"] * 3
    assert [each.values["what_en"] for each in found] == ["a folder", "a named pipe", "a socket"]


def test_a_device() -> None:
    from pathlib import Path  # noqa: PLC0415 # needed at run time in this test alone

    assert message(read(Path(os.devnull)).findings[0], "en") == (
        "This is no regular file: it is a device."
    )


def test_missing_files(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("甲", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    missing = ["none.txt", "file/below.txt", "a" * 300, "loop"]
    assert [code(read(tmp_path / name)) for name in missing] == ["R008"] * 4
    assert read(tmp_path / "none.txt").origin is Origin.INPUT


@pytest.mark.parametrize(
    ("error", "expected"),
    [(PermissionError(13, "denied"), "R009"), (OSError(5, "fault"), "R011")],
)
def test_faults_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, expected: str
) -> None:
    # The tests may run as root, whom no permission stops; so the system call is made to fail.
    path = tmp_path / "a.txt"
    path.write_text(WORDS, "utf-8")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(type(path), "open", fail)
    reading = read(path)
    assert code(reading) == expected
    assert reading.origin is Origin.ENVIRONMENT


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xb7\xa7.txt")
    path.write_text(WORDS, "utf-8")
    source = read(path).source
    assert source is not None
    assert source.name == "\\xb7\\xa7.txt"
    assert source.model_dump_json()
