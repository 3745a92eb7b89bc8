"""One initiative out of an item tree (条文の中の取組の欄): keys with the words under them, and the cells that they fill."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from renkei.model import Passage, join
from renkei.parsing.cells.damaged_keys import Damaged
from renkei.parsing.cells.inner_keys import apart_by_keys, roles_in_content
from renkei.parsing.cells.keys import Opening
from renkei.parsing.cells.name_keys import key_of_name
from renkei.parsing.cells.roles_of_each import roles_of_each
from renkei.parsing.cells.shared_roles import Part, shared_roles
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.text.columns import Column, ColumnKind

LONGEST_LABEL = 60
"""How many code points the name of an initiative may have."""
_SEVERAL = 2

# A name and its sentences on one line, parted by a space: "医療　甲は、救急医療を行う。". Must not match a sentence with a
# space inside ("ICT の活用、…").
_NAMED = re.compile(r"(?P<label>[^\s。、，]{2,40})[ 　]+(?=\S[^\n]*。)")

# The name of an initiative that is put as a matter, with the full stop that it then has: "観光振興に関すること。". Must not match a content
# ("救急医療体制を確保すること。") nor a subject with its verb.
_MATTER = re.compile(r"[^。、は]{2,40}に(?:関|係)する(?:こと|事務|事項|取組)。")

# One sentence with its end: "甲は、救急医療を行う。". Brackets may hold a 。 of their own: "（以下「本部」という。）".
_SENTENCE = re.compile(r"(?:[^。（(]|[（(][^）)]{0,200}[）)]|[（(])+。?")

# A last sentence that says that items follow: "次の者を発表会に推薦する。", "次に掲げる事業を行う。". Must not match a sentence in front of others.
_ANNOUNCES = re.compile(r"(?:次の|次に|以下の|下記の)[^。]{1,60}。$")


class Piece(NamedTuple):
    """A key: the column that it opens, its own words, and the passages under it; a damaged one opens none."""

    opens: Column | None
    key: Passage
    words: list[Passage]
    damaged: Damaged | None = None
    is_name: bool = False
    front: Passage | None = None
    """What stands on the line in front of the words: the key with its brackets and what parts it from them."""


@dataclass(slots=True)
class Cells:
    """One initiative as an item tree gives it: under keys (`keyed`), or in sentences.

    `above` is a heading that stands in the same item, on a line of its own above the name.
    """

    mark: str | None
    label: Passage | None
    keyed: bool = True
    content: list[Passage] = field(default_factory=list)
    roles: dict[str, list[Passage]] = field(default_factory=dict)
    notes: list[tuple[Passage, list[Passage]]] = field(default_factory=list)
    left: list[Passage] = field(default_factory=list)
    above: Passage | None = None
    shared: list[Passage] = field(default_factory=list)
    damaged: list[tuple[Passage, Damaged]] = field(default_factory=list)
    announced: list[Passage] = field(default_factory=list)
    """The cell whose words say that items follow (次の者を推薦する。), if it is the last one."""
    below_content: bool = False
    """Whether the name of a party alone is a key now: right below a content, or another such name."""

    def column(self, which: Column) -> list[Passage]:
        """The passages under one column."""
        if which.kind is ColumnKind.ROLE:
            return self.roles.setdefault(which.party or "", [])
        return self.shared if which.kind is ColumnKind.GROUP else self.content

    def part(self, parties: Mapping[str, Sequence[int]]) -> None:
        """Give each party its part of the words under 役割分担; what cannot be parted is left."""
        if self.shared and (parts := shared_roles(self.shared, parties)):
            for part in parts:
                self.roles.setdefault(part.who, []).append(part.words)
        else:
            self.left += self.shared
        self.shared = []
        self._part_each(parties)

    def _part_each(self, parties: Mapping[str, Sequence[int]]) -> None:
        for who, words in list(self.roles.items()):
            each = roles_of_each(who, words, parties)
            if each is not None:
                del self.roles[who]
                self.left += [] if each else words
                for part in each:
                    self.roles.setdefault(part.who, []).append(part.words)

    def give(self, piece: Piece, parties: Mapping[str, Sequence[int]]) -> list[Passage]:
        """Put the words under the key of a role where they belong; returns the cell that took the last of them."""
        who = piece.opens.party if piece.opens and piece.opens.party else ""
        own = self.roles.setdefault(who, [])
        parts = apart_by_keys(who, piece.front, piece.words, parties) if piece.words else []
        if parts is None:
            self.left += piece.words
            return self.left
        if len(parts) <= 1:
            own += piece.words
            return own
        return self._give(parts)

    def tell(self, piece: Piece, parties: Mapping[str, Sequence[int]]) -> list[Passage]:
        """Put the words under the key of the content there, and roles behind them where they belong."""
        found = roles_in_content(piece.words, parties)
        if found is None:
            self.content += piece.words
            return self.content
        self.content.append(found.content)
        return self._give(found.roles)

    def _give(self, parts: Sequence[Part]) -> list[Passage]:
        for part in parts:
            self.roles.setdefault(part.who, []).append(part.words)
        return self.roles[parts[-1].who]


def piece_at(line: Passage, found: Opening, *, is_name: bool) -> Piece:
    """The key that a line begins with, and the words behind it; `is_name` if it is a party's name alone."""
    rest = line.part(found.words, len(line.text)) if line.text[found.words :] else None
    front = line.part(0, found.words)
    words = [rest] if rest else []
    return Piece(found.opens, line.part(*found.key), words, is_name=is_name, front=front)


