"""What shows that a document is a draft (案の徴): nobody has concluded it, or not yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from renkei.model import Party, Passage, Span
from renkei.parsing.text.masked import is_masked

# What a title ends in, or a line of the cover says: "連携協約（案）", "素案", "（ひな形）". Must not match 提案 or a word that goes on
# (案内).
_DRAFT = re.compile(
    r"(?:^|[(（【]|協約書?|協定書?|[ 　])(?:素|原|最終|修正|仮)?(?:案|たたき台|ひな形|雛形|雛型|様式)[)）】]?$"
)


def draft_signs(
    title: Passage | None, cover: Sequence[Passage], blank: Span | None, parties: Sequence[Party]
) -> Iterator[Span]:
    """The places that show it: title or cover say 案, the date is `blank`, a party is called ○○町.

    >>> draft = Passage(text="連携協約（案）", spans=(Span(0, 7),))
    >>> list(draft_signs(draft, [], None, []))
    [Span(start=0, end=7)]
    """
    for passage in (*cover, *([title] if title else [])):
        if _DRAFT.search(passage.text):
            yield Span(passage.start, passage.end)
    for party in parties:
        if is_masked(party.name.text):
            yield Span(party.name.start, party.name.end)
    if blank is not None:
        yield blank
