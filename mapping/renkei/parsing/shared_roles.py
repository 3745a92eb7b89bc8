"""One cell for the roles of several parties (役割分担の欄), each behind its mark: ○甲 … ○乙 ….

A cell is parted only if it leaves no doubt: each part begins with a party, all in one manner, and no party twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from renkei.model import Passage, Span, join
from renkei.parsing.parties import holders
from renkei.parsing.rows import Row
from renkei.parsing.subjects import clauses

_SIGNS = "○●◎◯〇■□◆◇▪・"
_OPENING, _CLOSING = "【〔［[〈＜《(（", "】〕］]〉＞》)）"
_ROLE = r"(?:の(?:役割り?(?:分担)?|取り?組|責務|分担)|側|が行うこと)?"

# One sentence with its end, as the caller's words have it: "甲は、主催する。". Must not run over the end of another.
_SENTENCE = re.compile(r"[^。]+。?")


class Part(NamedTuple):
    """What one party does, or several together: how they are called, what marks that, and the words."""

    who: str
    mark: Passage | None
    words: Passage


class _Mark(NamedTuple):
    style: str
    who: str
    start: int
    end: int


@lru_cache(maxsize=64)
def _marks(names: tuple[str, ...]) -> Mapping[str, re.Pattern[str]]:
    """How a part may begin, by style. Each must not match a party inside a sentence, which the place tells."""
    one = f"(?:{'|'.join(map(re.escape, names))})"
    who = rf"(?P<who>[甲乙丙丁戊己]{{2,6}}(?![^\s{re.escape(_CLOSING)}：:の側が])|{one}(?:(?:及び|並びに|と|・|、){one}){{0,9}})"
    shut = f"[{re.escape(_CLOSING)}]"
    return {
        # "○甲 ", "●甲及び乙：".
        "sign": re.compile(
            rf"[{_SIGNS}][ 　]{{0,2}}{who}{_ROLE}(?:[ 　\n]+|[：:]\s{{0,4}}|(?=【))"
        ),
        # "【甲】", "（乙の役割）".
        "bracket": re.compile(rf"[{re.escape(_OPENING)}]{who}{_ROLE}{shut}[：:]?\s{{0,4}}"),
        # "甲：".
        "colon": re.compile(rf"{who}{_ROLE}[ 　]?[：:]\s{{0,4}}"),
        # "甲　".
        "space": re.compile(rf"{who}{_ROLE}[ 　\n]+"),
    }


# What begins like a part of each style, whoever it names: "○丙 ", "【共通】", "県：". Must not match a party's mark, which is looked for first.
_LIKE = {
    "sign": re.compile(f"[{_SIGNS}]"),
    "bracket": re.compile(f"[{re.escape(_OPENING)}]"),
    "colon": re.compile(r"[^\s。、：:]{1,12}[ 　]?[：:]"),
    "space": re.compile(r"(?:[甲乙丙丁戊己・]{1,6}(?:共通)?|共通|両者|双方|共に|ともに)[ 　]"),
}


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
    marks = list(_found(whole.text, begins, parties))
    parts = _by_marks(whole, marks, begins) if marks else _by_subjects(whole, parties)
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
    parts = shared_roles([_passage(text, cell) for cell in cells if cell.length], parties)
    if parts is None:
        return False
    if instead is not None:
        del row.roles[instead]
    for part in parts:
        row.marks.extend(part.mark.spans if part.mark else ())
        row.roles.setdefault(part.who, []).extend(part.words.spans)
    return True


def _passage(text: str, span: Span) -> Passage:
    return Passage(text=text[span.start : span.end], spans=(span,))


def begins_with_party(words: str, parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether words begin with the mark of a party, so that they are hardly those of all.

    >>> begins_with_party("【甲】主催する。", {"甲": [1]}), begins_with_party("甲が主催する。", {"甲": [1]})
    (True, False)
    """
    return any(mark.start == 0 for mark in _found(words, {0}, parties))


def _found(text: str, begins: set[int], parties: Mapping[str, Sequence[int]]) -> Iterator[_Mark]:
    """The marks of parties at places where a part may begin, in their order."""
    names = tuple(sorted(parties, key=lambda name: (-len(name), name)))
    found = [
        _Mark(style, one["who"], *one.span())
        for style, pattern in _marks(names).items()
        for one in pattern.finditer(text)
        if _may_begin(text, one.start(), begins)
    ]
    yield from sorted(found, key=lambda mark: (mark.start, -mark.end))


def _may_begin(text: str, at: int, begins: set[int]) -> bool:
    return at in begins or text[at - 1] == "。" or text[at - 1].isspace()


def _by_marks(whole: Passage, marks: Sequence[_Mark], begins: set[int]) -> list[Part] | None:
    text, style = whole.text, marks[0].style
    lead = text[: marks[0].start]
    if lead.strip() or any(mark.style != style for mark in marks):
        return None
    if style == "space" and (len(marks) == 1 or not _ended(text, marks, begins)):
        return None
    known = {mark.start for mark in marks}
    for like in _LIKE[style].finditer(text):
        is_other = like.start() not in known and _may_begin(text, like.start(), begins)
        if is_other or (style == "sign" and like.start() not in known):
            return None
    ends = [*(mark.start for mark in marks[1:]), len(text)]
    parts: list[Part] = []
    for mark, end in zip(marks, ends, strict=True):
        stop = mark.end + len(text[mark.end : end].rstrip())
        if stop <= mark.end:
            return None
        words = whole.part(mark.end, stop)
        sign = whole.part(mark.start, mark.start + len(text[mark.start : mark.end].rstrip()))
        parts.append(Part(mark.who, sign, words))
    return parts


def _ended(text: str, marks: Sequence[_Mark], begins: set[int]) -> bool:
    """Whether a sentence or a line ends before each mark: a space alone is in the way of a sentence too."""
    return all(mark.start in begins or text[: mark.start].rstrip().endswith("。") for mark in marks)


def _by_subjects(whole: Passage, parties: Mapping[str, Sequence[int]]) -> list[Part] | None:
    """The parts of sentences that each begin with a party (甲は、…)."""
    parts: dict[str, list[Passage]] = {}
    for sentence in _SENTENCE.finditer(whole.text):
        if not sentence[0].strip():
            continue
        start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip())
        for who, words in clauses(whole.part(start, sentence.end()), parties):
            if not who:
                return None
            parts.setdefault(who, []).append(words)
    return [Part(who, None, join(words)) for who, words in parts.items()]


def _is_sure(parts: Sequence[Part], parties: Mapping[str, Sequence[int]]) -> bool:
    """Whether each part is somebody's, and no party has two parts besides one of all."""
    everyone = {number for numbers in parties.values() for number in numbers}
    meant = [holders(part.who, parties) for part in parts]
    own = [number for numbers in meant if set(numbers) != everyone for number in numbers]
    common = sum(set(numbers) == everyone for numbers in meant)
    return all(meant) and len(set(own)) == len(own) and common <= 1
