"""A role of several parties that goes on to each of them (各当事者に分けた役割): 甲の役割　次のとおりとする。 ⅰ 飯豊町　… ⅱ 小国町　…."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from renkei.model import Passage, Span
from renkei.parsing.cells.rows import Row
from renkei.parsing.cells.shared_roles import Part, passage_at, shared_roles
from renkei.parsing.parties.preamble import holders
from renkei.parsing.text.lines import split_mark

_SEVERAL = 2

# Words that say only that something follows: "次のとおりとする。", "次に掲げるとおり". Must not match words that say what is done ("次の事業を行う。").
_FOLLOWS = re.compile(
    r"(?:それぞれ、?)?次(?:の|に掲げる)とおり(?:(?:とする|である)(?:。[ 　]{0,4}|$)|。[ 　]{0,4}|$)"
)


def roles_of_each(
    who: str, pieces: Sequence[Passage], parties: Mapping[str, Sequence[int]]
) -> list[Part] | None:
    """What each of several parties does, where the words under their common key are parted for every one of them.

    None where the words are of all of them together; empty where they say that they go on to each, and nobody can tell to whom.

    >>> from renkei.model import Span
    >>> words = ("次のとおりとする。", "飯豊町　送迎する。", "小国町　出迎えをする。")
    >>> places = (Span(0, 9), Span(10, 19), Span(20, 31))
    >>> pieces = [Passage(text=one, spans=(at,)) for one, at in zip(words, places, strict=True)]
    >>> called = {"甲": [1, 2], "飯豊町": [1], "小国町": [2], "乙": [3]}
    >>> [(part.who, part.words.text) for part in roles_of_each("甲", pieces, called)]
    [('飯豊町', '送迎する。'), ('小国町', '出迎えをする。')]
    >>> roles_of_each("甲", pieces[:2], called)
    []
    >>> roles_of_each("小国町", pieces[2:], called) is None
    True
    """
    meant = holders(who, parties)
    crossing = any(after.start < before.end for before, after in pairwise(pieces))
    if len(meant) < _SEVERAL or not pieces or crossing:
        return None
    lead = _FOLLOWS.match(pieces[0].text)
    below = _behind(lead, pieces) if lead else pieces
    parts = shared_roles(below, parties) or []
    told = sorted(number for part in parts for number in holders(part.who, parties))
    if len(parts) > 1 and told == sorted(meant):
        return parts
    begun = any(_begins_with_one(one.text, meant, parties) for one in below)
    return [] if lead and (begun or not below) else None


def announces(words: str) -> bool:
    """Whether words say that something follows, and nothing else.

    >>> announces("次のとおりとする。"), announces("次の事業を行う。")
    (True, False)
    """
    return _FOLLOWS.fullmatch(words) is not None


def begins_with_party(words: str, parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether words begin with what a party is called, and a space or colon behind it: 小国町　雪の道を開く."""
    name = re.split("[ 　：:]", words, maxsplit=1)[0]
    return len(name) < len(words) and bool(holders(name, parties))


def part_roles_of_each(text: str, row: Row, parties: Mapping[str, Sequence[int]]) -> None:
    """Give each of several parties its own part of a row's common role; what leaves a doubt is not understood."""
    for who in list(row.roles):
        cells = [cell for cell in row.roles[who] if cell.length]
        if any(cell in held for cell in cells for held in _others(row, who)):
            continue
        behind = [_behind_mark(text, cell) for cell in cells]
        each = roles_of_each(who, [passage_at(text, cell) for cell in behind], parties)
        if each is None:
            continue
        del row.roles[who]
        row.not_understood += [] if each else cells
        for part in each:
            row.roles.setdefault(part.who, []).extend(part.words.spans)
        row.marks += _around(cells, each)


def _behind(lead: re.Match[str], pieces: Sequence[Passage]) -> list[Passage]:
    first = pieces[0]
    rest = [first.part(lead.end(), len(first.text))] if lead.end() < len(first.text) else []
    return [*rest, *pieces[1:]]


def _others(row: Row, who: str) -> list[list[Span]]:
    """The other columns of a row: a cell that is merged over them is not this one's alone."""
    return [row.label, row.content, *(held for other, held in row.roles.items() if other != who)]


def _behind_mark(text: str, cell: Span) -> Span:
    _, mark, rest = split_mark(text, cell)
    return rest if mark else cell


def _around(cells: Sequence[Span], parts: Sequence[Part]) -> list[Span]:
    """What stands in the cells around the words of the parts: marks, names, and the words that announce them."""
    words = sorted(span for part in parts for span in part.words.spans)
    if not words:
        return []
    found: list[Span] = []
    for cell in cells:
        at = cell.start
        for inner in (one for one in words if cell.start <= one.start < cell.end):
            found.append(Span(at, inner.start))
            at = inner.end
        found.append(Span(at, cell.end))
    return [span for span in found if span.length]


def _begins_with_one(
    words: str, meant: Sequence[int], parties: Mapping[str, Sequence[int]]
) -> bool:
    """Whether words begin with the name of one of the parties that are meant, or of fewer than all."""
    names = [name for name, held in parties.items() if set(held) < set(meant)]
    return any(words.startswith(name) for name in names)
