"""Page numbers (ノンブル) of all forms, alone or beside the words of a foot: 1／6 企画課, P.3, 〔５〕.

The shape alone does not tell that a line is one: `page_feet` looks whether it comes again, `ruled.blocks` whether it cuts a table.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST = 60

_NUMBER = r"(?P<number{0}>[0-9０-９]{{1,4}})"
# A page number of any form: "1／6", "（2/6）", "P.3", "第3頁", "－ 2 －", "〔５〕". Must not match a bare number, a mark ("(2)") nor a part of a
# date ("3/12/2020").
_PAGE = re.compile(
    rf"[(（〔［\[]?(?<![0-9０-９/／]){_NUMBER.format(1)}[ 　]?[/／][ 　]?(?P<pages>[0-9０-９]{{1,4}})(?![0-9０-９/／])[)）〕］\]]?"
    rf"|(?<![A-Za-zＡ-Ｚａ-ｚ])[pPｐＰ](?:age)?[.．]?[ 　]?{_NUMBER.format(2)}(?![0-9０-９])"
    rf"|第?{_NUMBER.format(3)}[ 　]?(?:頁|ページ)"
    rf"|[-‐－―–—~〜][ 　]{{0,2}}{_NUMBER.format(4)}[ 　]{{0,2}}[-‐－―–—~〜]"
    rf"|[〔［\[〈<＜]{_NUMBER.format(5)}[〕］\]〉>＞]"
)


class Foot(NamedTuple):
    """A line that may be the foot of a page: its number, of how many pages (0 if it does not say), the words around."""

    number: int
    pages: int
    before: str
    behind: str

    @property
    def is_bare(self) -> bool:
        """Whether the line is a page number alone."""
        return not self.before and not self.behind


def foot(words: str) -> Foot | None:
    """What a line says if it may be the foot of a page; None for all others.

    >>> foot("1／6 企画課"), foot("（2/6）")
    (Foot(number=1, pages=6, before='', behind='企画課'), Foot(number=2, pages=6, before='', behind=''))
    >>> foot("P.3").number, foot("(2)")
    (3, None)
    """
    found = _PAGE.search(words) if len(words) <= _LONGEST else None
    if found is None:
        return None
    number = next(value for name, value in found.groupdict().items() if value and name != "pages")
    before, behind = words[: found.start()].strip(), words[found.end() :].strip()
    return Foot(int(number), int(found["pages"] or 0), before, behind)
