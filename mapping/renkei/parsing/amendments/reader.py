"""An amending agreement as an `Amendment`: which agreement it changes, and each instruction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model import DatedPassage, Finding, Passage, SourceText, Span
from renkei.model.amendment import Amendment, Instruction
from renkei.parsing.amendments.announcing import announced, date_in
from renkei.parsing.amendments.clauses import Before, following, instructions
from renkei.parsing.amendments.comparisons import compared, sides
from renkei.parsing.amendments.forms import TAKING_BLOCK
from renkei.parsing.amendments.quotes import depth_after
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, LineKind
from renkei.parsing.text.words import Manner, read_words

# The place with which an amending sentence begins. Must not match the head of an article, which has a space behind its number.
_PLACE = r"(?:第[^ 　\t「]{1,8}[条項号]|別[表紙]|題名|前文|本則|附則|同[条項号表])"
_INSTRUCTS = re.compile(rf"{_PLACE}[^ 　\t]")
# What is done to the place, right behind it: "第4条を読み替える", "第3条第1項中「". Must not match "第3条に規定する".
_DOES = re.compile(rf"{_PLACE}[^「。]{{0,40}}?(?:を|中「|の[次前]に|に(?:次の|見出し|第))")
_VERBS = re.compile(r"(?:改め|加え|削[りる]|とする|とし、|付する|繰り?[上下]げ)")
# That a change follows, in the body: "連携協約の一部を次のように変更する。", "第1条 協約の一部を次のとおり改める。". Must not match an instruction,
# which names a place.
_ANNOUNCES = re.compile(
    r"[^。「」]{0,160}(?:協約|協定)(?:書)?[^。「」]{0,80}の一部を(?:次の(?:よう|とおり)に?)?(?:変更|改正|改定|改め)(?:する|る)。"
)
_SUPPLEMENT = re.compile(r"[附付][ 　]{0,6}則(?:[ 　]{0,4}[(（〔][^()（）〔〕]{2,60}[)）〕])?")
# When a change begins to hold: "この連携協約は、令和2年4月1日から施行する。", "効力を生ずる". Must not match 施行令.
_IN_FORCE = re.compile(r"(?:から|より)(?:施行|適用|効力)|効力を(?:生|失)")


def _takes_effect(words: str) -> bool:
    """Whether an article says from when the amending agreement holds: "この連携協約は、令和2年4月1日から施行する。"."""
    return words.startswith("この") and _IN_FORCE.search(words) is not None


@dataclass(slots=True)
class AmendmentReader:
    """Reads the body of an amending agreement; what it cannot place stays unclaimed, thus unread."""

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)
    _instructions: list[Instruction] = field(default_factory=list)
    _announcement: list[Passage] = field(default_factory=list)
    _block: list[Line] = field(default_factory=list)
    _sentence: list[Span] = field(default_factory=list)
    _before: Before = field(default_factory=Before)
    _caption: Line | None = None
    _in_article: bool = False
    _effective: list[Passage] = field(default_factory=list)
    _columns: tuple[int, int] | None = None
    _supplement: list[Line] | None = None

    def read(
        self, title: Passage | None, preamble: Passage | None, lines: Sequence[Line]
    ) -> Amendment:
        """The amendment that title, preamble and body make up."""
        for line in lines:
            if line.kind not in {LineKind.BLANK, LineKind.RULER, LineKind.PAGE}:
                self._line(line)
        self._end_block()
        words = (preamble, *self._announcement, title)
        said = [one for each in words if (one := announced(each))]
        supplement, in_force = self._in_force()
        amended_on = next((one.concluded for one in said if one.concluded), None)
        if amended_on is None and said:
            at = Span(said[0].words.start, said[0].words.end)
            self.findings.append(finding("P061", self.source, at))
        return Amendment(
            amended_title=next((one.title for one in said[::-1] if one.title), None),
            amended_on=amended_on,
            repeals=bool(said) and said[0].ends,
            in_force=in_force,
            announcement=tuple(self._announcement),
            supplement=supplement,
            instructions=tuple(self._instructions),
        )

    def _line(self, line: Line) -> None:
        if self._supplement is not None:
            self._supplement.append(line)
        elif not self._own(line):
            self._change(line)

    def _own(self, line: Line) -> bool:
        """Take a line that says something of the amending agreement itself, and no change."""
        if not self._sentence and self._announces(line):
            self._announce(line)
        elif self._in_article and _takes_effect(self._rest(line)):
            self._end_block()
            self._article_in_force(line)
        elif line.kind is LineKind.CAPTION and not self._block and not self._open:
            self._caption = line
        elif _SUPPLEMENT.fullmatch(line.text):
            self._end_block()
            self.ledger.mark(line.span, "heading-mark")
            self._supplement = []
        else:
            return False
        return True

    def _change(self, line: Line) -> None:
        """Take a line of a change: of a comparison, of a sentence, of the new wording below it."""
        if line.kind is LineKind.ROW and (columns := sides(line, self.source.text)):
            self._end_block()
            self._columns = columns
            for cell in line.cells:
                self.ledger.mark(cell, "header-cell")
        elif self._columns and not self._block and "\t" in line.text:
            self._compared(line, self._columns)
        elif self._sentence or self._begins_sentence(line):
            self._sentence_line(line)
        elif self._instructions and self._waits_for_block():
            self._block.append(line)

    def _announces(self, line: Line) -> bool:
        """Whether a line says that a change follows: "第1条 連携協約の一部を次のように変更する。"."""
        return not self._block and _ANNOUNCES.fullmatch(self._rest(line)) is not None

    def _announce(self, line: Line) -> None:
        self._in_article = line.kind is LineKind.ARTICLE
        head = [self._caption.span] if self._caption else []
        self._announcement.extend(self._article(line, head))
        self._caption = None

    def _article_in_force(self, line: Line) -> None:
        """An article of the amending agreement that says from when it holds, as 附則 does elsewhere."""
        head = [self._caption.span] if self._caption else []
        self._effective.extend(self._article(line, head))
        self._caption = None

    def _article(self, line: Line, head: Sequence[Span]) -> Iterator[Passage]:
        """The words of an article of the amending agreement itself, its caption first."""
        for caption in [*head, *([line.caption] if line.caption else [])]:
            yield from self._words(caption)
        if line.mark:
            self.ledger.mark(line.mark, "article-number")
        yield from self._words(line.rest or line.span)

    def _words(self, span: Span, node: str = "amendment") -> Iterator[Passage]:
        words = read_words(self.source.text, [span], self.ledger, node, Manner.PROSE)
        if words is not None:
            yield words

    def _rest(self, line: Line) -> str:
        """The words of a line behind its mark."""
        span = line.rest or line.span
        return self.source.text[span.start : span.end]

    @property
    def _open(self) -> bool:
        """Whether an instruction still waits for its new wording, or a sentence for its end."""
        waits = bool(self._instructions) and self._waits_for_block()
        return waits or bool(self._sentence)

    def _begins_sentence(self, line: Line) -> bool:
        """Whether an amending sentence begins in a line; it may end in one of the next."""
        if line.kind is LineKind.MARKED and line.rest:
            # "1 第3条中「A」を「B」に改める。": a list of changes. A paragraph that comes in is no such sentence.
            rest = self.source.text[line.rest.start : line.rest.end]
            return _DOES.match(rest) is not None and _VERBS.search(rest) is not None
        is_words = line.kind is LineKind.TEXT
        return (
            is_words
            and _INSTRUCTS.match(line.text) is not None
            and (
                _VERBS.search(line.text) is not None
                or _DOES.match(line.text) is not None
                or not line.text.endswith("。")
            )
        )

    def _sentence_line(self, line: Line) -> None:
        span = line.span
        if not self._sentence:
            self._end_block()
            if line.kind is LineKind.MARKED and line.mark and line.rest:
                self.ledger.mark(line.mark, "item-mark")
                span = line.rest
        self._sentence.append(span)
        words = "".join(self.source.text[each.start : each.end] for each in self._sentence)
        if words.endswith("。") and depth_after(words) == 0:
            self._end_sentence()

    def _end_sentence(self) -> None:
        spans, self._sentence = self._sentence, []
        scratch = Ledger(self.source.text)
        words = read_words(self.source.text, spans, scratch, "amendment", Manner.PROSE)
        if words is None:
            return
        read = list(instructions(words, len(self._instructions) + 1, self._before))
        for each in read:
            if not each.instructions:
                at = Span(each.words.start, each.words.end)
                self.findings.append(finding("P060", self.source, at, words=each.words.text))
            for one in each.instructions:
                self._instructions.append(one)
            if each.instructions:
                node = f"amendment/instruction/{each.instructions[0].number}"
                self.ledger.leaf(each.words, node)
        self._before = following(read)

    def _compared(self, line: Line, columns: tuple[int, int]) -> None:
        number = len(self._instructions) + 1
        row = compared(line, columns, self.source, self.ledger, number)
        if row is not None:
            self._instructions.append(row)

    def _waits_for_block(self) -> bool:
        """Whether the lines that follow are the new wording of the last instruction."""
        last = self._instructions[-1]
        return last.operation in TAKING_BLOCK and last.after is None

    def _end_block(self) -> None:
        """The lines below an instruction become its new wording."""
        self._sentence = []
        if not self._block:
            return
        last = self._instructions[-1]
        node = f"amendment/instruction/{last.number}/block"
        spans = [line.span for line in self._block]
        text = "".join(self.source.text[span.start : span.end] for span in spans)
        block = Passage(text=text, spans=tuple(spans))
        self.ledger.leaf(block, node)
        self._instructions[-1] = last.model_copy(update={"block": block})
        self._block = []

    def _in_force(self) -> tuple[tuple[Passage, ...], DatedPassage | None]:
        """The supplementary provisions (附則), and the day from which the change holds."""
        lines = self._supplement or ()
        words = (one for line in lines for one in self._words(line.span, "amendment/supplement"))
        supplement = (*self._effective, *words)
        for passage in supplement:
            if _IN_FORCE.search(passage.text) and (date := date_in(passage, lambda _: True)):
                return supplement, date
        return supplement, None
