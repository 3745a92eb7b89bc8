"""The marks with which words begin that are one party's (当事者の見出し): "○甲 ", "【乙】", "甲：", "乙の役割　", "乙…".

Where one stands says whether it is a mark at all: at a beginning, behind a sentence, behind what parts words (／、；).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from renkei.parsing.parties.preamble import holders

_SIGNS = "○●◎◯〇■□◆◇▪・"
_OPENING, _CLOSING = "【〔［[〈＜《(（", "】〕］]〉＞》)）"
_ROLE = r"(?:の(?:役割り?(?:分担)?|取り?組|責務|分担)|側|が行うこと)?"
_LEADER = r"(?:[…‥]{1,40}|[・.．]{2,40}|[―—─]{1,40}|→|⇒)"

_PARTS = "／/｜|、，,；;"
"""Signs that part what one party does from what the next one does, besides spaces."""
_PARTED = frozenset({"colon", "leader", "bracket", "role"})
"""Styles that may stand behind such a sign; a circle or a space alone may be anything there."""
_LOOSE = frozenset({"colon", "leader", "role"})
"""Styles that nothing but a key has, so that one at any other place leaves a doubt."""
AROUND = f" 　\n\t{_PARTS}"
"""What stands between the words of two parties and belongs to neither."""

# Words that are not over: behind them no other party can begin. Must not match a noun that ends with such a letter (もの, こと).
_OPEN = re.compile(
    r"(?:[はがをにへや]|(?<!も)の|(?<!こ)と|(?<!まま)で|及び|並びに|又は|若しくは|から|より|まで|以下)$"
)

# What tells that a colon stands in a proportion: "2分の1", "１：", "50％". Must not match a count of anything else (2名の派遣).
_SHARE = r"[0-9０-９一二三四五六七八九十]{1,4}(?:分の|[%％割：:])"

# What follows a bracket that is part of a sentence: the の of "（甲）の職員". Must not match the words of a party.
_NO_SENTENCE = r"(?![はがをにのとでもへや])"


class PartyMark(NamedTuple):
    """A mark by its style, whom it names, and where it begins and its words begin."""

    style: str
    who: str
    start: int
    end: int


# What begins like a part of each style, whoever it names: "○丙 ", "【共通】", "県：". Must not match a party's mark, which is looked for first.
LIKE = {
    "sign": re.compile(f"[{_SIGNS}]"),
    "bracket": re.compile(f"[{re.escape(_OPENING)}]"),
    "colon": re.compile(rf"[^\s。：:{_PARTS}]{{1,12}}[ 　]?[：:]"),
    "space": re.compile(r"(?:[甲乙丙丁戊己・]{1,6}(?:共通)?|共通|両者|双方|共に|ともに)[ 　]"),
    "role": re.compile(rf"[^\s。：:{_PARTS}]{{1,12}}の役割[ 　\n]"),
    "leader": re.compile(rf"[^\s。：:{_PARTS}…‥・.．―—─→⇒]{{1,12}}{_LEADER}"),
}


# What a mark of each style has in it, whoever it names: a pattern of the names of a text is made only where it is there.
_NEEDED = {
    "sign": re.compile(f"[{_SIGNS}]"),
    "bracket": re.compile(f"[{re.escape(_OPENING)}]"),
    "colon": re.compile("[：:]"),
    "leader": re.compile(_LEADER),
    "role": re.compile("の役割"),
    "space": re.compile("[ 　\n]"),
}


@lru_cache(maxsize=384)
def _mark(style: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """How a part may begin, in a style. Each must not match a party inside a sentence, which the place tells."""
    one = f"(?:{'|'.join(map(re.escape, names))})"
    who = rf"(?P<who>[甲乙丙丁戊己]{{2,6}}(?![^\s{re.escape(_CLOSING)}：:の側が])|{one}(?:(?:及び|並びに|と|・|、){one}){{0,9}})"
    shut = f"[{re.escape(_CLOSING)}]"
    written = {
        # "○甲 ", "●甲及び乙：".
        "sign": rf"[{_SIGNS}][ 　]{{0,2}}{who}{_ROLE}(?:[ 　\n]+|[：:]\s{{0,4}}|(?=【))",
        # "【甲】", "（乙の役割）".
        "bracket": rf"[{re.escape(_OPENING)}]{who}{_ROLE}{shut}{_NO_SENTENCE}(?:[：:]|(?={_LEADER}))?\s{{0,4}}",
        # "甲：". Must not match a share: 甲：乙＝2：1, 甲：2分の1.
        "colon": rf"{who}{_ROLE}[ 　]?[：:](?!{one}[＝=：:]|{_SHARE})\s{{0,4}}",
        # "甲…", "乙の役割――".
        "leader": rf"{who}{_ROLE}[ 　]?{_LEADER}\s{{0,4}}",
        # "甲の役割　".
        "role": rf"{who}の役割り?(?:分担)?[ 　\n]+(?![：:])",
        # "甲　".
        "space": rf"{who}(?:の(?:取り?組|責務|分担)|側|が行うこと)?[ 　\n]+",
    }
    return re.compile(written[style])


def party_marks(
    text: str, parties: Mapping[str, Sequence[int]], begins: Collection[int]
) -> list[PartyMark]:
    """The marks of parties at places where a part may begin, in their order; `begins` are starts of lines or items.

    >>> [mark.style for mark in party_marks("甲：会場の確保／乙：講師の派遣", {"甲": [1], "乙": [2]}, {0})]
    ['colon', 'colon']
    >>> party_marks("甲が乙：の", {"甲": [1], "乙": [2]}, {0})
    []
    """
    found = (
        mark for mark in _all(text, parties) if may_begin(text, mark.start, mark.style, begins)
    )
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def key_before(text: str, parties: Mapping[str, Sequence[int]]) -> int | None:
    """Where the mark of a party begins with which words end: the 2 of "イ 甲の役割　"; None if they end with none."""
    return min((mark.start for mark in _all(text, parties) if mark.end == len(text)), default=None)


def may_hold(
    text: str, parties: Mapping[str, Sequence[int]], begins: Collection[int]
) -> list[PartyMark]:
    """What looks like the key of a party anywhere in words, sure or not: "(乙：講師の派遣)", "参加者の 乙：".

    A bracket or a circle is one only at a place where a part may begin; a space alone is none.
    """
    if _ANY.search(text) is None:
        return []
    return [
        mark
        for mark in _all(text, parties)
        if mark.style in _LOOSE
        or (mark.style != "space" and may_begin(text, mark.start, mark.style, begins))
    ]


# A body or an alias before a colon, as a key has it: the 県： of "甲：会場の確保　県：助成". Must not match a place in a sentence, nor what a
# body does (市の負担：).
_BODY_KEY = re.compile(
    rf"(?:(?<=[ 　\n{_PARTS}。])|\A)(?P<who>[甲乙丙丁戊己]|[^\s。、，：:／（）()をはがにで]{{0,10}}[市町村区県都府国])[ 　]?[：:](?!{_SHARE})"
)


def names_stranger(text: str, parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether words hold the key of a body that is no party.

    >>> names_stranger("会場の確保　県：助成", {"甲": [1]}), names_stranger("日時：毎週", {"甲": [1]})
    (True, False)
    """
    if "：" not in text and ":" not in text:
        return False
    return any(not holders(one["who"], parties) for one in _BODY_KEY.finditer(text))


