"""Pages that the tests make (試験用の紙面): PDF by reportlab, by Chromium, and their scans."""

from __future__ import annotations

import html
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT, DOWN = "HeiseiMin-W3", "HeiseiKakuGo-W5"
A4 = (595.0, 842.0)
_STYLE = (
    "@page{size:A4;margin:20mm}body{font:10.5pt 'Noto Serif CJK JP'}"
    "p{margin:0;white-space:pre-wrap}.g{height:6mm}table{border-collapse:collapse;width:100%}"
    "td{border:1px solid #000;padding:2px 4px;vertical-align:top}"
)


def canvas() -> tuple[Canvas, BytesIO]:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = BytesIO()
    made = Canvas(file, pagesize=A4, invariant=1)
    made.setFont(FONT, 10.5)
    return made, file


def printed(pages: Sequence[Sequence[tuple[float, float, str]]], *, size: float = 10.5) -> bytes:
    """Words at places counted from the top left corner, page by page."""
    made, file = canvas()
    for page in pages:
        made.setFont(FONT, size)
        for x, y, words in page:
            made.drawString(x, A4[1] - y, words)
        made.showPage()
    made.save()
    return file.getvalue()


def web_page(text: str) -> str:
    """A web page of a plain text: rows with tabs become ruled tables."""
    body: list[str] = []
    rows: list[str] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t"))
            rows.append(f"<tr>{cells}</tr>")
            continue
        if rows:
            body.append(f"<table>{''.join(rows)}</table>")
            rows = []
        body.append(f"<p>{html.escape(line)}</p>" if line.strip() else "<div class=g></div>")
    return f"<meta charset=utf-8><style>{_STYLE}</style>{''.join(body)}"


def chromium(text: str, folder: Path) -> bytes:
    """The PDF that a browser prints."""
    page, made = folder / "page.html", folder / "page.pdf"
    page.write_text(web_page(text), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--user-data-dir={folder}", f"--print-to-pdf={made}", str(page)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return made.read_bytes()
