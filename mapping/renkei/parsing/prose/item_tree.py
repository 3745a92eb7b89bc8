"""Initiatives among the items of articles (条文の中の取組): an item tree gives the cells of each.

    (1) 生活機能の強化に係る政策分野
    ア 医療
    (ア) 取組の内容
    救急医療の体制を整える。
    (イ) 甲の役割　医師を派遣する。

The articles keep their items. An initiative points into the same characters, so nothing is claimed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from renkei.model import Article, Item, Passage, join
from renkei.parsing.cells.damaged_keys import ExpectedKeys
from renkei.parsing.cells.keys import is_lone_key, opening, parted, row_of_keys
from renkei.parsing.cells.names_as_keys import name_as_key
from renkei.parsing.cells.wording import ends_sentence, is_remark
from renkei.parsing.parties.subjects import Clause, adds, behind_bullet, clauses, has_subject
from renkei.parsing.prose.prose_cells import (
    LONGEST_LABEL,
    Cells,
    Piece,
    fill,
    label_and_content,
    lines_of,
    piece_at,
    sentences_of,
)
from renkei.parsing.text.columns import Column, ColumnKind

# What an article says that gives roles to the parties in its items. Must not match an article on meetings or costs.
_GIVES_ROLES = re.compile(
    r"役割|取り?組の?内容|連携(?:する|して行う|し、?協力する)(?:取り?組|事務|事項|事業|施策)|(?:事務|事項|事業)について、?(?:相互に)?連携"
)

# The caption of an article that is not called 条, under which initiatives stand at once: "取組", "連携事業". Must not match 取組の推進体制.
_ROLES = re.compile(r"(?:連携|主な|具体的な)?(?:する)?(?:取り?組|施策|事業)(?:事項|分野|等)?")

# A lead that says only that items follow: "小児救急医療に関する連携項目は次のとおりとする。". Must not match one that says what is done ("観光の振興を次のとおり行う。").
_SAYS_NO_MORE = re.compile(
    r"[^。]{0,80}(?:は|を|について)、?(?:次|以下|下記)の(?:とおり|通り)と?(?:する|し、連携する|定める|である)。"
)


@dataclass(slots=True)
class Branch:
    """An item that heads initiatives, or other such items (政策分野の見出し)."""

    mark: str | None
    text: Passage | None
    below: list[Branch | Cells] = field(default_factory=list)


@dataclass(slots=True)
class _Node:
    """A paragraph or item: both have words and items."""

    mark: str | None
    text: Passage | None
    items: tuple[Item, ...]

    def children(self) -> Iterator[_Node]:
        """The items right below."""
        for item in self.items:
            yield _Node(item.mark, item.text, item.items)

    def words(self) -> list[Passage]:
        """Every passage here and below, in the order of the text."""
        below = [words for child in self.children() for words in child.words()]
        return [self.text, *below] if self.text else below


@dataclass(slots=True)
class ItemTreeReader:
    """Reads the items of articles as initiatives; `left` gathers the words of items that fit none.

    `parties` maps what a key or sentence may call a party to the numbers of the parties.
    """

    parties: Mapping[str, Sequence[int]]
    expected: ExpectedKeys
    left: list[Passage] = field(default_factory=list)
    _longest_line: int = 0

    def read(self, article: Article, *, named_items: bool = False) -> list[Branch | Cells]:
        """What an article holds, as a tree; empty for an article without roles.

        `named_items` says that the sentences below an item with a name give roles, though the article does not say so.
        """
        self.left = []
        nodes = [_Node(None, paragraph.text, paragraph.items) for paragraph in article.paragraphs]
        spans = (span for node in nodes for words in node.words() for span in words.spans)
        self._longest_line = max((span.length for span in spans), default=0)
        gives_roles = named_items or _gives_roles(article)
        found: list[Branch | Cells] = []
        for node in nodes:
            found += self._whole(node, article.caption) or self._below(node, gives_roles)
        return found

    def _whole(self, node: _Node, caption: Passage | None) -> list[Cells]:
        """A paragraph that is one initiative: its items are keys, its caption is the name, unless it only says what follows (役割分担)."""
        rows = self._rows(node) if node.items else []
        names_one = caption is not None and not _GIVES_ROLES.search(caption.text)
        if rows and rows[0].label is None and names_one:
            rows[0].label = caption
        return rows

    def _below(self, node: _Node, gives_roles: bool) -> list[Branch | Cells]:  # noqa: FBT001  # handed down as it is
        found: list[Branch | Cells] = []
        for child in node.children():
            rows = self._rows(child) or (self._sentences(child) if gives_roles else [])
            if rows and rows[0].above is not None:
                rows[0].mark = None
                found.append(Branch(child.mark, rows[0].above, list(rows)))
            elif rows:
                found += rows
            elif below := self._below(child, gives_roles):
                found.append(Branch(child.mark, child.text, below))
            else:
                self.left += [child.text] if child.text else []
        return found

    # --- cells under keys

    def _rows(self, node: _Node) -> list[Cells]:
        """The initiatives that an item holds under keys of its own, or of the items right below."""
        lead, pieces = self._pieces([node.text] if node.text else [])
        rows = [Cells(node.mark, None)]
        if lead is not None:
            self._take_lead(rows[0], lead)
        fill(rows, pieces, self.parties)
        for child in node.children():
            self._take(rows, child)
        gives_roles = any(row.roles or row.shared for row in rows)
        for row in rows:
            row.part(self.parties)
        return rows if gives_roles else []

    def _take_lead(self, row: Cells, lead: Passage) -> None:
        """The words above the first key: a heading, a name, a content; or none of them, if they say only that items follow."""
        if _SAYS_NO_MORE.fullmatch(lead.text):
            return  # also where a line end parts the sentence: no half of it is a name
        row.above, lead = self._heading_and_name(lead)
        row.label, row.content = label_and_content(lead)
        if row.content and _SAYS_NO_MORE.fullmatch(row.content[-1].text):
            row.content.pop()

    def _heading_and_name(self, lead: Passage) -> tuple[Passage | None, Passage]:
        """The lines above a name that it does not go on from; None if the name begins with the first.

        A line that is wrapped reaches the margin: it is no shorter than what follows, nor than half of the longest line.
        """
        lines = list(lines_of(lead))
        least = self._longest_line / 2
        ends = [
            at
            for at, (line, below) in enumerate(pairwise(lines), start=1)
            if len(line.text) < max(len(below.text), least)
        ]
        if len(ends) != 1 or ends_sentence(lead.text):
            return None, lead
        above, name = join(lines[: ends[0]]), join(lines[ends[0] :])
        is_name = len(name.text) <= LONGEST_LABEL and not ends_sentence(above.text)
        return (above, name) if is_name else (None, lead)

    def _take(self, rows: list[Cells], child: _Node) -> None:
        """An item below: a key with its words, else words that fit nowhere."""
        words, names = child.words(), rows[-1].below_content
        lead, pieces = self._pieces([child.text] if child.text else [], names=names)
        if not pieces or lead is not None:
            (rows[-1].announced or rows[-1].left).extend(words)
            return
        inner = list(child.children())
        if not pieces[-1].words and self._begin_with_roles(inner):
            pieces.pop()  # "甲及び乙の役割" above "甲の役割" and "乙の役割" says only what follows
        else:
            _, pieces = self._pieces(words, names=names)
            inner = []
        fill(rows, pieces, self.parties)
        for item in inner:
            self._take(rows, item)

    def _begin_with_roles(self, items: Sequence[_Node]) -> bool:
        """Whether one of the items begins with the key of a role."""
        begins = (self._pieces([item.text]) for item in items if item.text)
        return any(
            lead is None and pieces[0].opens and pieces[0].opens.kind is ColumnKind.ROLE
            for lead, pieces in begins
            if pieces
        )

    def _pieces(
        self, passages: Sequence[Passage], *, names: bool | None = None
    ) -> tuple[Passage | None, list[Piece]]:
        """The lines above the first key, and what stands under each key; `names` if a name alone may be one."""
        lead: list[Passage] = []
        pieces: list[Piece] = []
        heads = {passage.start for passage in passages} if names is not None else set()
        for line, begin in self._stretches(passages):
            found = None if row_of_keys(line.text) else opening(line.text, self.parties, begin)
            is_name = found is None and bool(names)
            if is_name:
                marked = line.start in heads
                found = name_as_key(line.text, self.parties, begin, marked=marked)
            if found is not None:
                names = is_name or found.opens.kind is ColumnKind.CONTENT
                pieces.append(piece_at(line, found, is_name=is_name))
            elif damaged := self.expected.damaged(line.text, begins_sentence=_is_closed(pieces)):
                pieces.append(Piece(None, line, [], damaged))
            elif is_lone_key(line.text):
                pieces.append(Piece(Column(ColumnKind.LABEL), line, []))
            elif pieces and is_remark(line.text):
                pieces.append(Piece(None, line, [line]))
            elif pieces:
                pieces[-1].words.append(line)
            else:
                lead.append(line)
        return (join(lead) if lead else None), pieces

    def _stretches(self, passages: Iterable[Passage]) -> Iterator[tuple[Passage, int]]:
        """The lines of passages, those parted that lost a line end; with where the words of each begin."""
        for passage in passages:
            for line in lines_of(passage):
                for start, words, end in parted(line.text, self.parties):
                    length = len(line.text[start:end].rstrip())
                    yield line.part(start, start + length), words - start

    # --- sentences

    def _sentences(self, node: _Node) -> list[Cells]:
        """The initiative of a named item whose sentences say what each party does."""
        label, rest = label_and_content(node.text) if node.text else (None, [])
        children = list(node.children())
        if label is None or any(self._sentences(child) for child in children):
            return []  # with initiatives below, it is the heading of a field
        cells = Cells(node.mark, label, keyed=False)
        inner = [words for child in children for words in child.words()]
        if any(opening(words.text, self.parties) for words in [*rest, *inner]):
            return []  # what stands under keys is no sentence of this item
        for passage in [*rest, *inner]:
            said: list[Clause] = []
            for sentence in sentences_of(passage):
                said = self._place(cells, sentence, said)
        return [cells] if cells.roles else []

    def _place(self, cells: Cells, sentence: Passage, above: Sequence[Clause]) -> list[Clause]:
        """A sentence is the role of its subject, or of each of its subjects; before any role it is the content.

        One that adds to the sentence `above` (また、) is of the same party, if that has one alone. Returns whose it is.
        """
        sentence = behind_bullet(sentence, self.parties)
        said = clauses(sentence, self.parties)
        if len(above) == 1 and above[0].who and not said[0].who and adds(sentence.text):
            said = [Clause(above[0].who, sentence)]
        for who, words in said:
            if who:
                cells.roles.setdefault(who, []).append(words)
            elif not cells.roles and not has_subject(sentence.text):
                cells.content.append(words)
            else:
                cells.left.append(words)
        return said


def _gives_roles(article: Article) -> bool:
    if article.mark is not None and article.caption and _ROLES.fullmatch(article.caption.text):
        return True
    first = article.paragraphs[0].text if article.paragraphs else None
    words = (article.caption.text if article.caption else "") + (first.text if first else "")
    return _GIVES_ROLES.search(words) is not None


def _is_closed(pieces: Sequence[Piece]) -> bool:
    """Whether the words above are a finished sentence under a key."""
    return bool(pieces and pieces[-1].words) and ends_sentence(pieces[-1].words[-1].text)
