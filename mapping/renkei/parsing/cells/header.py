"""The header of a table (表の見出し行): what each column is for, and which rows are headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from renkei.model import Span
from renkei.parsing.cells.aims import heads_aim
from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.parties.preamble import BRACKETS, called
from renkei.parsing.text.columns import LONGEST, Column, ColumnKind, column

_GROUP = Column(ColumnKind.GROUP)
_OF_ROLES = frozenset({ColumnKind.ROLE, ColumnKind.GROUP})
_SAYS_ROLES = _OF_ROLES | {
    ColumnKind.LABEL,
    ColumnKind.CONTENT,
    ColumnKind.EITHER,
    ColumnKind.FIELD,
}
"""Kinds of columns beside which the bare name of a party heads its role."""
# A head that only says that its column sorts the rows: "区分", "大 区分". Must not match 政策分野, which says by what.
CLASS = re.compile(r"(?:[大中小][ 　]?)?(?:区[ 　]{0,2}分|分[ 　]{0,2}類)")
_FEW = 5
"""A column of which less than one cell in five ends a sentence is written in nouns."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header in force: the columns, the printed cells, and which columns are written in nouns."""

    columns: tuple[Column | None, ...] = ()
    cells: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()
    nouns: frozenset[Column] = frozenset()

    @property
    def is_group(self) -> bool:
        """Whether a second row has yet to tell apart what stands under one heading (役割分担)."""
        return _GROUP in self.columns

    def has(self, kind: ColumnKind) -> bool:
        """Whether there is a column of a kind."""
        return any(which is not None and which.kind is kind for which in self.columns)

    def with_marks(self, mark: Span) -> Header:
        """The header with a column of marks in front that has no head of its own."""
        columns = (Column(ColumnKind.LABEL), *self.columns)
        cells = (mark._replace(end=mark.start), *self.cells)
        return Header(columns, cells, self.words, self.nouns)

    def below(
        self,
        cells: Sequence[Span],
        words: Sequence[str],
        heads: Sequence[Column | None],
        endings: Mapping[tuple[int, int, bool], int],
    ) -> Header:
        """The header that a row of heads gives, in place of this one or as its second row."""
        if self.is_group:
            above = [
                which if which and which.kind is not ColumnKind.GROUP else None
                for which in self.columns
            ]
            heads = [
                head or (above[at] if at < len(above) and not words[at] else None)
                for at, head in enumerate(heads)
            ]
        nouns = {at for at in range(len(cells)) if _holds_nouns(endings, len(cells), at)}
        above_cells = self.cells[: len(cells)] + tuple(cells[len(self.cells) :])
        places = tuple(
            own if own.length else up for own, up in zip(cells, above_cells, strict=True)
        )
        columns = _without_doubles(_resolved(heads, words, nouns), places)
        return Header(
            columns,
            places,
            tuple(words),
            frozenset(which for at, which in enumerate(columns) if which and at in nouns),
        )


def head(words: str, parties: Collection[str]) -> Column | None:
    """The column that words head, a party by what the agreement calls it.

    >>> head("甲（熊本市）の役割", ["甲"]).party
    '甲'
    """
    which = column(words) if 0 < len(words) <= LONGEST else None
    if which is None or which.party is None:
        return which
    return Column(ColumnKind.ROLE, called(which.party, parties))


def header_row(
    words: Sequence[str],
    known: Sequence[Column | None],
    parties: Collection[str],
    above: Header,
) -> list[Column | None] | None:
    """The columns that a row heads; None if it is no header row. `above` is the header in force."""
    if any(len(word) > LONGEST or ends_sentence(word) for word in words):
        return None
    heads = list(known)
    names = [_party_named("".join(word.split()), parties) for word in words]
    bare = [at for at, name in enumerate(names) if name in parties]
    # A cell may hold a party's name too (費用負担: 甲), so bare names head columns only where a header is due.
    is_due = not above.columns or above.is_group or tuple(words) == above.words
    has_keys = any(which and which.kind is ColumnKind.ROLE for which in known)
    # Names alone head many tables (負担割合: 甲 | 乙); that they head roles is told by what stands beside them, or above.
    says_more = above.is_group or any(which and which.kind in _SAYS_ROLES for which in known)
    if (len(bare) > 1 or (bare and has_keys)) and is_due and says_more:
        for at in bare:
            heads[at] = Column(ColumnKind.ROLE, names[at])
    recognised = [which for which in heads if which]
    has_roles = any(which.kind in _OF_ROLES for which in recognised)
    return heads if has_roles and len(recognised) > 1 else None


