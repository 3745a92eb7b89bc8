"""Articles (条) with their captions, paragraphs (項) and items (号), from the lines of the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model import Article, Finding, Item, Paragraph, Passage, SourceText, Span
from renkei.parsing.articles.divisions import DivisionTree
from renkei.parsing.articles.paragraph_numbers import continuing, numbers
from renkei.parsing.cells.keys import opens_cell
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, LineKind, MarkStyle, article_number
from renkei.parsing.text.numerals import readings
from renkei.parsing.text.sequence import breaks, follows
from renkei.parsing.text.words import Manner, read_words

_LONGEST_CAPTION = 30
"""How many code points a caption without brackets may have."""

_ABOVE_NUMBERS = frozenset({MarkStyle.ORDINAL, MarkStyle.ROMAN})
"""Marks of headings (第1, Ⅰ) below which bare numbers count."""


@dataclass(slots=True)
class _Part:
    """A paragraph or an item while its lines are gathered."""

    style: MarkStyle
    mark: Span | None
    printed: str = ""
    spans: list[Span] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    caption: Span | None = None


@dataclass(slots=True)
class _Block:
    caption: Span | None
    head: Line
    parts: list[_Part] = field(default_factory=list)
    division: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the article is not called 条 (第1 目的): numbers below it may count items."""
        return article_number(self.head.text) is None


