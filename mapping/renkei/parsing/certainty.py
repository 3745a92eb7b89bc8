"""Doubtful recognition (認識の確度) where it matters: a role, a party, a signatory, a date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from renkei.errors import finding
from renkei.model import Agreement, Confidence, Finding, Passage, SourceText, Span

LEAST = 70
"""The percentage below which recognised words are called doubtful."""


def doubts(source: SourceText, agreements: Sequence[Agreement]) -> Iterator[Finding]:
    """A finding for every passage that counts and that recognition was unsure of, one each."""
    low = sorted(one for one in source.confidences if one.percent < LEAST)
    if not low:
        return
    starts = [one.start for one in low]
    told: set[Span] = set()
    for agreement in agreements:
        for ja, en, passage in _that_count(agreement):
            for span in passage.spans:
                worst = _worst(low, starts, span)
                if worst is None or (place := Span(worst.start, worst.end)) in told:
                    continue
                told.add(place)
                values = {"words": source.text[slice(*place)], "percent": str(worst.percent)}
                yield finding("P034", source, place, part_ja=ja, part_en=en, **values)


def _worst(low: Sequence[Confidence], starts: Sequence[int], span: Span) -> Confidence | None:
    """The least sure stretch that touches a range."""
    last = bisect_right(starts, span.end - 1)
    touching = []
    for one in reversed(low[:last]):
        if one.end <= span.start:
            break
        touching.append(one)
    return min(touching, key=lambda one: one.percent, default=None)


def _that_count(agreement: Agreement) -> Iterator[tuple[str, str, Passage]]:
    if agreement.concluded_on:
        yield "締結日", "date", agreement.concluded_on.passage
    for party in agreement.parties:
        for passage in (party.name, party.signed_as, party.signatory_title, party.signatory_name):
            if passage:
                yield "当事者", "party", passage
    for initiative in agreement.initiatives:
        for role in initiative.roles:
            yield "役割", "role", role.text
