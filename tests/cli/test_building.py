"""`renkei build` as a user runs it: what it says of its sources, and what it leaves behind."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest
from generator import generate
from renkei_command import AGREEMENTS, RENKEI, SAMPLES, run, run_here


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in SAMPLES[:2]:
        (sources / name).write_bytes((AGREEMENTS / name).read_bytes())
    (sources / "b-empty.txt").write_bytes(b"")
    done = run_here("build", sources, "--out", tmp_path / "kg")
    assert done.returncode == 1
    assert "b-empty.txt:1:1: R001 error" in done.stdout
    assert "b-empty.txt  no text could be read" in done.stdout
    assert "How far reading got: 2 complete, 1 without a text." in done.stdout
    assert "3 sources (0 unchanged): 2 agreements" in done.stdout


def test_a_missing_file_among_others_is_the_environment(tmp_path: Path) -> None:
    done = run_here(
        "build", AGREEMENTS / SAMPLES[0], tmp_path / "none.txt", "--out", tmp_path / "kg"
    )
    assert done.returncode in {1, 3}
    assert "none.txt" in done.stdout
    assert "1 agreements" in done.stdout


def test_the_same_agreement_twice_is_taken_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes((AGREEMENTS / SAMPLES[0]).read_bytes())
    done = run_here("build", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "kg")
    assert done.returncode == 0
    assert "b.txt:1:1: B001 warning The same agreement" in done.stdout
    assert "1 agreements" in done.stdout


def test_two_texts_of_one_agreement_are_an_error(tmp_path: Path) -> None:
    text = (AGREEMENTS / "kumamoto-aso.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.txt").write_text(text.replace("職員の育成", "職員の研修"), "utf-8")
    done = run_here("build", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "kg")
    assert done.returncode == 1
    assert "b.txt:1:1: B002 error" in done.stdout


def test_two_agreements_in_one_file(tmp_path: Path) -> None:
    data = b"".join((AGREEMENTS / name).read_bytes() for name in SAMPLES[2:4])
    (tmp_path / "two.txt").write_bytes(data)
    done = run("build", tmp_path / "two.txt", "--out", tmp_path / "kg")
    assert done.returncode == 0
    assert "2 agreements, 33 initiatives, 66 roles" in done.stdout


def test_a_folder_that_is_no_build_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("大切", "utf-8")
    done = run_here("build", AGREEMENTS, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "is not empty and no build of Renkei" in done.stderr
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["thesis.txt"]


@pytest.fixture
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many agreements that a build of them is not over before somebody can interrupt it."""
    folder = tmp_path_factory.mktemp("many")
    for one in generate(60):
        (folder / one.name).write_bytes(one.data)
    return folder


def test_a_build_that_is_interrupted_leaves_the_earlier_one(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "kg"
    assert run_here("build", AGREEMENTS / SAMPLES[0], "--out", out).returncode == 0
    before = sorted((p.name, p.stat().st_size) for p in out.rglob("*") if p.is_file())
    running = subprocess.Popen(
        [*RENKEI, "build", str(many), "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob(".renkei-staging-*/parts/*.json")):
        assert time.monotonic() < deadline
        assert running.poll() is None
        time.sleep(0.02)  # the test waits for the other process to be in the middle of its work
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=120)
    assert running.returncode == 130
    assert "Traceback" not in errors
    assert sorted((p.name, p.stat().st_size) for p in out.rglob("*") if p.is_file()) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kg"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that takes no files")
def test_no_permission_to_write() -> None:
    target = Path("/proc/renkei/kg")
    done = run("build", AGREEMENTS / SAMPLES[0], "--out", target)
    assert done.returncode == 3
    assert "Earlier results are untouched" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_leaves_the_earlier_build(tmp_path: Path) -> None:
    out = tmp_path / "kg"
    assert run_here("build", AGREEMENTS / SAMPLES[0], "--out", out).returncode == 0
    before = (out / "site" / "SHA256SUMS").read_bytes()
    limited = subprocess.run(
        # A file of more than 40 kB cannot be written: the system answers as a full disk would.
        [
            *("bash", "-c", 'ulimit -f 40; trap "" XFSZ; exec "$@"', "-"),
            *(*RENKEI, "build", str(AGREEMENTS), "--out", str(out)),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert limited.returncode == 3
    assert "Traceback" not in limited.stderr
    assert (out / "site" / "SHA256SUMS").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kg"]
