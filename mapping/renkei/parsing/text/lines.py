"""Step one of parsing: a source text becomes typed lines (行の種別).

A later step may rely on this: every line of the text is there, in order; `span` is the line without
surrounding white space; `mark` and `rest` split a line that begins with a mark; `cells` split a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from renkei.model import Span
from renkei.parsing.text.columns import Column
from renkei.parsing.text.numerals import NUMERAL, number


class LineKind(StrEnum):
    """What a line is by its shape alone, wherever it stands."""

    BLANK = "blank"
    PAGE = "page"
    RULER = "ruler"
    ROW = "row"
    SCHEDULE = "schedule"
    DIVISION = "division"
    ARTICLE = "article"
    SUPPLEMENT = "supplement"
    CONTENTS = "contents"
    """A line of a table of contents; no shape says so, but `contents` does."""
    CAPTION = "caption"
    BROKEN_HEAD = "broken-head"
    """Where an article begins whose number cannot be told; no shape says so, but `heads` does."""
    WITHHELD = "withheld"
    """A line of a drawn table that could not be read; no shape says so, but `ruled` does."""
    READING = "reading"
    """A line of readings, or of words of the text; no shape says so, but `furigana` does."""
    MARKED = "marked"
    TEXT = "text"


class MarkStyle(StrEnum):
    """The families of marks before headings and items (見出し記号・号番号の種類)."""

    DIGIT = "digit"
    PAREN_DIGIT = "paren-digit"
    CIRCLED = "circled"
    KATAKANA = "katakana"
    PAREN_KATAKANA = "paren-katakana"
    LETTER = "letter"
    PAREN_LETTER = "paren-letter"
    KANJI = "kanji"
    PAREN_KANJI = "paren-kanji"
    CAPITAL = "capital"
    ROMAN = "roman"
    ORDINAL = "ordinal"
    TABLE = "table"
    """The number of a table (表１); only headings above tables have it."""
    BRACKETED = "bracketed"
    WORDS = "words"
    """No mark, and words that are no field of the guideline: below a heading that is one."""
    NONE = "none"


FORM_FEED = "\f"
_LONGEST_PAGE = 12
_LONGEST_HEADING = 100
"""How many code points the heading of a schedule may have."""

_DIGITS = r"[0-9０-９]"
_KANJI = r"[一二三四五六七八九十百〇]"
_GAP = "[ 　]?"
"""What text recognition may leave inside the brackets of a mark: "（ウ ）"."""

# One row a family of marks, tried in this order. Matches the mark alone, at the start of a line, when
# white space (or, behind a bracket, anything) follows: "（1）圏域…", "① 生活…", "ア 経済…", "2 前項の…", "Ⅰ 観光", "第1 観光".
# Must not match a year ("29年"), a quantity ("2通を"), a word in brackets ("（目的）"). A small ァ is how text recognition reads an ア.
_MARKS: tuple[tuple[MarkStyle, str], ...] = (
    (MarkStyle.PAREN_DIGIT, rf"[(（]{_GAP}{_DIGITS}{{1,3}}{_GAP}[)）]|[⑴-⒇]"),
    (MarkStyle.PAREN_KANJI, rf"[(（]{_GAP}{_KANJI}{{1,3}}{_GAP}[)）]|[㈠-㈩]"),
    (MarkStyle.PAREN_KATAKANA, rf"[(（]{_GAP}[ァ-ヲｱ-ﾝ]{_GAP}[)）]"),
    (MarkStyle.PAREN_LETTER, rf"[(（]{_GAP}[a-zａ-ｚ]{{1,4}}{_GAP}[)）]|[⒜-⒵]"),
    (MarkStyle.CIRCLED, r"[①-⑳㉑-㉟㊱-㊿]"),
    (MarkStyle.DIGIT, rf"{_DIGITS}{{1,2}}[.．、]?(?=[ 　])|{_DIGITS}{{1,2}}[.．](?!{_DIGITS})"),
    (MarkStyle.KATAKANA, r"[ァ-ヲｱ-ﾝ][.．、]?(?=[ 　])"),
    (MarkStyle.LETTER, r"(?:[ivx]{1,4}|[ｉｖｘ]{1,4}|[a-zａ-ｚⅰ-ⅻ])[.．、]?(?=[ 　])"),
    (MarkStyle.CAPITAL, r"[A-ZＡ-Ｚ][.．、]?(?=[ 　](?![市町村区]))"),
    (MarkStyle.KANJI, rf"{_KANJI}{{1,3}}(?=[ 　])"),
    (MarkStyle.ROMAN, r"[Ⅰ-Ⅻ][.．、]?(?=[ 　])"),
    (MarkStyle.ORDINAL, rf"第(?:{_DIGITS}{{1,2}}|{_KANJI}{{1,3}})(?=[ 　])"),
)
_MARK = re.compile("|".join(f"(?P<{style.name}>{pattern})" for style, pattern in _MARKS))

# A list bullet that a converter put before a mark: the "- " of "- (1) 圏域全体…". Must not take the
# dash of a ruler ("---") or a minus sign ("-3").
_BULLET = re.compile(r"[-*・‐－][ 　]+")

# A line that only draws a table's ruling: "--\t--\t---", "|---|:--:|", "─────". Must not match a line
# with any letter or figure, nor a lone short dash ("-", "―") that stands for an empty cell.
_RULING = "-=─━－—+|｜:"

_RULER = re.compile(rf"(?=.*[-=─━－—]{{2}})[{_RULING}\s]+")

# A page number alone on its line: "- 3 -", "－　２　－", "3 / 12", "４頁", and "一 3 一", as text recognition has its dashes. Must not match a bare number,
# which may be anything, nor a mark ("(2)", "一 3").
_PAGE_DASH = "[-‐－―–—~〜ー一]"
_PAGE = re.compile(
    rf"{_PAGE_DASH}[ 　]{{0,2}}{_DIGITS}{{1,4}}[ 　]{{0,2}}{_PAGE_DASH}"
    rf"|{_DIGITS}{{1,4}} ?[/／] ?{_DIGITS}{{1,4}}|{_DIGITS}{{1,4}} ?(?:頁|ページ)"
)

# The heading of a schedule: "別表", "別表第1（第3条第1号関係）", "別表 第２", "（別表）", "【別紙】", "別 記（第4条関係）". Must not match a
# sentence that begins with the word ("別表に掲げるとおりとする。"). Spaces are bounded: three unbounded runs of
# them would take cubic time.
_SCHEDULE = re.compile(
    rf"[(（【]?別(?:[表紙]|[ 　]{{0,4}}記)[ 　]{{0,4}}(?:第?(?P<ordinal>{_DIGITS}{{1,3}}|{_KANJI}{{1,4}}))?[)）】]?[ 　]{{0,4}}"
    r"(?:[(（](?P<reference>[^()（）]{1,40})関係[)）])?"
)

# The number of an article, with what must follow it: "第3条 甲及び…", "第３条の２　…", "第三条　…", also with a tab behind, or
# with its caption "第1条（目的） この…", "第1条（目的）この…".
# Must not match a reference inside a wrapped sentence ("第3条に規定する", "第3条第1項の").
_ARTICLE = re.compile(
    rf"第(?P<number>{_DIGITS}{{1,3}}|{_KANJI}{{1,4}})条(?P<branch>(?:の(?:{_DIGITS}{{1,2}}|{_KANJI}{{1,2}}))*)"
    r"(?:[ 　]{0,4}(?P<caption>[(（][^()（）]{2,40}[)）]))?"
    r"(?:[ 　\t]+|$|(?<=[)）])(?![のにをがはとでや、。及並又若第号項]))"
)

# The heading of a part above the articles: "第1章 総則", "第二節　役割", "第1編", with the mark and the words. Must not match a reference
# ("第1章の規定") nor a sentence, which the caller sees by its end.
_DIVISION = re.compile(
    rf"(?P<mark>第(?P<number>{_DIGITS}{{1,3}}|{_KANJI}{{1,4}})(?P<kind>[編章節款])(?:の(?:{_DIGITS}{{1,2}}|{_KANJI}{{1,2}}))?)"
    r"(?:[ 　]{1,4}(?P<words>[^ 　].{0,50}))?"
)

# The heading of supplementary provisions: "附則", "附　則", "附則（令和2年告示第30号）". Must not match a sentence about them ("附則第2項の
# 規定は").
_SUPPLEMENT = re.compile(r"(?:附|付)[ 　]{0,6}則(?:[ 　]{0,4}[(（〔][^()（）〔〕]{2,60}[)）〕])?")

# One branch of an article's number: the "の2" of 第3条の2. Must not match the の of a sentence ("の役割").
_BRANCH = re.compile(rf"の({NUMERAL})")

# A caption in brackets of either width, alone on its line: "（目的）", "(連携協約の変更等)". Must not match a mark
# ("（1）") or a line that only begins with brackets ("（1）圏域…").
_CAPTION = re.compile(r"[(（](?P<words>[^()（）]{2,40})[)）]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its kind; spans leave out surrounding white space.

    `number` is that of an article: `3`, or `3_2` for 第3条の2. `opens` tells what the cells of a row hold, where `spanned_cards` could
    tell; they are then what stands before a key, the key, what stands behind it, and the words. `beside` are cells of such a row's table
    that say nothing new (heads, numbers, a name printed again); empty where its rows are no table with a head.
    """

    kind: LineKind
    span: Span
    text: str
    style: MarkStyle = MarkStyle.NONE
    mark: Span | None = None
    rest: Span | None = None
    caption: Span | None = None
    cells: tuple[Span, ...] = ()
    number: str | None = None
    opens: Column | None = None
    beside: tuple[Span, ...] = ()

    @property
    def is_words(self) -> bool:
        """Whether the line holds words of its own, marked or not."""
        return self.kind in {LineKind.TEXT, LineKind.MARKED}

    def cell_words(self) -> list[str]:
        """The words of the cells of a row, as printed; those of a cell merged from a row above are not its own."""
        start = self.span.start
        own = (Span(max(cell.start - start, 0), max(cell.end - start, 0)) for cell in self.cells)
        return [self.text[cell.start : cell.end] for cell in own]

    def words_at(self, span: Span) -> str:
        """The words of the line in a range of the text."""
        return self.text[span.start - self.span.start : span.end - self.span.start]

    @property
    def is_page_break(self) -> bool:
        """Whether the line is a form feed, with which readers part pages (改ページ)."""
        return self.kind is LineKind.BLANK and self.text == FORM_FEED


