"""What a clause says of a meeting (会議の定め): who holds it, who calls it, who joins, what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from renkei.linking.clauses import Sentence, sentences
from renkei.linking.meeting_clauses import Said, said
from renkei.model import Meeting, Party, Passage


class _Agreed(NamedTuple):
    words: tuple[Passage, ...] = ()
    parties: tuple[int, ...] = ()


def link_meeting(text: Passage, parties: Sequence[Party]) -> Meeting | None:
    """What a paragraph about a meeting says of it; None if it says nothing more than that it is held.

    Nothing is added that the words do not say. Where two sentences of a paragraph do not agree, of two
    meetings perhaps, nothing is said either: a provision is of one meeting.
    """
    found = [
        (sentence, one)
        for sentence in sentences(text.text, _called(parties))
        for one in said(sentence)
    ]
    held = _agreed([_who(text, sentence, one) for sentence, one in found if one.act != "call"])
    calls = _agreed([_who(text, sentence, one) for sentence, one in found if one.act == "call"])
    others = _same([_words(text, s, one.others) for s, one in found if one.others])
    purpose = _same([_words(text, s, one.purpose) for s, one in found if one.purpose])
    if not (held.words or calls.words or others or purpose):
        return None
    return Meeting(
        held_by_words=held.words,
        held_by=held.parties,
        called_by_words=calls.words,
        called_by=calls.parties,
        others=others,
        purpose=purpose,
    )


def _called(parties: Sequence[Party]) -> Mapping[str, Sequence[int]]:
    """What the text may call the parties; an alias may be that of several."""
    called: dict[str, list[int]] = {}
    for party in parties:
        for name in filter(None, {party.alias, party.name.text}):
            called.setdefault(name, []).append(party.number)
    return called


def _words(text: Passage, sentence: Sentence, part: tuple[int, int] | None) -> Passage | None:
    return text.part(*sentence.printed(*part)) if part else None


def _who(text: Passage, sentence: Sentence, one: Said) -> _Agreed:
    words = tuple(text.part(*sentence.printed(*part)) for part in one.who)
    return _Agreed(words, one.parties)


def _agreed(found: Sequence[_Agreed]) -> _Agreed:
    """The first, if all name the same parties, or say the same words where they name none."""
    named = [one for one in found if one.words]
    same = {one.parties for one in named}
    printed = {tuple(words.text for words in one.words) for one in named}
    alike = len(same) == 1 and (any(same) or len(printed) == 1)
    return named[0] if alike else _Agreed()


def _same(found: Sequence[Passage | None]) -> Passage | None:
    """The first, if all are the same words."""
    return found[0] if len({one.text for one in found if one}) == 1 else None
