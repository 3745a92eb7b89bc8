"""What is done with each element of a page (要素の扱い): text, a block, or left out, and why."""

from __future__ import annotations

import csv
import re
from functools import cache

from lxml import etree

from renkei.resources import table

BLOCK = "block"
PRE = "pre"
SKIP = "skip"
INLINE = "inline"
_OMIT = "omit:"

# What hides an element in its own style. Not: "overflow:hidden". Real: "display: none"
_HIDING = re.compile(
    r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE
)
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu"})
_SECTIONS = frozenset({"main", "article", "section"})


@cache
def _treatments() -> dict[str, str]:
    with table("renkei.reading.html", "elements.csv").open(encoding="utf-8", newline="") as rows:
        return {row["element"]: row["treatment"] for row in csv.DictReader(rows)}


@cache
def _part_names() -> frozenset[str]:
    with table("renkei.reading.html", "parts.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(row["name"] for row in csv.DictReader(rows))


def treatment(element: etree._Element) -> str:
    """How an element is treated (要素の扱い): `block`, `inline`, `pre` or `skip`."""
    return _treatments().get(tag(element), INLINE)


def omission(element: etree._Element) -> str | None:
    """Why the words of an element are no text (除く理由): a kind of `omissions.csv`, or None."""
    name = tag(element)
    treated = _treatments().get(name, INLINE)
    if treated.startswith(_OMIT):
        return treated.removeprefix(_OMIT)
    if "hidden" in element.attrib or _HIDING.search(element.get("style", "")):
        return "hidden"
    if name in {"html", "body", "main", "table", "td", "tr", "th"}:
        return None
    if element.get("role", "").lower() in _ROLES or _is_named_part(element):
        return "navigation"
    if name == "footer" and _is_of_page(element):
        return "navigation"
    return "navigation" if name == "header" and _is_page_header(element) else None


def tag(element: etree._Element) -> str:
    """The name of an element in small letters, without a namespace; empty for a comment."""
    name = element.tag
    return name.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(name, str) else ""


def _is_named_part(element: etree._Element) -> bool:
    names = {*element.get("class", "").lower().split(), element.get("id", "").lower()}
    return not names.isdisjoint(_part_names())


def _is_of_page(element: etree._Element) -> bool:
    """Whether a header or footer is that of the page, not of an article or section in it."""
    return not any(tag(above) in _SECTIONS for above in element.iterancestors())


def _is_page_header(element: etree._Element) -> bool:
    """The header of the page, unless the only heading of the first rank stands in it."""
    if not _is_of_page(element):
        return False
    root = element.getroottree().getroot()
    inside = sum(1 for _ in element.iter("h1"))
    return inside == 0 or sum(1 for _ in root.iter("h1")) > inside
