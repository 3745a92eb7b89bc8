"""Parts above the articles (編・章・節・款): their headings, and which of them are in force at an article."""

from __future__ import annotations

from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model import Division, Finding, SourceText, Span
from renkei.parsing.articles.plain_divisions import place
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, division_parts
from renkei.parsing.text.words import Manner, read_words

_ORDER = "編章節款"
"""The kinds of parts, the outermost first (法制執務の慣例)."""
_PLAIN = "章"
"""What a heading counts as that does not say its kind (Ⅰ 総則)."""


@dataclass(slots=True)
class DivisionTree:
    """Gathers the parts of a body; `current` is the number of the innermost one in force."""

    source: SourceText
    ledger: Ledger
    divisions: list[Division] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _levels: list[tuple[int, str]] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    @property
    def current(self) -> str | None:
        """The number of the innermost part in force, None above the first."""
        return self._levels[-1][1] if self._levels else None

    def add(self, line: Line) -> None:
        """Begin a part; it ends those of its own kind and below."""
        kind, ordinal = division_parts(line.text)
        if not kind:
            kind, ordinal = _PLAIN, place(line)
        if line.mark is None or ordinal is None:
            return
        level = _ORDER.index(kind)
        self._levels = [held for held in self._levels if held[0] < level]
        above = f"{self.current}." if self.current else ""
        number = f"{above}{ordinal}"
        printed = self.source.text[line.mark.start : line.mark.end]
        while number in self._taken:
            ordinal += 1
            number = f"{above}{ordinal}"
            if number not in self._taken:
                values = {"heading": line.text, "number": number}
                self.findings.append(finding("P014", self.source, line.mark, **values))
        self._taken.add(number)
        self._levels.append((level, number))
        self.ledger.mark(line.mark, "division-mark")
        rest = [line.rest] if line.rest and line.rest.length else []
        text = read_words(self.source.text, rest, self.ledger, f"division/{number}", Manner.PROSE)
        span = Span(line.span.start, line.span.end)
        self.divisions.append(Division(number=number, mark=printed, text=text, span=span))