# Several parties without a word between them: "甲乙：". Must not match one alone.
_SEVERAL_AT_ONCE = re.compile("[甲乙丙丁戊己]{2}")

# A sign that every mark of a party has but a space alone. Only to pass over most words at once.
_ANY = re.compile(rf"[：:…‥→⇒―—─{_SIGNS}{re.escape(_CLOSING)}]|役割|[.．]{{2}}")


def _all(text: str, parties: Mapping[str, Sequence[int]]) -> Iterator[PartyMark]:
    names = tuple(sorted(parties, key=lambda name: (-len(name), name)))
    if names and not any(name in text for name in names) and not _SEVERAL_AT_ONCE.search(text):
        return
    for style, needed in _NEEDED.items():
        if needed.search(text):
            for one in _mark(style, names).finditer(text):
                yield PartyMark(style, one["who"], *one.span())


def may_begin(text: str, at: int, style: str, begins: Collection[int]) -> bool:
    """Whether the part of another party may begin at a place, behind a mark of a style.

    >>> may_begin("会場、乙：講師", 3, "colon", {0}), may_begin("甲は、乙：講師", 3, "colon", {0})
    (True, False)
    """
    if at in begins or text[at - 1] == "。":
        return True
    if style not in _PARTED:
        return text[at - 1].isspace()
    return (style == "bracket" or text[at - 1] in AROUND) and is_closed(text[:at])


def is_closed(words: str) -> bool:
    """Whether another party may begin behind words: no bracket is open, and no particle waits for more.

    >>> is_closed("会場の確保、"), is_closed("甲は、"), is_closed("会場（市民"), is_closed("講師の派遣を行うこと")
    (True, False, False, True)
    """
    last = words.rstrip(AROUND)
    depth = sum(char in _OPENING for char in last) - sum(char in _CLOSING for char in last)
    quoted = last.count("「") - last.count("」")
    return not depth and not quoted and _OPEN.search(last) is None
