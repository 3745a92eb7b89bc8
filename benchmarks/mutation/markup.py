"""Markup (変異した標識): HTML and XML whose tags, attributes and references are moved and damaged."""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from mutation.texts import HOT, text

if TYPE_CHECKING:
    from random import Random

# A tag, a reference, or the words between: takes every character of a page once. Real: "<td rowspan='2'>", "&nbsp;"
_PIECES = re.compile(r"<[^<>]{0,2000}>|&[#\w]{1,40};|[^<&]+|[<&]")
# The value of an attribute. Real: 'rowspan="2"'
_VALUE = re.compile(r"""(=\s*)("[^"]{0,200}"|'[^']{0,200}'|[\w%-]{1,40})""")
_VALUES = (
    *(
        "0",
        "1",
        "2",
        "-1",
        "999",
        "65536",
        "99999999999999999999",
        "1.5",
        "",
        " ",
        "abc",
        "１",
        "٣",
    ),
    *("continue", "restart", "true", "none", "#REF", "../../x", "01", "甲" * 50),
)
_REFERENCES = (
    "&nbsp;",
    "&amp",
    "&#0;",
    "&#xD800;",
    "&#99999999;",
    "&lt;",
    "&yen",
    "&a;",
    "&#x3042;",
)
_MUTATIONS, _NESTED = 6, 120
_RARE, _HALF = 0.03, 0.5


def damaged_markup(random: Random, given: str) -> str:
    """Markup with up to `_MUTATIONS` of its pieces deleted, doubled, moved or changed."""
    pieces = _PIECES.findall(given)
    for _ in range(1 + random.randrange(_MUTATIONS)):
        if pieces:
            _change(random, pieces)
    return "".join(pieces)


def _change(random: Random, pieces: list[str]) -> None:
    at = random.randrange(len(pieces))
    kind = random.randrange(8)
    if kind == 0:
        del pieces[at]
    elif kind == 1:
        pieces.insert(random.randrange(len(pieces)), pieces[at])
    elif kind == 2:  # noqa: PLR2004  # one kind after the other
        end = at + 1 + random.randrange(30)
        pieces[at:at] = pieces[at:end] * (1 + (random.random() < _RARE) * random.randrange(_NESTED))
    elif kind == 3:  # noqa: PLR2004  # likewise
        pieces[at] = random.choice(_REFERENCES) + pieces[at]
    elif kind == 4:  # noqa: PLR2004  # likewise
        pieces[at] = escape(random.choice(HOT)) if random.random() < _HALF else random.choice(HOT)
    elif kind == 5:  # noqa: PLR2004  # likewise
        del pieces[at : at + random.randrange(30)]
    else:
        tags = [n for n, piece in enumerate(pieces) if piece.startswith("<") and "=" in piece]
        if tags:
            _attribute(random, pieces, random.choice(tags))


def _attribute(random: Random, pieces: list[str], at: int) -> None:
    found = list(_VALUE.finditer(pieces[at]))
    if found:
        one = random.choice(found)
        value = random.choice(_VALUES)
        piece = pieces[at]
        pieces[at] = f'{piece[: one.start(2)]}"{escape(value)}"{piece[one.end(2) :]}'


def damaged_tree(random: Random, given: bytes) -> bytes:
    """XML that stays well formed: up to `_MUTATIONS` elements deleted, doubled, moved or changed."""
    root = etree.fromstring(given)
    for _ in range(1 + random.randrange(_MUTATIONS)):
        elements = [each for each in root.iter() if each is not root]
        if elements:
            _change_element(random, root, random.choice(elements), random.choice(elements))
    return etree.tostring(root)


def _change_element(
    random: Random, root: etree._Element, one: etree._Element, other: etree._Element
) -> None:
    kind = random.randrange(8)
    parent = one.getparent()
    if kind == 0 and parent is not None:
        parent.remove(one)
    elif kind == 1:
        other.append(deepcopy(one))
    elif kind == 2 and one is not other and one not in other.iterancestors():  # noqa: PLR2004  # one kind after the other
        other.append(one)
    elif kind == 3:  # noqa: PLR2004  # likewise
        one.tag = other.tag
    elif kind == 4:  # noqa: PLR2004  # likewise
        put = random.choice(HOT) if random.random() < _HALF else text(random)
        one.text = "".join(char for char in put if char.isprintable() or char in "\t\n")
    elif kind == 5:  # noqa: PLR2004  # likewise
        one.tail, one.text = one.text, one.tail
    else:
        named = [each for each in root.iter() if each.attrib]
        if named:
            element = random.choice(named)
            element.set(random.choice(sorted(element.attrib)), random.choice(_VALUES))


_CHARSETS = ("utf-8", "Shift_JIS", "EUC-JP", "ISO-2022-JP", "UTF-16", "x-none", "", "utf-7")
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "cp932", "euc-jp", "iso-2022-jp", "utf-16")


def page(random: Random) -> bytes:
    """A web page of some lines of ours: tables, lists, ruby, navigation; then damaged."""
    lines = text(random).split("\n")
    parts = [f"<!DOCTYPE html><html><head><meta charset={random.choice(_CHARSETS)}><title>例規"]
    parts.append("</title></head><body><nav><ul><li><a href='#'>ホーム</a></ul></nav><main>")
    parts += [_block(random, line) for line in lines]
    parts.append("</main><footer>市役所</footer></body></html>")
    made = damaged_markup(random, "".join(parts))
    return made.encode(random.choice(_ENCODINGS), errors="xmlcharrefreplace")


def _block(random: Random, line: str) -> str:
    words = escape(line)
    if "\t" in line:
        tag = random.choice(("td", "th", "td rowspan=2", "td colspan='2'", "td hidden"))
        return "<table><tr>" + "".join(f"<{tag}>{cell}" for cell in words.split("\t")) + "</table>"
    shape = random.choice(
        (
            "<p>{}</p>",
            "<div>{}<br></div>",
            "<h2>{}</h2>",
            "<ol type=a start=3><li value=7>{}</ol>",
            "<ul><li>{}</ul>",
            "<ruby>{}<rp>(</rp><rt>ふり</rt></ruby>",
            "<pre>{}\t\n</pre>",
            "<dl><dt>{}<dd>乙</dl>",
            "<del>{}</del><ins>甲</ins>",
            "<span style='display:none'>{}</span>",
            "<!-- {} -->",
            "<table><tr><td>{}<table><tr><td>乙</table></table>",
            "<details><summary>{}</summary></details>",
            "<select><option>{}</select>",
            "<svg><text>{}</text></svg>",
        )
    )
    return shape.format(words)
