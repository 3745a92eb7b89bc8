"""Which files a build reads, and how they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from renkei.publishing.sources import CURATION, NoSourceError, companion, source_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.txt",
        "below/c.txt",
        ".hidden",
        ".git/x",
        "sources.csv",
        "curation.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", "utf-8")
    return tmp_path


def test_a_folder_gives_what_is_below_it(folder: Path) -> None:
    assert [file.name for file in source_files([folder])] == ["a.txt", "b.txt", "below/c.txt"]


def test_each_file_once_in_a_lasting_order(folder: Path) -> None:
    given = [folder / "b.txt", folder, f"{folder}/*.txt", folder / "b.txt"]
    names = [file.name for file in source_files(given)]
    assert names == ["a.txt", "b.txt", "below/c.txt"]
    assert source_files(given) == source_files(given)


def test_a_missing_file_is_given_on_to_reading(folder: Path) -> None:
    assert [file.name for file in source_files([folder / "none.txt"])] == ["none.txt"]


@pytest.mark.parametrize("given", ["{}/*.pdf", "{}/empty"])
def test_nothing_found_is_wrong_usage(folder: Path, given: str) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(NoSourceError):
        source_files([given.format(folder)])


def test_the_curation_file_of_a_folder(folder: Path) -> None:
    assert companion([folder / "below", folder], CURATION) == folder / "curation.csv"
    assert companion([folder / "below"], CURATION) is None