@dataclass(slots=True)
class ArticleReader:
    """Reads the body of an agreement; what it cannot place stays unclaimed, thus unread.

    `within` begins the names of the nodes, as `supplement/1/` does for those of 附則.
    """

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)
    within: str = ""
    tree: DivisionTree = field(init=False)

    def __post_init__(self) -> None:
        self.tree = DivisionTree(self.source, self.ledger)

    def read(self, lines: Sequence[Line]) -> tuple[Article, ...]:
        """The articles in the order of the text."""
        articles = [self._article(block) for block in self._blocks(lines)]
        self._report_gaps(articles)
        self.findings.extend(self.tree.findings)
        return tuple(articles)

    def loose(self, lines: Sequence[Line]) -> tuple[Paragraph, ...]:
        """The paragraphs of lines that hold no article (条のない附則); a caption may stand above each."""
        if not lines:
            return ()
        block = _Block(None, lines[0])
        caption: Span | None = None
        after_blank = False
        for line in lines:
            if line.kind is LineKind.CAPTION:
                caption = line.span
            elif line.is_words:
                count = len(block.parts)
                self._take(block, line, after_blank=after_blank)
                if len(block.parts) > count:
                    block.parts[-1].caption, caption = caption, None
            after_blank = line.kind in {LineKind.BLANK, LineKind.PAGE}
        return self._paragraphs(self._whole_parts(block), self.within.rstrip("/"))

    def _blocks(self, lines: Sequence[Line]) -> list[_Block]:
        blocks: list[_Block] = []
        caption: Span | None = None
        after_blank = False
        in_article = False
        bare = set(_bare_captions(lines))
        for at, line in enumerate(lines):
            if line.kind is LineKind.CAPTION or at in bare:
                caption = line.span
            elif line.kind is LineKind.DIVISION:
                self.tree.add(line)
                in_article = False
            elif line.kind is LineKind.ARTICLE:
                head = line.caption or caption
                blocks.append(_Block(head, line, division=self.tree.current))
                caption = None
                in_article = True
                if line.rest and line.rest.length:
                    blocks[-1].parts.append(_Part(MarkStyle.NONE, None, spans=[line.rest]))
            elif line.kind is LineKind.BROKEN_HEAD:
                in_article = False
            elif line.is_words and in_article:
                self._take(blocks[-1], line, after_blank=after_blank)
            if not line.is_page_break:
                after_blank = line.kind in {LineKind.BLANK, LineKind.PAGE}
        return blocks

    def _take(self, block: _Block, line: Line, *, after_blank: bool) -> None:
        if line.kind is LineKind.TEXT:
            self._take_text(block, line, after_blank=after_blank)
            return
        if line.mark and line.span.start < line.mark.start:
            self.ledger.layout(Span(line.span.start, line.mark.start), "list-bullet")
        printed = self.source.text[line.mark.start : line.mark.end] if line.mark else ""
        spans = [line.rest] if line.rest and line.rest.length else []
        part = _Part(line.style, line.mark, printed, spans)
        words = self.source.text[line.rest.start : line.rest.end] if line.rest else ""
        if block.is_plain and not block.parts and not _begins_paragraph(line, words):
            block.parts.append(_Part(MarkStyle.NONE, None))
        numbers_paragraph = (
            line.style is MarkStyle.DIGIT and not _counts_items(block.parts, printed)
        ) or (line.style is MarkStyle.KANJI and self._is_next(block.parts, printed))
        if numbers_paragraph or not block.parts:
            block.parts.append(part)
        else:
            _nest(block.parts[-1], part)

    def _is_next(self, parts: Sequence[_Part], printed: str) -> bool:
        """Whether 二 is the number of a paragraph, as upright writing has it: above it stands a sentence, and no 一."""
        if not parts or parts[-1].parts or not self._ends(parts[-1]):
            return False
        above = parts[-1].printed or "一"
        return parts[-1].style in {MarkStyle.NONE, MarkStyle.KANJI} and follows(above, printed)

    def _take_text(self, block: _Block, line: Line, *, after_blank: bool) -> None:
        """A line without a mark: the rest of an open sentence, or a paragraph of its own.

        An item is often no sentence, so only the next line may go on with it; a paragraph whose
        sentence is open also goes on behind a page break. A point of a list (・…) or a key (甲の役割　…) is no paragraph.
        """
        last = _last_part(block.parts)
        if last is None:
            self._unnumbered(block, line)
            return
        own_level = not block.parts[-1].parts and last.style in {MarkStyle.NONE, MarkStyle.DIGIT}
        is_point = own_level and (line.text.startswith("・") or opens_cell(line.text))
        if is_point or self._goes_on(last, line, after_blank=after_blank, own_level=own_level):
            last.spans.append(line.span)
        elif own_level:
            self._unnumbered(block, line)

    def _goes_on(self, last: _Part, line: Line, *, after_blank: bool, own_level: bool) -> bool:
        """Whether a line goes on with the part above, or is or fills a cell of it (甲の役割)."""
        if own_level:
            return not self._ends(last)
        if not after_blank or opens_cell(line.text):
            return True
        in_cell = any(opens_cell(self.source.text[span.start : span.end]) for span in last.spans)
        return in_cell and not self._ends(last)

    def _ends(self, part: _Part) -> bool:
        words = self.source.text[part.spans[-1].start : part.spans[-1].end] if part.spans else ""
        return words.rstrip().endswith(("。", "．"))

    def _unnumbered(self, block: _Block, line: Line) -> None:
        """A paragraph without a number, as older rule books print them (項番号のない項)."""
        block.parts.append(_Part(MarkStyle.NONE, None, spans=[line.span]))

    def _is_whole(self, part: _Part) -> bool:
        """Whether a part has a number, or is a sentence: other words, such as an office, are none."""
        return part.mark is not None or self._ends(part)

    def _article(self, block: _Block) -> Article:
        label = block.head.number or ""
        node = f"{self.within}article/{label}"
        if block.head.mark:
            self.ledger.mark(block.head.mark, "article-number")
        else:
            values = {"caption": block.head.text, "number": label}
            self.findings.append(finding("P073", self.source, block.head.span, **values))
        caption = None
        if block.caption:
            caption = self._caption(block.caption, node)
        parts = self._whole_parts(block)
        paragraphs = self._paragraphs(parts, node)
        start = min(block.caption or block.head.span, block.head.span).start
        ends = [s.end for part in parts for s in _all_spans(part)]
        return Article(
            number=label,
            caption=caption,
            paragraphs=paragraphs,
            mark=self._mark(block) if block.is_plain else None,
            division=block.division,
            span=Span(start, max([block.head.span.end, *ends])),
        )

    def _mark(self, block: _Block) -> str:
        """What is printed in the place of 第1条, if anything is."""
        mark = block.head.mark
        return self.source.text[mark.start : mark.end] if mark else ""

    def _whole_parts(self, block: _Block) -> list[_Part]:
        """The paragraphs; a line without a number that cannot be one goes on with that above."""
        whole = [part for part in block.parts if part is block.parts[0] or self._is_whole(part)]
        going_on = continuing([self._printed(part) for part in whole])
        kept: list[_Part] = []
        for at, part in enumerate(whole):
            if at not in going_on or part.parts or part.caption or kept[-1].parts:
                kept.append(part)
                continue
            kept[-1].spans.extend(part.spans)
            self.findings.append(finding("P082", self.source, part.spans[0]))
        return kept

    def _paragraphs(self, parts: Sequence[_Part], node: str) -> tuple[Paragraph, ...]:
        self._report_breaks(parts)
        places = numbers([self._printed(part) for part in parts])
        return tuple(
            self._paragraph(part, at, node) for part, at in zip(parts, places, strict=True)
        )

    def _caption(self, caption: Span, node: str) -> Passage | None:
        text = self.source.text
        if text[caption.start] not in "(（" or text[caption.end - 1] not in ")）":
            caption_node = f"{node}/caption"
            return read_words(self.source.text, [caption], self.ledger, caption_node, Manner.PROSE)
        inner = Span(caption.start + 1, caption.end - 1)
        self.ledger.mark(Span(caption.start, inner.start), "caption-bracket")
        self.ledger.mark(Span(inner.end, caption.end), "caption-bracket")
        return read_words(self.source.text, [inner], self.ledger, f"{node}/caption", Manner.PROSE)

    def _paragraph(self, part: _Part, position: int, node: str) -> Paragraph:
        path = f"{node}/paragraph/{position}"
        if part.mark is None and position > 1:
            start = part.spans[0]
            self.findings.append(finding("P012", self.source, start))
        if part.mark:
            self.ledger.mark(part.mark, "paragraph-number")
        return Paragraph(
            number=position,
            caption=self._caption(part.caption, path) if part.caption else None,
            text=read_words(self.source.text, part.spans, self.ledger, path, Manner.PROSE),
            items=self._items(part.parts, path),
        )

    def _items(self, parts: Sequence[_Part], node: str) -> tuple[Item, ...]:
        self._report_breaks(parts)
        return tuple(self._item(part, f"{node}/item/{n}") for n, part in enumerate(parts, start=1))

    def _item(self, part: _Part, node: str) -> Item:
        text = self.source.text
        if part.mark:
            self.ledger.mark(part.mark, "item-mark")
        return Item(
            mark=self._printed(part),
            text=read_words(text, part.spans, self.ledger, node, Manner.PROSE),
            items=self._items(part.parts, node),
        )

    def _report_breaks(self, parts: Sequence[_Part]) -> None:
        """Paragraphs or items whose printed numbers do not follow; the first paragraph has none."""
        marked = list(parts)
        while marked and marked[0].mark is None:
            del marked[0]
        marks = [self._printed(part) for part in marked]
        first = "一" if marked and marked[0].style is MarkStyle.KANJI else "1"
        head = [first] if len(marked) < len(parts) else []
        for position, before, mark in breaks([*head, *marks]):
            part = marked[position - len(head)]
            if part.mark is not None:
                values = {"mark": mark or "", "before": before or "－"}
                self.findings.append(finding("P025", self.source, part.mark, **values))

    def _printed(self, part: _Part) -> str | None:
        return part.printed or None

    def _report_gaps(self, articles: Sequence[Article]) -> None:
        """Numbers that do not rise by one; only a branch (第3条の2) may repeat its article's."""
        expected = 1
        for article in articles:
            main, _, branch = article.number.partition("_")
            if int(main) != expected and not (branch and int(main) == expected - 1):
                values = {"expected": str(expected), "found": main}
                self.findings.append(finding("P010", self.source, article.span, **values))
            expected = int(main) + 1


