"""The signing zone (締結日と記名欄): the date of conclusion, the blocks, and which block belongs to whom."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from renkei import resources
from renkei.errors import finding
from renkei.model import DatedPassage, Finding, SourceText, Span
from renkei.parsing.parties.designations import bare
from renkei.parsing.parties.preamble import NamedParty
from renkei.parsing.signing.conclusion import disputed, that_says_so
from renkei.parsing.signing.signatures import Signature, SignatureReader
from renkei.parsing.text.date_lines import is_date_line, refused, repair
from renkei.parsing.text.dates import FoundDate, Refusal, RefusedDate, find_dates
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.words import Manner, read_words

LETTERS = ("甲", "乙", "丙", "丁", "戊", "己")
"""What marks a block where the preamble gives its parties no alias."""


@cache
def _refusals() -> dict[Refusal, tuple[str, str]]:
    path = resources.table("renkei.parsing", "refusals.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {Refusal(row["why"]): (row["ja"], row["en"]) for row in csv.DictReader(lines)}


@dataclass(slots=True)
class SigningReader:
    """Reads date and blocks; `blank` is the place of a date that a draft leaves open."""

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)
    blank: Span | None = None

    def read(
        self, lines: Sequence[Line], named: Sequence[NamedParty]
    ) -> tuple[DatedPassage | None, tuple[Signature, ...]]:
        """The day of conclusion and the signature blocks, in the order of the text."""
        date = None
        rest = []
        doubtful = disputed(lines)
        if doubtful:
            words = "、".join(line.text for line in doubtful)
            self.findings.append(finding("P075", self.source, doubtful[0].span, words=words))
            lines = [line for line in lines if line not in doubtful]
        said = that_says_so(lines)
        for line in lines:
            may_date = date is None and line.kind is LineKind.TEXT and (said or line) is line
            if may_date and (why := refused(line.text)) is not None:
                date = self._refuse(line, why)
            elif may_date and is_date_line(line.text):
                date = self._date(line)
            elif line.kind not in {LineKind.RULER, LineKind.PAGE}:
                rest.append(line)
        return date, self._blocks(rest, named)

    def _blocks(self, lines: Sequence[Line], named: Sequence[NamedParty]) -> tuple[Signature, ...]:
        aliases = [party.alias for party in named if party.alias]
        reader = SignatureReader(
            self.source,
            # The longest first: of two that begin alike it is the one that is meant.
            aliases=sorted(set(aliases) or LETTERS, key=lambda alias: (-len(alias), alias)),
            names={name for party in named for name in (party.name.text, bare(party.name.text))},
            shared={alias for alias in aliases if aliases.count(alias) > 1},
        )
        return reader.read(lines)

    def _date(self, line: Line) -> DatedPassage | None:
        found = next(find_dates(line.text))
        span = Span(line.span.start + found.start, line.span.start + found.end)
        value = found.value if isinstance(found, FoundDate | RefusedDate) else None
        if value is None:
            return None
        passage = read_words(self.source.text, [span], self.ledger, "date", Manner.PROSE)
        for beside in (Span(line.span.start, span.start), Span(span.end, line.span.end)):
            words = self.source.text[beside.start : beside.end]
            start = beside.start + len(words) - len(words.lstrip())
            if words.strip():
                self.ledger.mark(Span(start, start + len(words.strip())), "date-word")
        return DatedPassage(value=value, passage=passage) if passage else None

    def _refuse(self, line: Line, why: Refusal) -> DatedPassage | None:
        """Say why a date is not taken; one outside its era means a day all the same."""
        guess = repair(line.text)
        found = next(find_dates(line.text), None)
        whole = guess is not None or found is None
        low, high = (0, len(line.text)) if whole or found is None else (found.start, found.end)
        span = Span(line.span.start + low, line.span.start + high)
        ja, en = (words.format(guess=guess.after if guess else "") for words in _refusals()[why])
        values = {"words": line.text[low:high], "why_ja": ja, "why_en": en}
        self.findings.append(finding("P004", self.source, span, **values))
        self.blank = span if why is Refusal.BLANK else None
        return self._date(line) if why is Refusal.OUTSIDE_ERA else None


def with_aliases(
    named: Sequence[NamedParty], signatures: Sequence[Signature]
) -> tuple[NamedParty, ...]:
    """Parties that the preamble gives no alias, with the letter that marks the block of each; all or none.

    Older agreements say 甲 and 乙 in their articles, and who that is only where they are signed.
    """
    if any(party.alias for party in named):
        return tuple(named)
    signed = [_block_of(party, signatures) for party in named]
    letters = [block.alias if block else None for block in signed]
    if None in letters or len(set(letters)) < len(letters):
        return tuple(named)
    return tuple(replace(party, alias=letter) for party, letter in zip(named, letters, strict=True))


def _block_of(party: NamedParty, signatures: Sequence[Signature]) -> Signature | None:
    return next((block for block in signatures if _signs_for(block, party)), None)


def signature_of(
    party: NamedParty, named: Sequence[NamedParty], signatures: Sequence[Signature]
) -> Signature | None:
    """The block of a party: by alias and, among those that share one or have none, by the name."""
    unmarked = all(signature.alias is None for signature in signatures)
    unmarked = unmarked or not any(other.alias for other in named)
    alias = None if unmarked else party.alias
    same = [signature for signature in signatures if unmarked or signature.alias == alias]
    sharing = [other for other in named if unmarked or other.alias == alias]
    if alias is not None and len(sharing) == len(same) == 1:
        return same[0]
    signed = [signature for signature in same if _signs_for(signature, party)]
    if signed:
        return signed[0]
    position = next(n for n, other in enumerate(sharing) if other is party)
    unnamed = len(same) == len(sharing) and not any(signature.body for signature in same)
    return same[position] if unnamed else None


def _signs_for(signature: Signature, party: NamedParty) -> bool:
    """Whether a block names the body itself, or an office of it (熊本市長)."""
    names = (party.name.text, bare(party.name.text))
    if signature.body is not None:
        return signature.body.text in names
    return signature.title is not None and signature.title.text.startswith(names)
