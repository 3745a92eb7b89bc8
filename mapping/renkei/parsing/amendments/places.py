"""The place that an amending clause names (改正箇所): 第3条第1項第2号, 同条, 別表第1の(2)の項."""

from __future__ import annotations

import re

from renkei.model.amendment import Target
from renkei.parsing.numerals import NUMERAL, number

# A place in the articles: "第3条第1項第2号", "第5条の2", "同条第2項", "同項第1号", "第3条の見出し". Must not match words behind it.
_ARTICLE = re.compile(
    rf"(?:(?P<article>第(?P<number>{NUMERAL})条(?P<branches>(?:の{NUMERAL}){{0,3}})|同条)?"
    rf"(?P<paragraph>第(?P<pnumber>{NUMERAL})項|同項)?"
    rf"(?P<item>第(?P<inumber>{NUMERAL})号|同号)?)(?P<caption>の?見出し)?"
)

# A place in the schedules: "別表", "別表第1の(2)の項", "同表(3)の項甲の役割の欄", "別表第2観光の振興の項". Must not match 別記.
_SCHEDULE = re.compile(
    rf"(?:別表(?:第(?P<ordinal>{NUMERAL}))?|(?P<same>同表))"
    r"(?:の?(?P<row>[^の〓][^〓]{0,40}?)の項)?(?:の?(?P<column>[^〓]{1,20}?)の欄)?"
)
_ZONES = {"題名": "title", "前文": "preamble"}


def place(words: str, before: Target) -> Target | None:
    """The place that words name; `before` is the place of the clause before, for 同条 and 同項.

    None for words that name no place, or one that this version does not know.

    >>> place("同条第2項", Target(zone="article", article="3", paragraph=1)).path
    'article/3/paragraph/2'
    """
    if words in _ZONES:
        return Target(zone=_ZONES[words])
    if found := _SCHEDULE.fullmatch(words):
        return _schedule(found, before)
    found = _ARTICLE.fullmatch(words)
    return _article(found, before) if found and words else None


def _schedule(found: re.Match[str], before: Target) -> Target | None:
    if found["same"] and before.zone != "schedule":
        return None
    ordinal = before.schedule if found["same"] else number(found["ordinal"] or "")
    return Target(zone="schedule", schedule=ordinal, row=found["row"], column=found["column"])


def _article(found: re.Match[str], before: Target) -> Target | None:
    article = found["article"]
    if article and article != "同条":
        branches = re.findall(NUMERAL, found["branches"])
        numbers = [number(each) for each in (found["number"], *branches)]
        named: str | None = "_".join(str(each) for each in numbers)
        if None in numbers:
            return None
    else:
        named = before.article
    paragraph = number(found["pnumber"] or "")
    if found["paragraph"] == "同項" or (not article and not found["paragraph"]):
        paragraph = before.paragraph
    inumber = number(found["inumber"] or "")
    item = str(inumber) if inumber is not None else None
    if found["item"] == "同号":
        item = before.item
    if named is None:
        return None
    part = "caption" if found["caption"] else None
    return Target(zone="article", article=named, paragraph=paragraph, item=item, part=part)