def fill(rows: list[Cells], pieces: Iterable[Piece], parties: Mapping[str, Sequence[int]]) -> None:
    """Put the words under each key into the cell that it opens."""
    for piece in pieces:
        if piece.opens and piece.opens.kind is ColumnKind.ROLE:
            cell = rows[-1].give(piece, parties)
        elif piece.opens and piece.opens.kind is ColumnKind.CONTENT:
            _cell(rows, piece)
            cell = rows[-1].tell(piece, parties)
        else:
            cell = _cell(rows, piece)
            cell.extend(piece.words)
        says_more = bool(piece.words) and piece.opens is not None
        announces = says_more and announces_items(piece.words[-1].text)
        rows[-1].announced = cell if announces else []
        is_content = piece.opens is not None and piece.opens.kind is ColumnKind.CONTENT
        rows[-1].below_content = piece.is_name or is_content


def _cell(rows: list[Cells], piece: Piece) -> list[Passage]:
    """The passages under a key; a content behind roles begins another initiative."""
    if piece.opens is None or piece.damaged is not None:
        if piece.damaged is not None:
            rows[-1].damaged.append((piece.key, piece.damaged))
        return rows[-1].left
    if piece.opens.kind is ColumnKind.LABEL:
        return _named(rows, piece)
    if piece.opens.kind is ColumnKind.NOTE:
        rows[-1].notes.append((piece.key, []))
        return rows[-1].notes[-1][1]
    if piece.opens.kind is ColumnKind.CONTENT and (rows[-1].roles or rows[-1].shared):
        rows.append(Cells(None, _name_at_the_end(rows[-1])))
    return rows[-1].column(piece.opens)


def _named(rows: list[Cells], piece: Piece) -> list[Passage]:
    """A key that a name follows begins an initiative; the words of the item above it are a heading."""
    if rows[-1].roles or rows[-1].shared or rows[-1].content or rows[-1].above:
        rows.append(Cells(None, None))
    rows[-1].above = rows[-1].label
    if piece.words and ends_sentence(piece.words[-1].text):
        rows[-1].left += piece.words  # below 【取組】 a sentence is no name
        rows[-1].label = None
    else:
        rows[-1].label = join(piece.words) if piece.words else None
    return []


def _name_at_the_end(cells: Cells) -> Passage | None:
    """The name of the next initiative, which stands behind the last role on a line of its own; it is taken from there."""
    held = [*cells.roles.values(), *(words for _, words in cells.notes)]
    filled = [words for words in held if words]
    words = max(filled, key=lambda words: words[-1].start, default=[])
    if len(words) < _SEVERAL:
        return None
    *before, last = words
    if ends_sentence(last.text) or len(last.text) > LONGEST_LABEL:
        return None
    if not ends_sentence(before[-1].text):
        # The rest of the role, or the name of what follows: nobody knows.
        cells.left.append(words.pop())
        return None
    return words.pop()


def lines_of(passage: Passage) -> Iterator[Passage]:
    """The lines of a passage: prose has a range for each."""
    offset = 0
    for span in passage.spans:
        yield passage.part(offset, offset + span.length)
        offset += span.length


def label_and_content(lead: Passage) -> tuple[Passage | None, list[Passage]]:
    """The name of an initiative, and the sentences behind it; without a name all is content."""
    first, *others = lines_of(lead)
    rest = [join(others)] if others else []
    if _MATTER.fullmatch(first.text):
        return first.part(0, len(first.text) - 1), rest
    if named := _NAMED.match(first.text):
        words = first.part(named.end(), len(first.text))
        return first.part(*named.span("label")), [join([words, *rest])]
    if not ends_sentence(lead.text):
        return (_name(lead), []) if len(lead.text) <= LONGEST_LABEL else (None, [lead])
    is_label = rest and not first.text.endswith(("。", "、")) and len(first.text) <= LONGEST_LABEL
    return (_name(first), rest) if is_label else (None, [lead])


def _name(words: Passage) -> Passage:
    """A name without the key before it (取組　)."""
    return words.part(key_of_name(words.text), len(words.text))


def announces_items(words: str) -> bool:
    """Whether the last sentence of words says that items follow.

    >>> announces_items("甲は、次に掲げる事業を行う。"), announces_items("甲は、次に掲げる事業を行う。費用は、別に定める。")
    (True, False)
    """
    return _ANNOUNCES.search(words) is not None


def sentences_of(passage: Passage) -> Iterator[Passage]:
    """The sentences of a passage; a full stop in brackets ends none."""
    for found in _SENTENCE.finditer(passage.text):
        yield passage.part(found.start(), found.end())
