"""Synthetic texts of what the samples lack: an agreement that was amended, a body that changed since."""

from __future__ import annotations

import tomllib
from pathlib import Path

AMENDMENTS = Path(__file__).parents[1] / "amendments"
AMENDED = "28201-28229-20150405"
AMENDING = "28201-28229-20200320"
# The agreement of the amendments between two bodies of which the second became a city in 2016.
BODIES = (
    ("姫路市安田四丁目1番地", "仙台市青葉区国分町三丁目7番1号"),
    ("姫路市", "仙台市"),
    ("たつの市長", "富谷町長"),
    ("たつの市龍野町富永1005番地1", "富谷町富谷坂松田30番地"),
    ("たつの市", "富谷町"),
    ("播磨", "仙台"),
)


def write_texts(folder: Path) -> Path:
    """Write the texts into a new folder, and give it back."""
    base = (AMENDMENTS / "base.txt").read_text("utf-8")
    cases = tomllib.loads((AMENDMENTS / "cases.toml").read_text("utf-8"))
    body = (
        cases["several-clauses"]["body"].strip() + "\n\n" + cases["insert-article"]["body"].strip()
    )
    frame = (AMENDMENTS / "frame.txt").read_text("utf-8")
    words = frame.format(body=body + "\n", date="平成27年4月5日", signed="令和2年3月20日")
    former = base
    for here, there in BODIES:
        former = former.replace(here, there)
    folder.mkdir()
    for name, text in (("base", base), ("amending", words), ("former", former)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder
