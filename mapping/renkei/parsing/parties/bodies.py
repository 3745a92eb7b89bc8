"""The bodies (団体) that a preamble names: where each name begins and ends, and what it says of them on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from renkei.parsing.parties.aliases import FOR_ALL, Definition, definitions

_KINDS = r"(?:市|町|村|区|都|道|府|県|組合|広域連合|連合|企業団)"

# A letter of a name. Must not match what only a sentence has: を, figures, 及び, and the ends of verbs before a noun.
_LETTER = r"(?:(?!を|及び|並びに|する|した|である|たる|として|における|により)[^\s0-9０-９、，,。（）()「」])"

# A public body: 四日市市, 福岡県, a union. Lazy, so that what follows decides where it ends: "四日市" is no end, since 市
# follows. A draft leaves the kind open: ○○市（町）. Must not run over a separator or bracket, nor over a verb ("近接する三原市").
_NAME = (
    rf"(?!連携中枢都市|地方中枢拠点都市){_LETTER}{{1,18}}?{_KINDS}(?:[(（][市町村]{{1,2}}[)）])?"
)

# What may stand behind the name of a body that is named by its office: the 長 of "加古川市長（以下「甲」という。）", the 長石見利勝 of an older
# text. Must not match 長 inside a name (長野市).
_OFFICE = r"(?:(?:長|知事)(?:[ 　]{0,3}[^\s、。（）()「」とは]{2,6}(?:[ 　]{1,3}[^\s、。（）()「」とは]{1,4})?)?(?=[ 　]?[(（]))?"

_BODY = re.compile(
    rf"(?P<name>{_NAME})(?P<office>{_OFFICE})"
    r"(?=[ 　]{0,2}[(（〔［\[{｛＜]|以下「|[、，,・]|及び|並びに|と|は|の間|を[「『]?[甲乙丙丁戊己]|$)"
)

# What a body is, in front of its name: the "連携中枢都市である" of "連携中枢都市である姫路市", the "中心市" of "中心市加西市", the "備後圏域の" of
# "備後圏域の福山市", the day of "平成27年4月5日付けで福山市", the 同県 of "同県遠田郡涌谷町". Must not match a name (紀の川市), nor 中心市 that is a name itself ("中心市と近隣町は").
_EPITHET = re.compile(
    r"(?P<what>連携中枢都市|地方中枢拠点都市|中心市|(?:連携|近隣|構成|周辺)(?:市町村|市町|町村|市|町|村))(?:である|となる|たる|としての|の)?"
    rf"(?=(?!と|及び|並びに|は)[^\s、，,（）()「」]{{1,18}}?{_KINDS})"
    r"|(?:明治|大正|昭和|平成|令和|[0-9０-９]{4})[^\s。（）()「」は]{1,16}日(?:付け?)?(?:(?:で|に|をもって)[、，]?|[、，])"
    r"|[^\s、，,。（）()「」をは]{1,12}(?:圏域|圏|県|地域|地方|郡)(?:内|管内)?の(?=[^\s、，,（）()「」]{2})"
    rf"|同[都道府県](?={_LETTER}{{1,18}}?{_KINDS})"
)

# A clause in front of the parties, about others than them: "相生市及び高砂市とともに播磨圏域を構成する", "圏域の市町のうち、". Must not
# reach behind the subject ("甲市及び乙町は、…を構成する") or a definition.
_CLAUSE = re.compile(
    r"(?:(?!は[、，,])[^。「」]){1,200}?(?:構成する|形成する|属する|から成る|のうち)[、，,]?"
    rf"(?={_EPITHET.pattern.replace('?P<what>', '?:')}|{_NAME}(?:[(（、，,]|及び|並びに|と|は|の間))"
)

# A clause about a party in front of its name: "圏域の中心的な役割を担う意思を有する福山市（", "福山市と近接し、…密接な関係を有する三原市（". The name must
# have a definition behind it, which the caller sees. Must not reach over another definition or the end of the subject.
_ATTRIBUTE = re.compile(
    r"(?:(?!は[、，,])[^。「」『』（）()]){1,150}?(?:する|した|ている|である|たる|ある|担う|なる|おける|れる)[、，,]?"
    rf"(?={_NAME}{_OFFICE}[ 　]{{0,2}}[(（](?:[^()（）「」]{{0,60}}以下|[甲乙丙丁戊]))"
)

# What stands between bodies: "及び", "、", "・", "と、", "並びに". Must not match anything else: the list ends there.
_SEPARATOR = re.compile(r"[ 　]{0,4}(?:(?:及び|並びに|と)[、，,]?|、|，|,|・)[ 　]{0,4}")

# A separator behind which only another body can stand, unlike the と of "福山市と近接し".
_SURE = re.compile(r"[ 　]{0,4}(?:及び|並びに|と[、，,])")

# The end of a sentence before another one. Must not match one inside brackets ("（以下「甲」という。）").
_SENTENCE_END = re.compile(r"。(?![)）」』]|$)")
_MOST_SENTENCES = 8
"""How many sentences of a preamble may begin the list of parties."""

# The end of the preamble's subject: the first は with a comma. Must not match は inside a name or bracket: names are
# scanned before it.
SUBJECT_END = re.compile(r"と?は[、，,]")


# A clause that says where, why or by what the parties conclude, in front of the first, which has a definition behind it: "活力を維持するため、姫路市（以下「甲」".
# Must not reach over a sentence's end nor a bracket, nor begin a list of bodies ("姫路布、たつの市（以下「乙」").
_CIRCUMSTANCE = re.compile(
    r"[^。「」『』（）()]{1,200}?(?:において|おいて|により|よって|に基づき|に関し(?:て)?|(?:の|る)ため|に向け(?:て)?|もとに|下に|従い|踏まえ)[、，,]"
    rf"(?={_NAME}{_OFFICE}[ 　]{{0,2}}[(（](?:[^()（）「」]{{0,60}}以下|[甲乙丙丁戊]))"
)

# What makes those behind the subject parties too, with the words that conclude: the "と" of "姫路市は、たつの市（以下「乙」という。）と次のとおり", "との間で、地方自治法の
# 規定により、次のとおり". Must not match とともに, nor "と協力して、次のとおり": with whom one acts is no party.
_WITH = re.compile(
    r"と(?:の間(?:で|に|において))?[、，,]?"
    r"(?=(?:[^。、し]{1,60}(?:に関し(?:て)?|に係る|について|に基づき|により)[、，]?){0,3}"
    r"(?:次|以下|下記|左記|ここに|[^。、し]{0,40}(?:協約|協定)を))"
)


# Words that a name may not be: they mean several bodies, or one that is named elsewhere: "両市", "二つの市町", "この町", "次条に掲げる市". Must not match 両津市.
_NOBODY = re.compile(
    rf"{FOR_ALL.pattern}|[^\s]{{0,16}}(?:掲げる|定める)[市町村区]{{1,3}}|(?:これら|この|その|両|[二三四五六七八九])(?:つ?の)?(?:[市町村区]{{1,3}}|自治体|団体)"
)


class Body(NamedTuple):
    """A body at a place of a list: the range of its name, what it is said to be, and the definitions behind it.

    `end` is where the definitions end, or else the name.
    """

    start: int
    name_end: int
    end: int
    epithet: str | None = None
    defined: tuple[Definition, ...] = ()


def body_at(text: str, position: int) -> Body | None:
    """The body that a list names at a place, with a clause about it in front or without; None if there is none.

    >>> text = "福山市と近接し、密接な関係を有する三原市（以下「乙」という。）は、"
    >>> found = body_at(text, 0)
    >>> text[found.start:found.name_end], found.defined[0].words
    ('三原市', ('乙',))
    >>> found = body_at("姫路市と近隣の市町は、", 0)
    >>> found.name_end
    3
    """
    plain = _plain(text, position)
    if plain is not None and (plain.defined or _may_end(text, plain.end)):
        return plain
    clause = _ATTRIBUTE.match(text, position)
    behind = _plain(text, clause.end()) if clause else None
    return behind if behind is not None and behind.defined else plain


def first_position(text: str) -> int:
    """Where the list of parties begins: at the start, or behind a clause about others."""
    clause = _CLAUSE.match(text)
    return clause.end() if clause else 0


def later_positions(text: str) -> Iterator[int]:
    """Where else the list may begin: behind a clause about the circumstances, or with a later sentence.

    >>> list(later_positions("相生市を「連携市」という。姫路市と相生市は、"))
    [13]
    """
    if clause := _CIRCUMSTANCE.match(text):
        yield clause.end()
    yield from (found.end() for found in islice(_SENTENCE_END.finditer(text), _MOST_SENTENCES))


def counterpart_position(text: str, body: Body) -> int | None:
    """Where those stand with whom the subject concludes: 姫路市（甲）は、たつの市（乙）と…; None if nobody does."""
    subject = SUBJECT_END.match(text, body.end)
    position = subject.end() if subject and body.defined else None
    while position is not None and (other := body_at(text, position)) is not None:
        if other.defined and _WITH.match(text, other.end):
            following = next_position(text, other)
            more = body_at(text, following) if following is not None else None
            if more is None or not more.defined:
                return subject.end() if subject else None
        position = next_position(text, other)
    return None


def next_position(text: str, body: Body) -> int | None:
    """Where the next body of a list may stand; None where the list ends.

    Two bodies with their definitions may stand in lines of their own, without a separator.
    """
    if SUBJECT_END.match(text, body.end):
        return None
    separator = _SEPARATOR.match(text, body.end)
    if separator is not None:
        return separator.end()
    following = _plain(text, body.end) if body.defined else None
    return body.end if following is not None and following.defined else None


def _plain(text: str, position: int) -> Body | None:
    epithet = _EPITHET.match(text, position)
    found = _BODY.match(text, epithet.end() if epithet else position)
    if found is None or _NOBODY.fullmatch(found["name"]):
        return None
    defined = tuple(definitions(text, found.end()))
    if found["office"] and not defined:
        return None
    start, end = found.span("name")
    last = defined[-1].end if defined else found.end()
    return Body(start, end, last, epithet["what"] if epithet else None, defined)


def _may_end(text: str, position: int) -> bool:
    """Whether a name may be over here: the list or subject ends, or goes on with another body."""
    if position == len(text) or SUBJECT_END.match(text, position) or _SURE.match(text, position):
        return True
    separator = _SEPARATOR.match(text, position)
    if separator is None:
        return not text.startswith(("を", "に"), position)
    return _BODY.match(text, separator.end()) is not None or (
        _EPITHET.match(text, separator.end()) is not None
    )