def typed_lines(text: str) -> Iterator[Line]:
    """Every line of a text with its kind, in order.

    >>> [line.kind.value for line in typed_lines("（目的）\\n\\n第1条 この協約は\\n甲\\t乙")]
    ['caption', 'blank', 'article', 'row']
    """
    position = 0
    for raw in text.split("\n"):
        yield _typed(raw, position)
        position += len(raw) + 1


def _typed(raw: str, offset: int) -> Line:
    words = raw.strip()
    start = offset + len(raw) - len(raw.lstrip()) if words else offset
    span = Span(start, start + len(words))
    if not words:
        # A row may be all white space ("\t\t\t"): it says nothing, like a blank line.
        return Line(LineKind.BLANK, span, FORM_FEED if FORM_FEED in raw else words)
    if kind := _bare_kind(words):
        return Line(kind, span, words)
    if words[0] == "第" and (article := _article(words, span)):
        return article
    if "\t" in raw or _is_piped(words):
        return Line(LineKind.ROW, span, words, cells=tuple(_cells(raw, offset)))
    if len(words) <= _LONGEST_HEADING and (kind := _part_kind(words)):
        return _part(kind, words, span)
    return _marked(words, span) or Line(
        LineKind.CAPTION if _is_caption(words) else LineKind.TEXT, span, words, rest=span
    )


