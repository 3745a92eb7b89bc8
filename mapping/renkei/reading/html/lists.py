"""Numbers of lists (箇条の番号) that a browser draws: what it would draw before an item."""

from __future__ import annotations

import re

from lxml import etree

from renkei.reading.html.elements import tag
from renkei.reading.numbers import lettered, roman

# A mark of the item's own, so that no number is drawn before it. Not: "1万円". Real: "（1） 圏域", "第2条", "ア 経済"
_OWN_MARK = re.compile(
    r"\s*(?:[(（][^()（）]{1,4}[)）]|第?[0-9０-９一二三四五六七八九十]{1,3}[条項号.．、\s]|[ア-ン][\s.．、]|[①-⑳])"
)
# A style that draws no numbers. Real: "list-style: none"
_NO_MARK = re.compile(r"list-style(?:-type)?\s{0,9}:[^;]{0,40}none", re.IGNORECASE)
_UNORDERED = "ul"


def drawn_number(item: etree._Element) -> str | None:
    """What a browser draws before an item of an ordered list (描かれる番号), None for nothing.

    The value, type and start of HTML Standard 4.4.5 count; a style sheet is not asked.
    """
    parent = item.getparent()
    if parent is None or tag(parent) != "ol":
        return None
    if any(_NO_MARK.search(each.get("style", "")) for each in (item, parent)):
        return None
    if _OWN_MARK.match("".join(item.itertext())):
        return None
    return _written(_number(item, parent), item.get("type") or parent.get("type") or "1") + "."


def _number(item: etree._Element, parent: etree._Element) -> int:
    items = [each for each in parent if tag(each) == "li"]
    step = -1 if "reversed" in parent.attrib else 1
    number = _integer(parent.get("start"), len(items) if step < 0 else 1) - step
    for each in items:
        number = _integer(each.get("value"), number + step)
        if each is item:
            break
    return number


def _integer(text: str | None, otherwise: int) -> int:
    # Six figures at most: Python takes long to read a number of a million.
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise


def _written(number: int, kind: str) -> str:
    if kind in {"a", "A"} and number > 0:
        return lettered(number) if kind == "a" else lettered(number).upper()
    if kind in {"i", "I"} and number > 0:
        return roman(number) if kind == "i" else roman(number).upper()
    return str(number)
