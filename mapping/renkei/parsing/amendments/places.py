"""The places that an amending clause names (改正箇所): 第3条第1項第2号, 同条, 別表第1の(2)の項, 第4条から第6条まで."""

from __future__ import annotations

import re
from collections.abc import Iterator

from renkei.model.amendment import Part, Target
from renkei.parsing.text.numerals import NUMERAL, number

# A place in the articles: "第3条第1項第2号ア", "第5条の2", "同条第2項", "同項第1号", "第3条の見出し", "第2項ただし書". Must not match words behind it.
_ARTICLE = re.compile(
    rf"(?P<zone>附則)?(?:(?P<article>第(?P<number>{NUMERAL})条(?P<branches>(?:の{NUMERAL}){{0,3}})|同条)?"
    rf"(?P<paragraph>第(?P<pnumber>{NUMERAL})項|同項)?"
    rf"(?P<item>第(?P<inumber>{NUMERAL})号|同号)?(?P<sub>[ア-ヲ]|[(（][ア-ヲ][)）])?)"
    r"(?:[（(]見出しを含む。?[)）])?"
    r"(?:の?(?P<part>見出し|ただし書|ただし書き|但書|本文|前段|後段|各号列記以外の部分|各号列記以外|柱書|項番号))?"
)

# A place in the schedules: "別表", "別表第1の(2)の項", "別表中(2)の項", "同表(3)の項甲の役割の欄", "別表第2の1の部観光の振興の項". Must not
# match 別記.
_SCHEDULE = re.compile(
    rf"(?:別[表紙](?:第(?P<ordinal>{NUMERAL}))?|(?P<same>同表)|(?P<going_on>))"
    # "別表中観光の項", but 中 begins the name itself in "別表中小企業の振興の項", "中心市街地", "中山間地域".
    r"(?:中(?![小心核央山学高等期長国間]))?"
    r"(?:(?P<same_section>同部)の?|の?(?P<section>[^の〓][^〓]{0,40}?)の部)?"
    r"(?:の?(?P<row>[^の〓][^〓]{0,40}?)の項)?(?:の?(?P<column>[^〓]{1,20}?)の欄)?"
)
_ZONES = {"題名": "title", "前文": "preamble", "本則": "main", "全文": "main"}
_PARTS = {
    "見出し": Part.CAPTION,
    "ただし書": Part.PROVISO,
    "ただし書き": Part.PROVISO,
    "但書": Part.PROVISO,
    "本文": Part.MAIN,
    "前段": Part.FIRST,
    "後段": Part.SECOND,
    "各号列記以外の部分": Part.CHAPEAU,
    "各号列記以外": Part.CHAPEAU,
    "柱書": Part.CHAPEAU,
    "項番号": Part.NUMBER,
}
# What stands between places: "第2条及び第4条", "第2条、第3条並びに第5条". Must not match inside a name of a row, which the whole is tried
# for first.
_AND = re.compile(r"、|及び|並びに|又は")
# From one number to another: "第4条から第6条まで". Must not match から of a name without まで.
_RANGE = re.compile(r"(?P<first>.{1,40}?)から(?P<last>.{1,40}?)まで")
_MOST = 30
"""How many places a clause may name: bounded, since each becomes an instruction."""


def place(words: str, before: Target) -> Target | None:
    """The one place that words name; `before` is the place before, for 同条 and 同項.

    None for words that name no place, or one that this version does not know.

    >>> place("同条第2項", Target(zone="article", article="3", paragraph=1)).path
    'article/3/paragraph/2'
    """
    if words in _ZONES:
        return Target(zone=_ZONES[words])
    found = _SCHEDULE.fullmatch(words) if words else None
    if found and "の項" not in f"{found['row']}{found['section']}":
        return _schedule(found, before)
    found = _ARTICLE.fullmatch(words)
    return _article(found, before) if found and words else None


