"""Parties that articles define (条文で定める当事者), where no preamble names them: 「市」とは姫路市をいう, or an article's sentence as a preamble has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from renkei.model import Article, Passage
from renkei.parsing.parties.appositions import name_start
from renkei.parsing.parties.enumerated_parties import enumerated_parties
from renkei.parsing.parties.preamble import NamedParty, named_parties

_KINDS = r"(?:市|町|村|区|都|道|府|県|組合|広域連合)"

# A letter of a name, の only inside one (紀の川市). Must not match the の of "大分市の町", "圏域の町", "その他の町".
_LETTER = r"(?:[^「」\s、。（）()の]|(?<![市町村区都道府県国郡域圏側隣方沿辺他等内])の)"

# A definition of a party by its name: the "「市」とは大分市を" of "「市」とは大分市を、「町」とは日出町をいう。", also with 、 behind とは and words about the body
# in front of its name. Must not match a definition of something else ("「圏域」とは、大分都市広域圏の区域をいう").
_DEFINED = re.compile(
    rf"「(?P<alias>[^「」]{{1,10}})」とは、?(?P<words>[^「」。（）()]{{1,80}}?{_KINDS})(?=を(?:、|い|指))"
)

# An item of an article on terms that gives a party its name: "Ａ市　彦根市をいう。". Must not match one that says what a word means ("取組　第4条に規定する取組をいう。").
_TERM = re.compile(
    rf"(?P<alias>[^\s、。]{{1,10}})[ 　:：]{{1,4}}(?P<words>[^「」。（）()]{{1,80}}?{_KINDS})(?:のこと)?をいう。?"
)

# A party that is called something: the "兵庫県姫路市を「甲」と" of "兵庫県姫路市を「甲」と、その北の福崎町を「乙」という。". Must not match words about
# anything but a body ("これを「圏域」という").
_CALLED = re.compile(
    rf"(?P<words>[^「」、。（）()]{{1,80}}?{_KINDS})を「(?P<alias>[^「」]{{1,10}})」と(?=、|いう|いい|し|する|称)"
)

# An item of an article on the parties, with what it is called behind its name: "静岡県焼津市（協力市）", "山形県米沢市　「市」", "姫路市（以下「甲」という。）",
# "宮城県石巻市　石巻". Must not match an item with anything else in it.
_ENTRY = re.compile(
    rf"(?P<name>{_LETTER}{{1,18}}?{_KINDS})[ 　]{{0,4}}"
    r"(?:[(（](?:以下)?「?(?P<bracketed>[^「」（）()\s、。]{1,10})」?(?:という。?)?[)）]|「(?P<quoted>[^「」\s、。]{1,10})」|(?<=[ 　])(?P<bare>[^「」（）()\s、。]{1,10}))[。、]?"
)
# The words above such items: "この連携協約の当事者は、次のとおりとし、それぞれ括弧内の名称により表示する。". Must not match a list of anything but parties.
_PARTIES = re.compile(r"当事者|締結する(?:市町村|市町|町村|市|町|村|団体|地方公共団体|者)は")

# Where a list of parties may begin in a sentence: behind a subject or a clause ("この協定は、姫路市（以下「甲」という。）と"). Must not match inside brackets.
_BEGINS = re.compile(r"[は、，]")
_MOST_ARTICLES = 5
_MOST_STARTS = 20
"""In how many of the first articles, and at how many places of a passage, parties may be named."""
_FEWEST = 2


def defined_parties(articles: Sequence[Article]) -> tuple[NamedParty, ...]:
    """The parties, two or more, that one of the first articles gives aliases or lists; empty where none does."""
    for article in articles[:_MOST_ARTICLES]:
        for found in (_by_terms(article), _by_entries(article), enumerated_parties(article)):
            if len(found) >= _FEWEST:
                return found
        for passage in article.passages():
            for found in (_by_name(passage), *_as_in_a_preamble(passage)):
                if len(found) >= _FEWEST and all(party.alias for party in found):
                    return found
    return ()


def _by_terms(article: Article) -> tuple[NamedParty, ...]:
    terms = (
        _named(passage, found)
        for passage in article.passages()
        if (found := _TERM.fullmatch(passage.text))
    )
    return tuple(party for party in terms if party)


def listed_with_aliases(articles: Sequence[Article]) -> tuple[NamedParty, ...]:
    """The parties, two or more, that a list in one of the first articles gives aliases; empty where none does."""
    lists = (_by_entries(article) for article in articles[:_MOST_ARTICLES])
    return next((found for found in lists if len(found) >= _FEWEST), ())


def _by_entries(article: Article) -> tuple[NamedParty, ...]:
    """The items of a list of the parties, each with its alias; none if an item says anything else."""
    for paragraph in article.paragraphs:
        items = [item.text for item in paragraph.items if item.text and not item.items]
        found = [(text, _ENTRY.fullmatch(text.text)) for text in items]
        if paragraph.text is None or not _PARTIES.search(paragraph.text.text):
            continue
        if len(items) == len(paragraph.items) and all(one for _, one in found):
            return tuple(
                NamedParty(
                    text.part(*one.span("name")), one["bracketed"] or one["quoted"] or one["bare"]
                )
                for text, one in found
                if one
            )
    return ()


def _by_name(passage: Passage) -> tuple[NamedParty, ...]:
    for rule in (_DEFINED, _CALLED):
        found = (_named(passage, one) for one in rule.finditer(passage.text))
        if parties := tuple(party for party in found if party):
            return parties
    return ()


def _named(passage: Passage, found: re.Match[str]) -> NamedParty | None:
    at = name_start(found["words"])
    if at is None:
        return None
    return NamedParty(passage.part(found.start("words") + at, found.end("words")), found["alias"])


def _as_in_a_preamble(passage: Passage) -> list[tuple[NamedParty, ...]]:
    if "以下" not in passage.text:
        return []
    ends = len(passage.text)
    starts = [0, *(one.end() for one in islice(_BEGINS.finditer(passage.text), _MOST_STARTS))]
    return [named_parties(passage.part(start, ends)) for start in starts if start < ends]
