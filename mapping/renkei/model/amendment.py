"""Amendments (協約の変更): an agreement that changes or ends another, instruction by instruction."""

from __future__ import annotations

from enum import StrEnum

from renkei.model.base import Frozen
from renkei.model.dated import DatedPassage
from renkei.model.passages import Passage


class Operation(StrEnum):
    """What an instruction does (改正の操作)."""

    REPLACE_WORDS = "replace-words"
    """第3条中「A」を「B」に改める."""
    INSERT_WORDS = "insert-words"
    """第3条中「A」の次に「B」を加える."""
    INSERT_WORDS_BEFORE = "insert-words-before"
    """第3条中「A」の前に「B」を加える."""
    DELETE_WORDS = "delete-words"
    """第3条中「A」を削る."""
    REPLACE = "replace"
    """第3条を次のように改める."""
    INSERT_AFTER = "insert-after"
    """第5条の次に次の1条を加える."""
    INSERT_BEFORE = "insert-before"
    """第5条の前に次の1条を加える, 第5条に第1項として次の1項を加える."""
    APPEND = "append"
    """第3条に次の1項を加える."""
    DELETE = "delete"
    """第3条を削る."""
    RENUMBER = "renumber"
    """第6条を第7条とする, 第6条から第8条までを1条ずつ繰り下げる."""
    ROW_CHANGED = "row-changed"
    """A row of a comparison (新旧対照表) whose sides differ."""
    ROW_KEPT = "row-kept"
    """A row of a comparison whose sides are the same: it tells where the others stand."""


class Part(StrEnum):
    """A part of an article or paragraph that has no number (条項の部分)."""

    CAPTION = "caption"
    """見出し."""
    PROVISO = "proviso"
    """ただし書: the sentence that begins with ただし."""
    MAIN = "main"
    """本文: what stands before the ただし書."""
    FIRST = "first-sentence"
    """前段."""
    SECOND = "second-sentence"
    """後段."""
    CHAPEAU = "chapeau"
    """各号列記以外の部分: the words of a paragraph without its items."""
    NUMBER = "number"
    """項番号: the printed number of a paragraph."""


class Target(Frozen):
    """The place that an instruction names (改正箇所), as numbers; None where it names none.

    `zone` is `article`, `schedule`, `title`, `preamble`, `main` (本則: all articles), `supplement`
    (附則), or empty for a row of a comparison. `subitem` is the mark of a sub-item (ア), `section`
    (部), `row` (項) and `column` (欄) name the cell of a table.
    """

    zone: str = ""
    article: str | None = None
    paragraph: int | None = None
    item: str | None = None
    subitem: str | None = None
    schedule: int | None = None
    section: str | None = None
    row: str | None = None
    column: str | None = None
    part: Part | None = None

    @property
    def path(self) -> str:
        """The place as the end of an IRI: `article/3/paragraph/1`.

        >>> Target(zone="schedule", schedule=1, row="(2)").path
        'schedule/1/row/(2)'
        """
        zone = str(self.article or self.schedule or "")
        if self.zone == "supplement":
            zone = f"1/article/{self.article}" if self.article else "1"
        first = f"{self.zone}/{zone}" if zone else self.zone
        steps = {
            "paragraph": self.paragraph,
            "item": self.item,
            "subitem": self.subitem,
            "section": self.section,
            "row": self.row,
            "column": self.column,
        }
        named = [f"{name}/{value}" for name, value in steps.items() if value is not None]
        return "/".join(filter(None, [first, *named, self.part]))


class Instruction(Frozen):
    """One change (改め文の一つの指示).

    `text` is the clause as printed, None for a row of a comparison; `before` and `after` are the
    words that go and come; `block` are the lines that follow: a whole article, a whole schedule.
    `becomes` is the new number of what is renumbered.
    """

    number: int
    operation: Operation
    target: Target
    text: Passage | None = None
    before: Passage | None = None
    after: Passage | None = None
    block: Passage | None = None
    becomes: Target | None = None

    @property
    def place(self) -> str | None:
        """The place as the end of an IRI, None for a row of a comparison."""
        return self.target.path or None

    @property
    def new_place(self) -> str | None:
        """The place that what is renumbered moves to, as the end of an IRI."""
        return self.becomes.path if self.becomes else None


class Amendment(Frozen):
    """What an agreement does to another (協約の変更又は廃止).

    `amended_title` and `amended_on` are what the text says of the other agreement; `amends` is its
    key, None until it is linked or where date or parties are not known. `in_force` is the day from
    which the change holds, where the text says so. `repeals` tells that it ends the other;
    `restates` that the agreement stands in the place of the other, in full (全部変更, or 廃止 by a
    new agreement): it has articles of its own then, and no instructions.
    `announcement` are the words of the body that say that a change follows (制定文).
    """

    amended_title: Passage | None = None
    amended_on: DatedPassage | None = None
    amends: str | None = None
    repeals: bool = False
    restates: bool = False
    in_force: DatedPassage | None = None
    announcement: tuple[Passage, ...] = ()
    supplement: tuple[Passage, ...] = ()
    instructions: tuple[Instruction, ...] = ()
