"""A printed agreement, scanned, comes out nearly whole; what does not is told."""

from __future__ import annotations

import pytest
from scans import CLEAN, USUAL, Scanner, as_file, loss, made_up, printed, scanned

from renkei.reading import read_bytes

pytestmark = [pytest.mark.component("tesseract"), pytest.mark.component("chromium")]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed(made_up(), tmp_path_factory.mktemp("print"))


# Each: the form of the file, and what the scanner did. Measured are 1.5 percent of wrong letters.
@pytest.mark.parametrize(("form", "scanner"), [("PDF", CLEAN), ("TIFF", USUAL)])
def test_little_is_lost_and_nothing_unsaid(form: str, scanner: Scanner, paper: bytes) -> None:
    reading = read_bytes(as_file(scanned(paper, scanner), form), name="scan")
    found = loss(made_up(), reading)
    assert found.cells > 50
    assert found.wrong < 0.05
    assert found.untold == 0
    codes = [one.code for one in reading.findings]
    assert codes.count("R032") == 1
    # Letters are misread as they are in every scan: some of them must be doubted.
    assert found.doubted_of_wrong > 0.2
    assert reading.source is not None
    assert reading.source.confidences


def test_a_slanted_page_is_the_page(paper: bytes) -> None:
    pages = scanned(paper, Scanner(slant=-2.0))[1:2]
    straight = scanned(paper, CLEAN)[1:2]
    slanted, upright = (
        read_bytes(as_file(one, "PNG"), name="scan.png").source for one in (pages, straight)
    )
    assert slanted is not None
    assert upright is not None
    shapes = [
        [line.count("\t") for line in one.text.split("\n") if "\t" in line]
        for one in (slanted, upright)
    ]
    assert shapes[0] == shapes[1] != []
