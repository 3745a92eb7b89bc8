"""Files that hang, crash or swallow the memory on their way: each gets its finding, and the build goes on."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from renkei.publishing import BuildReport, build
from renkei.publishing.apart import PartsApart
from renkei.publishing.pipeline import make_parts
from renkei.reading import processes
from renkei.reading.processes import Limits

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "agreements" / "kumamoto-aso.txt"
OTHER = ROOT / "agreements" / "kurume-ogori.txt"

# A parser that does what the name of its text says. It stands in where the real one is asked, in the
# process of the parts; a step that hangs has a second.
MAKER = """
import ctypes, os, pathlib, re, signal, time
from renkei.publishing import pipeline
from renkei.reading.steps import begin

real = pipeline.parse

def parse(source):
    kind = pathlib.PurePath(source.name).stem.partition("-")[2]
    note = os.environ.get("RENKEI_TRIAL_NOTE")
    if note and kind:
        pathlib.Path(note).write_text(str(os.getpid()))
    if kind in {"hang", "backtrack", "stop"}:
        begin(source.name, 1.0)
    if kind in {"hang", "wait"}:
        time.sleep(600)
    if kind == "backtrack":
        re.match("(a+)+$", "a" * 60 + "b")
    if kind == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    if kind == "memory":
        bytearray(1 << 40)
    if kind == "grow":
        held = [bytes([1]) * (1 << 26) for _ in range(100)]
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "segfault":
        ctypes.string_at(0)
    if kind == "exit":
        os._exit(3)
    if kind == "raise":
        raise KeyError(source.name)
    if kind == "deep":
        return parse(source)
    if kind == "print":
        print("not an answer", flush=True)
    return real(source)

pipeline.parse = parse

def make_parts(data, name, folder, settings, *, skip=0):
    if "full" in name:
        raise OSError(28, "No space left on device", str(folder))
    yield from pipeline.make_parts(data, name, folder, settings, skip=skip)