def is_page_number(words: str) -> bool:
    """Whether words are a page number by their shape alone.

    >>> is_page_number("－　２　－"), is_page_number("(2)")
    (True, False)
    """
    return len(words) <= _LONGEST_PAGE and _PAGE.fullmatch(words) is not None


def _bare_kind(words: str) -> LineKind | None:
    """The kind of a line that holds no words."""
    if is_page_number(words):
        return LineKind.PAGE
    is_ruler = words[0] in _RULING and _RULER.fullmatch(words) is not None
    return LineKind.RULER if is_ruler else None


def _article(words: str, span: Span) -> Line | None:
    found = _ARTICLE.match(words)
    label = article_number(words)
    if found is None or label is None or words.count("\t") > found[0].count("\t"):
        return None
    mark = Span(span.start, span.start + found.end("branch"))
    rest = Span(span.start + found.end(), span.end)
    low, high = found.span("caption")
    caption = Span(span.start + low, span.start + high) if found["caption"] else None
    kind = LineKind.ARTICLE
    return Line(kind, span, words, mark=mark, rest=rest, caption=caption, number=label)


def _part_kind(words: str) -> LineKind | None:
    """The kind of a heading of a part: a schedule, a chapter, supplementary provisions."""
    if _SCHEDULE.fullmatch(words):
        return LineKind.SCHEDULE
    if words[0] == "第" and not words.endswith(("。", "、")) and _DIVISION.fullmatch(words):
        return LineKind.DIVISION
    return LineKind.SUPPLEMENT if words[0] in "附付" and _SUPPLEMENT.fullmatch(words) else None


