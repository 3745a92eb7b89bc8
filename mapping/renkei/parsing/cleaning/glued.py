"""Numbers of articles that their words stand right behind (条番号に続く字句): 第３条休日及び夜間に….

What parts a number from its words was lost, or never set. A number is one of an article, and no reference, where a line begins with it
below a caption or a finished sentence, and it is the next of the articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from renkei.model import Span
from renkei.parsing.text.numerals import NUMERAL, number
from renkei.parsing.text.view import Edit

RULE = "glued-article-number"

# The head of an article, sound or glued: "第３条休日及び", "第２ 条連携町及び", "第4条　", "第5条の2　". Must not match a reference that a wrapped line
# begins with: what can stand behind one ("第３条に", "第3条第1項", "第3条各号", "第3条から") is no beginning of a sentence.
_HEAD = re.compile(
    rf"[ 　]{{0,8}}第[ 　]{{0,2}}(?P<number>{NUMERAL})[ 　]{{0,2}}条(?P<branch>の{NUMERAL})?"
    r"(?P<gap>[ 　\t(（]|$)?(?P<glued>(?![のにをがはとでやへもかま、。）)」』・及並又若第号項各中以関本前後柱ただ])[^\s])?"
)

# A caption alone on its line, and the end of a sentence: an article may begin below either. Must not match a line that the next one goes on from.
_CAPTION = re.compile(r"[ 　]{0,8}[(（][^()（）]{2,40}[)）][ 　]{0,8}")
_END = re.compile(r"[。」][ 　]{0,8}$")


def edits(text: str) -> Iterator[Edit]:
    """Where a space is put behind the number of an article, in order.

    >>> text = "（目的）\\n第1条この協約は、定める。\\n第2条役割は、次のとおり。\\n第2条各号は、別に定める。"
    >>> [(edit.span.start, edit.text) for edit in edits(text)]
    [(8, '\\u3000'), (22, '\\u3000')]
    """
    if "条" not in text:
        return
    position, above, last = 0, "", 0
    for line in text.split("\n"):
        found = _HEAD.match(line)
        printed = number(found["number"]) if found else None
        if found and printed is not None:
            glued = found["glued"] is not None and found["gap"] is None
            if glued and _begins(printed, last, above):
                end = position + found.start("glued")
                yield Edit(Span(end, end), "　", RULE)
                last = printed
            elif found["gap"] is not None:
                last = printed
        above = line if line.strip() else above
        position += len(line) + 1


def _begins(printed: int, last: int, above: str) -> bool:
    """Whether an article begins: below a caption any later one may, below a sentence only the next; the first anywhere."""
    if _CAPTION.fullmatch(above):
        return printed > last or printed == 1
    return printed in {last + 1, 1} and (not above or _END.search(above) is not None)
