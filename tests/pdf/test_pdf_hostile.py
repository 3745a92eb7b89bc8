"""Broken and hostile documents: a finding each, no exception, and other files go on."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).parent))

from papers import canvas, printed

from renkei.errors import catalogue
from renkei.reading import read_bytes
from renkei.reading.pdf import read
from renkei.reading.workers import Limits, extract_apart

_SOUND = printed([[(72, 100, "第1条 甲及び乙は")], [(72, 100, "第2条 乙は")]])


def _codes(data: bytes) -> list[str]:
    found = read(data, name="a.pdf", file_sha256="")
    assert all(one.code in catalogue() for one in found.findings)
    assert found.text.strip() or found.findings
    return [one.code for one in found.findings]


def test_cut_at_every_tenth() -> None:
    for tenth in range(1, 10):
        _codes(_SOUND[: len(_SOUND) * tenth // 10])


def test_head_alone_is_broken() -> None:
    assert _codes(b"%PDF-1.7\n") == ["R034"]


def test_too_many_pages_are_refused_unread() -> None:
    made, file = canvas()
    for _ in range(1_001):
        made.showPage()
    made.save()
    assert _codes(file.getvalue()) == ["R035"]


def test_password() -> None:
    file = BytesIO()
    locked = Canvas(file, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    locked.drawString(72, 700, "x")
    locked.save()
    assert _codes(file.getvalue()) == ["R033"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, len(_SOUND) - 1), st.integers(0, 255)), max_size=40))
def test_changed_bytes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(_SOUND)
    for at, value in changes:
        data[at] = value
    _codes(bytes(data))


def test_worker_that_needs_too_much_memory_is_ended() -> None:
    found = _apart(Limits(mebibytes=24))
    assert found.findings[0].code in {"R045", "R046"}


def test_worker_gives_what_the_reader_gives() -> None:
    assert _apart(Limits()) == read(_SOUND, name="a.pdf", file_sha256="")


def test_pdf_is_read_by_content() -> None:
    reading = read_bytes(_SOUND, name="a.txt")
    assert reading.source is not None
    assert reading.source.media_type == "application/pdf"
    assert reading.source.file_place(0) == "page=1;x=72;y=91"


def _apart(limits: Limits):
    return extract_apart(
        "renkei.reading.pdf",
        _SOUND,
        media_type="application/pdf",
        name="a.pdf",
        file_sha256="",
        limits=limits,
    )
