"""Parties that articles define (条文で定める当事者), where no preamble names them: 「市」とは姫路市をいう, or an article's sentence as a preamble has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from renkei.model import Article, Passage
from renkei.parsing.parties import NamedParty, named_parties

# A definition of a party by its name: the "「市」とは大分市を" of "「市」とは大分市を、「町」とは日出町をいう。", also with 、 behind とは. Must not match a
# definition of something else ("「圏域」とは、大分都市広域圏の区域をいう").
_DEFINED = re.compile(
    r"「(?P<alias>[^「」]{1,10})」とは、?(?P<name>[^「」、。（）()の]{1,18}?(?:市|町|村|区|都|道|府|県|組合|広域連合))(?=を(?:、|い|指))"
)

# An item of an article on terms that gives a party its name: "Ａ市　彦根市をいう。". Must not match one that says what a word means ("取組　第4条に規定する取組をいう。").
_TERM = re.compile(
    r"(?P<alias>[^\s、。]{1,10})[ 　:：]{1,4}(?P<name>[^\s、。（）()のに]{1,18}?(?:市|町|村|区|都|道|府|県|組合|広域連合))(?:のこと)?をいう。?"
)

# Where a list of parties may begin in a sentence: behind a subject or a clause ("この協定は、姫路市（以下「甲」という。）と"). Must not match inside brackets.
_BEGINS = re.compile(r"[は、，]")
_MOST_ARTICLES = 5
_MOST_STARTS = 20
"""In how many of the first articles, and at how many places of a passage, parties may be named."""
_FEWEST = 2


def defined_parties(articles: Sequence[Article]) -> tuple[NamedParty, ...]:
    """The parties, two or more, that one passage of the first articles gives aliases; empty where none does."""
    for article in articles[:_MOST_ARTICLES]:
        if len(found := _by_terms(article)) >= _FEWEST:
            return found
        for passage in article.passages():
            for found in (_by_name(passage), *_as_in_a_preamble(passage)):
                if len(found) >= _FEWEST and all(party.alias for party in found):
                    return found
    return ()


def _by_terms(article: Article) -> tuple[NamedParty, ...]:
    terms = [(passage, _TERM.fullmatch(passage.text)) for passage in article.passages()]
    return tuple(
        NamedParty(passage.part(*found.span("name")), found["alias"])
        for passage, found in terms
        if found
    )


def _by_name(passage: Passage) -> tuple[NamedParty, ...]:
    return tuple(
        NamedParty(passage.part(*found.span("name")), found["alias"])
        for found in _DEFINED.finditer(passage.text)
    )


def _as_in_a_preamble(passage: Passage) -> list[tuple[NamedParty, ...]]:
    if "以下" not in passage.text:
        return []
    ends = len(passage.text)
    starts = [0, *(one.end() for one in islice(_BEGINS.finditer(passage.text), _MOST_STARTS))]
    return [named_parties(passage.part(start, ends)) for start in starts if start < ends]
