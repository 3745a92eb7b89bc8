"""Where agreements begin to speak (前文): the paragraphs in which parties conclude one, and which of them articles follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from renkei.parsing.parties.preamble import is_entry, names_parties
from renkei.parsing.signing.conclusion import CONCLUDED
from renkei.parsing.text.date_lines import is_date_line
from renkei.parsing.text.lines import Line, LineKind

_PARTICLES = ("を", "の", "に", "（以下")
_LONGEST_WRAP = 4
"""How many code points of 締結する may stand at the end of the line above."""
_LONGEST_PARAGRAPH = 24
"""How many lines a preamble may take: bounded, since each concluding line looks back so far."""

# What the parties do in a preamble: "次のとおり連携協約を締結する。", "次のとおり協定する。", "連携協約を次のように定める。", "…協定の全文を
# 次のとおり改める。", "旧協約を変更することとし、その全部を次のとおり改める。". Must not match the closing ("この連携協約の締結を
# 証するため") or a plan to conclude ("協約を締結することができる").
_CONCLUDES = re.compile(
    r"(?:締結(?:する|した|します|いたします)|(?:協定|協約)(?:する|した|を(?:結ぶ|結んだ|取り交わす|取り交わした))"
    r"|(?:協定|協約)(?:書)?を次の(?:とおり|ように)(?:定める|締結する))"
    r"(?:。|ものとする。|$)"
    r"|(?:(?:協約|協定)書?(?:[(（][^()（）。]{1,30}[)）])?|[、，]その)の?全[部文]を(?:次のとおり|次のように|以下のとおり)(?:改め|改正す|変更す)る(?:。|ものとする。|こととする。|$)"
)

# A sentence without a subject that sets out an agreement, where articles name the parties: "…に関する連携協約を次のように定める。". Must not match an
# article that leaves something to an agreement ("協定を別に定める。"); what stands around it tells the rest.
_SETS_OUT = re.compile(
    r"(?:協約|協定)書?を(?:次の(?:とおり|ように)|ここに)(?:定める|締結する|結ぶ)(?:。|ものとする。)$"
)

# The end of a subject: "…及び階上町（以下「乙」という。）は、". Must not match は inside a name.
_SUBJECT = re.compile(r"は[、，,]|と")

# What a title or cover line names: "…形成に係る連携協約", "連携協約書", "【…連携協約】". Must not match a sentence about one
# ("この協約は、…"), nor a line of one that is cut behind the word ("「丙」という。）は、平成28年3月29日に締結した連携協約").
NAMES_AGREEMENT = re.compile(
    r"^(?![^\n]*(?:。|は[、，]))[^\n]*(?:協約|協定)書?(?:[(（][^()（）。]{1,30}[)）])?$|^[【「『][^【】「」『』。]{1,120}(?:協約|協定)書?[】」』]$"
)

_BODIES = frozenset({LineKind.ARTICLE, LineKind.SCHEDULE, LineKind.ROW})
_NEAR = 12
"""How many lines from a sentence its title and its first article may stand: bounded, since each such sentence looks."""
_GAPS = frozenset({LineKind.BLANK, LineKind.PAGE, LineKind.RULER})
_FIRST_OF_BODY = frozenset({LineKind.ARTICLE, LineKind.CAPTION, LineKind.DIVISION})
_ENTRIES = frozenset({LineKind.TEXT, LineKind.ROW})
"""What may say who a party is: a line, or a row of a table of parties (当事者の表)."""


def find_preambles(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The first and last line of each paragraph in which parties conclude an agreement.

    Once there are articles, only a paragraph that names bodies is another preamble: an article may
    speak of concluding something too.
    """
    floor, in_body = 0, False
    for at, line in enumerate(lines):
        in_body = in_body or line.kind is LineKind.ARTICLE
        if line.kind is LineKind.TEXT and _sets_out(lines, at, floor):
            yield _paragraph_start(lines, at, floor), at
            floor, in_body = at + 1, False
            continue
        if line.kind is not LineKind.TEXT or not _concludes(lines, at):
            continue
        first = _with_entries(lines, _paragraph_start(lines, at, floor), floor)
        words = "".join(line.text for line in lines[first : at + 1])
        if not _SUBJECT.search(words) and (in_body or not _is_below_title(lines, first)):
            continue
        if names_parties(words) or not (in_body or floor):
            yield first, at
            floor, in_body = at + 1, False


