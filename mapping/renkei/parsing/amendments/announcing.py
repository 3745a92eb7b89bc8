"""What an agreement says of another one (他の協約への言及): which one, since when, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from renkei.model import DatedPassage, Passage
from renkei.model.amendment import Amendment
from renkei.parsing.text.dates import FoundDate, find_dates

# What a preamble or title says of another agreement: "…連携協約の一部を次のように変更する", "…に関する協約を廃止する協約", "…を廃止し、新たに".
# Must not match an article on how to amend ("この協約を変更しようとするときは").
_AMENDS = re.compile(
    r"(?P<title>[^。「」（）()、]{0,80}(?:協約|協定))(?:書)?(?:[(（][^()（）]{0,40}[)）])?"
    r"(?:の(?P<extent>[一全])[部文]を(?:[^。、]{0,20})(?:(?:変更|改正|改定)する|改める)|を(?:次のとおり)?(?:変更|改正)する"
    r"|を(?:次のとおり)?(?P<ends>廃止)(?:する|し、?(?P<anew>新たに|改めて)))"
)
# What 附則 say of an earlier agreement: "平成28年3月30日に締結した連携協約は、廃止する。". Must not match "この協約は、…廃止する", which tells of
# itself, nor "協約を廃止しようとするときは".
_ENDED = re.compile(
    r"(?P<title>[^。「」（）()、]{0,80}(?:協約|協定))(?:書)?(?:[(（][^()（）]{0,40}[)）])?は、(?:これを)?廃止する"
)
# The date of the amended agreement: what stands right behind it: "平成28年3月30日に締結した", "…付けで締結された", "…付け連携協約", and in
# brackets behind its title "（平成28年3月30日締結）". Must not match the day on which a change begins to hold ("から施行する").
_CONCLUDED = re.compile(
    r"(?:付け?)?(?:に|で)?[、]?(?:甲及び乙が)?締結(?:した|された|しました|(?=[)）]))|付け?(?:の|で)?(?![、。])"
)
# How much of it is changed, where that is said behind: "旧協約を変更することとし、その全部を次のとおり改める。". Must not match the 全 of 安全.
_WHOLE = re.compile(r"[、，]その全[部文]を")
_OWN = ("この", "本")


class Announced(NamedTuple):
    """What words say of another agreement."""

    title: Passage | None
    concluded: DatedPassage | None
    whole: bool
    partial: bool
    ends: bool
    words: Passage


def announced(words: Passage | None) -> Announced | None:
    """What a title, a preamble or a sentence says of another agreement; None if it speaks of none."""
    found = _AMENDS.search(words.text) if words else None
    if words is None or found is None:
        return None
    ends = found["ends"] is not None
    said_behind = _WHOLE.search(words.text, found.end()) is not None
    whole = found["extent"] == "全" or found["anew"] is not None or said_behind
    partial = found["extent"] == "一"
    return Announced(_title(words, found), _concluded(words), whole, partial, ends, words)


def ended(provisions: Iterable[Passage]) -> Announced | None:
    """The earlier agreement that supplementary provisions (附則) of a new one end; None for none.

    It must be told from the new one by the day on which it was concluded.
    """
    for words in provisions:
        found = _ENDED.search(words.text)
        concluded = _concluded(words) if found else None
        if found and concluded and not found["title"].startswith(_OWN):
            title = _title(words, found)
            return Announced(title, concluded, whole=True, partial=False, ends=True, words=words)
    return None


def restating(said: Announced) -> Amendment:
    """The amendment that an agreement is which stands in the place of another."""
    return Amendment(
        amended_title=said.title, amended_on=said.concluded, repeals=said.ends, restates=True
    )


def _title(words: Passage, found: re.Match[str]) -> Passage | None:
    # "平成28年3月30日に締結した熊本…連携協約": the title begins behind what tells of its conclusion.
    start = found.start("title")
    for said in _CONCLUDED.finditer(found["title"]):
        start = found.start("title") + said.end()
    return words.part(start, found.end("title")) if start < found.end("title") else None


def _concluded(words: Passage) -> DatedPassage | None:
    text = words.text
    return date_in(words, lambda found: _CONCLUDED.match(text, found.end) is not None)


def date_in(passage: Passage, accepts: Callable[[FoundDate], bool]) -> DatedPassage | None:
    """The first date in words that is accepted."""
    for found in find_dates(passage.text):
        if isinstance(found, FoundDate) and accepts(found):
            return DatedPassage(value=found.value, passage=passage.part(found.start, found.end))
    return None
