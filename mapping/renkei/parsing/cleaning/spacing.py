"""Spaces between all characters (字間の空白), as text recognition and letterspaced headings leave them.

The measure is the density: of the places in a line at which two Japanese characters stand side by side, the share
that a space parts. Ordinary lines have next to none; names and heads of columns stay far below the limit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from renkei.model import Span
from renkei.parsing.text.lines import split_mark
from renkei.parsing.text.view import Edit, lines_of

_FEWEST_GAPS = 5
"""How many spaced places a line must have before its density says anything."""
_DENSE = 0.4
"""The density from which on spaces are layout; a name (山田 太郎) in a short line reaches a third."""
_MOST_LINES = 0.5
"""The share of dense lines from which on the whole text counts as spaced, short lines too."""
_FEWEST_LINES = 3

_JAPANESE = r"[\u3001-\u303f\u3040-\u30ff\u3400-\u9fff々〇ａ-ｚＡ-Ｚ０-９（）]"
# The place between two Japanese characters, with the space or without; the second is only looked at, since it begins the next place.
_PLACE = re.compile(rf"{_JAPANESE}(?P<gap>[ 　]{{0,4}})(?={_JAPANESE})")

# Any gap in a line: "第 3 条", "I C T". Bounded, since a longer one parts words on purpose.
_GAP = re.compile(r"(?<=[^\s])[ 　]{1,4}(?=[^\s])")

# Short words that are set with wide spaces by custom: "附　則", "目　次", "協　約　書". Must not match a name of two characters.
_LETTERSPACED = re.compile(
    r"(?:目[ 　]{1,6}次|附[ 　]{1,6}則|前[ 　]{1,6}文|別[ 　]{1,6}[表紙]|総[ 　]{1,6}則|記[ 　]{1,6}録"
    r"|(?:連[ 　]{1,6}携[ 　]{1,6})?協[ 　]{1,6}[約定](?:[ 　]{1,6}書)?)(?=$|[ 　]*[(（第])"
)

# What a form sets wide in lines of few words, at their beginning: "第 １ 条　", "市　長　", "姫　路　市". Must not match the 第 3 条 of a sentence
# that was wrapped before it, nor a name ("市 長太郎").
_SET_WIDE = re.compile(
    r"第[ 　]{1,2}[0-9０-９一二三四五六七八九十]{1,3}[ 　]{1,2}条(?=[ 　]{1,2}[^\s]|[(（])"
    r"|(?:[甲乙丙丁戊][ 　]{1,8})?(?P<wide>(?:[一-鿿ぁ-んァ-ヶ][ 　]{1,2}){1,7}(?:[市町村区](?:[ 　]{1,2}長)?|[市町村区]?長|知[ 　]{1,2}事))(?=$|[ 　]{2,})"
)

# The mark that a line begins with, letterspaced: "第 ３ 条", "( 1 )", "2", "ア", "a"; a space behind it is a writer's. Must not match the
# 第 3 条 of a sentence that was wrapped before it ("第 3 条 に 規 定").
_LEAD = re.compile(
    r"第[ 　]{0,4}(?:[0-9０-９一二三四五六七八九十][ 　]{0,4}){1,4}(?:条(?:[ 　]{0,4}の[ 　]{0,4}[0-9０-９一二三四五六七八九十])?"
    r"|[編章節款])(?![ 　]*[にのをがはとで第、及並又])"
    r"|[(（][ 　]{0,4}(?:[0-9０-９a-zａ-ｚア-ンｱ-ﾝ一二三四五六七八九十][ 　]{0,4}){1,3}[)）]"
    r"|[0-9０-９]{1,2}(?![ 　]*[0-9０-９年月日./％%])|[ア-ンｱ-ﾝ](?![ 　]*[ァ-ヺーｦ-ﾟ])|[①-⑳]|[甲乙丙丁]|[a-zａ-ｚ](?![a-zａ-ｚ])"
)

# A stretch of a line that alone is spaced, letter by letter: the "始める 者 に 、 技 術 、農地" of recognition. Must not match words that single
# spaces part ("甲 乙 丙"), nor a name in a line of few words, which the caller sees.
_SPACED_STRETCH = re.compile(rf"{_JAPANESE}(?: {_JAPANESE}){{4,80}}")
_OF_SENTENCES = re.compile(r"[ぁ-ん、。「」]")

# A signature whose name alone is set wide, letter by letter: "　福崎町長　中　川　真　寿　男". Its name is read as names are; the gap behind the office
# parts two words. Must not match a line in which the office is set wide, too ("福 崎 町 長　中 川").
_NAME_SET_WIDE = re.compile(
    r"[ 　]*(?:[^\s]{1,8}[ 　]+)?[^\s、。]{2,16}(?:長|知事|管理者)[ 　]+(?:[^\s、。][ 　]{1,4}){2,8}[^\s、。]{1,3}[ 　]*"
)
_LATIN_WORD = re.compile(r"[A-Za-z]{2}")


def edits(text: str) -> Iterator[Edit]:
    """What to take out of a text so that no space stands inside its words, in order."""
    if not _may_be_spaced(text):
        return
    lines = [(span, text[span.start : span.end]) for span in lines_of(text)]
    counts = [_places(line) for _, line in lines]
    dense = [_is_dense(*count) for count in counts]
    long = sum(1 for gaps, places in counts if places >= _FEWEST_GAPS)
    everywhere = sum(dense) >= _FEWEST_LINES and sum(dense) >= _MOST_LINES * long
    for (span, line), spaced, (gaps, places) in zip(lines, dense, counts, strict=True):
        if spaced and _NAME_SET_WIDE.fullmatch(line):
            continue
        if spaced or (everywhere and places and gaps >= _DENSE * places):
            yield from _line_edits(line, span.start, "spaced-letters")
        elif (word := _word_set_wide(line)) is not None:
            for gap in _GAP.finditer(line, *word):
                low, high = gap.span()
                yield Edit(Span(span.start + low, span.start + high), "", "letterspaced-word")
        elif "、" in line or "。" in line:
            yield from _stretches(line, span.start)


def _stretches(line: str, start: int) -> Iterator[Edit]:
    """The spaces inside stretches of a sentence that are set letter by letter; one that is but nouns may be a list."""
    _, _, words = split_mark(line, Span(len(line) - len(line.lstrip()), len(line)))
    for stretch in _SPACED_STRETCH.finditer(line, words.start):
        if _OF_SENTENCES.search(stretch[0]):
            for gap in _GAP.finditer(line, *stretch.span()):
                yield Edit(Span(start + gap.start(), start + gap.end()), "", "spaced-letters")


def _word_set_wide(line: str) -> Span | None:
    """The place of a word at the beginning of a line that is set wide by custom."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if found := _LETTERSPACED.match(line, start, end):
        return Span(*found.span())
    found = _SET_WIDE.match(line, start, end)
    return Span(*found.span("wide" if found["wide"] else 0)) if found else None


