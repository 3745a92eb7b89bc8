"""The parties (当事者) as the preamble defines them, with their aliases."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import NamedTuple

from renkei.model import Passage, Span
from renkei.parsing.parties.aliases import FOR_ALL, Definition
from renkei.parsing.parties.bodies import (
    Body,
    body_at,
    counterpart_position,
    first_position,
    later_positions,
    next_position,
)
from renkei.parsing.parties.grouping import Group, proven

# A line of its own that says who a party is: "甲　姫路市", "（乙）たつの市". Must not match a signature with more behind.
_ENTRY = re.compile(
    r"[(（]?(?P<alias>[甲乙丙丁戊])[)）]?[ 　\t:：]{0,4}"
    r"(?P<name>[^\s、，,（）()「」甲乙丙丁戊]{1,15}?(?:市|町|村|区|都|道|府|県|組合|広域連合))"
    r"(?=[(（]?[甲乙丙丁戊]|[ 　]|$)"
)

# What joins parties in a header: "甲及び乙", "甲・乙". Must not match inside a name; so a part that is no party's name
# makes the whole unknown.
_JOINED = re.compile(r"及び|並びに|と|・|、")

# What stands around one of two names of a party: the brackets of "甲（熊本市）". Must not match anything else.
BRACKETS = re.compile(r"[()（）]")

# Aliases that follow each other: "甲乙", "乙丙丁". Must not match a name that holds one of them (甲府市).
_LETTERS = re.compile(r"[甲乙丙丁戊己]{2,6}")
# A word for all bodies of an agreement that has but one definition: 関係団体, 構成地方公共団体. Must not match a word for some of them, behind the last of
# whom it stands too (福山市と三原市（以下「連携市」という。）), nor for bodies of one kind (関係町).
_ALL_BODIES = re.compile(r"(?:関係|構成|参加|締結|協定)(?:地方公共団体|団体|自治体|市町村)")

# The end of a line of a list that goes on, or of its last one: "", "、", "と". Must not match the rest of a sentence.
_LIST_GOES_ON = re.compile(r"[ 　]{0,4}(?:及び|並びに|と)?[、，,]?")

# The end of a page inside a passage, with the space around it. Must not match a line end alone, which is in no passage.
_PAGE_END = re.compile(r"\s{0,4}\f\s{0,4}")

_SPACES = re.compile(r"[ 　\n]{1,20}")

_MOST_LINES = 24
"""How many lines of a preamble may begin the list of parties."""

MOST = 200
"""How many bodies a preamble may name; a longer list is none that this version reads."""


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A body that concludes the agreement: its name as printed and its alias, if any.

    `also` are further words that the preamble defines for it, alone or together with others. `sharing` are the
    words that give its alias to several bodies, None where the text does not say so.
    """

    name: Passage
    alias: str | None
    also: tuple[str, ...] = ()
    sharing: Passage | None = None


