"""What an agreement calls its parties (当事者の呼び方): aliases, names, and the words that it defines for them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from renkei import resources
from renkei.model import Passage
from renkei.parsing.parties.party_rules import PartyRule
from renkei.parsing.parties.preamble import NamedParty, holders

# A prefecture and a county in front of a name: the 兵庫県 of 兵庫県姫路市. Must not match 都 or 府 inside a name (京都市, 府中市).
_ABOVE = re.compile(
    r"(?:北海道|東京都|(?:京都|大阪)府|[^\s市町村区]{2,3}県)(?:[^\s市町村区]{1,5}郡)?(?=..)"
)

# What can be the name of parties: 中心市, 連携市町, 両者. Must not match 圏域 or 協議会, of which a sentence may speak too.
_NAMES_PARTIES = re.compile(r"[^\s]{0,18}[市町村区者甲乙丙丁]|[^\s]{0,16}(?:団体|自治体)")

_KINDS = "市町村区"
_PAIR = 2
_CORES = ("連携中枢都市", "地方中枢拠点都市", "中心市")
_BOTH = ("共通", "共に", "ともに", "とも", "両者", "双方")
"""What stands behind the aliases of all parties: 甲乙共通, 甲・乙ともに."""
_NUMERALS = {
    2: "二2２",
    3: "三3３",
    4: "四4４",
    5: "五5５",
    6: "六6６",
    7: "七7７",
    8: "八8８",
    9: "九9９",
}


def bare(name: str) -> str:
    """A name without prefecture and county in front.

    >>> bare("兵庫県姫路市"), bare("京都市"), bare("兵庫県")
    ('姫路市', '京都市', '兵庫県')
    """
    found = _ABOVE.match(name)
    return name[found.end() :] if found else name


def designations(
    named: Sequence[NamedParty], passages: Iterable[Passage] = ()
) -> dict[str, list[int]]:
    """How columns, keys and sentences may call the parties, each with the numbers of those it means.

    Aliases come first, then names, then words for all of them (両市町), then what `passages` (the preamble and
    the articles) define: 「中心市」とは甲を. A word that is defined in two ways means nobody.
    """
    called: dict[str, list[int]] = {}
    for number, party in enumerate(named, start=1):
        called.setdefault(party.alias or party.name.text, []).append(number)
    for number, party in enumerate(named, start=1):
        for name in (party.name.text, bare(party.name.text)):
            for spelling in (name, name.replace("ヶ", "ケ"), name.replace("ケ", "ヶ")):
                called.setdefault(spelling, [number])
    unclear = _add(called, _also(named))
    unclear |= _add(called, _defined(called, passages))
    for words, numbers in [*_others(called, named)]:
        if words not in unclear:
            called.setdefault(words, numbers)
    for words in _for_all(named):
        called.setdefault(words, list(range(1, len(named) + 1)))
    for kind, number in _only_of_its_kind(named):
        called.setdefault(kind, [number])
    return called


def _add(called: dict[str, list[int]], found: Iterable[tuple[str, Sequence[int]]]) -> set[str]:
    """Take in words with one meaning; gives those that are defined in two ways."""
    fresh: dict[str, set[tuple[int, ...]]] = {}
    for words, numbers in found:
        if words not in called:
            fresh.setdefault(words, set()).add(tuple(numbers))
    for words, meanings in fresh.items():
        if len(meanings) == 1:
            called[words] = list(meanings.pop())
    return fresh.keys() - called.keys()


def _also(named: Sequence[NamedParty]) -> Iterator[tuple[str, Sequence[int]]]:
    """The further words of the preamble's definitions; parties named together share them."""
    shared: dict[str, list[int]] = {}
    for number, party in enumerate(named, start=1):
        for words in party.also:
            shared.setdefault(words, []).append(number)
    yield from shared.items()


