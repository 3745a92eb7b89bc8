"""The same agreement comes out equal from a PDF that a browser prints as from plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scans import printed

from renkei.parsing import parse
from renkei.reading import read, read_bytes

AGREEMENTS = sorted((Path(__file__).parents[2] / "agreements").glob("*.txt"))
_PLACES = {"span", "spans", "start", "end", "corrections", "findings", "source", "unread"}


def _meaning(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _meaning(inner) for key, inner in value.items() if key not in _PLACES}
    return [_meaning(inner) for inner in value] if isinstance(value, list | tuple) else value


def test_five_are_there() -> None:
    assert len(AGREEMENTS) == 5


@pytest.mark.component("chromium")
@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: path.stem)
def test_equal(path: Path, tmp_path: Path) -> None:
    text = read(path).source
    assert text is not None
    paper = read_bytes(printed(text.text, tmp_path), name="a.pdf").source
    assert paper is not None
    from_text, from_paper = parse(text).agreements, parse(paper).agreements
    assert [_meaning(one.model_dump()) for one in from_paper] == [
        _meaning(one.model_dump()) for one in from_text
    ]
