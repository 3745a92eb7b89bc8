"""The parties (当事者) as the preamble defines them, with their aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from renkei.model import Passage, Span

# The end of the preamble's subject: the first は with a comma. Must not match は inside a name or bracket: names are
# scanned before it.
_SUBJECT_END = re.compile(r"は[、，,]")

# A definition in brackets: "（以下「甲」という。）", "(以下これらの町を「乙」と総称する。)", "（連携中枢都市。以下「甲」又は「中心市」という。）".
# Must not match an explanation without 以下「…」 ("（昭和22年法律第67号）").
_DEFINITION = re.compile(
    r"[(（](?:[^()（）「」。]{1,40}。)?以下[、,]?(?:単に|これら(?:の[^()（）「」、。]{1,6})?を?|総称して|併せて|それぞれ|[、,]){0,4}"
    r"「(?P<alias>[^「」]{1,12})」(?:(?:又は|若しくは|、)「(?P<also>[^「」]{1,12})」)?"
    r"と(?:いう|総称|呼ぶ|称する)[^()（）]{0,80}[)）]"
)

# What a body is, in front of its name: the "連携中枢都市である" of "連携中枢都市である姫路市". Must not match a name.
_EPITHET = re.compile(r"(?P<what>連携中枢都市|中心市|連携(?:市町村|市町|市|町|村))(?:である|たる)")

# A word for all parties together: 両市, 両者. Must not match 両津市.
_FOR_ALL = re.compile(r"両(?:[市町村区]{1,3}|者|当事者)|当事者|双方")

# A public body at the head of a list: 四日市市, 福岡県, a union. Lazy, so that what follows decides where it ends:
# "四日市" is no end, since 市 follows. Must not run over a separator or bracket.
_BODY = re.compile(
    r"(?P<name>[^\s、，,（）()「」]{1,15}?(?:市|町|村|区|都|道|府|県|組合|広域連合))"
    r"(?=[(（、，,]|及び|並びに|と|は|の間|$)"
)

# A clause in front of the parties, about others than them: "相生市及び高砂市とともに播磨圏域を構成する", "圏域の市町のうち、". Must not
# reach behind the subject ("甲市及び乙町は、…を構成する") or a definition.
_CLAUSE = re.compile(
    r"(?:(?!は[、，,])[^。「」]){1,200}?(?:構成する|形成する|属する|から成る|のうち)[、，,]?"
    rf"(?={_BODY.pattern})"
)

# A line of its own that says who a party is: "甲　姫路市", "（乙）たつの市". Must not match a signature with more behind.
_ENTRY = re.compile(
    r"[(（]?(?P<alias>[甲乙丙丁戊])[)）]?[ 　:：]{0,4}"
    r"(?P<name>[^\s、，,（）()「」甲乙丙丁戊]{1,15}?(?:市|町|村|区|都|道|府|県|組合|広域連合))"
    r"(?=[(（]?[甲乙丙丁戊]|[ 　]|$)"
)

# What stands between bodies: "及び", "、", "と、", "並びに". Must not match anything else: the list ends there.
_SEPARATOR = re.compile(r"[ 　]{0,4}(?:(?:及び|並びに|と)[、，,]?|、|，|,)[ 　]{0,4}")

# What joins parties in a header: "甲及び乙", "甲・乙". Must not match inside a name; so a part that is no party's name
# makes the whole unknown.
_JOINED = re.compile(r"及び|並びに|と|・|、")

# The end of a line of a list that goes on, or of its last one: "", "、", "と". Must not match the rest of a sentence.
_LIST_GOES_ON = re.compile(r"[ 　]{0,4}(?:及び|並びに|と)?[、，,]?")

_SPACES = re.compile(r"[ 　\n]{1,20}")

MOST = 200
"""How many bodies a preamble may name; a longer list is none that this version reads."""


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A body that concludes the agreement: its name as printed and its alias, if any.

    `also` are further words that the preamble defines for it, alone or together with others.
    """

    name: Passage
    alias: str | None
    also: tuple[str, ...] = ()


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
    bodies = list(islice(_bodies(preamble), MOST + 1))
    if len(bodies) > MOST:
        return ()
    named: list[NamedParty] = []
    waiting: list[_Body] = []
    for body in bodies:
        waiting.append(body)
        if body.alias is not None:
            named.extend(_defined(one, body) for one in waiting)
            named = [replace(one, also=(*one.also, *body.together)) for one in named]
            waiting = []
    named.extend(NamedParty(body.name, None, body.also) for body in waiting)
    return tuple(named)