@cache
def _rules() -> tuple[PartyRule, ...]:
    path = resources.table("renkei.parsing", "designations.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(PartyRule(row["pattern"]) for row in csv.DictReader(lines))


def _defined(
    called: dict[str, list[int]], passages: Iterable[Passage]
) -> Iterator[tuple[str, Sequence[int]]]:
    if not called:
        return
    # The longest first: of two names that begin alike it is the one that is meant.
    names = "|".join(map(re.escape, sorted(called, key=lambda name: (-len(name), name))))
    # One party or several: "甲", "姫路市及びたつの市". Must not match inside a word (装甲を).
    party = rf"(?<![\u3400-\u9fff])(?:{names})(?:(?:及び|並びに|と|・|、)(?:{names})){{0,9}}"
    for passage in passages:
        for rule in _rules():
            for found in (
                rule.of(party).finditer(passage.text) if rule.may_match(passage.text) else ()
            ):
                if _NAMES_PARTIES.fullmatch(found["called"]):
                    yield found["called"], holders(found["who"], called)


def _only_of_its_kind(named: Sequence[NamedParty]) -> Iterator[tuple[str, int]]:
    """The kinds of municipality that one party alone is: 町 of a city and a town."""
    kinds = [party.name.text[-1] for party in named]
    for number, kind in enumerate(kinds, start=1):
        if len(kinds) > 1 and kind in _KINDS and kinds.count(kind) == 1:
            yield kind, number


def _others(
    called: Mapping[str, Sequence[int]], named: Sequence[NamedParty]
) -> Iterator[tuple[str, list[int]]]:
    """Who the partners are where the text says which party is the core city, and the core city where it says who the partners are.

    連携市町 and 近隣町 are all others than 連携中枢都市 or 中心市, if their kinds fit (連携中枢都市圏構想推進要綱; 定住自立圏構想推進要綱).
    関係市町 and 構成市町 are not: the core city may be one of them.
    """
    everyone = set(range(1, len(named) + 1))
    cores = {number for words in _CORES for number in called.get(words, ())}
    partners = {number for words in _partner_words() for number in called.get(words, ())}
    if not cores and len(everyone - partners) == 1:
        yield from ((words, [*everyone - partners]) for words in _CORES)
    if len(cores) != 1 or cores & partners:
        return
    others = sorted(everyone - cores)
    kinds = {named[number - 1].name.text[-1] for number in others}
    for words in _partner_words():
        if others and kinds <= set(words[_PAIR:]):
            yield words, others


def _partner_words() -> Iterator[str]:
    for kinds in ("市町村", "市町", "町村", "市村", "市", "町", "村"):
        yield from (beside + kinds for beside in ("連携", "近隣", "周辺"))


def _for_all(named: Sequence[NamedParty]) -> Iterator[str]:
    """Words that mean all parties: 共通, 甲乙共通, and by their number and kind 両市町, 三市, 一市二町."""
    if len(named) > 1:
        aliases = [party.alias for party in named if party.alias]
        yield from ("共通", "共に", "ともに", "全員", "全当事者", "各当事者")
        whole = [mark.join(dict.fromkeys(aliases)) for mark in ("", "・") if aliases]
        yield from (all_of + both for all_of in whole for both in _BOTH)
    kinds = Counter(party.name.text[-1] for party in named)
    if not 1 < len(named) < len(_NUMERALS) + _PAIR:
        return
    if len(named) == _PAIR:
        yield from ("両者", "双方", "両者共通", "双方共通", "両者とも", "双方とも")
    yield from (count + "者" for count in _NUMERALS[len(named)])
    if not set(kinds) <= set(_KINDS):
        return
    listed = "".join(kind for kind in _KINDS if kind in kinds)
    counts = (["両"] if len(named) == _PAIR else []) + list(_NUMERALS[len(named)])
    yield from (count + listed for count in counts)
    for numerals in ("一二三四五六七八九", "123456789", "１２３４５６７８９"):
        yield "".join(numerals[kinds[kind] - 1] + kind for kind in listed)
