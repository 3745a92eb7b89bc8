"""An amending agreement as an `Amendment`: which agreement it changes, and each instruction."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model import DatedPassage, Finding, Passage, SourceText, Span
from renkei.model.amendment import Amendment, Instruction, Target
from renkei.parsing.amendments.clauses import instructions, takes_block
from renkei.parsing.amendments.comparisons import compared, sides
from renkei.parsing.amendments.quotes import depth_after
from renkei.parsing.dates import FoundDate, find_dates
from renkei.parsing.ledger import Ledger
from renkei.parsing.lines import Line, LineKind
from renkei.parsing.words import Manner, read_words

# What a preamble or title says of another agreement: "…連携協約の一部を次のように変更する", "…に関する協約を廃止する協約".
# Must not match an article on how to amend ("この協約を変更しようとするときは").
_AMENDS = re.compile(
    r"(?P<title>[^。「」（）()、]{0,80}(?:協約|協定))(?:[(（][^()（）]{0,40}[)）])?"
    r"(?:の[一全]部を(?:[^。、]{0,20})(?:変更|改正|改定)|を(?:次のとおり)?(?:廃止|変更|改正))する"
)
_ENDS = re.compile(r"を(?:次のとおり)?廃止する")

# The date of the amended agreement: what stands right behind it: "平成28年3月30日に締結した", "…付けで締結された". Must not
# match the day on which a change begins to hold ("から施行する").
_CONCLUDED = re.compile(r"(?:付け?)?(?:に|で)?[、]?(?:甲及び乙が)?締結(?:した|された|しました)")

# The beginning of an amending sentence: "第3条", "別表", "題名", "前文", "同条". Must not match the head of an article,
# which has a space behind its number, nor a caption.
_INSTRUCTS = re.compile(r"(?:第[^ 　\t「]{1,8}[条項号]|別表|題名|前文|同[条項号表])[^ 　\t]")
# What is done to the place, right behind it: "第4条を読み替える", "第3条第1項中「". Must not match "第3条に規定する".
_DOES = re.compile(
    r"(?:第[^ 　\t「]{1,8}[条項号]|別表|題名|前文|同[条項号表])[^「。]{0,40}?(?:を|中「|の次に|に次の)"
)
_VERBS = re.compile(r"(?:改め|加え|削[りる]|とする|とし、)")
_SUPPLEMENT = re.compile(r"附[ 　]{0,4}則")
# When a change begins to hold: "この連携協約は、令和2年4月1日から施行する。", "効力を生ずる". Must not match 施行令.
_IN_FORCE = re.compile(r"(?:から|より)(?:施行|適用|効力)|効力を(?:生|失)")


def amends(title: Passage | None, preamble: Passage | None) -> bool:
    """Whether title or preamble say that this agreement changes or ends another one."""
    return any(words is not None and _AMENDS.search(words.text) for words in (preamble, title))


@dataclass(slots=True)
class AmendmentReader:
    """Reads the body of an amending agreement; what it cannot place stays unclaimed, thus unread."""

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)
    _instructions: list[Instruction] = field(default_factory=list)
    _block: list[Line] = field(default_factory=list)
    _sentence: list[Line] = field(default_factory=list)
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
        named = next((p for p in (preamble, title) if p and _AMENDS.search(p.text)), None)
        supplement, in_force = self._in_force()
        amended_on = _amended_on(preamble)
        if amended_on is None and named is not None:
            at = Span(named.start, named.end)
            self.findings.append(finding("P061", self.source, at))
        return Amendment(
            amended_title=_amended_title(title) or _amended_title(preamble),
            amended_on=amended_on,
            repeals=named is not None and _ENDS.search(named.text) is not None,
            in_force=in_force,
            supplement=supplement,
            instructions=tuple(self._instructions),
        )

    def _line(self, line: Line) -> None:
        if self._supplement is not None:
            self._supplement.append(line)
        elif _SUPPLEMENT.fullmatch(line.text):
            self._end_block()
            self.ledger.mark(line.span, "heading-mark")
            self._supplement = []
        elif line.kind is LineKind.ROW and (columns := sides(line, self.source.text)):
            self._end_block()
            self._columns = columns
            for cell in line.cells:
                self.ledger.mark(cell, "header-cell")
        elif self._columns and not self._block and "\t" in line.text:
            self._compared(line, self._columns)
        elif self._sentence or self._begins_sentence(line):
            self._sentence_line(line)
        elif self._instructions and takes_block(self._instructions[-1]):
            self._block.append(line)

    def _begins_sentence(self, line: Line) -> bool:
        """Whether an amending sentence begins in a line; it may end in one of the next."""
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
        if not self._sentence:
            self._end_block()
        self._sentence.append(line)
        words = "".join(each.text for each in self._sentence)
        if words.endswith("。") and depth_after(words) == 0:
            self._end_sentence()

    def _end_sentence(self) -> None:
        spans = [line.span for line in self._sentence]
        self._sentence = []
        scratch = Ledger(self.source.text)
        words = read_words(self.source.text, spans, scratch, "amendment", Manner.PROSE)
        if words is None:
            return
        before = self._instructions[-1].target if self._instructions else Target()
        for read in instructions(words, len(self._instructions) + 1, before):
            if read.instruction is None:
                at = Span(read.words.start, read.words.end)
                self.findings.append(finding("P060", self.source, at, words=read.words.text))
            else:
                self._instructions.append(read.instruction)
                self.ledger.leaf(read.words, f"amendment/instruction/{read.instruction.number}")

    def _compared(self, line: Line, columns: tuple[int, int]) -> None:
        number = len(self._instructions) + 1
        row = compared(line, columns, self.source, self.ledger, number)
        if row is not None:
            self._instructions.append(row)

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
        words = (
            read_words(
                self.source.text, [line.span], self.ledger, "amendment/supplement", Manner.PROSE
            )
            for line in self._supplement or ()
        )
        supplement = tuple(each for each in words if each)
        for passage in supplement:
            if _IN_FORCE.search(passage.text) and (date := _date(passage, lambda _: True)):
                return supplement, date
        return supplement, None


def _amended_title(words: Passage | None) -> Passage | None:
    found = _AMENDS.search(words.text) if words else None
    if words is None or found is None:
        return None
    # "平成28年3月30日に締結した熊本…連携協約": the title begins behind what tells of its conclusion.
    start = found.start("title")
    for said in _CONCLUDED.finditer(found["title"]):
        start = found.start("title") + said.end()
    return words.part(start, found.end("title")) if start < found.end("title") else None


def _amended_on(preamble: Passage | None) -> DatedPassage | None:
    if preamble is None:
        return None
    text = preamble.text
    return _date(preamble, lambda found: _CONCLUDED.match(text, found.end) is not None)


def _date(passage: Passage, accepts: Callable[[FoundDate], bool]) -> DatedPassage | None:
    for found in find_dates(passage.text):
        if isinstance(found, FoundDate) and accepts(found):
            return DatedPassage(value=found.value, passage=passage.part(found.start, found.end))
    return None
