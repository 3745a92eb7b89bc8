"""Initiatives out of articles (条文の中の取組): their numbers, their roles, and what is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from renkei.errors import finding
from renkei.model import (
    Article,
    Division,
    Finding,
    Initiative,
    Note,
    Passage,
    RoleAssignment,
    SourceText,
    Span,
    join,
)
from renkei.parsing.cells.aims import taken_as_content
from renkei.parsing.cells.damaged_keys import ExpectedKeys
from renkei.parsing.cells.item_marks import marks_of, with_marks
from renkei.parsing.cells.labels import derived_label
from renkei.parsing.cells.rows import Row
from renkei.parsing.cells.wording import says_nothing
from renkei.parsing.headings.tree import HeadingTree
from renkei.parsing.logical_rows.schedule_review import ScheduleReview
from renkei.parsing.parties.preamble import holders
from renkei.parsing.prose.item_tree import Branch, ItemTreeReader
from renkei.parsing.prose.prose_cells import Cells, lines_of
from renkei.parsing.prose.whole_articles import above, whole_articles
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.numerals import ordinal, readings


class _Held(NamedTuple):
    """What an article holds, or several that are an initiative each: the heading over all, and items that are none."""

    article: Article
    heading: Passage | None
    parts: list[Branch | Cells]
    left: list[Passage]


@dataclass(slots=True)
class ProseReader:
    """Reads the initiatives that stand in articles; `tree` and `review` are shared with schedules.

    `parties` maps what a key or sentence may call a party to the numbers of the parties. The words
    belong to the articles already: only marks of items are claimed, where they part the words of a cell.
    """

    source: SourceText
    ledger: Ledger
    parties: Mapping[str, Sequence[int]]
    tree: HeadingTree
    review: ScheduleReview
    initiatives: list[Initiative] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _marks: Mapping[int, Passage] = field(default_factory=dict)

    def read(self, articles: Sequence[Article], divisions: Sequence[Division] = ()) -> None:
        """Take in the articles; where several hold initiatives, each gives its own number to them."""
        self._marks = marks_of(self.source.text, articles)
        held = list(self._held(articles, {one.number: one for one in divisions}))
        for position, (article, heading, parts, left) in enumerate(held, start=1):
            self.tree.begin_schedule(position if len(held) > 1 else None)
            if len(held) > 1 and heading:
                self.tree.enter(heading, None, None)
            for part in parts:
                self._part(part, parts)
            for words in left:
                self._left(words, article)

    def _held(
        self, articles: Sequence[Article], divisions: Mapping[str, Division]
    ) -> Iterator[_Held]:
        lines = (line.text for article in articles for line in _printed_lines(article))
        reader = ItemTreeReader(self.parties, ExpectedKeys.of(lines, self.parties))
        whole = whole_articles(articles, self.parties, divisions)
        several: _Held | None = None
        for at, article in enumerate(articles):
            found = reader.read(article, named_items=whole.get(at) is not None)
            cells = whole.get(at)
            if not found and at in whole and cells is None and any(whole.values()):
                for words in article.passages()[:1]:
                    self._left(words, article)
            found = found or ([cells] if cells else [])
            if found and at in whole:
                if several is None:
                    several = _Held(article, None, [], [])
                    yield several
                _add(several.parts, found, article, above(article, divisions))
                for words in reader.left if found[0] is not cells else ():
                    self._left(words, article)
                continue
            several = None if found else several
            if found:
                names = [part.label for part in found if isinstance(part, Cells)]
                heading = None if article.caption in names else article.caption
                yield _Held(article, heading, found, reader.left)

    def _part(self, part: Branch | Cells, siblings: Sequence[Branch | Cells]) -> None:
        if isinstance(part, Cells):
            self._initiative(part)
            return
        above = list(self.tree.levels)
        if part.text is not None:
            self.tree.enter(part.text, part.mark, _place(part.mark, siblings[0].mark))
        for below in part.below:
            self._part(below, part.below)
        self.tree.levels = above

    def _initiative(self, cells: Cells) -> None:
        place = self.tree.next_row()
        if not cells.content and (aim := taken_as_content(cells.notes, lambda head: head.text)):
            cells.content.extend(aim[1])
        content = self._whole(cells.content, f"{place}/content") if cells.content else None
        label = cells.label
        roles = tuple(sorted(self._roles(cells, place), key=lambda role: role.party))
        if label is None and content is None and not roles:
            # Keys with no words under them make no initiative; what else stands there is told.
            for words in [*cells.left, *(head for head, _ in cells.notes)]:
                self._say("P050", words, words=words.text, initiative=place, label="")
            self._damaged(cells)
            return
        self.tree.take_row()
        initiative = Initiative(
            number=place,
            mark=cells.mark,
            label=label,
            derived_label=derived_label(content) if label is None and content else None,
            content=content,
            headings=self.tree.path(),
            roles=roles,
            notes=tuple(
                Note(heading=head, text=join(words)) for head, words in cells.notes if words
            ),
        )
        row = Row(
            label=list(label.spans) if label else [],
            content=list(content.spans) if content else [],
            roles={who: _spans(words) for who, words in cells.roles.items()},
        )
        self.review.initiative(row, initiative, expects_content=cells.keyed)
        self.initiatives.append(initiative)
        name = label or initiative.derived_label
        for words in cells.left:
            values = {"initiative": place, "label": name.text if name else ""}
            self._say("P050", words, words=words.text, **values)
        self._damaged(cells)

    def _whole(self, passages: Sequence[Passage], node: str) -> Passage:
        """The words of a cell; the marks of its items are words of it where they part it."""
        whole = with_marks(passages, self._marks)
        for mark in (one for one in whole if one not in passages):
            self.ledger.as_words(mark, f"initiative/{node}")
        return join(whole)

    def _damaged(self, cells: Cells) -> None:
        """Lines that seem to be keys: which they are is for the reader of the source to say."""
        for words, damaged in cells.damaged:
            at = Span(words.start, words.end)
            self.findings.append(damaged.told(self.source, at, words.text))

    def _roles(self, cells: Cells, place: str) -> Iterator[RoleAssignment]:
        """A role for every party; sentences of one party, and of it with others, are one role."""
        texts: dict[int, list[Passage]] = {}
        for who, words in cells.roles.items():
            if words and says_nothing(self.source.text, _spans(words)):
                self._say("P021", words[0], initiative=place, party=who)
                continue
            for party in holders(who, self.parties):
                texts.setdefault(party, []).extend(words)
        for party, words in texts.items():
            if words:
                ordered = sorted(words, key=lambda passage: passage.start)
                yield RoleAssignment(
                    party=party, text=self._whole(ordered, f"{place}/role/{party}")
                )

    def _left(self, words: Passage, article: Article) -> None:
        self._say("P051", words, article=article.number, words=words.text)

    def _say(self, code: str, at: Passage, **values: str) -> None:
        self.findings.append(finding(code, self.source, Span(at.start, at.end), **values))


def _add(
    parts: list[Branch | Cells],
    found: Sequence[Branch | Cells],
    article: Article,
    divisions: Sequence[Division],
) -> None:
    """Put what an article holds below the parts that it stands in, each of which heads all of its articles."""
    for division in divisions:
        if division.text is None:
            continue
        last = parts[-1] if parts else None
        if not isinstance(last, Branch) or last.text is not division.text:
            last = Branch(division.mark, division.text)
            parts.append(last)
        parts = last.below
    is_initiative = len(found) == 1 and isinstance(found[0], Cells)
    is_named = any(isinstance(one, Cells) and one.label is article.caption for one in found)
    if article.caption is None or is_initiative or is_named:
        parts.extend(found)
    else:
        parts.append(Branch(None, article.caption, list(found)))


def _printed_lines(article: Article) -> Iterator[Passage]:
    for passage in article.passages():
        yield from lines_of(passage)


def _place(mark: str | None, first: str | None) -> int | None:
    """The place that a mark gives among marks of which `first` is the first: ロ is the second behind イ, not the 43rd."""
    if mark is None:
        return None
    series = next((one.series for one in readings(first or "") if one.value == 1), None)
    return ordinal(mark, series=series) or ordinal(mark)


def _spans(passages: Sequence[Passage]) -> list[Span]:
    return [span for passage in passages for span in passage.spans]