def is_entry(words: str) -> bool:
    """Whether a line does nothing but say who a party is.

    >>> is_entry("甲　姫路市"), is_entry("姫路市（以下「甲」という。）と"), is_entry("甲は、協力する。")
    (True, True, False)
    """
    if found := _ENTRY.match(words):
        return found.end() == len(words)
    body = _BODY.match(words)
    definition = _DEFINITION.match(words, body.end()) if body else None
    return definition is not None and _LIST_GOES_ON.fullmatch(words, definition.end()) is not None


class _Body(NamedTuple):
    """A body as the list names it, with the definitions that stand right behind it.

    `together` are words for it and all before it: the 両市 of （以下「乙」という。）（以下これらを「両市」という。）.
    """

    name: Passage
    alias: str | None
    also: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


def _defined(one: _Body, last: _Body) -> NamedParty:
    """A body of a list, with what the definition behind the last one of them says."""
    also = dict.fromkeys((*one.also, *last.also) if one is not last else one.also)
    if last.alias is not None and _FOR_ALL.fullmatch(last.alias):
        return NamedParty(one.name, None, (*also, last.alias))
    return NamedParty(one.name, last.alias, tuple(also))


def _bodies(preamble: Passage) -> Iterator[_Body]:
    text, position = preamble.text, 0
    if _ENTRY.match(text):
        yield from _entries(preamble)
        return
    if clause := _CLAUSE.match(text):
        position = clause.end()
    while True:
        epithet = _EPITHET.match(text, position)
        found = _BODY.match(text, epithet.end() if epithet else position)
        if found is None:
            return
        name = preamble.part(found.start("name"), found.end("name"))
        defined = list(_definitions(text, found.end()))
        yield _body(name, epithet["what"] if epithet else None, defined)
        position = defined[-1].end() if defined else found.end()
        if _SUBJECT_END.match(text, position):
            return
        separator = _SEPARATOR.match(text, position)
        if separator is not None:
            position = separator.end()
        elif not defined or not _is_defined_body(text, position):
            return


def _body(name: Passage, epithet: str | None, defined: Sequence[re.Match[str]]) -> _Body:
    if not defined:
        return _Body(name, None, (epithet,) if epithet else ())
    first, *others = defined
    further = [epithet, first["also"]]
    together = [one["alias"] for one in others if _FOR_ALL.fullmatch(one["alias"])]
    further += [one["alias"] for one in others if one["alias"] not in together]
    return _Body(name, first["alias"], tuple(words for words in further if words), tuple(together))


def _entries(preamble: Passage) -> Iterator[_Body]:
    """The parties of a list in front of the sentence (甲　姫路市 乙　たつの市 甲及び乙は、…)."""
    position = 0
    while found := _ENTRY.match(preamble.text, position):
        yield _Body(preamble.part(*found.span("name")), found["alias"])
        space = _SPACES.match(preamble.text, found.end())
        position = space.end() if space else found.end()


def _definitions(text: str, position: int) -> Iterator[re.Match[str]]:
    while found := _DEFINITION.match(text, position):
        yield found
        position = found.end()


def _is_defined_body(text: str, position: int) -> bool:
    """Whether another body with its alias follows: two that stand in lines of their own."""
    body = _BODY.match(text, position)
    return body is not None and _DEFINITION.match(text, body.end()) is not None
