"""Letters that stand for a party nobody knows (当事者の分からない呼称): articles speak of 丁, and the preamble defines none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from renkei.errors import finding
from renkei.model import Finding, Passage, SourceText

# A letter that stands for a party: the 丁 of "丙及び丁は", "丁の役割". Must not match a word that begins or ends so (甲種, 乙類, 装甲は), nor
# a letter that a definition puts in quotation marks.
_LETTER = re.compile(
    r"(?<![\u3400-\u9fff「『“])[甲乙丙丁戊己](?=は|が|の|と|に|を|及び|並びに|又は|、|から|へ|・)"
)


def strangers(
    source: SourceText, known: Collection[str], passages: Iterable[Passage]
) -> Iterator[Finding]:
    """A finding for each letter that passages use like a party and that is none of the `known` aliases."""
    told = set(known)
    for passage in passages:
        for found in _LETTER.finditer(passage.text):
            if found[0] not in told:
                told.add(found[0])
                span = passage.locate(*found.span())[0]
                yield finding("P063", source, span, alias=found[0])