"""
# What a text does to the process that takes it through the house, and the finding that it gets.
FALLS = {
    "hang": ("R044", {"seconds": "1"}),
    "backtrack": ("R044", {"seconds": "1"}),
    "stop": ("R044", {"seconds": "1"}),
    "memory": ("R045", {"limit": "1,024"}),
    "grow": ("R045", {"limit": "1,024"}),
    "kill": ("R046", {"reason": "SIGKILL"}),
    "segfault": ("R046", {"reason": "SIGSEGV"}),
    "exit": ("R046", {"reason": "exit 3"}),
    "raise": ("R046", {"reason": "KeyError, trial_maker:32"}),
}
TRIAL = PartsApart("trial_maker", Limits(seconds=60.0, mebibytes=1024))


@pytest.fixture(autouse=True)
def _maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "trial_maker.py").write_text(MAKER, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "modules"))
    processes.end_all()  # what was kept knows not the stand-in


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def findings(report: BuildReport) -> dict[str, tuple[str, dict[str, str]] | None]:
    """The name of every text and the error that it got, in the order of the build."""
    return {
        one.name: next(((f.code, dict(f.values)) for f in one.findings if not one.is_text), None)
        for one in report.sources
    }


def test_every_fall_is_a_finding_and_the_build_goes_on(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for at, kind in enumerate(FALLS):
        (sources / f"{at}-{kind}.txt").write_bytes(SAMPLE.read_bytes())
    (sources / "00.txt").write_bytes(SAMPLE.read_bytes())
    (sources / "99-print.txt").write_bytes(OTHER.read_bytes())
    report = build([sources], tmp_path / "kg", maker=TRIAL)
    expected = {f"{at}-{kind}.txt": fall for at, (kind, fall) in enumerate(FALLS.items())}
    assert findings(report) == {"00.txt": None, **expected, "99-print.txt": None}
    assert report.unreadable == tuple(expected)
    assert report.has_errors()
    assert not report.environment_failed()
    # What is left is what a build of the sound files alone gives.
    sound = build([sources / "00.txt", sources / "99-print.txt"], tmp_path / "sound")
    assert [one.key for one in report.in_force] == [one.key for one in sound.in_force]
    assert digests(tmp_path / "kg/site/graph") == digests(tmp_path / "sound/site/graph") != {}


def test_a_recursion_without_end_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a-deep.txt").write_bytes(SAMPLE.read_bytes())
    report = build([tmp_path / "a-deep.txt"], tmp_path / "kg", maker=TRIAL)
    found = findings(report)["a-deep.txt"]
    assert found is not None
    assert (found[0], found[1]["reason"].partition(",")[0]) == ("R046", "RecursionError")


def test_in_an_archive_the_next_member_has_its_turn(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("1-hang.txt", "2.txt", "3-kill.txt", "4-raise.txt", "5.txt", "6-exit.txt"):
            archive.writestr(name, (OTHER if name == "5.txt" else SAMPLE).read_bytes())
    report = build([tmp_path / "all.zip"], tmp_path / "kg", maker=TRIAL)
    assert findings(report) == {
        "all.zip/1-hang.txt": FALLS["hang"],
        "all.zip/2.txt": None,
        "all.zip/3-kill.txt": FALLS["kill"],
        "all.zip/4-raise.txt": FALLS["raise"],
        "all.zip/5.txt": None,
        "all.zip/6-exit.txt": FALLS["exit"],
    }
    assert len(report.in_force) == 2


def test_what_fell_is_tried_again(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a-kill.txt").write_bytes(SAMPLE.read_bytes())
    (sources / "b.txt").write_bytes(OTHER.read_bytes())
    build([sources], tmp_path / "kg", maker=TRIAL)
    again = build([sources], tmp_path / "kg")
    assert [(one.name, one.reused, one.is_text) for one in again.sources] == [
        ("a-kill.txt", False, True),
        ("b.txt", True, True),
    ]


def test_in_one_process_or_two_the_bytes_are_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        for path in (SAMPLE, OTHER):
            archive.writestr(path.name, path.read_bytes())
        archive.writestr("page.html", "<html><p>お知らせ</p></html>")
    given = [ROOT / "agreements", tmp_path / "two.zip"]
    here = build(given, tmp_path / "here", maker=make_parts)
    apart = build(given, tmp_path / "apart")
    assert len(here.sources) == 8
    assert here.model_copy(update={"out": ""}) == apart.model_copy(update={"out": ""})
    for folder in ("site", "parts"):
        assert digests(tmp_path / "here" / folder) == digests(tmp_path / "apart" / folder)


def test_a_folder_that_cannot_be_written_fails_the_build(tmp_path: Path) -> None:
    (tmp_path / "full.txt").write_bytes(SAMPLE.read_bytes())
    with pytest.raises(OSError, match="No space left") as caught:
        build([tmp_path / "full.txt"], tmp_path / "kg", maker=TRIAL)
    assert caught.value.errno == errno.ENOSPC
    assert not (tmp_path / "kg").exists()


def test_without_a_process_the_machine_is_at_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    report = build([SAMPLE], tmp_path / "kg")
    assert [found.code for found in report.sources[0].findings] == ["R011"]
    assert report.environment_failed()


PROGRAM = """
import sys
from renkei.publishing import build
from renkei.publishing.apart import PartsApart
from renkei.reading.processes import Limits
build([sys.argv[1]], sys.argv[2], maker=PartsApart("trial_maker", Limits(60.0, 1024)))
"""


def started(tmp_path: Path, kind: str) -> tuple[subprocess.Popen[bytes], int]:
    """A build that is in the middle of a file that hangs, and the process of that file."""
    (tmp_path / f"a-{kind}.txt").write_bytes(SAMPLE.read_bytes())
    note = tmp_path / "note"
    paths = os.pathsep.join([str(tmp_path / "modules"), *sys.path])
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path / f"a-{kind}.txt"), str(tmp_path / "kg")],
        env=os.environ | {"PYTHONPATH": paths, "RENKEI_TRIAL_NOTE": str(note)},
        stderr=subprocess.PIPE,
    )
    until(lambda: note.is_file() and note.read_text() != "")
    return program, int(note.read_text())


def until(true: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not callable(true) or not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_ends_both(tmp_path: Path) -> None:
    program, pid = started(tmp_path, "wait")
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=120)
    assert b"KeyboardInterrupt" in said
    until(lambda: not is_there(pid), 30.0)
    assert not (tmp_path / "kg").exists()


def test_a_build_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    program, pid = started(tmp_path, "hang")
    program.kill()
    program.communicate(timeout=120)
    until(lambda: not is_there(pid), 30.0)


def test_without_input_and_output(tmp_path: Path) -> None:
    """As a service may be started: the command has none of the three files open."""
    words = f'exec "{sys.executable}" -m renkei build "{SAMPLE}" --out "{tmp_path}/kg"'
    done = subprocess.run(["sh", "-c", f"{words} 0<&- 1>&- 2>&-"], check=False, timeout=120)
    assert done.returncode == 0
    assert (tmp_path / "kg" / "site" / "renkei.nq").stat().st_size > 100_000
