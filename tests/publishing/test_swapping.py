"""A folder takes another's place in whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkei.publishing.swapping import MANIFEST, NotOurFolderError, staged


def build_into(folder: Path, words: str) -> None:
    with staged(folder) as staging:
        (staging / "words.txt").write_text(words, "utf-8")
        (staging / MANIFEST).write_text("{}", "utf-8")


def fail_in(folder: Path, fault: type[BaseException]) -> None:
    with staged(folder) as staging:
        (staging / "words.txt").write_text("二", "utf-8")
        raise fault


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_first_build_and_its_successor(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "kg"
    build_into(out, "一")
    build_into(out, "二")
    assert names(out) == [MANIFEST, "words.txt"]
    assert (out / "words.txt").read_text("utf-8") == "二"
    assert names(out.parent) == ["kg"]


@pytest.mark.parametrize("fault", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_a_fault_leaves_the_earlier_build(tmp_path: Path, fault: type[BaseException]) -> None:
    out = tmp_path / "kg"
    build_into(out, "一")
    with pytest.raises(fault):
        fail_in(out, fault)
    assert (out / "words.txt").read_text("utf-8") == "一"
    assert names(tmp_path) == ["kg"]


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    out = tmp_path / "kg"
    build_into(out, "一")
    left = tmp_path / ".renkei-staging-kg-dead"
    left.mkdir()
    (left / ".owner").write_text("999999999", "ascii")
    build_into(out, "二")
    assert names(tmp_path) == ["kg"]


def test_a_build_that_still_runs_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "kg"
    with staged(out) as first:
        (first / MANIFEST).write_text("{}", "utf-8")
        build_into(out, "二")
        assert first.is_dir()
    assert names(tmp_path) == ["kg"]


def test_a_retired_build_comes_back(tmp_path: Path) -> None:
    """Killed between two renames, where the system cannot exchange folders in one step."""
    out = tmp_path / "kg"
    retired = tmp_path / ".renkei-retired-kg-x"
    build_into(retired / "kg", "一")
    with pytest.raises(RuntimeError), staged(out):
        raise RuntimeError
    assert (out / "words.txt").read_text("utf-8") == "一"
    assert names(tmp_path) == ["kg"]


def test_without_an_exchange_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "kg"
    build_into(out, "一")
    monkeypatch.setattr("renkei.publishing.swapping._exchange", lambda *_: False)
    build_into(out, "二")
    assert (out / "words.txt").read_text("utf-8") == "二"
    assert names(tmp_path) == ["kg"]


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_is_not_ours_is_refused(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "kg"
    if kind == "file":
        out.write_text("x", "utf-8")
    elif kind == "link":
        (tmp_path / "real").mkdir()
        out.symlink_to(tmp_path / "real")
    else:
        out.mkdir()
        (out / "x").write_text("x", "utf-8")
    with pytest.raises(NotOurFolderError), staged(out):
        pytest.fail("must not get so far")


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    out = tmp_path / "kg"
    out.mkdir()
    build_into(out, "一")
    assert names(out) == [MANIFEST, "words.txt"]