def _part(kind: LineKind, words: str, span: Span) -> Line:
    found = _DIVISION.fullmatch(words) if kind is LineKind.DIVISION else None
    if found is None:
        return Line(kind, span, words, rest=None if kind is LineKind.SCHEDULE else span)
    low, high = found.span("words") if found["words"] else (len(words), len(words))
    mark = Span(span.start, span.start + found.end("mark"))
    return Line(kind, span, words, mark=mark, rest=Span(span.start + low, span.start + high))


def division_parts(words: str) -> tuple[str, int | None]:
    """The kind (編, 章, 節, 款) and the number of a heading above articles.

    >>> division_parts("第２章 連携する取組")
    ('章', 2)
    """
    found = _DIVISION.fullmatch(words)
    return (found["kind"], number(found["number"])) if found else ("", None)


def _is_caption(words: str) -> bool:
    return words[0] in "(（" and _CAPTION.fullmatch(words) is not None


def _marked(words: str, span: Span) -> Line | None:
    bullet = _BULLET.match(words)
    at = bullet.end() if bullet else 0
    found = _MARK.match(words, at)
    if found is None:
        return None
    rest = found.end() + len(words[found.end() :]) - len(words[found.end() :].lstrip(" 　"))
    return Line(
        LineKind.MARKED,
        span,
        words,
        style=MarkStyle[found.lastgroup or "NONE"],
        mark=Span(span.start + at, span.start + found.end()),
        rest=Span(span.start + rest, span.end),
    )


def _is_piped(words: str) -> bool:
    return words.startswith("|") and words.endswith("|") and words != "|"


def _cells(raw: str, offset: int) -> Iterator[Span]:
    separator, inner, start = "\t", raw, offset
    bare = raw.strip()
    # A tab behind the last bar is white space: the row is one of bars all the same.
    if _is_piped(bare) and "\t" not in bare:
        lead = len(raw) - len(raw.lstrip())
        separator, inner, start = "|", bare[1:-1], offset + lead + 1
    for cell in inner.split(separator):
        words = cell.strip()
        begin = start + (len(cell) - len(cell.lstrip()) if words else 0)
        yield Span(begin, begin + len(words))
        start += len(cell) + 1


def borders(line: Line) -> Iterator[Span]:
    """The bars between and around the cells of a row (罫線); tabs are white space and are no bars.

    >>> [row] = typed_lines("|災害対策|甲と|")
    >>> list(borders(row))
    [Span(start=0, end=1), Span(start=5, end=6), Span(start=8, end=9)]
    """
    if not line.cells or not _is_piped(line.text) or "\t" in line.text:
        return
    position = line.span.start
    for cell in (*line.cells, Span(line.span.end, line.span.end)):
        at = line.text.index("|", position - line.span.start) + line.span.start
        yield Span(at, at + 1)
        position = max(at + 1, cell.end)


def split_mark(text: str, span: Span) -> tuple[MarkStyle, Span | None, Span]:
    """The mark that a cell or heading begins with, and the words behind it.

    >>> split_mark("(8) 災害等への対応", Span(0, 11))[1:]
    (Span(start=0, end=3), Span(start=4, end=11))
    """
    line = _marked(text[span.start : span.end], span)
    if line is None or line.mark is None or line.rest is None:
        return MarkStyle.NONE, None, span
    return line.style, line.mark, line.rest


def is_mark(words: str) -> bool:
    """Whether words are a mark and nothing else, as in a cell of its own.

    >>> is_mark("①"), is_mark("(2) 観光")
    (True, False)
    """
    _, mark, rest = split_mark(words, Span(0, len(words)))
    return mark is not None and not rest.length


def schedule_parts(words: str) -> tuple[str | None, str | None]:
    """The numeral and the reference of a schedule's heading, as printed.

    >>> schedule_parts("別表第1（第3条第1号関係）")
    ('1', '第3条第1号')
    """
    found = _SCHEDULE.fullmatch(words)
    return (found["ordinal"], found["reference"]) if found else (None, None)


def article_number(words: str) -> str | None:
    """The number in the heading of an article: `3`, or `3_2` for 第3条の2; None if it has none.

    >>> article_number("第３条の２　甲は"), article_number("第十十条　甲は")
    ('3_2', None)
    """
    found = _ARTICLE.match(words)
    if found is None:
        return None
    parts = [number(part) for part in (found["number"], *_BRANCH.findall(found["branch"]))]
    return None if None in parts else "_".join(map(str, parts))
