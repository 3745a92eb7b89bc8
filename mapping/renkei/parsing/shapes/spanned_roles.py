"""The cells of the parties under a row that heads them and nothing else (当事者の欄): 甲の役割 | 乙の役割."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from renkei.model import Span
from renkei.parsing.cells.wording import Ending, distinct, ending
from renkei.parsing.parties.preamble import holders
from renkei.parsing.shapes.spanned_keys import Keyed, Parties, headed
from renkei.parsing.text.columns import Column, ColumnKind
from renkei.parsing.text.lines import Line

_HEADS = frozenset({ColumnKind.ROLE, ColumnKind.GROUP, ColumnKind.NOTE})


class _Head(NamedTuple):
    """A cell that heads others, and the columns of the table that it covers."""

    opens: Column
    key: Span
    places: set[int]


def heads_roles(text: str, line: Line, parties: Parties) -> bool:
    """Whether a row heads the cells of several parties; a key for all of them may stand beside, and notes (経費の負担).

    One head may be that of several parties (甲及び乙の役割), where it is not all that the row says.
    """
    heads = _heads(text, line, parties)
    roles = [one.opens for one in heads if one.opens.kind is ColumnKind.ROLE]
    if len(heads) > 1 and len(roles) == 1:
        return len(holders(roles[0].party or "", parties)) > 1
    return len(roles) > 1


def _heads(text: str, line: Line, parties: Parties) -> list[_Head]:
    heads: list[_Head] = []
    for cell in distinct(line.cells):
        which = headed(text, cell, parties)
        if which is None or which.kind not in _HEADS:
            return []
        heads.append(_Head(which, cell, _places(line, cell)))
    return heads


def _places(line: Line, cell: Span) -> set[int]:
    return {at for at, one in enumerate(line.cells) if one == cell}


def roles_under(
    text: str, above: Line, rows: Sequence[Line], parties: Parties
) -> list[Keyed] | None:
    """The roles and notes in the rows below a row of heads; None where it is not sure under which head a cell stands.

    A second row must go on with open sentences of the first. A cell below several heads is the role of each.
    """
    heads = _heads(text, above, parties)
    roles = [one for one in heads if one.opens.kind is not ColumnKind.GROUP]
    groups = [one.key for one in heads if one.opens.kind is ColumnKind.GROUP]
    beside = [] if groups else list(_groups_beside(text, rows, roles, parties))
    groups += beside
    claims = [one.opens for one in roles if one.opens.kind is ColumnKind.ROLE]
    if len(groups) > 1 or len(set(claims)) < len(claims):
        return None
    found = [Keyed.bare(one.opens, one.key, []) for one in roles]
    if beside:
        found[0].behind = beside[0]
    elif groups:
        found[0].before = groups[0]
    for row in rows:
        own = list(_under(row, above, roles, groups))
        if len(own) != len(roles) or not _may_follow(text, found, own):
            return None
        for one, cells in zip(found, own, strict=True):
            one.values += cells
    return found


def _groups_beside(
    text: str, rows: Sequence[Line], roles: Sequence[_Head], parties: Parties
) -> Iterator[Span]:
    """Keys for the cells of all parties that stand before these cells, under no head (役割 | … | …)."""
    first = min(min(one.places) for one in roles)
    for cell in distinct(cell for row in rows for cell in row.cells[:first]):
        which = headed(text, cell, parties)
        if which is not None and which.kind is ColumnKind.GROUP:
            yield cell


def _under(
    row: Line, above: Line, roles: Sequence[_Head], groups: Sequence[Span]
) -> Iterator[list[Span]]:
    """What stands under each head; nothing where a cell stands under a part of one, or under none."""
    cells = [cell for cell in distinct(row.cells) if cell not in groups]
    if len(row.cells) != len(above.cells):
        return
    for cell in cells:
        places = _places(row, cell)
        covered = set[int]().union(*(one.places for one in roles if one.places & places))
        if covered != places:
            return
    for one in roles:
        yield [cell for cell in cells if _places(row, cell) & one.places]


def _may_follow(text: str, found: Sequence[Keyed], fresh: Sequence[Sequence[Span]]) -> bool:
    if not any(one.values for one in found):
        return True
    return all(
        not cells or ending(text, one.values, in_nouns=False) is Ending.OPEN
        for one, cells in zip(found, fresh, strict=True)
    )
