"""One cell for the roles of several parties (役割分担の欄), each behind its mark: ○甲 … ○乙 ….

A cell is parted only if it leaves no doubt: each part begins with a party, all in one manner, and no party twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from renkei.model import Passage, Span, join
from renkei.parsing.cells.rows import Row
from renkei.parsing.parties.party_marks import (
    AROUND,
    LIKE,
    PartyMark,
    may_begin,
    may_hold,
    party_marks,
)
from renkei.parsing.parties.preamble import holders
from renkei.parsing.parties.subjects import behind_bullet, clauses

_SEVERAL = 2

# One sentence with its end, as the caller's words have it: "甲は、主催する。". Must not run over the end of another.
_SENTENCE = re.compile(r"[^。]+。?")


class Part(NamedTuple):
    """What one party does, or several together: how they are called, what marks that, and the words."""

    who: str
    mark: Passage | None
    words: Passage


def shared_roles(
    pieces: Sequence[Passage], parties: Mapping[str, Sequence[int]]
) -> list[Part] | None:
    """The parts of the words for several parties; None where there is any doubt. A piece is a line or an item.

    >>> from renkei.model import Span
    >>> text = "○甲 主催する。 ○乙 参加する。"
    >>> parts = shared_roles([Passage(text=text, spans=(Span(0, len(text)),))], {"甲": [1], "乙": [2]})
    >>> [(part.who, part.words.text) for part in parts]
    [('甲', '主催する。'), ('乙', '参加する。')]
    """
    if not pieces or not parties:
        return None
    whole = join(pieces)
    begins = {0, *accumulate(len(piece.text) for piece in pieces)}
    marks = party_marks(whole.text, parties, begins)
    parts = _by_marks(whole, marks, begins, parties) if marks else _by_names_above(pieces, parties)
    parts = parts or (None if marks else _by_subjects(whole, parties))
    return parts if parts and _is_sure(parts, parties) else None


def part_roles(text: str, row: Row, parties: Mapping[str, Sequence[int]]) -> None:
    """Give each party of a row its part of the cells for several; what cannot be parted is not understood.

    A cell under 甲及び乙の役割 that no mark parts is the role of both.
    """
    cells, row.shared = row.shared, []
    if any(cell.length for cell in cells) and not _take(text, row, cells, parties):
        row.not_understood.extend(cells)
    for who in list(row.roles):
        cells = row.roles[who]
        if len(holders(who, parties)) == 1 or not any(cell.length for cell in cells):
            continue
        words = text[cells[0].start : cells[0].end]
        if begins_with_party(words, parties) and not _take(text, row, cells, parties, instead=who):
            row.not_understood.extend(row.roles.pop(who))
    _without_crossing(row, parties)


def _without_crossing(row: Row, parties: Mapping[str, Sequence[int]]) -> None:
    """Leave the cells of several parties that a page break interleaved with a party's own: no passage holds both in order."""
    for who in list(row.roles):
        numbers = holders(who, parties)
        if len(numbers) > 1 and any(_crosses(row, number, parties) for number in numbers):
            row.not_understood.extend(row.roles.pop(who))


def _crosses(row: Row, number: int, parties: Mapping[str, Sequence[int]]) -> bool:
    held = [
        cell
        for who, cells in row.roles.items()
        if number in holders(who, parties)
        for cell in cells
        if cell.length
    ]
    return any(after.start < before.end for before, after in pairwise(held))


def _take(
    text: str,
    row: Row,
    cells: Sequence[Span],
    parties: Mapping[str, Sequence[int]],
    instead: str | None = None,
) -> bool:
    """Whether the cells could be parted; the parts are roles of the row then, their marks its marks."""
    parts = shared_roles([passage_at(text, cell) for cell in cells if cell.length], parties)
    if parts is None:
        return False
    if instead is not None:
        del row.roles[instead]
    for part in parts:
        row.marks.extend(part.mark.spans if part.mark else ())
        row.roles.setdefault(part.who, []).extend(part.words.spans)
    return True


def passage_at(text: str, span: Span) -> Passage:
    """The words that stand at a range of a text, as they are."""
    return Passage(text=text[span.start : span.end], spans=(span,))


