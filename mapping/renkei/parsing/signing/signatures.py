"""Signature blocks (記名押印欄): who signed for each party, in which office, at which address."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import zip_longest

from renkei import resources
from renkei.model import Passage, SourceText, Span, join
from renkei.parsing.signing.spaced_names import layout_in
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line
from renkei.parsing.text.masked import is_masked
from renkei.parsing.text.words import Manner, read_words

# The mark of a seal behind a name, or the word for one that is left out: 印, ㊞, "（印）", "（公印省略）", "（自署）". Must not match 印 in a
# name (印南町): it stands alone, after white space or in brackets.
_SEAL = re.compile(
    r"(?:(?:^|(?<=[ 　]))(?:公印|印)|㊞|[(（\[［〔](?:(?:公印|職印|押印|印)(?:省略)?|署名|自署|記名押印)[)）\]］〕])$"
)

# What a form prints before a part of the block: "住所 ", "氏名：". Must not match a word that only begins so ("住所地").
_FORM_WORD = re.compile(
    r"(?:住所|所在地|団体名|名称|職名|氏名|職氏名|職・氏名)(?:[ 　]*[：:])?[ 　]+"
)

# The alias before a block, in brackets or with a colon or bare, then white space or nothing: "甲 熊本市", "（乙）", "甲：". Must
# not match a word that begins with it ("甲府市長").
_ALIAS = r"(?P<bracket>[(（])?(?P<alias>{aliases})(?(bracket)[)）])[：:]?(?:[ 　]+|$)"

# The gap between two blocks in one line. Must not match the space inside a name ("大西 一史").
_GAP = re.compile(r"[ 　]{2,}")

_MAY_BE_MASKED = frozenset({"address", "name"})

LONGEST = 120
"""How many code points a line of a signature block may have."""


@dataclass(slots=True)
class Signature:
    """What one block says; every part as printed, None where it is missing.

    `ledger` holds its claims until a party is found that the block belongs to: the words of a block
    that belongs to nobody stay unread.
    """

    alias: str | None
    ledger: Ledger
    address: Passage | None = None
    body: Passage | None = None
    title: Passage | None = None
    name: Passage | None = None
    masked: dict[str, Span] = field(default_factory=dict)
    """The parts that signs stand for (＊＊＊＊): they have no value, and their words stay unread."""


@lru_cache(maxsize=64)
def _alias_rule(aliases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_ALIAS.format(aliases="|".join(map(re.escape, aliases))))


@cache
def _line_rules() -> tuple[re.Pattern[str], ...]:
    path = resources.table("renkei.parsing", "signature_lines.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


@dataclass(slots=True)
class SignatureReader:
    """Reads the signing zone; a line that fits nowhere stays unclaimed, thus unread.

    `aliases` are those of the preamble, `shared` those of them that several parties bear; `names`
    are the names of the parties.
    """

    source: SourceText
    aliases: Sequence[str]
    names: Collection[str]
    shared: Collection[str] = ()
    signatures: list[Signature] = field(default_factory=list)

    def read(self, lines: Sequence[Line]) -> tuple[Signature, ...]:
        """The blocks in the order of the text, or of the columns where they stand side by side."""
        stretches = [s for s in self._stretches(lines) if s.length <= LONGEST]
        by_alias = any(self._alias(stretch) for stretch in stretches)
        above: Span | None = None
        address_first = by_alias and bool(stretches) and self._is_address(stretches[0])
        for stretch in stretches:
            if self._holds_two(stretch):
                continue
            if address_first and self._is_address(stretch):
                above = stretch
                continue
            rest = stretch
            if found := self._alias(stretch):
                self._begin(found["alias"])
                if above is not None:
                    self._take(self.signatures[-1], above)
                    above = None
                mark = Span(stretch.start, stretch.start + len(found[0].rstrip()))
                self.signatures[-1].ledger.mark(mark, "signature-alias")
                rest = Span(stretch.start + found.end(), stretch.end)
            elif self._begins_unnamed(stretch, by_alias=by_alias):
                alias = self.signatures[-1].alias if self.signatures else None
                self._begin(alias)
            if self.signatures and rest.length:
                self._take(self.signatures[-1], rest)
        return tuple(self.signatures)

    def _is_address(self, stretch: Span) -> bool:
        """Whether a line is an address and does not begin with an alias: where it comes first, the block follows."""
        words = self.source.text[stretch.start : stretch.end]
        return self._alias(stretch) is None and _is_only_address(words)

    def _begin(self, alias: str | None) -> None:
        self.signatures.append(Signature(alias, Ledger(self.source.text)))

    def _stretches(self, lines: Sequence[Line]) -> Iterator[Span]:
        rows: list[Line] = []
        for line in lines:
            if line.cells:
                rows.append(line)
            elif line.span.length:
                yield from self._cells(rows)
                rows = []
                yield line.span
        yield from self._cells(rows)

    def _cells(self, rows: Sequence[Line]) -> Iterator[Span]:
        """The cells of rows: down the columns where two blocks stand side by side, else across."""
        across = [cell for row in rows for cell in row.cells if cell.length]
        side_by_side = any(
            sum(1 for cell in row.cells if cell.length and self._alias(cell)) > 1 for row in rows
        )
        if not side_by_side:
            yield from across
            return
        for column in zip_longest(*(row.cells for row in rows)):
            yield from (cell for cell in column if cell is not None and cell.length)

    def _alias(self, stretch: Span) -> re.Match[str] | None:
        """The alias that a line begins with (甲, 乙 …)."""
        if not self.aliases or stretch.length > LONGEST:
            return None
        words = self.source.text[stretch.start : stretch.end]
        return _alias_rule(tuple(self.aliases)).match(words)

    def _holds_two(self, stretch: Span) -> bool:
        """Whether another block begins behind a gap in the same line: nobody can tell their lines apart."""
        words = self.source.text[stretch.start : stretch.end]
        if not self.aliases:
            return False
        rule = _alias_rule(tuple(self.aliases))
        return any(rule.match(words, gap.end()) for gap in _GAP.finditer(words))

    def _begins_unnamed(self, stretch: Span, *, by_alias: bool) -> bool:
        """Whether a block without an alias begins: by an address, or by the name of a party.

        Among blocks that have aliases this can only be another body that shares the alias above.
        """
        words = self.source.text[stretch.start : stretch.end]
        if not self.signatures:
            heads = any(words.startswith(name) for name in self.names) or _reads_as_address(words)
            return heads and not by_alias
        current = self.signatures[-1]
        if by_alias and current.alias not in self.shared:
            return False
        return current.name is not None and (self._names(words) or _reads_as_address(words))

    def _names(self, words: str) -> bool:
        """Whether a line is the name of a party, or begins with it and goes on with its office."""
        return any(
            words.startswith(name) and words[len(name) : len(name) + 1] in ("", " ", "　", "長")
            for name in self.names
        )

    def _take(self, signature: Signature, stretch: Span) -> None:
        words = self.source.text[stretch.start : stretch.end]
        if said := _FORM_WORD.match(words):
            signature.ledger.mark(
                Span(stretch.start, stretch.start + len(said[0].rstrip())), "form-word"
            )
            stretch = Span(stretch.start + said.end(), stretch.end)
            words = words[said.end() :]
        if seal := _SEAL.search(words):
            words = words[: seal.start()].rstrip()
            signature.ledger.mark(Span(stretch.start + seal.start(), stretch.end), "seal")
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
            if part in _MAY_BE_MASKED and is_masked(value):
                signature.masked[part] = span
                continue
            if position < span.start:
                signature.ledger.mark(Span(position, span.start), "signature-word")
            self._set(signature, part, span)
            position = span.end

    def _set(self, signature: Signature, part: str, span: Span) -> None:
        node = f"signature/{signature.alias or len(self.signatures)}/{part}"
        pieces = [span]
        if part == "name":
            pieces, gaps = _without_layout(self.source.text, span)
            for gap in gaps:
                signature.ledger.layout(gap, "letterspaced-name")
        passage = read_words(self.source.text, pieces, signature.ledger, node, Manner.PROSE)
        if part == "deputy" and signature.title and passage:
            part, passage = "title", join([signature.title, passage])
        setattr(signature, part, passage)


def _without_layout(text: str, span: Span) -> tuple[list[Span], list[Span]]:
    """The pieces of a name, and the gaps between them that only set its letters apart."""
    gaps = [
        Span(span.start + gap.start, span.start + gap.end)
        for gap in layout_in(text[span.start : span.end])
    ]
    starts = [span.start, *(gap.end for gap in gaps)]
    ends = [*(gap.start for gap in gaps), span.end]
    return [Span(low, high) for low, high in zip(starts, ends, strict=True)], gaps


def _is_only_address(words: str) -> bool:
    first = next((rule for rule in _line_rules() if rule.fullmatch(words)), None)
    return first is not None and set(first.groupindex) == {"address"}


def _reads_as_address(words: str) -> bool:
    return any("address" in rule.groupindex and rule.fullmatch(words) for rule in _line_rules())


def _has_room(signature: Signature, found: re.Match[str]) -> bool:
    """Whether none of the parts is filled yet, and a name comes only behind a title."""
    parts = found.groupdict()
    if set(parts) == {"name"} and signature.title is None:
        return False
    if "deputy" in parts:
        acts = signature.title is not None and signature.title.text.endswith("職務代理者")
        return acts and signature.name is None
    return all(getattr(signature, part) is None and part not in signature.masked for part in parts)
