"""The title of an agreement (題名): which lines above a preamble are it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from renkei.parsing.structure.covers import end_of_cover
from renkei.parsing.structure.preambles import NAMES_AGREEMENT
from renkei.parsing.structure.surroundings import BESIDE_TITLE, begins_document, line_kind
from renkei.parsing.text.date_lines import is_date_line
from renkei.parsing.text.lines import Line, LineKind

_BELOW_TITLE = frozenset({LineKind.CONTENTS, LineKind.ROW, LineKind.CAPTION})
"""What may stand between title and preamble: the parties in brackets, the head of a table of parties (当事者 | 名称)."""
_MOST_BLANKS = 2
"""How many blank lines may part a title."""

# The circle before the title in a rule book: the ○ of "○熊本市及び…". Must not match a draft's blank name ("○○市及び…", "○市").
TITLE_MARK = re.compile("[○◯〇●◎](?![○◯〇●◎市町村県])[ 　]{0,4}")

# A title that goes on below a blank line: "…形成に係る" above "連携協約", "…広域圏の" above "形成に係る連携協約". Must not match a line that is whole.
_OPEN_TITLE = re.compile(
    r"(?:に係る|に関する|における|に向けた|[^\s。、「」]{4}[のと]|及び|並びに|、)$"
)

# What may stand below a title and is none of its words: "～ともに生きる播磨～". Must not match a ruler, nor a sentence.
_MOTTO = re.compile(r"[～〜~―－-][^。～〜~―－-]{2,60}[～〜~―－-]")

# Who puts a bill before the council, right above the title: "姫路市長　清　元　秀　泰". Must not match a title ("市長会との協約").
_BY_OFFICE = re.compile(
    r"(?:[市町村区]長|知事|管理者|連合長)[ 　]{1,6}[^\s。、]{1,6}(?:[ 　]{1,4}[^\s。、]{1,4}){0,6}$"
)

# The word for an agreement and nothing else, as a rule book prints it again below the title and the date: "連携協約", "協定書". Must not match a title that says
# whose it is.
_BARE = re.compile(r"(?:連携)?協[約定](?:書)?")


def names_agreement(line: Line) -> bool:
    """Whether a line has words that name an agreement (連携協約, 協定書).

    >>> from renkei.parsing.text.lines import typed_lines
    >>> [names_agreement(line) for line in typed_lines("A市及びB町における連携協約\\n告示第55号")]
    [True, False]
    """
    return line.kind is LineKind.TEXT and NAMES_AGREEMENT.search(line.text) is not None


def title_lines(lines: Sequence[Line]) -> range:
    """The lines of the title, by index: the block above the preamble, if it names an agreement.

    A rule book prints the number and the history of a notice between the two, and the bare word for
    an agreement a second time.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> title_lines(list(typed_lines("○A市及びB町における連携協約\\n平成27年4月5日\\n連携協約")))
    range(0, 1)
    """
    below = _block_above(lines, len(lines))
    if len(below) == 1 and _BARE.fullmatch(lines[below.start].text):
        above = _block_above(lines, below.start)
        bare = lines[below.start].text.removesuffix("書")
        if above and lines[above.stop - 1].text.removesuffix("書").endswith(bare):
            return above
    return below


def _block_above(lines: Sequence[Line], end: int) -> range:
    """The lines right above a line that name an agreement together; empty where there are none."""
    last = end - 1
    while last >= 0 and (lines[last].kind is LineKind.BLANK or _is_beside_title(lines[last])):
        last -= 1
    if last < 0 or not names_agreement(lines[last]):
        return range(0)
    first = last
    while (
        first and lines[first - 1].kind is LineKind.TEXT and not TITLE_MARK.match(lines[first].text)
    ):
        if NAMES_AGREEMENT.search(lines[first - 1].text) or begins_document(lines[first - 1]):
            break
        if _is_beside_title(lines[first - 1]) or _BY_OFFICE.search(lines[first - 1].text):
            break
        first -= 1
    first = end_of_cover(lines, first, last)
    return range(begin_above_blank(lines, first), last + 1)


def begin_above_blank(lines: Sequence[Line], first: int) -> int:
    """Where a title begins that a blank line parts: an open line above it belongs to it.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> begin_above_blank(list(typed_lines("A市とB町との里の\\n\\n形成に係る連携協約")), 2)
    0
    """
    above = first - 1
    while above > 0 and first - above <= _MOST_BLANKS and lines[above].kind is LineKind.BLANK:
        above -= 1
    if 0 <= above < first - 1 and lines[above].kind is LineKind.TEXT:
        return above if _OPEN_TITLE.search(lines[above].text) else first
    return first


def _is_beside_title(line: Line) -> bool:
    if names_agreement(line):
        return False
    if line.kind in _BELOW_TITLE or _MOTTO.fullmatch(line.text):
        return True
    return line_kind(line, "head") in BESIDE_TITLE or is_date_line(line.text)
