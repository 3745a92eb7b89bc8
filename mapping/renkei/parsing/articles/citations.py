"""Statutes and notices that a text names (引用法令・通知), as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from renkei.model import Citation, Passage
from renkei.parsing.text.numerals import NUMERAL, number

_BRANCHED = rf"(?:{NUMERAL})(?:の(?:{NUMERAL}))*"

# A law with an article: "地方自治法（昭和22年法律第67号）第252条の2第1項", "地方自治法第252条の7第1項". The title may carry words of the
# sentence before it; linking trims it to the law's name. Must not match an article of the agreement itself ("前条",
# "第3条第1号") since a title that ends in 法, 法律, 令, 条例 or 規則 must stand before.
_LAW = re.compile(
    r"(?P<title>[^\s、，。（）()「」]{1,40}?(?:法律|法|施行令|政令|条例|規則))"
    r"(?:[(（](?P<number>[^()（）]{4,30}第[^()（）]{1,8}号)[)）])?"
    rf"第(?P<article>{NUMERAL})条(?P<branch>(?:の{NUMERAL})*)"
    rf"(?:第(?P<paragraph>{NUMERAL})項)?(?:第(?P<item>{NUMERAL})号)?"
)

# A ministry's notice with date and number: "連携中枢都市圏構想推進要綱（平成26年8月25日付け総行市第200号総務省自治行政局長通知）". Must
# not match a law's number ("昭和22年法律第67号").
_NOTICE = re.compile(
    r"(?P<title>[^\s、，。（）()「」]{2,40}(?:要綱|通知|指針|要領|ガイドライン))"
    r"[(（](?P<number>[^()（）]{4,60}?(?:第[^()（）]{1,8}号|通知|告示)[^()（）]{0,40})[)）]"
)

# What every notice has behind its title.
_BRACKET = re.compile(r"[(（]")

# What makes a citation the basis of the agreement: "…第1項の規定に基づき", "…の規定により". Must not match a mere mention
# ("…に規定する規約").
_IS_BASIS = re.compile(r"(?:の規定)?(?:に基づ(?:き|く|いて)|により)")


def citations(passage: Passage, within: str) -> Iterator[Citation]:
    """The statutes and notices that a passage names; `within` is the node that holds it."""
    # Most passages name no law at all, and looking for these words is much faster.
    for found in _LAW.finditer(passage.text) if "条" in passage.text else ():
        yield Citation(
            passage=passage.part(found.start(), found.end()),
            title=found["title"],
            article=_article(found["article"], found["branch"]),
            paragraph=_numeral(found["paragraph"]),
            item=_numeral(found["item"]),
            number=found["number"],
            is_basis=within == "preamble" and bool(_IS_BASIS.match(passage.text, found.end())),
            within=within,
        )
    for found in _NOTICE.finditer(passage.text) if _BRACKET.search(passage.text) else ():
        yield Citation(
            passage=passage.part(found.start(), found.end()),
            title=found["title"],
            number=found["number"],
            is_basis=within == "preamble",
            within=within,
        )


def _article(main: str, branch: str) -> str:
    return "_".join(str(number(part)) for part in (main, *branch.split("の")[1:]))


def _numeral(words: str | None) -> str | None:
    return str(number(words)) if words else None
