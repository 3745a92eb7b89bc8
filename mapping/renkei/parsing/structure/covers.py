"""What a cover says beside the title (表紙): a day, and the bodies that conclude, in lines of their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from renkei.model import DatedPassage, Passage
from renkei.parsing.text.date_lines import is_date_line, refused
from renkei.parsing.text.dates import FoundDate, find_dates
from renkei.parsing.text.lines import Line, LineKind

# The name of one body, and what parts several on a cover: "苫小牧市・安平町", "加西市・加東市、多可町". Must not match words of a title
# ("熊本市及び山鹿市における", "A市とB町との").
_NAME = r"(?:(?!及び|並びに|と[^・、，／]{0,12}[市町村区])[^\s・、，,／/。「」()（）]){1,14}?(?:市|町|村|区|都|道|府|県|組合|連合)"
_NAMES = re.compile(rf"{_NAME}(?:[ 　]{{0,4}}[・、，,／/ 　][ 　]{{0,4}}{_NAME}){{0,20}}")
_PARTS = re.compile(r"[ 　・、，,／/]+")

# An office in a line of its own, the name of whose holder stands below it: "天理市長". Must not match a title ("市長会との協約").
_OFFICE = re.compile(r"[^\s。、「」]{1,12}(?:[市町村区]長|知事|管理者|連合長)")
_LONGEST_NAME = 8
"""How many code points the name of a person may have that stands below an office, over one line or several."""


def names_bodies(words: str) -> bool:
    """Whether words are the names of bodies and nothing else, parted as on a cover.

    >>> names_bodies("苫小牧市・安平町"), names_bodies("大蔵村"), names_bodies("熊本市及び山鹿市"), names_bodies("協定書")
    (True, True, False, False)
    """
    return _NAMES.fullmatch(words) is not None


def dated(words: str) -> tuple[FoundDate, str] | None:
    """The day in a line of a cover and the names beside it, which may be none; None for other lines.

    >>> [dated(words) and dated(words)[1] for words in ("平成23年1月17日湯沢市・羽後町", "平成23年1月17日")]
    ['湯沢市・羽後町', '']
    >>> dated("平成23年1月17日に締結した協定") is None
    True
    """
    found = next(iter(find_dates(words)), None)
    if not isinstance(found, FoundDate):
        return None
    if is_date_line(words):
        return (found, "") if refused(words) is None else None
    beside = (words[: found.start] + words[found.end :]).strip(" 　")
    return (found, beside) if names_bodies(beside) else None


def end_of_cover(lines: Sequence[Line], first: int, last: int) -> int:
    """Where a title begins, of the lines that seem to be it: behind a day, bodies or an office of what stands above.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> cover = "平成27年3月24日\\n苫小牧市・安平町\\n定住自立圏の形成に関する協定書"
    >>> end_of_cover(list(typed_lines(cover)), 1, 2)
    2
    """
    words = [line.text for line in lines[first : last + 1]]
    for at in range(len(words) - 1, 0, -1):
        if dated(words[at - 1]) or _signs(words[:at]):
            first, words = first + at, words[at:]
            break
    # Bodies alone may begin a title; right below a day or a first title they end a cover.
    if first and (dated(lines[first - 1].text) or lines[first - 1].kind is LineKind.TEXT):
        while len(words) > 1 and names_bodies(words[0]):
            first, words = first + 1, words[1:]
    return first


def _signs(words: Sequence[str]) -> bool:
    """Whether words end with an office and the name below it, the letters of which may stand in lines of their own."""
    length = 0
    for above in reversed(words):
        if _OFFICE.fullmatch(above):
            return True
        length += len(above)
        if length > _LONGEST_NAME:
            return False
    return False


def told_on_cover(cover: Sequence[Passage], names: Collection[str]) -> DatedPassage | None:
    """The day that a cover bears beside the names of the parties; None if it bears none, or several.

    A day alone may be one of printing or of a notice. That the bodies which conclude stand with it, and
    nobody else, makes it theirs.

    >>> from renkei.model import Span
    >>> def passage(text):
    ...     return Passage(text=text, spans=(Span(0, len(text)),))
    >>> cover = [passage("平成27年3月24日"), passage("苫小牧市・安平町")]
    >>> told_on_cover(cover, ["苫小牧市", "安平町"]).value
    datetime.date(2015, 3, 24)
    >>> told_on_cover(cover, ["苫小牧市", "厚真町"]) is None
    True
    """
    days = [(at, *found) for at, line in enumerate(cover) if (found := dated(line.text))]
    if len({day.value for _, day, _ in days}) != 1:
        return None
    for at, day, beside in days:
        below = [line.text for line in cover[at + 1 : at + 1 + len(names)]]
        above = [line.text for line in cover[max(0, at - len(names)) : at]]
        if any(_are(words, names) for words in ([beside], *_runs(below), *_runs(above[::-1]))):
            return DatedPassage(value=day.value, passage=cover[at].part(day.start, day.end))
    return None


def _runs(words: Sequence[str]) -> list[list[str]]:
    """The beginnings of a list, each a line longer than the one before."""
    return [list(words[:count]) for count in range(1, len(words) + 1)]


def _are(words: Sequence[str], names: Collection[str]) -> bool:
    """Whether words name each of the parties and nobody else."""
    said = [part for line in words for part in _PARTS.split(line) if part]
    return len(said) > 1 and sorted(said) == sorted(names)
