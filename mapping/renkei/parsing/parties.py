"""The parties (当事者) as the preamble defines them, with their aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from renkei.model import Passage, Span

# The end of the preamble's subject: the first は with a comma. Must not match は inside a name or bracket: names are
# scanned before it.
_SUBJECT_END = re.compile(r"は[、，,]")

# A definition in brackets: "（以下「甲」という。）", "(以下「乙」と総称する。)". Must not match an explanation without
# 「…」 ("（昭和22年法律第67号）").
_DEFINITION = re.compile(
    r"[(（]以下(?:単に|これらを)?[、]?「(?P<alias>[^「」]{1,12})」と(?:いう|総称する|呼ぶ)。?[)）]"
)

# A public body at the head of a list: 四日市市, 福岡県, a union. Lazy, so that what follows decides where it ends:
# "四日市" is no end, since 市 follows. Must not run over a separator or bracket.
_BODY = re.compile(
    r"(?P<name>[^\s、，,（）()「」]{1,15}?(?:市|町|村|区|都|道|府|県|組合|広域連合))"
    r"(?=[(（、，,]|及び|並びに|と|は|の間|$)"
)

# What stands between bodies: "及び", "、", "と、", "並びに". Must not match anything else: the list ends there.
_SEPARATOR = re.compile(r"[ 　]{0,4}(?:(?:及び|並びに|と)[、，,]?|、|，|,)[ 　]{0,4}")

# What joins parties in a header: "甲及び乙", "甲・乙". Must not match inside a name; so a part that is no party's name
# makes the whole unknown.
_JOINED = re.compile(r"及び|並びに|と|・|、")

MOST = 200
"""How many bodies a preamble may name; a longer list is none that this version reads."""


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A body that concludes the agreement: its name as printed and its alias, if any."""

    name: Passage
    alias: str | None


def holders(designation: str, called: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """The numbers of the parties that a column names; empty if any of them is unknown.

    >>> holders("甲", {"甲": [1], "乙": [2]}), holders("甲及び乙", {"甲": [1], "乙": [2]})
    ((1,), (1, 2))
    >>> holders("甲及び丙", {"甲": [1], "乙": [2]})
    ()
    """
    if designation in called:
        return tuple(called[designation])
    parts = [called.get(part, ()) for part in _JOINED.split(designation)]
    return tuple(sorted({number for part in parts for number in part})) if all(parts) else ()


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
    waiting: list[Passage] = []
    named: list[NamedParty] = []
    bodies = list(islice(_bodies(preamble), MOST + 1))
    for name, alias in bodies if len(bodies) <= MOST else ():
        waiting.append(name)
        if alias is not None:
            named.extend(NamedParty(body, alias) for body in waiting)
            waiting = []
    named.extend(NamedParty(body, None) for body in waiting)
    return tuple(named)


def _bodies(preamble: Passage) -> Iterator[tuple[Passage, str | None]]:
    text, position = preamble.text, 0
    while found := _BODY.match(text, position):
        name = preamble.part(found.start("name"), found.end("name"))
        definition = _DEFINITION.match(text, found.end())
        yield name, definition["alias"] if definition else None
        position = definition.end() if definition else found.end()
        separator = _SEPARATOR.match(text, position)
        if separator is None or _SUBJECT_END.match(text, position):
            return
        position = separator.end()
