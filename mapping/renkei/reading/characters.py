"""Characters that a reader cannot see or that stand for lost ones (文字の点検): kept, and said."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from renkei.errors import finding
from renkei.model.passages import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from renkei.model.findings import Finding
    from renkei.model.source import SourceText

_EXPECTED = frozenset("\n\t\f")
"""Line ends, cell borders and page breaks: they are layout, and later stages read them."""

_CODES = {"Cc": "R012", "Cf": "R012", "Zl": "R012", "Zp": "R012", "Co": "R013", "Cn": "R014"}
_NAMED = 5


def inspect(source: SourceText) -> tuple[Finding, ...]:
    """Report the characters of a text that deserve a look (文字の点検), one finding per kind.

    Kinds: control and invisible characters (R012), characters of private use such as 外字 (R013),
    replacement characters and code points that Unicode does not define (R014). The text is as it
    was; each finding points to the first place and names the code points and their number.
    """
    kinds: dict[str, Counter[str]] = {}
    for char, count in Counter(source.text).items():
        code = _code(char)
        if code:
            kinds.setdefault(code, Counter())[char] = count
    return tuple(_findings(source, kinds))


def _code(char: str) -> str | None:
    if char in _EXPECTED:
        return None
    if char == "\ufffd":
        return "R014"
    return _CODES.get(unicodedata.category(char))


def _findings(source: SourceText, kinds: dict[str, Counter[str]]) -> Iterator[Finding]:
    for code, counts in sorted(kinds.items()):
        first = min(source.text.index(char) for char in counts)
        named = [f"U+{ord(char):04X}" for char in sorted(counts)[:_NAMED]]
        more = " …" if len(counts) > _NAMED else ""
        yield finding(
            code,
            source,
            Span(first, first + 1),
            count=str(counts.total()),
            characters=", ".join(named) + more,
        )
