"""Character recognition against the truth (文字認識の測定): printed, scanned, read, compared.

    python benchmarks/scans.py --json

An agreement is printed to PDF by a browser, drawn at 300 dpi, set aslant and speckled as a scanner
does, and read. Needs Tesseract with its Japanese data, Chromium and fonts-noto-cjk.
"""

from __future__ import annotations

import argparse
import html
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from generator import agreement
from PIL import Image

from renkei.reading import read_bytes
from renkei.reading.ocr.certainty import LOW

if TYPE_CHECKING:
    from renkei.model import SourceText
    from renkei.reading import Reading

HERE = Path(__file__).resolve().parent
_PLAIN = {
    "encoding": "utf-8",
    "line_end": "lf",
    "separator": "tab",
    "cell": "plain",
    "rubbish": "none",
    "page_break": "none",
    "ruler": "none",
    "wrap": "none",
}
SAMPLE = HERE.parent / "agreements" / "kurume-ogori.txt"
NEEDED = ("tesseract", "chromium")
_DPI, _POINTS = 300, 72
_SEED = 20260330
_ALIKE = 0.5
"""A cell of which less than half came through is lost."""
_STYLE = (
    "@page{size:A4;margin:20mm}body{font:10.5pt 'Noto Serif CJK JP'}"
    "p{margin:0;white-space:pre-wrap}.g{height:6mm}table{border-collapse:collapse;width:100%}"
    "td{border:1px solid #000;padding:2px 4px;vertical-align:top}"
)


@dataclass(frozen=True, slots=True)
class Scanner:
    """What a scanner does to a page (走査の条件): a slant in degrees, speckles in shades of grey."""

    slant: float = 0.0
    noise: float = 0.0


CLEAN = Scanner()
USUAL = Scanner(slant=0.3, noise=12.0)
POOR = Scanner(slant=1.5, noise=25.0)
SCANNERS = {"clean": CLEAN, "0.3° and noise": USUAL, "1.5° and more noise": POOR}


@dataclass(frozen=True, slots=True)
class Loss:
    """What recognition lost of a text (認識の誤り): shares from 0 to 1, cells, seconds."""

    letters: int
    wrong: float
    cells: int
    lost: int
    untold: int
    doubted_of_wrong: float
    doubted_of_right: float
    seconds: float


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


