"""Whether an agreement changes, ends or restates another one (変更・廃止・全部変更), and what it then says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from renkei.errors import finding
from renkei.model import Finding, Passage, SourceText, Span, Supplement
from renkei.model.amendment import Amendment
from renkei.parsing.amendments import AmendmentReader, Announced, announced, ended, restating
from renkei.parsing.structure.zones import Section, Zone
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import LineKind

_PARTS = frozenset({LineKind.DIVISION, LineKind.SUPPLEMENT})
_FIRST = ("1", "2", "3")
"""The articles with which an agreement begins at least that is written in full."""
# What is done to words or parts, in an amendment: "第3条中「A」を「B」に改める。", "別表を次のように改める。", "第5条を削る。". Must not match an article about
# amending ("変更しようとするときは"), nor 加え in a sentence ("これに加え、").
_INSTRUCTS = re.compile(
    r"」を「|[にへ]改め(?:る|、)|次の(?:よう|とおり)に?改め|を加える。|を削る。|繰り?[上下]げ"
)
BODY = (Zone.BODY, Zone.SCHEDULE, Zone.SUPPLEMENT)


@dataclass(slots=True)
class ChangeReader:
    """Reads what one agreement does to another; `findings` gathers what is to be said about it."""

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)

    def read(
        self, section: Section, title: Passage | None, preamble: Passage | None
    ) -> Amendment | None:
        """What title and preamble announce; None for an agreement that stands by itself."""
        said = [one for each in (preamble, title) if (one := announced(each))]
        if not said:
            return None
        if any(one.whole for one in said) and section.has_body:
            return self._restating(said)
        if not any(one.partial or one.ends for one in said) and _in_full(section):
            at = Span(said[0].words.start, said[0].words.end)
            self.findings.append(finding("P088", self.source, at))
            return self._restating(said)
        # A chapter or 附則 may stand in the words that an amendment puts in: to its reader it is words.
        body = [
            replace(line, kind=LineKind.TEXT) if line.kind in _PARTS else line
            for zone in BODY
            for line in section[zone]
        ]
        reader = AmendmentReader(self.source, self.ledger)
        amendment = reader.read(title, preamble, sorted(body, key=lambda line: line.span))
        self.findings.extend(reader.findings)
        return amendment

    def _restating(self, said: Sequence[Announced]) -> Amendment:
        """What an agreement does that stands in the place of another, in full."""
        amendment = restating(next((one for one in said if one.concluded), said[0]))
        if amendment.amended_on is None:
            at = Span(said[0].words.start, said[0].words.end)
            self.findings.append(finding("P061", self.source, at))
        return amendment


def _in_full(section: Section) -> bool:
    """Whether the articles of an agreement are its own (全文), from the first on, and no instructions what to change."""
    body = [line for zone in BODY for line in section[zone]]
    heads = [line.number for line in body if line.kind is LineKind.ARTICLE]
    counted = heads[: len(_FIRST)] == list(_FIRST)
    return counted and not any(_INSTRUCTS.search(line.text) for line in body)


def superseding(supplements: Sequence[Supplement]) -> Amendment | None:
    """That a new agreement ends an earlier one in its 附則; None if it ends none."""
    earlier = ended(passage for each in supplements for passage in each.passages())
    return restating(earlier) if earlier else None
