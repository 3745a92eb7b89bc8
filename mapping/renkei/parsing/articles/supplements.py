"""Supplementary provisions (附則): their articles or paragraphs, and the day from which they take effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from renkei.model import DatedPassage, Finding, Passage, SourceText, Span, Supplement
from renkei.parsing.articles.body import ArticleReader
from renkei.parsing.text.dates import FoundDate, find_dates
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.words import Manner, read_words

# What makes a date the day of taking effect: "平成28年4月1日から施行する", "…より効力を生ずる". Must not match another date of the same
# sentence ("平成28年3月30日に締結した").
_TAKES_EFFECT = re.compile(r"(?:から|より)(?:これを)?(?:施行|適用|効力)")


@dataclass(slots=True)
class SupplementReader:
    """Reads the supplementary provisions of one agreement."""

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)

    def read(self, lines: Sequence[Line]) -> tuple[Supplement, ...]:
        """Every 附則 in the order of the text."""
        found = [
            self._supplement(number, block) for number, block in enumerate(_blocks(lines), start=1)
        ]
        return tuple(one for one in found if one is not None)

    def _supplement(self, number: int, block: Sequence[Line]) -> Supplement | None:
        head, *lines = block
        node = f"supplement/{number}"
        heading = read_words(self.source.text, [head.span], self.ledger, node, Manner.PROSE)
        if heading is None:
            return None
        reader = ArticleReader(self.source, self.ledger, within=f"{node}/")
        has_articles = any(line.kind is LineKind.ARTICLE for line in lines)
        articles = reader.read(lines) if has_articles else ()
        paragraphs = () if has_articles else reader.loose(lines)
        self.findings.extend(reader.findings)
        read = Supplement(
            number=number,
            heading=heading,
            articles=articles,
            paragraphs=paragraphs,
            span=Span(head.span.start, max(line.span.end for line in block)),
        )
        return read.model_copy(update={"effective_on": effective_on(read.passages())})


def effective_on(passages: Sequence[Passage]) -> DatedPassage | None:
    """The day that provisions say they take effect from (施行日); None where they name none.

    >>> text = "この協約は、平成28年4月1日から施行する。"
    >>> effective_on([Passage(text=text, spans=(Span(0, len(text)),))]).value.isoformat()
    '2016-04-01'
    """
    for passage in passages:
        for found in find_dates(passage.text):
            if isinstance(found, FoundDate) and _TAKES_EFFECT.match(passage.text, found.end):
                words = passage.part(found.start, found.end)
                return DatedPassage(value=found.value, passage=words)
    return None


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.kind is LineKind.SUPPLEMENT:
            if block:
                yield block
            block = [line]
        elif block:
            block.append(line)
    if block:
        yield block
