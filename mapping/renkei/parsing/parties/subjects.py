"""Who does what in a sentence (主語): each party's clause, with the words that stand before them all.

救急医療を確保するため、甲は病院を運営し、乙は患者を紹介する。
→ 甲: 救急医療を確保するため、甲は病院を運営し、  乙: 救急医療を確保するため、乙は患者を紹介する。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from renkei.model import Passage, join
from renkei.parsing.parties.preamble import holders

_LONGEST = 40

# The subject that a sentence begins with: "甲は、", "甲、乙及び丙は、", "乙にあっては、". Must not match "甲の住民は、": the words before は
# are looked up among the parties as a whole.
_FIRST = re.compile(rf"(?P<who>[^。\s]{{1,{_LONGEST}}}?)(?:にあって|において)?は[、，]")

# A subject in a sentence, with a comma behind it or without: the 乙は of "甲は病院を運営し、乙は患者を紹介する。". Must not match the は of
# "乙では" nor that of "乙は" inside brackets, which no comma parts from its bracket.
_INNER = re.compile(
    rf"(?:\A|[、，])(?P<who>[^、，。（(\s]{{1,{_LONGEST}}}?)(?:にあって|において)?は(?:[、，]|(?=[^、，。]))"
)


# The bullet before a sentence of a list: the "・" of "・甲は、会場を用意する。". Must not match the dot that joins words.
_BULLET = re.compile(r"[・○●◯][ 　]{0,2}(?=\S)")


# What adds a sentence to the one in front of it, of the same subject: "また、", "あわせて、". Must not match なお, which may be said of all, nor またぐ.
_ADDS = re.compile(r"(?:また|あわせて|併せて|さらに|更に|加えて|このほか|そのほか)[、，]")


class Clause(NamedTuple):
    """A subject as printed, and the passage of what it does; `who` is empty where no party does it."""

    who: str
    words: Passage


def clauses(sentence: Passage, parties: Mapping[str, Sequence[int]]) -> list[Clause]:
    """The clauses of a sentence by their subjects, which are parties; one without subject if none is.

    >>> from renkei.model import Span
    >>> text = "病院を運営するため、甲は医師を派遣し、乙は費用を負担する。"
    >>> sentence = Passage(text=text, spans=(Span(0, len(text)),))
    >>> for who, words in clauses(sentence, {"甲": [1], "乙": [2]}):
    ...     print(who, words.text)
    甲 病院を運営するため、甲は医師を派遣し、
    乙 病院を運営するため、乙は費用を負担する。
    """
    first = _FIRST.match(sentence.text)
    begins = [(0, first["who"])] if first and holders(first["who"], parties) else []
    inner = _INNER.finditer(sentence.text, first.end() - 1 if begins and first else 0)
    begins += [(one.start("who"), one["who"]) for one in inner if holders(one["who"], parties)]
    if not begins:
        return [Clause("", sentence)]
    lead = sentence.part(0, begins[0][0]) if begins[0][0] else None
    ends = [*(start for start, _ in begins[1:]), len(sentence.text)]
    pieces = [
        Clause(who, sentence.part(start, end))
        for (start, who), end in zip(begins, ends, strict=True)
    ]
    return list(_with_lead(lead, pieces, parties)) if lead else pieces


def _with_lead(
    lead: Passage, pieces: list[Clause], parties: Mapping[str, Sequence[int]]
) -> Iterator[Clause]:
    """Each party's first clause behind the words that stand before them all."""
    have: set[int] = set()
    for who, words in pieces:
        meant = set(holders(who, parties))
        yield Clause(who, words if meant & have else join([lead, words]))
        have |= meant


def behind_bullet(sentence: Passage, parties: Mapping[str, Sequence[int]]) -> Passage:
    """A sentence without the bullet before it, if a party is its subject (・甲は、…); else as it is.

    >>> from renkei.model import Span
    >>> text = "・甲は、主催する。"
    >>> behind_bullet(Passage(text=text, spans=(Span(0, 9),)), {"甲": [1]}).text
    '甲は、主催する。'
    """
    bullet = _BULLET.match(sentence.text)
    rest = sentence.part(bullet.end(), len(sentence.text)) if bullet else None
    first = _FIRST.match(rest.text) if rest else None
    return rest if rest and first and holders(first["who"], parties) else sentence


def has_subject(sentence: str) -> bool:
    """Whether a sentence begins with a subject, be it a party or not.

    >>> has_subject("県は、助成する。"), has_subject("医師を派遣する。")
    (True, False)
    """
    return _FIRST.match(sentence) is not None


def adds(sentence: str) -> bool:
    """Whether a sentence adds to what is said of the subject in front of it, and has none of its own.

    >>> adds("また、費用を負担する。"), adds("また、県は、助成する。"), adds("費用を負担する。")
    (True, False, False)
    """
    found = _ADDS.match(sentence)
    return found is not None and not has_subject(sentence[found.end() :])