def places(words: str, before: Target) -> tuple[Target, ...]:
    """Every place that words name, in their order; empty if one of them is not understood.

    >>> [one.path for one in places("第2条第1項、第4条及び第6条から第8条まで", Target())]
    ['article/2/paragraph/1', 'article/4', 'article/6', 'article/7', 'article/8']
    """
    if one := place(words, before):
        return (one,)
    found: list[Target] = []
    for piece in _AND.split(words):
        more = tuple(_piece(piece, found[-1] if found else before))
        if not more or len(found) + len(more) > _MOST:
            return ()
        found.extend(more)
    return tuple(found)


def _piece(words: str, before: Target) -> Iterator[Target]:
    bounds = _RANGE.fullmatch(words)
    if bounds is None:
        if one := place(words, before):
            yield one
        return
    first = place(bounds["first"], before)
    last = place(bounds["last"], first) if first else None
    if first and last:
        yield from _between(first, last)


def _between(first: Target, last: Target) -> Iterator[Target]:
    """The places from one number to another; none where they are not numbers of one list."""
    level = _level(first)
    if level is None or level != _level(last) or first.part or last.part:
        return
    numbers = [getattr(one, level) for one in (first, last)]
    others = [one.model_copy(update={level: None}) for one in (first, last)]
    if others[0] != others[1] or not all(str(one).isdecimal() for one in numbers):
        return
    low, high = (int(one) for one in numbers)
    if low < high <= low + _MOST:
        for value in range(low, high + 1):
            yield first.model_copy(update={level: value if level == "paragraph" else str(value)})


def _level(target: Target) -> str | None:
    """The innermost number of a place: `item`, `paragraph`, `article`, or `row` of a schedule."""
    numbered = ("row",) if target.zone == "schedule" else ("item", "paragraph", "article")
    if target.subitem or target.column:
        return None
    return next((name for name in numbered if getattr(target, name)), None)


def moved(target: Target, step: int) -> Target | None:
    """A place some numbers further down (繰下げ), or up; None where it has no such number.

    >>> moved(Target(zone="article", article="4"), 1).path
    'article/5'
    """
    level = _level(target)
    value = str(getattr(target, level)) if level else ""
    if level is None or not value.isdecimal() or int(value) + step < 1:
        return None
    new = int(value) + step
    return target.model_copy(update={level: new if level == "paragraph" else str(new)})


def same_list(one: Target, other: Target) -> bool:
    """Whether two places are numbers of one list: two articles, two items of one paragraph."""
    level = _level(one)
    if level is None or level != _level(other):
        return False
    return one.model_copy(update={level: None}) == other.model_copy(update={level: None})


def _schedule(found: re.Match[str], before: Target) -> Target | None:
    goes_on = found["same"] is not None or found["going_on"] is not None
    if found["same_section"] and before.section is None:
        return None
    if goes_on and before.zone != "schedule":
        return None
    ordinal = before.schedule if goes_on else number(found["ordinal"] or "")
    row, section = found["row"], found["section"]
    if section is None and (found["going_on"] is not None or found["same_section"]):
        section = before.section
    return Target(
        zone="schedule", schedule=ordinal, section=section, row=row, column=found["column"]
    )


def _article(found: re.Match[str], before: Target) -> Target | None:
    named = found["article"]
    if named and named != "同条":
        branches = re.findall(NUMERAL, found["branches"])
        numbers = [number(each) for each in (found["number"], *branches)]
        if None in numbers:
            return None
        article: str | None = "_".join(str(each) for each in numbers)
    else:
        article = None if found["zone"] else before.article
    paragraph, item = number(found["pnumber"] or ""), number(found["inumber"] or "")
    inside = not (named or found["zone"])
    if found["paragraph"] == "同項" or (inside and not found["paragraph"]):
        paragraph = before.paragraph
    same_item = found["item"] == "同号" or (inside and found["sub"] and not found["item"])
    zone = "supplement" if found["zone"] else "article"
    if zone == "article" and named in {None, "同条"}:
        zone = before.zone
    if zone not in {"article", "supplement"} or (zone == "article" and article is None):
        return None
    return Target(
        zone=zone,
        article=article,
        paragraph=paragraph,
        item=before.item if same_item else str(item) if item is not None else None,
        subitem=found["sub"],
        part=_PARTS.get(found["part"] or ""),
    )