def printed(text: str, folder: Path) -> bytes:
    """The PDF that a browser prints of a text.

    Raises `subprocess.SubprocessError` or `OSError` if the browser fails.
    """
    page, made = folder / "page.html", folder / "page.pdf"
    page.write_text(web_page(text), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(  # noqa: S603  (our own words, no shell)
        [*command, f"--user-data-dir={folder}", f"--print-to-pdf={made}", str(page)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return made.read_bytes()


def scanned(document: bytes, scanner: Scanner) -> list[Image.Image]:
    """The pages of a PDF as a scanner gives them, in shades of grey; the same ones each time."""
    chance = np.random.default_rng(_SEED)
    paper = pdfium.PdfDocument(document)
    made: list[Image.Image] = []
    for at in range(len(paper)):
        page = paper[at].render(scale=_DPI / _POINTS, grayscale=True).to_pil().convert("L")
        page = page.rotate(scanner.slant, Image.Resampling.BICUBIC, fillcolor=255)
        speckles = chance.normal(0, scanner.noise, (page.height, page.width))
        shades = np.asarray(page).astype(np.float64) + speckles
        made.append(Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8)))
    return made


def as_file(pages: Sequence[Image.Image], form: str) -> bytes:
    """Pages as one file of a form that Pillow writes: `TIFF`, `PDF`, or `PNG` (the first page)."""
    file = BytesIO()
    if form == "PNG":
        pages[0].save(file, form, dpi=(_DPI, _DPI))
        return file.getvalue()
    options = {"compression": "tiff_lzw"} if form == "TIFF" else {}
    rest = list(pages[1:])
    size = {"resolution": _DPI} if form == "PDF" else {"dpi": (_DPI, _DPI)}
    pages[0].save(file, form, save_all=True, append_images=rest, **size, **options)
    return file.getvalue()


def loss(truth: str, reading: Reading, seconds: float = 0.0) -> Loss:
    """Compare what was read with the text that was printed, white space left out."""
    if reading.source is None:
        raise RuntimeError("; ".join(found.code for found in reading.findings))
    wanted, got = _plain(truth), _plain(reading.source.text)
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    right = np.zeros(len(got), bool)
    errors = 0
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            right[c:d] = True
        else:
            errors += max(b - a, d - c)
    cells, read = _cells(truth), _cells(reading.source.text)
    lost = _lost(cells, read)
    told = sum(found.code in {"R040", "R047"} for found in reading.findings)
    doubtful, falsely = doubt(certainties(reading.source, right), LOW)
    return Loss(
        letters=len(wanted),
        wrong=errors / len(wanted),
        cells=len(cells),
        lost=len(lost),
        untold=max(0, len(lost) - told),
        doubted_of_wrong=doubtful,
        doubted_of_right=falsely,
        seconds=seconds,
    )


def _plain(text: str) -> str:
    """Words without white space, with brackets and figures of one width, which parsing evens out."""
    return "".join(_narrow(char) for char in text if not char.isspace())


def _narrow(char: str) -> str:
    return chr(ord(char) - 0xFEE0) if "\uff01" <= char <= "\uff5e" else char


def _cells(text: str) -> list[str]:
    rows = (line.split("\t") for line in text.split("\n") if "\t" in line)
    return [_plain(cell) for row in rows for cell in row if cell.strip()]


def _lost(wanted: Sequence[str], got: Sequence[str]) -> list[str]:
    """The cells of which less than half came through."""
    left = Counter(wanted) - Counter(got)
    others = list((Counter(got) - Counter(wanted)).elements())
    made: list[str] = []
    for cell in left.elements():
        near = max(others, key=lambda one: SequenceMatcher(None, cell, one).ratio(), default="")
        if SequenceMatcher(None, cell, near).ratio() < _ALIKE:
            made.append(cell)
        else:
            others.remove(near)
    return made


def certainties(source: SourceText, right: np.ndarray) -> list[tuple[int, bool]]:
    """How sure recognition was of each word, and whether it was right."""
    before = np.concatenate(([0], np.cumsum([not char.isspace() for char in source.text])))
    return [
        (one.percent, bool(right[before[one.start] : before[one.end]].all()))
        for one in source.confidences
    ]


def doubt(words: Sequence[tuple[int, bool]], threshold: int) -> tuple[float, float]:
    """The shares of wrong and of right words of which recognition was less sure than a threshold."""
    shares = []
    for wanted in (False, True):
        known = [percent for percent, right in words if right is wanted]
        shares.append(sum(percent < threshold for percent in known) / max(1, len(known)))
    return shares[0], shares[1]


def made_up() -> str:
    """A short made-up agreement, in the layout that a printer would get."""
    return agreement(3, fixed=_PLAIN).data.decode("utf-8")


def measured(text: str, scanner: Scanner) -> Loss:
    """Print a text, scan it, read the scan, and compare.

    Raises `RuntimeError` if nothing was read, and what `printed` raises.
    """
    with tempfile.TemporaryDirectory(prefix="renkei-scan-") as folder:
        document = printed(text, Path(folder))
    data = as_file(scanned(document, scanner), "TIFF")
    start = time.perf_counter()
    reading = read_bytes(data, name="scan.tiff")
    return loss(text, reading, time.perf_counter() - start)


def measurements() -> Iterator[tuple[str, Loss]]:
    """Each agreement and scanner with what was lost."""
    texts = {"made-up": made_up(), SAMPLE.stem: SAMPLE.read_text("utf-8")}
    for name, text in texts.items():
        for kind, scanner in SCANNERS.items():
            yield f"{name}, {kind}", measured(text, scanner)


def main() -> None:
    """Measure and print, as JSON in one line or as rows for people."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    given = parser.parse_args()
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        sys.exit(f"not installed: {', '.join(missing)}")
    found = {name: asdict(one) for name, one in measurements()}
    if given.json:
        print(json.dumps(found))
        return
    for name, one in found.items():
        print(name, *(f"{key}={value:.4g}" for key, value in one.items()), sep="  ")


if __name__ == "__main__":
    main()
