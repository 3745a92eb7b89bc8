"""Articles that are not called 条 (条と書かない規定): 第1 目的, Ⅰ 目的, 1 …, 一 …, （目的）, or the bare word 目的.

Only a text without any 第N条 is looked at. What stands right below a preamble is its body; it is taken for articles
where one family of heads begins there, counts on from 1 without a doubt, and holds sentences. Else it is said.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from renkei import resources
from renkei.model import Span
from renkei.parsing.cleaning.heads import OWN_ARTICLE
from renkei.parsing.text.columns import ColumnKind, column
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.numerals import ordinal

_DIGITS = r"[0-9０-９]"
_KANJI = r"[一二三四五六七八九十]"
_BRACKET = rf"(?=[(（](?!{_DIGITS}|{_KANJI}{{1,2}}[)）]))"

# One row a family of heads, with the sign that may follow the number: "第１　目的", "第1（目的）", "Ⅰ 目的", "１　甲は、…",
# "１．目的", "1（目的）…", "一　目的", "一、…". Must not match a reference ("第1項の"), a year ("29年"), a decimal ("1.1") nor a mark in
# brackets ("(1)").
_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (family, re.compile(pattern))
    for family, pattern in (
        (
            "ordinal",
            rf"(?P<mark>第(?P<number>{_DIGITS}{{1,2}}|{_KANJI}{{1,3}}))(?:[ 　:：．、]{{1,4}}|{_BRACKET}|$)",
        ),
        ("roman", rf"(?P<mark>(?P<number>[Ⅰ-Ⅻ]|[IVX]{{1,4}})[.．、]?)(?:[ 　]{{1,4}}|{_BRACKET})"),
        (
            "digit",
            rf"(?P<mark>(?P<number>{_DIGITS}{{1,2}})(?:[.．、](?!{_DIGITS}))?)(?:(?<=[.．、])|[ 　]{{1,4}}|{_BRACKET})[ 　]{{0,4}}",
        ),
        (
            "kanji",
            rf"(?P<mark>(?P<number>{_KANJI}{{1,3}})[.．、]?)(?:(?<=[.．、])|[ 　]{{1,4}}|{_BRACKET})[ 　]{{0,4}}",
        ),
    )
)

# A caption in brackets before the words of an article: the "（目的）" of "１　（目的）この協約は、". Must not match a mark.
_CAPTION = re.compile(rf"[(（](?!{_DIGITS})[^()（）]{{2,40}}[)）](?=[ 　]{{0,4}})")

# A caption without brackets before the first sentence, on its line: "目的　この協約は、…。". Must not match a sentence with a space in it ("甲は　…").
_NAMED = re.compile(
    r"(?P<caption>[^\s。、，（）()「」]{2,20}(?<![はがをにでとの]))[ 　]{1,4}(?=\S[^\n]{6,2000}。$)"
)
_LONGEST_TITLE = 30
"""How many code points the caption of an article may have that stands alone behind its number."""

# The end of a line that goes on in the next one: a comma, a particle. Must not match the end of a title.
_OPEN = re.compile(r"[、，]|[はがをにでとの]$|及び$|。$")

# A clause that amends another agreement: "第1条中「甲」を「乙」に改める。". Must not match an article on how this one is changed (変更する).
_AMENDS = re.compile(r"(?:改め|削り|削る|加え)(?:る)?[、。]|改正する。")

_FEWEST = 2
"""How many heads make articles: one alone may be anything."""
_SILENT = frozenset({LineKind.BLANK, LineKind.PAGE, LineKind.RULER, LineKind.CONTENTS})
_KEYS = frozenset({ColumnKind.CONTENT, ColumnKind.LABEL, ColumnKind.EITHER})


class _Head(NamedTuple):
    """A line that may head an article: its family, its number, and how it reads as a head.

    `indent` is how far its line is set in; `is_known` tells whether its caption heads an article in many agreements.
    """

    at: int
    family: str
    number: int
    line: Line
    indent: int = 0
    is_known: bool = False


class Body(NamedTuple):
    """The lines of a body, and the first of those that are numbered like articles and are none for certain."""

    lines: list[Line]
    doubtful: Line | None = None


def as_articles(lines: Sequence[Line]) -> Body:
    """The body of an agreement without 条, its heads as `ARTICLE` where they are proven.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> text = "第1　目的\\n　連携する。\\n第2　費用\\n　協議して定める。"
    >>> [(line.number, line.kind.value) for line in as_articles(list(typed_lines(text))).lines]
    [('1', 'article'), (None, 'text'), ('2', 'article'), (None, 'text')]
    >>> text = "１　姫路市\\n２　たつの市"
    >>> as_articles(list(typed_lines(text))).doubtful.text
    '１　姫路市'
    """
    heads = _heads(lines)
    if len(heads) < _FEWEST:
        return Body(list(lines))
    chain = _chain(heads) or []
    speaks_of_others = any(OWN_ARTICLE.search(line.text) for line in lines)
    if speaks_of_others or len(chain) < _FEWEST or not _holds_sentences(lines, chain):
        is_known = any(line.cells or _AMENDS.search(line.text) for line in lines)
        return Body(list(lines), None if is_known else lines[heads[0].at])
    found = {head.at: head.line for head in chain}
    return Body([found.get(at, line) for at, line in enumerate(lines)])


def _heads(lines: Sequence[Line]) -> list[_Head]:
    """All lines that may be heads of the family with which the body begins."""
    words = [at for at, line in enumerate(lines) if line.kind not in _SILENT and len(line.text) > 1]
    if not words:
        return []
    first = lines[words[0]]
    if first.kind is LineKind.CAPTION:
        return _numbered_captions(lines, words) or list(_captions(lines, words))
    begins = _numbered(first, words[0])
    if begins is not None:
        return list(_of_family(lines, words, begins.family)) if begins.number == 1 else []
    return list(_bare(lines, words)) if _is_known(first) else []


def _of_family(lines: Sequence[Line], words: Sequence[int], family: str) -> Iterator[_Head]:
    for at in words:
        head = _numbered(lines[at], at)
        if head is not None and head.family == family:
            indent = lines[at].span.start - lines[at - 1].span.end if at else 0
            yield head._replace(indent=indent, is_known=_has_known_caption(head.line))


def _numbered(line: Line, at: int) -> _Head | None:
    """A line as the head of an article with a number of its own."""
    if not line.is_words:
        return None
    for family, pattern in _FAMILIES:
        found = pattern.match(line.text)
        number = ordinal(found["number"]) if found else None
        if found is not None and number:
            return _Head(at, family, number, _read(line, found, number))
    return None


def _read(line: Line, found: re.Match[str], number: int) -> Line:
    """A numbered line as the head of an article: its mark, its caption, and the words behind."""
    start, low, high = line.span.start, found.end(), len(line.text)
    caption: tuple[int, int] | None = None
    if bracketed := _CAPTION.match(line.text, low):
        caption, low = bracketed.span(), bracketed.end()
    elif named := _NAMED.match(line.text, low):
        caption, low = named.span("caption"), named.end()
    elif 1 < high - low <= _LONGEST_TITLE and not _OPEN.search(line.text, low):
        caption, low = (low, high), high
    low += len(line.text[low:]) - len(line.text[low:].lstrip(" 　"))
    return replace(
        line,
        kind=LineKind.ARTICLE,
        mark=Span(start, start + found.end("mark")),
        caption=Span(start + caption[0], start + caption[1]) if caption else None,
        rest=Span(start + low, start + high),
        number=str(number),
    )


def _numbered_captions(lines: Sequence[Line], words: Sequence[int]) -> list[_Head]:
    """Heads that stand right below captions, one each, and count them: （目的） above 1 …, （費用） above 2 …."""
    above = {behind: lines[at] for at, behind in pairwise(words)}
    captions = [at for at in words if lines[at].kind is LineKind.CAPTION]
    begins = _numbered(lines[words[1]], words[1]) if len(words) > 1 else None
    if begins is None:
        return []
    family = _of_family(lines, words, begins.family)
    heads = [head for head in family if above[head.at].kind is LineKind.CAPTION]
    numbers = [head.number for head in heads]
    return heads if numbers == list(range(1, len(captions) + 1)) else []


def _captions(lines: Sequence[Line], words: Sequence[int]) -> Iterator[_Head]:
    """Captions in brackets without any number, in order; keys of roles (（甲の役割）) are none."""
    listed = [at for at in words if lines[at].kind is LineKind.CAPTION]
    kinds = {at: head.kind for at in listed if (head := column(lines[at].text[1:-1]))}
    keys = {at for at, kind in kinds.items() if kind is ColumnKind.ROLE}
    if keys:
        keys |= {at for at, kind in kinds.items() if kind in _KEYS}
    for number, at in enumerate((at for at in listed if at not in keys), start=1):
        yield _Head(at, "caption", number, _counted(lines[at], number))


def _bare(lines: Sequence[Line], words: Sequence[int]) -> Iterator[_Head]:
    """Words alone on their line that head an article in many agreements (目的, 費用負担)."""
    for number, at in enumerate((at for at in words if _is_known(lines[at])), start=1):
        yield _Head(at, "bare", number, _counted(lines[at], number))


def _counted(line: Line, number: int) -> Line:
    """A caption as the head of an article whose number nobody printed: it is the count."""
    end = line.span._replace(start=line.span.end)
    kind = LineKind.ARTICLE
    return replace(line, kind=kind, mark=None, caption=line.span, rest=end, number=str(number))


@cache
def _known() -> tuple[re.Pattern[str], ...]:
    path = resources.table("renkei.parsing", "article_captions.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(re.compile(row["pattern"]) for row in csv.DictReader(lines))


def _is_known(line: Line) -> bool:
    return line.kind is LineKind.TEXT and _heads_articles(line.text)


def _has_known_caption(head: Line) -> bool:
    if head.caption is None:
        return False
    start = head.span.start
    words = head.text[head.caption.start - start : head.caption.end - start]
    return _heads_articles(words.strip("()（）"))


def _heads_articles(words: str) -> bool:
    return len(words) <= _LONGEST_TITLE and any(one.fullmatch(words) for one in _known())


def _chain(heads: Sequence[_Head]) -> list[_Head] | None:
    """The heads of the outermost level; None where the marks do not tell them from those inside.

    Those inside are set in from the margin, or they begin anew at 1. Where a mark would be the next one of both
    levels, only a caption that heads an article in many agreements (疑義) tells.
    """
    outer = [head for head in heads if head.indent == heads[0].indent]
    numbers = [head.number for head in outer]
    if _FEWEST <= len(outer) < len(heads) and numbers == list(range(1, len(outer) + 1)):
        return outer
    outer, inner = [], 0
    for head in heads:
        last = outer[-1].number if outer else 0
        if inner and head.number == inner + 1 and not (head.is_known and head.number == last + 1):
            if head.number == last + 1:
                return None
            inner = head.number
        elif head.number > last:
            outer.append(head)
            inner = 0
        elif head.number == 1:
            inner = 1
        else:
            return None
    return outer


def _holds_sentences(lines: Sequence[Line], chain: Sequence[_Head]) -> bool:
    """Whether the first part holds a sentence, and two of three do: a list of names or of dates does not.

    A table right below is none: the words above it head a field of initiatives.
    """
    starts = [head.at for head in chain]
    held = [
        any(line.text.endswith("。") and not line.cells for line in lines[low:high])
        for low, high in pairwise([*starts, len(lines)])
    ]
    return held[0] and sum(held) * 3 >= len(held) * 2