# Whether a text may hold a spaced line or word at all: a quick look, since most do not.
_SPACED = re.compile(
    rf"(?:{_JAPANESE}{{1,3}}[ 　]{{1,4}}){{4}}|[目附前別総協第][ 　]|[市町村区][ 　]{{1,2}}長|[ 　][市町村区](?:$|[ 　])",
    re.MULTILINE,
)


def _may_be_spaced(text: str) -> bool:
    return _SPACED.search(text) is not None


def _places(line: str) -> tuple[int, int]:
    """How many places between Japanese characters have a gap, and how many there are."""
    found = _PLACE.findall(line)
    return sum(1 for gap in found if gap), len(found)


def _is_dense(gaps: int, places: int) -> bool:
    return gaps >= _FEWEST_GAPS and gaps >= _DENSE * places


def _width(gap: str) -> int:
    return sum(2 if sign == "　" else 1 for sign in gap)


def _line_edits(line: str, start: int, rule: str) -> Iterator[Edit]:
    """The gaps to take out of a spaced line.

    A gap that is wider than the usual one parts words, as before a signature; in a sentence it parts nothing.
    """
    lead = _lead_end(line)
    gaps = [found for found in _GAP.finditer(line) if found.start() != lead]
    if not gaps:
        return
    usual = Counter(_width(found[0]) for found in gaps).most_common(1)[0][0]
    is_sentence = any(sign in line for sign in "、。")
    for found in gaps:
        low, high = found.span()
        if _width(found[0]) > usual and not is_sentence:
            continue
        if _LATIN_WORD.fullmatch(line[low - 1] + line[high]) and _is_latin_word(line, low, high):
            continue
        yield Edit(Span(start + low, start + high), "", rule)


def _lead_end(line: str) -> int | None:
    stripped = len(line) - len(line.lstrip())
    found = _LEAD.match(line, stripped)
    return found.end() if found and line[found.end() : found.end() + 1] in (" ", "　") else None


def _is_latin_word(line: str, low: int, high: int) -> bool:
    """Whether a gap parts two words of Latin letters, of which one has more than a letter."""
    return bool(_LATIN_WORD.match(line, max(low - 2, 0)) or _LATIN_WORD.match(line, high))
