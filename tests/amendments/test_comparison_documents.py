"""Old and new wording side by side (新旧対照表) in a web page and in Word: underlines and （略） change no words."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import pytest

from renkei.linking import link
from renkei.parsing import parse
from renkei.reading import read_bytes

FRAME = (Path(__file__).parent / "frame.txt").read_text("utf-8")
OLD = "第1条 この連携協約は、甲及び乙が連携して、魅力ある圏域を形成することを目的とする。"
# What is underlined stands between bars.
ROWS = [
    ("変更後", "変更前"),
    (OLD.replace("魅力", "|活力の|"), OLD.replace("魅力", "|魅力|")),
    ("（略）", "（略）"),
    ("|3 会議は、公開とする。|", "|（新設）|"),
]
WANTED = [
    ("row-changed", OLD, OLD.replace("魅力", "活力の")),
    ("row-kept", "（略）", "（略）"),
    ("row-changed", "", "3 会議は、公開とする。"),
]


def _lines() -> tuple[list[str], list[str]]:
    words = FRAME.format(body="表", date="平成27年4月5日", signed="令和2年3月20日")
    before, _, behind = words.partition("表\n")
    return [w for w in before.split("\n") if w], [w for w in behind.split("\n") if w]


def _page() -> bytes:
    before, behind = ("".join(f"<p>{escape(line)}</p>\n" for line in part) for part in _lines())
    rows = "".join(
        "<tr>" + "".join(f"<td>{_underlined(cell)}</td>" for cell in row) + "</tr>\n"
        for row in ROWS
    )
    table = f"<table>\n{rows}</table>\n"
    start = '<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><body>'
    return f"{start}{before}{table}{behind}</body></html>".encode()


def _underlined(cell: str) -> str:
    parts = cell.split("|")
    return "".join(f"<u>{part}</u>" if at % 2 else part for at, part in enumerate(parts))


def _word() -> bytes:
    document = docx.Document()
    before, behind = _lines()
    for line in before:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=2)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            for at, part in enumerate(words.split("|")):
                cell.paragraphs[0].add_run(part).underline = bool(at % 2)
    for line in behind:
        document.add_paragraph(line)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(("name", "made"), [("comparison.html", _page), ("comparison.docx", _word)])
def test_the_rows_of_a_document(name: str, made: Callable[[], bytes]) -> None:
    source = read_bytes(made(), name=name).source
    assert source is not None
    document = link(parse(source))
    [agreement] = document.agreements
    assert agreement.amendment is not None
    assert [
        (
            one.operation.value,
            one.before.text if one.before else "",
            one.after.text if one.after else "",
        )
        for one in agreement.amendment.instructions
    ] == WANTED
    assert [found.code for found in document.findings if found.code in {"P002", "P060"}] == []