def _bare_captions(lines: Sequence[Line]) -> Iterator[int]:
    """Captions that have lost their brackets: short words, no sentence, right above an article.

    A sentence that is still open above would go on in them, so they need a finished one there.
    """
    words: list[int] = []
    for at, line in enumerate(lines):
        if line.kind is LineKind.ARTICLE and line.caption is None and words:
            above = lines[words[-1]]
            before = lines[words[-2]] if len(words) > 1 else None
            finished = before is None or before.text.endswith("。")
            if _is_short_title(above) and finished:
                yield words[-1]
        if line.kind not in {LineKind.BLANK, LineKind.PAGE}:
            words.append(at)


def _is_short_title(line: Line) -> bool:
    return (
        line.kind is LineKind.TEXT
        and 1 < line.span.length <= _LONGEST_CAPTION
        and any(char.isalnum() for char in line.text)
        and not line.text.endswith(("。", "、"))
    )


def _last_part(parts: Sequence[_Part]) -> _Part | None:
    if not parts:
        return None
    return _last_part(parts[-1].parts) or parts[-1]


def _nest(paragraph: _Part, part: _Part) -> None:
    """Put an item at its level: beside the last item of the same kind of mark, else one deeper."""
    chain = [paragraph]
    while chain[-1].parts:
        chain.append(chain[-1].parts[-1])
    same = [level for level, holder in enumerate(chain[1:]) if holder.style is part.style]
    if same and not _begins_series(chain[same[-1] + 1], part):
        after = [level for level in same if follows(chain[level + 1].printed, part.printed)]
        chain[(after or same)[-1]].parts.append(part)
    else:
        chain[-1].parts.append(part)


def _counts_items(paragraphs: Sequence[_Part], printed: str) -> bool:
    """Whether a bare number counts items: below 第1 or Ⅰ, or where the paragraph above has none, so that one behind it would be 2."""
    if not paragraphs:
        return False
    items = paragraphs[-1].parts
    begins = any(reading.value == 1 for reading in readings(printed))
    if items and items[-1].style in _ABOVE_NUMBERS:
        below = [part for part in items[-1].parts if part.style is MarkStyle.DIGIT]
        return follows(below[-1].printed, printed) if below else begins
    if any(paragraph.mark is not None for paragraph in paragraphs):
        return False
    return begins if not items else items[0].style is MarkStyle.DIGIT


def _begins_paragraph(line: Line, words: str) -> bool:
    """Whether a marked line right below a plain heading (第1 目的) is a paragraph: a numbered sentence, not a title."""
    is_title = len(words) <= _LONGEST_CAPTION and "、" not in words and not words.endswith("。")
    return line.style is MarkStyle.DIGIT and not is_title


def _begins_series(before: _Part, part: _Part) -> bool:
    """Whether a mark of the same kind begins a series of its own: i below a, イ、ロ below a ア."""
    own = [reading for reading in readings(part.printed) if reading.value == 1]
    others = {reading.series for reading in readings(before.printed)}
    is_other = any(reading.series not in others for reading in own)
    return is_other and not follows(before.printed, part.printed)


def _all_spans(part: _Part) -> list[Span]:
    return [*part.spans, *(span for inner in part.parts for span in _all_spans(inner))]
