"""Definitions of what parties are called (呼称の定め): （以下「甲」という。）, （甲）, 以下それぞれ「甲」及び「乙」という."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# What brackets and quotation marks a printer sets, or text recognition takes for them.
_OPEN, _SHUT = r"[(（〔［\[{｛＜<]", r"[)）〕］\]}｝＞>]"
_NO_BRACKET = r"[^()（）〔〕［］\[\]{}｛｝＜＞<>]"
_QUOTE, _UNQUOTE = r"[「『“\"‘〈《【]", r"[」』”\"’〉》】]"
_UNQUOTED = r"[^「」『』“”\"‘’〈〉《》【】。]"

# A word in quotation marks of any form: 「甲」, 『甲』, “甲”, ｢甲｣. Must not match a quoted sentence. The mark behind a single letter may be misread
# (「甲1という).
_QUOTED = rf"(?:{_QUOTE}{_UNQUOTED}{{1,12}}{_UNQUOTE}|「[ 　]?[甲乙丙丁戊][ 　]?[1lI｝\]）)](?=と))"
_WORD = re.compile(
    rf"{_QUOTE}({_UNQUOTED}{{1,12}}){_UNQUOTE}|「[ 　]?([甲乙丙丁戊])[ 　]?[1lI｝\]）)]"
)

# A bracket behind a body: the "（以下「甲」という。）" of 姫路市（以下「甲」という。）, also behind a space, or one that lost a side (以下「甲」という。）). Must not
# run over another bracket.
_BRACKET = re.compile(
    rf"[ 　]{{0,2}}(?:{_OPEN}(?P<inside>(?:{_NO_BRACKET}|(?<=「[甲乙丙丁戊])[｝\]）)](?=と)){{1,160}})(?:{_SHUT}|(?<=。)】)"
    rf"|{_OPEN}?(?P<torn>以[下後不卜][、,]?[「『]{_UNQUOTED}{{1,12}}[」』]と(?:[いぃ][うぅ]|する|称する)。)(?:{_SHUT})?(?=[とはを、，及並]|$))"
)

# One saying of a definition: "「甲」という", "これらの町を「乙」と総称し", "それぞれ「甲」、「乙」及び「丙」という", "「甲」又は「中心市」という". Must
# not match words in quotation marks that give no name ("「観光」の取組").
_SAYING = re.compile(
    r"(?P<how>[^「」『』“”\"‘’〈〉《》【】。（）]{0,24}?)"
    rf"(?P<words>{_QUOTED}(?:(?:及び|並びに|と|・|、|又は|若しくは)?{_QUOTED}){{0,9}})"
    r"[ 　]?と[ 　]?(?:[いぃ][ 　]?[うぅい]|言[うい]|総称|呼[ぶび]|よ[ぶび]|称|する|し|略|表記|記[すし])"
)

# Where a definition begins inside its bracket: "以下、", "連携中枢都市。以下", or at once (「甲」という。). Must not match an explanation ("昭和22年法律第67号").
_HEREAFTER = re.compile(
    r"(?:[^「」『』。]{1,60}。)?[ 　]?以[ 　]?[下後不卜]|(?=[「『][^「」『』]{1,12}[」』]という。?$)"
)

# A single letter without 以下 or quotation marks: "（甲）", "（以下甲という。）", "を甲とし、", "を「乙」として". Must not match a number or a
# word that begins so ("（甲種）").
_LETTER = re.compile(
    r"[ 　]{0,2}[(（](?:以下[、,]?)?(?P<bracketed>[甲乙丙丁戊己])(?:と(?:いう|称する|する|略す))?。?[)）]"
    r"|を[「『]?(?P<called>[甲乙丙丁戊己])[」』]?(?:と(?:し(?:て)?|称し|いい)[、，,]?|[、，,])"
)

# What says that a further word means all of them: 併せて「両市」という. Must not match それぞれ.
_TOGETHER = re.compile(r"総称|併せ|合わせ|あわせ|両者|これら|甲(?:及び|と|・|、)?乙")
_OR = re.compile(r"又は|若しくは")

# What says that one word is the name of several bodies: the これらを of 以下これらを「乙」という, the それぞれ of 以下それぞれ「乙」という. Must not
# match a plain definition (以下「乙」という), which may belong to the last body alone.
_SHARED = re.compile(
    r"これら|総称|併せ|合わせ|あわせ|まとめ|いずれも|それぞれ|各々|おのおの|(?:両|[二三四五六七八九2-9２-９])(?:[市町村区]|団体|者)"
)

# A word for all parties together: 両市, 三市町, ３者. Must not match 両津市 nor 三次市.
FOR_ALL = re.compile(
    r"(?:両|[二三四五六七八九2-9２-９])(?:[市町村区]{1,3}|者|団体|当事者)|当事者|双方"
)


class Definition(NamedTuple):
    """What stands behind a body, or behind the last of several: how they are called from there on (以下「甲」という).

    `words` name the body or bodies: several of them one each if `respectively`, else all of them each. `also` are
    further words; `together` are words for this body and all before it. `end` is a place in the text, and `sharing`
    the range of the words that give the first name to several bodies, where they say so (以下これらを「乙」という).
    """

    end: int
    words: tuple[str, ...]
    respectively: bool = False
    also: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    sharing: tuple[int, int] | None = None


def definitions(text: str, position: int) -> Iterator[Definition]:
    """The definitions that follow each other from a place on; none where no definition stands there.

    >>> [one.words for one in definitions("（以下それぞれ「甲」及び「乙」という。）（以下「両市」という。）は、", 0)]
    [('甲', '乙'), ('両市',)]
    >>> [one.words for one in definitions("（甲）と", 0)], list(definitions("（昭和22年法律第67号）", 0))
    ([('甲',)], [])
    """
    while (found := _one(text, position)) is not None:
        yield found
        position = found.end


def _one(text: str, position: int) -> Definition | None:
    if letter := _LETTER.match(text, position):
        return Definition(letter.end(), (letter["bracketed"] or letter["called"],))
    bracket = _BRACKET.match(text, position)
    which = "torn" if bracket and bracket["torn"] else "inside"
    inside = bracket[which] if bracket else ""
    begins = _HEREAFTER.match(inside)
    if bracket is None or begins is None:
        return None
    first = _SAYING.match(inside, begins.end())
    if first is None:
        return None
    defined = _defined(bracket.end(), first, inside)
    if _SHARED.search(first[0]):
        start = bracket.start(which)
        return defined._replace(sharing=(start + begins.start(), start + first.end()))
    return defined


def _defined(end: int, first: re.Match[str], inside: str) -> Definition:
    words = tuple(_words(first["words"]))
    also: list[str] = []
    together: list[str] = []
    for saying in _SAYING.finditer(inside, first.end()):
        further = _words(saying["words"])
        for_all = _TOGETHER.search(saying["how"]) is not None
        for word in further:
            (together if for_all or FOR_ALL.fullmatch(word) else also).append(word)
    if _OR.search(first["words"]):
        return Definition(end, words[:1], also=(*words[1:], *also), together=tuple(together))
    respectively = len(words) > 1
    return Definition(end, words, respectively, tuple(also), tuple(together))


def _words(quoted: str) -> list[str]:
    """The words inside quotation marks; spaces inside them are layout."""
    return ["".join((found[1] or found[2]).split()) for found in _WORD.finditer(quoted)]