def _is_below_title(lines: Sequence[Line], first: int) -> bool:
    """Whether the words right above a paragraph name an agreement: then it may leave out who concludes it."""
    above = next((one for one in reversed(lines[:first]) if one.kind is not LineKind.BLANK), None)
    return above is not None and NAMES_AGREEMENT.search(above.text) is not None


def unsaid_preamble(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The lines of a sentence that names bodies between a title and the first article, where none says that it concludes.

    >>> from renkei.parsing.text.lines import typed_lines
    >>> text = "甲市と乙町の連携協約\\n甲市及び乙町は、ここに手を携える。\\n第1条 連携する。"
    >>> unsaid_preamble(list(typed_lines(text)))
    (1, 1)
    """
    body = next((at for at, line in enumerate(lines) if line.kind in _FIRST_OF_BODY), 0)
    last = body - 1
    while last >= 0 and lines[last].kind in _GAPS:
        last -= 1
    if last < 0 or lines[last].kind is not LineKind.TEXT or not lines[last].text.endswith("。"):
        return None
    first = _paragraph_start(lines, last, 0)
    words = "".join(line.text for line in lines[first : last + 1])
    told = _SUBJECT.search(words) and names_parties(words) and _is_below_title(lines, first)
    return (first, last) if told else None


def of_agreements(lines: Sequence[Line], found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The preambles that articles follow, or a table, where another preamble stands behind.

    A press release says in the same words that an agreement was concluded, above the agreement itself.
    """
    ends = [*(first for first, _ in found[1:]), len(lines)][: len(found)]
    kept = [
        (first, last)
        for (first, last), end in zip(found, ends, strict=True)
        if any(lines[at].kind in _BODIES for at in range(last + 1, end))
    ]
    return kept or list(found[:1])


def _concludes(lines: Sequence[Line], at: int) -> bool:
    """Whether the words that conclude stand in a line, or in it and the end of the line above."""
    before = lines[at - 1] if at else None
    above = before.text[-_LONGEST_WRAP:] if before and before.kind is LineKind.TEXT else ""
    return _CONCLUDES.search(above + lines[at].text) is not None


def _sets_out(lines: Sequence[Line], at: int, floor: int) -> bool:
    """Whether a sentence without parties sets out an agreement: between its title and its first article."""
    if _SETS_OUT.search(lines[at].text) is None:
        return False
    first = _paragraph_start(lines, at, floor)
    if names_parties("".join(line.text for line in lines[first : at + 1])):
        return False
    above = next(
        (
            one
            for one in reversed(lines[max(floor, first - _NEAR) : first])
            if one.kind not in _GAPS
        ),
        None,
    )
    below = next((one for one in lines[at + 1 : at + 1 + _NEAR] if one.kind not in _GAPS), None)
    titled = above is not None and NAMES_AGREEMENT.search(above.text) is not None
    return titled and below is not None and below.kind in _FIRST_OF_BODY


def _paragraph_start(lines: Sequence[Line], at: int, floor: int) -> int:
    """The first line of the paragraph that ends at a line; a page break may lie inside it."""
    lowest = max(floor, at - _LONGEST_PARAGRAPH)
    first = at
    while first > lowest and _goes_on(lines[first - 1], lines[first]):
        first -= 1
    if any(_SUBJECT.search(line.text) for line in lines[first : at + 1]):
        return first
    above = first
    while above > lowest and lines[above - 1].kind in {LineKind.BLANK, LineKind.PAGE}:
        above -= 1
    # The floor rises to where the search began to look, so that it ends.
    if lowest < above < first and _goes_on(lines[above - 1], lines[first]):
        return _paragraph_start(lines, above - 1, lowest)
    return first


def _with_entries(lines: Sequence[Line], first: int, floor: int) -> int:
    """The first of the lines right above a preamble that list the parties, one each."""
    at = first
    while at > max(floor, first - _LONGEST_PARAGRAPH):
        at -= 1
        if lines[at].kind in _ENTRIES and is_entry(lines[at].text):
            first = at
        elif lines[at].kind is not LineKind.BLANK:
            break
    return first


def _goes_on(before: Line, line: Line) -> bool:
    return (
        before.kind is LineKind.TEXT
        and line.kind is LineKind.TEXT
        and not before.text.endswith("。")
        # A title ends in the same words as a line that is wrapped behind them: "連携協約／を締結する。"; so may a day stand alone.
        and (line.text.startswith(_PARTICLES) or not _stands_alone(before.text))
    )


def _stands_alone(words: str) -> bool:
    """Whether a line is a title, or the day below it with or without the word 締結."""
    return bool(NAMES_AGREEMENT.search(words) or is_date_line(words) or CONCLUDED.fullmatch(words))
