"""What of a page does not come into the text is told: letters without a meaning, places of a scan."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from papers import printed

from renkei.reading.building import TextBuilder
from renkei.reading.layout.compose import compose
from renkei.reading.layout.sheet import Box, Sheet
from renkei.reading.pdf import glyphs, read

_WORDS = "甲市及び乙町は、連携協約を締結する。"


def test_letters_that_the_file_does_not_name(monkeypatch: pytest.MonkeyPatch) -> None:
    data = printed([[(72, 100 + 20 * at, _WORDS) for at in range(4)]])
    assert read(data, name="a.pdf", file_sha256="").findings == ()
    monkeypatch.setattr(glyphs, "_is_lost", lambda _raw, at, _code: at < 2)
    extracted = read(data, name="a.pdf", file_sha256="")
    assert [(one.code, dict(one.values)) for one in extracted.findings] == [
        ("R039", {"count": "2"})
    ]
    assert extracted.text.startswith(_WORDS[2:])


def test_places_of_a_scan_that_were_not_read() -> None:
    places = tuple(Box(10.4 + at, 20.0, 30.0, 40.0) for at in range(200))
    builder = TextBuilder("a.png", "image/png")
    compose([Sheet(3, 595.0, 842.0, unread=places)], builder)
    found = [(one.code, dict(one.values)) for one in builder.build().findings]
    *each, rest = found
    assert each[0] == ("R047", {"page": "3", "x": "10", "y": "20"})
    assert {code for code, _ in each} == {"R047"}
    assert rest == ("R048", {"page": "3", "count": str(200 - len(each))})


def test_few_places_need_no_sum() -> None:
    builder = TextBuilder("a.png", "image/png")
    compose([Sheet(1, 595.0, 842.0, unread=(Box(1.0, 2.0, 3.0, 4.0),))], builder)
    assert [one.code for one in builder.build().findings] == ["R047"]
