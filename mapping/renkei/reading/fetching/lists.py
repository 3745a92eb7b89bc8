"""Lists of URLs (URLの一覧): a text with one on each line, or a table with a column of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator

_SCHEMES = ("http://", "https://")
_SHOWN = 200


def urls_of(text: str) -> list[str]:
    """The URLs of a list, each once, in its order: a line each, or the first cell that is one.

    Lines that begin with # and empty ones are passed over; anything else that is no URL is kept, so
    that it is told as wrong.

    >>> urls_of("# 熊本\\nhttps://a.example/1\\n\\n熊本市,https://a.example/2\\n")
    ['https://a.example/1', 'https://a.example/2']
    """
    return list(dict.fromkeys(_urls(text)))


def _urls(text: str) -> Iterator[str]:
    header: list[str] = []
    for row in _rows([line for line in text.splitlines() if not line.startswith("#")]):
        cells = [cell.strip() for cell in row]
        url = next((cell for cell in cells if cell.lower().startswith(_SCHEMES)), None)
        if url is not None:
            yield url
        elif any(cells) and not header and "url" in [cell.lower() for cell in cells]:
            header = cells
        elif any(cells):
            yield next(cell for cell in cells if cell)


def _rows(lines: list[str]) -> Iterator[list[str]]:
    reader = csv.reader(lines)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A cell of more than 131,072 characters is no URL, and is told as that by its beginning.
            yield [lines[reader.line_num - 1][:_SHOWN]]
