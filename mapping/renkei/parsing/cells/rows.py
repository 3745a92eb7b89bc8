"""Logical rows of a table (表の行): one initiative each, as stretches of the source by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from renkei.model import Span
from renkei.parsing.text.columns import Column, ColumnKind


@dataclass(slots=True)
class Row:
    """One initiative as the table gives it: stretches of the source for each column.

    `behind_gap` tells that the row above could not be read, so that nothing here may refer to it.
    """

    fields: list[Span] = field(default_factory=list)
    label: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    roles: dict[str, list[Span]] = field(default_factory=dict)
    notes: list[tuple[Span, list[Span]]] = field(default_factory=list)
    shared: list[Span] = field(default_factory=list)
    """One cell for the roles of all parties (役割分担), as long as it is not parted."""
    not_understood: list[Span] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    joined_by_guess: list[Span] = field(default_factory=list)
    label_missing: bool = False
    nouns: frozenset[Column] = frozenset()
    behind_gap: bool = False
    keys: list[Column] = field(default_factory=list)
    """The columns that keys of the row's own open, in their order (a block, a list)."""

    def column(self, which: Column) -> list[Span]:
        """The stretches under one column, to add to."""
        if which.kind is ColumnKind.ROLE:
            return self.roles.setdefault(which.party or "", [])
        if which.kind is ColumnKind.FIELD:
            return self.fields
        if which.kind is ColumnKind.GROUP:
            return self.shared
        return self.label if which.kind is ColumnKind.LABEL else self.content

    def held(self, which: Column) -> list[Span]:
        """The stretches under one column, to look at: a role is not made by asking."""
        if which.kind is ColumnKind.ROLE:
            return self.roles.get(which.party or "", [])
        return self.column(which)

    def note(self, head: Span) -> list[Span]:
        """The stretches under a heading that is no content and no role."""
        for known, cells in self.notes:
            if known == head:
                return cells
        self.notes.append((head, []))
        return self.notes[-1][1]

    def cells(self) -> list[Span]:
        """The stretches of name, content and roles."""
        roles = (cell for cells in self.roles.values() for cell in cells)
        return [*self.label, *self.content, *self.shared, *roles]

    def append(self, rest: Row) -> None:
        """Take in the rest of the row, which stands behind a page break."""
        self.label.extend(rest.label)
        self.content.extend(rest.content)
        self.shared.extend(rest.shared)
        self.not_understood.extend(rest.not_understood)
        for party, cells in rest.roles.items():
            self.roles.setdefault(party, []).extend(cells)
        for head, cells in rest.notes:
            self.note(head).extend(cells)


def crosses(cells: Sequence[Span]) -> bool:
    """Whether stretches do not follow each other in the source: in which order they are meant nobody can tell.

    >>> crosses([Span(0, 4), Span(4, 6)]), crosses([Span(4, 6), Span(0, 4)])
    (False, True)
    """
    return any(after.start < before.end for before, after in pairwise(cells))
