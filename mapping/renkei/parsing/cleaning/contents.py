"""Tables of contents (目次): they repeat the headings of what follows, and are no headings themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from renkei.parsing.text.lines import Line, LineKind

# The heading of a table of contents: "目次", "【目　次】". Must not match a sentence about one.
_HEADING = re.compile(r"[【〔(（]?目[ 　]{0,6}次[】〕)）]?")

# What an entry has behind its words: leaders and a page ("……… 3", "・・・・12"), a tab and a page, or the articles of a chapter ("（第1条―第3条）",
# "（第4条）"). Must not match the end of a sentence.
_ENTRY_END = re.compile(
    r"(?:[.．…‥・･]{2,200}[ 　]{0,9}|[\t][ 　]{0,9})[(（]?[0-9０-９]{1,4}[)）]?$"
    r"|[(（]第[^()（）]{1,12}条(?:[-‐―－—〜～・、及び]{1,3}第[^()（）]{1,12}条)?[)）]$"
)
_LONGEST = 80
"""How many code points an entry without leaders may have."""


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of tables of contents as `CONTENTS`."""
    if not any(line.text[:1] in ("目", "【", "〔", "(", "（") for line in lines if line.text):
        return list(lines)
    found = set(_entries(lines))
    return [
        replace(line, kind=LineKind.CONTENTS, mark=None, cells=(), rest=line.span)
        if at in found
        else line
        for at, line in enumerate(lines)
    ]


def _entries(lines: Sequence[Line]) -> Iterator[int]:
    at = 0
    while at < len(lines):
        if lines[at].span.length <= _LONGEST and _HEADING.fullmatch(lines[at].text):
            last = _end(lines, at)
            yield from (n for n in range(at, last) if lines[n].kind is not LineKind.BLANK)
            at = last
        at += 1


def _end(lines: Sequence[Line], heading: int) -> int:
    """Where a table of contents ends: at an entry that comes again, or at what is none."""
    seen: set[str] = set()
    for at in range(heading + 1, len(lines)):
        line = lines[at]
        if line.kind in {LineKind.BLANK, LineKind.PAGE, LineKind.RULER}:
            continue
        words = _ENTRY_END.sub("", line.text).strip()
        leads = words != line.text.strip()
        head = line.kind in {
            LineKind.DIVISION,
            LineKind.SUPPLEMENT,
            LineKind.SCHEDULE,
            LineKind.ARTICLE,
        }
        if _key(words) in seen or not (leads or (head and _is_entry(line))):
            return at
        seen.add(_key(words))
    # Nothing but entries to the end: the heading is all that is sure.
    return heading + 1


def _is_entry(line: Line) -> bool:
    return line.span.length <= _LONGEST and not line.text.endswith(("。", "、"))


def _key(words: str) -> str:
    return "".join(sign for sign in words if not sign.isspace() and sign not in "()（）")
