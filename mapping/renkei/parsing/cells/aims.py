"""What an initiative is for (取組のねらい): a note of its own, or its content where the source gives no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from renkei.model import Span
from renkei.parsing.cells.rows import Row
from renkei.parsing.text.words import plain

_Heading = TypeVar("_Heading")
_Words = TypeVar("_Words")

# A heading over what an initiative is for: "ねらい", "取組の目的", "目指す姿". Must not match one that names a content besides ("目的及び内容").
_AIM = re.compile(
    r"(?:(?:この|本)?(?:取組|取り組み|取組み|事業|連携|施策)の)?(?:ねらい|狙い|目的|趣旨|意図|目指す(?:姿|ところ|方向性?)|めざす姿)"
)


def heads_aim(words: str) -> bool:
    """Whether a heading says that an aim stands under it.

    >>> heads_aim("ね ら い"), heads_aim("取組の目的"), heads_aim("目的及び内容")
    (True, True, False)
    """
    return _AIM.fullmatch("".join(words.split())) is not None


def taken_as_content(
    notes: list[tuple[_Heading, list[_Words]]], words_of: Callable[[_Heading], str]
) -> tuple[_Heading, Sequence[_Words]] | None:
    """Take the one aim out of notes, for an initiative that has no content; None if there is none, or several.

    >>> notes = [("備考", ["別に定める。"]), ("ねらい", ["待ち時間を短くする。"])]
    >>> taken_as_content(notes, str), notes
    (('ねらい', ['待ち時間を短くする。']), [('備考', ['別に定める。'])])
    """
    aims = [note for note in notes if note[1] and heads_aim(words_of(note[0]))]
    if len(aims) != 1:
        return None
    notes.remove(aims[0])
    return aims[0]


def row_with_aim(text: str, row: Row) -> Span | None:
    """Give a row of a table without a content its aim as content; the heading of the aim if it did.

    >>> row = Row(notes=[(Span(0, 3), [Span(3, 14)])])
    >>> row_with_aim("ねらい待ち時間を短くする。", row), row.content, row.notes
    (Span(start=0, end=3), [Span(start=3, end=14)], [])
    """
    aim = None if row.content else taken_as_content(row.notes, lambda at: plain(text, [at]))
    if aim is None:
        return None
    row.content.extend(aim[1])
    return aim[0]
