"""Signature blocks (記名押印欄): who signed for each party, in which office, at which address."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from renkei import resources
from renkei.model import Passage, SourceText, Span
from renkei.parsing.ledger import Ledger
from renkei.parsing.lines import Line
from renkei.parsing.words import Manner, read_words

# The mark of a seal behind a name: 印, ㊞, "（印）". Must not match 印 in a name (印南町): it stands alone, after white space
# or in brackets.
_SEAL = re.compile(r"(?:[ 　]+印|[ 　]*㊞|[ 　]*[(（]印[)）]|[ 　]*\[印\])$")


@dataclass(slots=True)
class Signature:
    """What one block says; every part as printed, None where it is missing."""

    alias: str | None
    address: Passage | None = None
    body: Passage | None = None
    title: Passage | None = None
    name: Passage | None = None


@cache
def _line_rules() -> tuple[re.Pattern[str], ...]:
    path = resources.table("renkei.parsing", "signature_lines.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


@dataclass(slots=True)
class SignatureReader:
    """Reads the signing zone; a line that fits nowhere stays unclaimed, thus unread."""

    source: SourceText
    ledger: Ledger
    aliases: Sequence[str]
    names: Sequence[str]
    signatures: list[Signature] = field(default_factory=list)

    def read(self, lines: Sequence[Line]) -> tuple[Signature, ...]:
        """The blocks in the order of the text."""
        for stretch in self._stretches(lines):
            alias, rest = self._alias(stretch)
            if alias is not None:
                self.signatures.append(Signature(self.source.text[alias.start : alias.end]))
                self.ledger.mark(alias, "signature-alias")
            elif self._begins_unnamed(rest):
                self.signatures.append(Signature(None))
            if self.signatures and rest.length:
                self._take(self.signatures[-1], rest)
        return tuple(self.signatures)

    def _stretches(self, lines: Sequence[Line]) -> Iterator[Span]:
        for line in lines:
            if line.cells:
                yield from (cell for cell in line.cells if cell.length)
            elif line.span.length:
                yield line.span

    def _alias(self, stretch: Span) -> tuple[Span | None, Span]:
        """The alias that a line begins with (甲, 乙 …), when white space or nothing follows."""
        words = self.source.text[stretch.start : stretch.end]
        for alias in self.aliases:
            rest = words[len(alias) :]
            if words.startswith(alias) and (not rest or rest[0] in " 　\t"):
                start = stretch.end - len(rest.lstrip())
                return Span(stretch.start, stretch.start + len(alias)), Span(start, stretch.end)
        return None, stretch

    def _begins_unnamed(self, stretch: Span) -> bool:
        """Without aliases a block begins with an address or with the name of a party."""
        if self.aliases:
            return False
        words = self.source.text[stretch.start : stretch.end]
        if not self.signatures:
            return any(words.startswith(name) for name in self.names) or _reads_as_address(words)
        current = self.signatures[-1]
        return current.name is not None and (words in self.names or _reads_as_address(words))

    def _take(self, signature: Signature, stretch: Span) -> None:
        words = self.source.text[stretch.start : stretch.end]
        if seal := _SEAL.search(words):
            self.ledger.mark(Span(stretch.start + seal.start(), stretch.end), "seal")
            words = words[: seal.start()]
        for rule in _line_rules():
            found = rule.fullmatch(words)
            if found is None or not _has_room(signature, found):
                continue
            self._claim(signature, stretch.start, found)
            return

    def _claim(self, signature: Signature, start: int, found: re.Match[str]) -> None:
        position = start
        for part, value in found.groupdict().items():
            span = Span(start + found.start(part), start + found.start(part) + len(value.rstrip()))
            if position < span.start:
                self.ledger.mark(Span(position, span.start), "signature-word")
            node = f"signature/{signature.alias or len(self.signatures)}/{part}"
            passage = read_words(self.source.text, [span], self.ledger, node, Manner.PROSE)
            setattr(signature, part, passage)
            position = span.end


def _reads_as_address(words: str) -> bool:
    return any("address" in rule.groupindex and rule.fullmatch(words) for rule in _line_rules())


def _has_room(signature: Signature, found: re.Match[str]) -> bool:
    """Whether none of the parts is filled yet, and a name comes only behind a title."""
    parts = found.groupdict()
    if set(parts) == {"name"} and signature.title is None:
        return False
    return all(getattr(signature, part) is None for part in parts)
