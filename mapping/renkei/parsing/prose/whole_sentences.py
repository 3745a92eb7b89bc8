"""The sentences of an article that is one initiative (一条一取組の文): each goes to its subject, and items to the sentence that announces them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from renkei.model import Passage
from renkei.parsing.cells.names_as_keys import name_as_key
from renkei.parsing.parties.preamble import holders
from renkei.parsing.parties.subjects import Clause, adds, behind_bullet, clauses, has_subject
from renkei.parsing.prose.prose_cells import Cells, announces_items, sentences_of

# A sentence that only announces a role: "この取組における中心市の役割は、次のとおりとする。" Must not match a sentence that says the role itself.
_ANNOUNCES = re.compile(
    r"(?:[^。、]{1,20}における)?(?P<who>[^。、]{1,40}?)の(?:役割|分担)は、(?:次|以下|下記)の(?:とおり|通り)と?(?:する|なる)?。"
)

# A proviso, which belongs to the sentence in front of it: "ただし、使用料については、条例の定めるところによる。". Must not match ただし inside a sentence.
_PROVISO = re.compile(r"(?:ただし|但し)[、，]")


def is_proviso(sentence: str) -> bool:
    """Whether a sentence limits the one in front of it (ただし書).

    >>> is_proviso("ただし、冬期を除く。"), is_proviso("甲は、ただし書を除く。")
    (True, False)
    """
    return _PROVISO.match(sentence) is not None


# What a subject or an object goes on with behind a space that text recognition set: the は of "甲 は、". Must not match a word (はしご車).
_PARTICLE = re.compile(r"[はがをにの](?=[、，一-龥ァ-ヶ])")


@dataclass(slots=True)
class Sentences:
    """Gives the sentences of an article to their subjects; what an item says behind its subject goes on with it.

    `announced` is the party whose role the sentence above says to follow.
    """

    cells: Cells
    parties: Mapping[str, Sequence[int]]
    announced: str = ""
    _who: str = ""
    _heads: list[str] = field(default_factory=list)
    """The subjects of those sentences of the paragraph that announce its items."""
    _last: list[Passage] | None = None
    """The cell that took the sentence above as a whole."""

    def take(self, words: Sequence[Passage], *, is_item: bool) -> None:
        """Take in a paragraph, or an item with the items below."""
        # Below two sentences that announce items nobody knows of which they are.
        led = self._heads[0] if is_item and len(self._heads) == 1 else ""
        above = self._heads if is_item else []
        self._heads = []
        self._who, self._last, goes_on = led or self.announced, None, is_item
        for passage in words:
            rest = self._behind_name(passage) if led else passage
            for sentence in sentences_of(rest):
                goes_on = goes_on or bool(self.announced)
                if led and self._who and _lists_matter(sentence, self.parties):
                    self._go_on(sentence)
                else:
                    self._take(sentence, goes_on=goes_on)
        # What an item announces stands below it: the next one goes on with the paragraph.
        self._heads = above if is_item else self._heads

    def _behind_name(self, item: Passage) -> Passage:
        """The words of an item behind the name of the party whose they are (甲　会場を用意する。)."""
        found = name_as_key(item.text, self.parties, marked=True)
        if found is None or _PARTICLE.match(item.text, found.words):
            return item
        self._who = found.opens.party or ""
        self.cells.roles.setdefault(self._who, [])
        return item.part(found.words, len(item.text))

    def _go_on(self, sentence: Passage) -> None:
        self._last = self.cells.roles[self._who]
        self._last.append(sentence)
        self.announced = ""

    def _take(self, sentence: Passage, *, goes_on: bool) -> None:
        found = _ANNOUNCES.fullmatch(sentence.text)
        if found and holders(found["who"], self.parties):
            self.announced = self._who = found["who"]
            self._heads.append(self._who)
            self.cells.roles.setdefault(self._who, [])
            return
        sentence = behind_bullet(sentence, self.parties)
        parts = clauses(sentence, self.parties)
        if self._last is not None and not parts[0].who and adds(sentence.text):
            self._last.append(sentence)
        elif self._who and goes_on and not parts[0].who and not has_subject(sentence.text):
            self._go_on(sentence)
        elif self._last is not None and not parts[0].who and is_proviso(sentence.text):
            self._last.append(sentence)
        else:
            self._give(parts)

    def _give(self, parts: Sequence[Clause]) -> None:
        """Give the clauses of a sentence to their subjects."""
        for one in parts:
            cell = self._cell(one)
            cell.append(one.words)
            if announces_items(one.words.text):
                self._heads += [one.who] if len(parts) == 1 else ["", ""]
        self._last = cell if len(parts) == 1 and cell is not self.cells.left else None

    def _cell(self, clause: Clause) -> list[Passage]:
        if clause.who:
            self._who, self.announced = clause.who, ""
            return self.cells.roles.setdefault(clause.who, [])
        is_content = not self.cells.roles and not has_subject(clause.words.text)
        return self.cells.content if is_content else self.cells.left


def _lists_matter(words: Passage, parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether words of an item are a matter that a sentence above announces, not a sentence with a party of its own."""
    is_matter = words.text.endswith("こと。") or not words.text.endswith("。")
    return is_matter and not clauses(words, parties)[0].who