def holders(designation: str, called: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """The numbers of the parties that a column names; empty if any of them is unknown.

    >>> holders("甲", {"甲": [1], "乙": [2]}), holders("甲及び乙", {"甲": [1], "乙": [2]})
    ((1,), (1, 2))
    >>> holders("甲及び丙", {"甲": [1], "乙": [2]}), holders("甲乙", {"甲": [1], "乙": [2]})
    ((), (1, 2))
    """
    if designation in called:
        return tuple(called[designation])
    parts = [called.get(part, ()) for part in _joined(designation)]
    return tuple(sorted({number for part in parts for number in part})) if all(parts) else ()


def called(designation: str, names: Collection[str]) -> str:
    """The name in a designation that gives two of them; the designation itself if neither is known.

    >>> called("甲（姫路市）", ["甲"]), called("甲及び乙", ["甲"])
    ('甲', '甲及び乙')
    """
    if designation in names:
        return designation
    known = [name for name in BRACKETS.split(designation) if name in names]
    return min(known, key=_holders_of(names), default=designation)


def _holders_of(names: Collection[str]) -> Callable[[str], int]:
    """How many parties a name is for: of two in one head the narrower counts, 飯綱町 in 乙（飯綱町）."""
    return lambda name: len(names[name]) if isinstance(names, Mapping) else 1


def _joined(designation: str) -> Sequence[str]:
    """What a designation joins: the names between 及び, と and ・, or the letters of 甲乙."""
    return list(designation) if _LETTERS.fullmatch(designation) else _JOINED.split(designation)


def names_parties(words: str) -> bool:
    """Whether words begin with a body that is given an alias, or with two bodies.

    >>> names_parties("熊本市と阿蘇市は、次のとおり協定を締結する。"), names_parties("甲は、別に協定を締結する。")
    (True, False)
    """
    if not words:
        return False
    preamble = Passage(text=words, spans=(Span(0, len(words)),))
    named = named_parties(preamble)
    return len(named) > 1 or any(party.alias for party in named)


def named_parties(preamble: Passage) -> tuple[NamedParty, ...]:
    """The bodies in the subject of a preamble; bodies named together share the alias that follows.

    >>> from renkei.model import Span
    >>> text = "甲市（以下「甲」という。）と乙町及び丙村（以下「乙」という。）は、締結する。"
    >>> found = named_parties(Passage(text=text, spans=(Span(0, len(text)),)))
    >>> [(party.name.text, party.alias) for party in found]
    [('甲市', '甲'), ('乙町', '乙'), ('丙村', '乙')]
    """
    bodies = list(islice(_bodies(preamble), MOST + 1))
    if len(bodies) > MOST:
        return ()
    named: list[NamedParty] = []
    groups = list(_groups(bodies))
    shares = proven([Group(one[0].joint, *_inside(one)) for one in groups])
    for waiting, is_shared in zip(groups, shares, strict=True):
        defined = waiting[-1].defined
        if not defined:
            named.extend(NamedParty(body.name, None, body.said) for body in waiting)
            continue
        together = list(_together(waiting, defined, preamble, alone=len(groups) == 1))
        if is_shared:
            told = preamble.part(waiting[0].start, defined[0].end)
            together = [replace(party, sharing=party.sharing or told) for party in together]
        named.extend(together)
        later = tuple(words for one in defined for words in _for_all(one))
        named = [_called(party, later) for party in named]
    return tuple(named)


def _groups(bodies: Sequence[_Named]) -> Iterator[list[_Named]]:
    """Bodies that are named together: up to the next definition, or to the end."""
    waiting: list[_Named] = []
    for body in bodies:
        waiting.append(body)
        if body.defined:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _inside(group: Sequence[_Named]) -> tuple[tuple[str, ...], str | None]:
    """What joins the bodies of a group, and the one word that they are called, if it is one."""
    defined = group[-1].defined
    words = defined[0].words if defined else ()
    return tuple(body.joint for body in group[1:]), words[0] if len(words) == 1 else None


def is_entry(words: str) -> bool:
    """Whether a line does nothing but say who a party is.

    >>> is_entry("甲　姫路市"), is_entry("姫路市（以下「甲」という。）と"), is_entry("甲は、協力する。")
    (True, True, False)
    """
    if found := _ENTRY.match(words):
        return found.end() == len(words)
    body = body_at(words, 0)
    if body is None or not body.defined:
        return False
    return _LIST_GOES_ON.fullmatch(words, body.end) is not None


class _Named(NamedTuple):
    """A body as the list names it, with what it is said to be and the definitions behind it.

    `joint` is what joins it to the one before (及び, と), `start` its place in the preamble.
    """

    name: Passage
    said: tuple[str, ...] = ()
    defined: tuple[Definition, ...] = ()
    joint: str = ""
    start: int = 0


def _together(
    waiting: Sequence[_Named], defined: Sequence[Definition], preamble: Passage, *, alone: bool
) -> Iterator[NamedParty]:
    """Bodies that are named together, with what the definitions behind the last one give them.

    Where these are all bodies (`alone`), a word for bodies of any kind means all of them, and is the alias of none: 関係団体.
    """
    first, *others = defined
    words = first.words if len(first.words) == len(waiting) else first.words[:1] * len(waiting)
    unclear = 1 < len(first.words) != len(waiting) > 1
    synonyms = first.words[1:] if len(waiting) == 1 else ()
    also = (*synonyms, *first.also, *(word for one in others for word in _own(one)))
    shared = len(waiting) > 1 and not first.respectively and first.sharing is not None
    sharing = preamble.part(*first.sharing) if shared and first.sharing else None
    for body, alias in zip(waiting, words, strict=True):
        said = (*body.said, *also)
        for_all = alone and len(waiting) > 1 == len(first.words) and _ALL_BODIES.fullmatch(alias)
        if for_all or FOR_ALL.fullmatch(alias):
            yield NamedParty(body.name, None, tuple(dict.fromkeys((*said, alias))))
        else:
            called = None if unclear else alias
            yield NamedParty(body.name, called, tuple(dict.fromkeys(said)), sharing)


def _own(further: Definition) -> tuple[str, ...]:
    """The words of a later definition that mean the bodies right before it."""
    return (*(word for word in further.words if not FOR_ALL.fullmatch(word)), *further.also)


def _for_all(definition: Definition) -> Iterator[str]:
    """The words of a definition that mean this body and all before it (併せて「両市」という)."""
    yield from (word for word in definition.words if FOR_ALL.fullmatch(word))
    yield from definition.together


def _called(party: NamedParty, further: Sequence[str]) -> NamedParty:
    also = tuple(dict.fromkeys((*party.also, *further)))
    return replace(party, also=also)


def _bodies(preamble: Passage) -> Iterator[_Named]:
    text = preamble.text
    if _ENTRY.match(text):
        yield from _entries(preamble)
        return
    position: int | None = next(
        (at for at in _starts(preamble) if body_at(text, at) is not None), None
    )
    joint = ""
    while position is not None and (body := body_at(text, position)) is not None:
        yield _named(preamble, body, joint)
        position = next_position(text, body)
        if position is None:
            position = counterpart_position(text, body)
        joint = text[body.end : position].strip(" 　、，,") or "、" if position else ""


def _named(preamble: Passage, body: Body, joint: str) -> _Named:
    said = (body.epithet,) if body.epithet else ()
    name = preamble.part(body.start, body.name_end)
    return _Named(name, said, body.defined, joint, body.start)


def _starts(preamble: Passage) -> Iterator[int]:
    """Where the list of parties may begin: behind a clause about others, or in a later line below rubbish."""
    yield first_position(preamble.text)
    yield from islice(accumulate(span.length for span in preamble.spans[:-1]), _MOST_LINES)
    yield from (found.end() for found in islice(_PAGE_END.finditer(preamble.text), _MOST_LINES))
    yield from later_positions(preamble.text)


def _entries(preamble: Passage) -> Iterator[_Named]:
    """The parties of a list in front of the sentence (甲　姫路市 乙　たつの市 甲及び乙は、…).

    A line of the source ends a name, whatever follows it: the last of them stands right before the sentence.
    """
    position = 0
    for end in accumulate(span.length for span in preamble.spans):
        while found := _ENTRY.match(preamble.text, position, end):
            alias = Definition(found.end(), (found["alias"],))
            yield _Named(preamble.part(*found.span("name")), (), (alias,))
            space = _SPACES.match(preamble.text, found.end())
            position = space.end() if space else found.end()
        if position < end:
            return
