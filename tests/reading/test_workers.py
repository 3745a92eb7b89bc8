"""The process that reads files: kept from one to the next, ended when it must, and never the end of a build."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from renkei.reading import formats, processes
from renkei.reading.extraction import Extraction, Origin
from renkei.reading.workers import Limits, extract_apart

READER = """
import os, time
from renkei.reading.extraction import Extraction

def read(data, *, name, file_sha256):
    if data == b"hang":
        time.sleep(600)
    if data == b"crash":
        os.abort()
    if data == b"raise":
        raise KeyError(name)
    if data == b"memory":
        bytearray(1 << 40)
    if data == b"print":
        print("not an answer", flush=True)
    return Extraction("text/x-trial", text=f"{os.getpid()} {len(data)} {name}")
"""
# What a file does to the process that reads it, and the finding that it gets.
FALLS = {"hang": "R044", "memory": "R045", "crash": "R046", "raise": "R046"}
_MIB = 1024


@pytest.fixture(autouse=True)
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that does what its file says, and no process from before."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "trial_reader.py").write_text(READER, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    processes.end_all()  # what was kept knows not the reader


def apart(data: bytes, *, seconds: float = 60.0) -> Extraction:
    return extract_apart(
        "trial_reader",
        data,
        media_type="text/x-trial",
        name="協約.x",
        file_sha256="",
        limits=Limits(seconds=seconds, mebibytes=_MIB),
    )


def process(found: Extraction) -> str:
    assert found.findings == ()
    return found.text.split()[0]


def test_a_process_is_kept_for_the_next_file() -> None:
    first = apart(b"a")
    assert first.text.split()[1:] == ["1", "協約.x"]
    assert process(apart(b"b" * 5_000_000)) == process(first) != str(os.getpid())


@pytest.mark.parametrize("fall", FALLS)
def test_a_file_that_ends_the_process_gets_its_finding(fall: str) -> None:
    before = process(apart(b"a"))
    found = apart(fall.encode(), seconds=2 if fall == "hang" else 60)
    assert [one.code for one in found.findings] == [FALLS[fall]]
    assert found.origin is Origin.INPUT
    assert process(apart(b"a")) != before


def test_what_a_library_prints_is_no_answer() -> None:
    assert process(apart(b"print")) == process(apart(b"a"))


def test_another_process_takes_over_after_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_USES", 2)
    seen = [process(apart(b"a")) for _ in range(4)]
    assert (seen[0], seen[2]) == (seen[1], seen[3])
    assert seen[0] != seen[2]


def test_a_process_that_died_meanwhile_is_replaced() -> None:
    before = process(apart(b"a"))
    os.kill(int(before), 9)
    os.waitid(os.P_PID, int(before), os.WEXITED | os.WNOWAIT)
    assert process(apart(b"a")) != before


def test_every_format_has_a_limit() -> None:
    assert {one.seconds for one in formats.formats().values()} == {60.0, 600.0}