def begins_with_party(words: str, parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether words begin with the mark of a party, so that they are hardly those of all.

    >>> begins_with_party("【甲】主催する。", {"甲": [1]}), begins_with_party("甲が主催する。", {"甲": [1]})
    (True, False)
    """
    return any(mark.start == 0 for mark in party_marks(words, parties, {0}))


def _by_marks(
    whole: Passage,
    marks: Sequence[PartyMark],
    begins: set[int],
    parties: Mapping[str, Sequence[int]],
) -> list[Part] | None:
    text, style = whole.text, marks[0].style
    lead = text[: marks[0].start]
    if lead.strip() or any(mark.style != style for mark in marks):
        return None
    if style == "space" and (len(marks) == 1 or not _ended(text, marks, begins)):
        return None
    known = {mark.start for mark in marks}
    for like in LIKE[style].finditer(text):
        is_other = like.start() not in known and may_begin(text, like.start(), style, begins)
        if is_other or (style == "sign" and like.start() not in known):
            return None
    inside = [one for one in may_hold(text, parties, begins) if not _is_in(one, marks)]
    return None if inside else _between(whole, marks)


def _is_in(one: PartyMark, marks: Sequence[PartyMark]) -> bool:
    return any(mark.start <= one.start < mark.end for mark in marks)


def _between(whole: Passage, marks: Sequence[PartyMark]) -> list[Part] | None:
    """The words behind each mark, without what parts them from the next one (、／), which goes with its mark."""
    text = whole.text
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    parts: list[Part] = []
    over = marks[0].start
    for mark, end in zip(marks, ends, strict=True):
        words = text[mark.end : end]
        stop = mark.end + len(words.rstrip(AROUND) if end < len(text) else words.rstrip())
        if stop <= mark.end:
            return None
        over += len(text[over : mark.start]) - len(text[over : mark.start].lstrip())
        sign = whole.part(over, mark.start + len(text[mark.start : mark.end].rstrip()))
        parts.append(Part(mark.who, sign, whole.part(mark.end, stop)))
        over = stop
    return parts


def _ended(text: str, marks: Sequence[PartyMark], begins: set[int]) -> bool:
    """Whether a sentence or a line ends before each mark: a space alone is in the way of a sentence too."""
    return all(mark.start in begins or text[: mark.start].rstrip().endswith("。") for mark in marks)


def _by_names_above(
    pieces: Sequence[Passage], parties: Mapping[str, Sequence[int]]
) -> list[Part] | None:
    """The parts of lines of which some are but the name of a party, and head what stands below them."""
    heads = [at for at, one in enumerate(pieces) if holders("".join(one.text.split()), parties)]
    if len(heads) < _SEVERAL or heads[0] != 0:
        return None
    ends = [*heads[1:], len(pieces)]
    below = [pieces[at + 1 : end] for at, end in zip(heads, ends, strict=True)]
    if not all(below):
        return None
    names = [pieces[at] for at in heads]
    return [
        Part("".join(name.text.split()), name, join(words))
        for name, words in zip(names, below, strict=True)
    ]


def _by_subjects(whole: Passage, parties: Mapping[str, Sequence[int]]) -> list[Part] | None:
    """The parts of sentences that each begin with a party (甲は、…)."""
    parts: dict[str, list[Passage]] = {}
    bullets: dict[str, list[Passage]] = {}
    for sentence in _SENTENCE.finditer(whole.text):
        if not sentence[0].strip():
            continue
        start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        words = behind_bullet(whole.part(start, sentence.end()), parties)
        begin = sentence.end() - len(words.text)
        for who, clause in clauses(words, parties):
            if not who:
                return None
            parts.setdefault(who, []).append(clause)
            if begin > start:
                bullets.setdefault(who, []).append(whole.part(start, begin))
                begin = start
    return [
        Part(who, join(bullets[who]) if who in bullets else None, join(words))
        for who, words in parts.items()
    ]


def _is_sure(parts: Sequence[Part], parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether each part is somebody's, and no party has two parts besides one of all."""
    everyone = {number for numbers in parties.values() for number in numbers}
    meant = [holders(part.who, parties) for part in parts]
    own = [number for numbers in meant if set(numbers) != everyone for number in numbers]
    common = sum(set(numbers) == everyone for numbers in meant)
    return all(meant) and len(set(own)) == len(own) and common <= 1