def _party_named(word: str, parties: Collection[str]) -> str:
    """A party's name out of a header that gives two of them: the 甲 of "甲（姫路市）"; other words as they are."""
    names = [name for name in BRACKETS.split(word) if name]
    return names[0] if names and all(name in parties for name in names) else word


def block_key(known: Sequence[Column | None], words: Sequence[str]) -> int | None:
    """Where the key of a block row stands: the only header word, with at most one cell behind.

    A word for the name (取組名) is a key only where it stands alone before the cell that it names, and 具体的な取組, which
    may be a name too, only before a sentence.
    """
    if [which.kind if which else None for which in known] == [ColumnKind.LABEL, None]:
        return 0 if words[1] else None
    keys = [at for at, which in enumerate(known) if which and which.kind is not ColumnKind.LABEL]
    if len(keys) != 1:
        return None
    behind = [word for word in words[keys[0] + 1 :] if word]
    if known[keys[0]] == Column(ColumnKind.EITHER) and not all(map(ends_sentence, behind or [""])):
        return None
    return keys[0] if len(words) > keys[0] + 1 and len(behind) <= 1 else None


def _without_doubles(
    columns: Sequence[Column | None], cells: Sequence[Span]
) -> tuple[Column | None, ...]:
    """Columns without the roles that two heads claim: which of them is the party's nobody can tell.

    A head that is merged over two columns is one head.
    """
    claims = Counter(which for which, _ in set(zip(columns, cells, strict=True)))
    return tuple(
        None if which and which.kind is ColumnKind.ROLE and claims[which] > 1 else which
        for which in columns
    )


def _holds_nouns(endings: Mapping[tuple[int, int, bool], int], width: int, at: int) -> bool:
    """Whether a column is written in nouns (観光PRの実施) rather than in sentences."""
    ended = endings.get((width, at, True), 0)
    return ended * _FEW < ended + endings.get((width, at, False), 0)


def _resolved(
    known: Sequence[Column | None], words: Sequence[str], nouns: Collection[int]
) -> tuple[Column | None, ...]:
    """Columns with `取組`, and the empty header cell beside it, told apart.

    Two undecided columns before the roles are label and content, in this order, and a third in front
    of them (区分) is the field; a single one is what is missing: content, unless a content column stands already. One that is written in nouns
    beside a column of unknown words (`取組 | ねらい`) is the label: the other may be its content.
    """
    first_role = next(at for at, which in enumerate(known) if which and which.kind in _OF_ROLES)
    resolved = list(known)
    for at in _classes(known[:first_role], words):
        resolved[at] = Column(ColumnKind.FIELD)
    known = list(resolved)
    kinds = {which.kind for which in known if which}
    undecided = [
        at
        for at, which in enumerate(known[:first_role])
        if (which is None and (not words[at] or CLASS.fullmatch(words[at])))
        or (which and which.kind is ColumnKind.EITHER)
    ]
    missing = [k for k in (ColumnKind.LABEL, ColumnKind.CONTENT) if k not in kinds]
    if len(undecided) == 1 and len(missing) > 1:
        at = undecided[0]
        beside = any(
            (which is None and words[place]) or heads_aim(words[place])
            for place, which in enumerate(known[at:first_role], start=at)
        )
        missing = [ColumnKind.LABEL if beside and at in nouns else ColumnKind.CONTENT]
    # Of more columns than are missing the last ones are they: what stands left of a name is what it belongs to.
    over = max(len(undecided) - len(missing), 0)
    for at in undecided[:over]:
        resolved[at] = Column(ColumnKind.FIELD) if words[at] else None
    for at, kind in zip(undecided[over:], missing, strict=False):
        resolved[at] = Column(kind)
    return tuple(resolved)


def _classes(known: Sequence[Column | None], words: Sequence[str]) -> list[int]:
    """The columns that sort the rows (区分), left of that of the names: no content stands there."""
    labels = [at for at, which in enumerate(known) if which and which.kind is ColumnKind.LABEL]
    return [at for at in range(max(labels, default=0)) if CLASS.fullmatch(words[at])]
