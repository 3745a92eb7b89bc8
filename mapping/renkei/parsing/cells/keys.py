"""Keys (項目の見出し): words at the beginning of a line that only say what follows, 取組の内容 or 甲の役割.

Prose and lists are read by them. A space inside a key does not count: text recognition and forms set them (乙の役 割).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from renkei.parsing.cells.wording import ends_sentence
from renkei.parsing.parties.preamble import called, holders
from renkei.parsing.text.columns import LONGEST, Column, ColumnKind, column

_OPEN_CELLS = {ColumnKind.CONTENT, ColumnKind.ROLE, ColumnKind.GROUP, ColumnKind.NOTE}
_SHORTEST_LABEL_KEY = 3
_FEWEST = 2
_LONGEST_ROW = 80
"""How many code points the head of a table may have that lost its tabs."""
_LONGEST_SPACED = 60
"""How many code points a key may have with the spaces inside it."""

# The bullet and the bracket that a key may stand behind: "■", "・【", "（ ", also the comma of "③，乙の役割", which text recognition sets behind a mark. Must
# not match a mark, which is gone by then, nor the comma of a sentence.
_OPENS = re.compile(
    r"(?:(?:[■□◆◇●○◎・▪▶]|(?<=[①-⑳⑴-⒇)）])[，,、．])[ 　]{0,2})?(?:[(（【〔［\[〈＜《≪][ 　]{0,2})?"
)

# A run of letters inside a key, which spaces may part: "乙の役", "割", also with a name in brackets: "役割（乙）", "乙（福崎町）の役割". Must
# not run over any other bracket, a colon, or what leads on to its words.
_LETTERS = r"(?:(?![・.．]{2})[^\s()（）【】〔〕［］\[\]〈〉＜＞《》≪≫：:︰；;＝…‥―—─→⇒])"
_RUN = re.compile(
    rf"{_LETTERS}{{1,30}}(?:[(（【〔［]{_LETTERS}{{1,14}}[)）】〕］]{_LETTERS}{{0,20}})?"
)

# What leads from a key on to its words: "……", "・・・", "――", "→", with the space around. Must not match a dash that is all that is said
# ("甲の役割　―"), nor the dot that joins words ("役割・費用負担").
_LEADS = (
    r"[ 　]{0,9}(?:[…‥]{1,40}|[・.．]{2,40}|[―—─]{1,40}|[→⇒；;＝])[ 　]{0,9}(?=[^\s―—─…‥・.．])"
)

# What parts a key from the words of its cell: "：", "】　", "】", "……". Must not match nothing, nor a bracket with a sentence going on behind it, so
# that a sentence that begins with the words of a key is none ("甲の役割は…", "（取組内容）の…").
_SHUT = r"[ 　]{0,2}[)）】〕］\]〉＞》≫]"
_BEHIND = re.compile(
    rf"(?:{_SHUT})?(?:[ 　]{{0,9}}[：:︰][ 　]{{0,9}}|{_LEADS}|[ 　]+(?![)）】〕］\]〉＞》≫])|$)|{_SHUT}(?![はがをにのとでもへや、。])"
)

# The space inside a key: the one of "乙の役 割", "取組の内　容". Bounded: a wider one parts columns.
_INSIDE = re.compile(r"[ 　]{1,4}")


# Where a key may stand inside a line that lost its line end: behind a sentence and perhaps a mark ("。ウ 乙の役割　"), or behind a space and
# before a colon, which `parted` looks for. Must not match inside a sentence.
_INNER = re.compile(
    r"(?P<sentence>。)?[ 　]{0,4}(?P<key>(?:(?:[(（][^()（）\s]{1,3}[)）]|[ア-ンa-zａ-ｚ①-⑳0-9０-９]{1,2}[.．]?)[ 　]{1,4})?(?P<begins>(?:[(（【〔［\[〈＜《≪][ 　]{1,2})?[^\s。、：:]{2,12}役[ 　]{0,4}割))"
)


# The name of a party alone where a line that lost its line ends goes on: "。(2) 甲：". Must not match 甲： inside a sentence, nor a name that a space parts.
_INNER_NAME = re.compile(
    r"。[ 　]{0,4}(?P<key>(?:(?:[(（][^()（）\s]{1,3}[)）]|[ア-ンa-zａ-ｚ①-⑳0-9０-９]{1,2}[.．]?)[ 　]{0,4})?(?P<begins>[^\s。、：:()（）]{1,14}?)[ 　]?[：:])"
)


# The key of a note where a line goes on behind a sentence or behind the key of a role: the "経費の負担" of "…を担う。 経費の負担 均等割". Must not match the
# words of a sentence ("。経費の負担は"), which the caller tells by what the key opens.
_INNER_NOTE = re.compile(
    r"(?:(?<=。)|(?<=役割))[ 　]{1,4}(?P<key>(?P<begins>[^\s。、：:（）()はがをにで]{2,10}))(?=[ 　：:]{1,4}[^\s はがをに])"
)


class Opening(NamedTuple):
    """A key within words: the column that it opens, its words, its end, where the words behind begin."""

    opens: Column
    key: tuple[int, int]
    key_end: int
    words: int


def opening(words: str, parties: Mapping[str, Sequence[int]], begin: int = 0) -> Opening | None:
    """The key that stands at a place in words, with the column that it opens; spaces inside it do not count.

    >>> opening("甲の役割　協力する。", {"甲": [1]})[1:]
    ((0, 4), 4, 5)
    >>> opening("甲の役 割：協力する。", {"甲": [1]})[1:]
    ((0, 5), 6, 6)
    >>> opening("甲の役割は、協力する。", {"甲": [1]}) is None
    True
    """
    for opens, span, behind in _keys(words, begin):
        party = called(opens.party, parties) if opens.party else None
        if party is None or holders(party, parties):
            end = span[1] + len(behind.rstrip())
            return Opening(opens._replace(party=party), span, end, span[1] + len(behind))
    return None


def row_of_keys(words: str) -> list[str]:
    """The keys of a line that says nothing else, one of them that of a role: the head of a table that lost its tabs.

    >>> row_of_keys("取組 内　容 甲の役割 乙の役割")
    ['取組', '内容', '甲の役割', '乙の役割']
    >>> row_of_keys("甲の役割　乙の役割を補う。"), row_of_keys("甲の役割")
    ([], [])
    """
    runs = words.split()
    if len(words) > _LONGEST_ROW or len(runs) < _FEWEST:
        return []
    found: list[str] = []
    at = 0
    while at < len(runs):
        joined = (("".join(runs[at:end]), end) for end in range(at + 1, len(runs) + 1))
        first = next(((key, end) for key, end in joined if column(key)), None)
        if first is None:
            return []
        found.append(first[0])
        at = first[1]
    roles = [key for key in found if (which := column(key)) and which.kind is ColumnKind.ROLE]
    return found if roles and len(found) >= _FEWEST else []


class Stretch(NamedTuple):
    """A stretch of a line that lost line ends: where it begins and ends, and where its words begin behind a mark."""

    start: int
    words: int
    end: int


def parted(words: str, parties: Mapping[str, Sequence[int]]) -> list[Stretch]:
    """The stretches of a line: each but the first begins with the key of a role or of a note, behind its mark.

    >>> parted("甲の役割　主催する。イ 乙の役割　参加する。", {"甲": [1], "乙": [2]})
    [Stretch(start=0, words=0, end=10), Stretch(start=10, words=12, end=22)]
    >>> parted("甲は、乙の役割を補完する。", {"甲": [1], "乙": [2]})
    [Stretch(start=0, words=0, end=13)]
    """
    found: list[re.Match[str]] = []
    if "役" in words:
        found += (
            one for one in _INNER.finditer(words) if one.start("key") and _is_key(one, parties)
        )
    if "：" in words or ":" in words:
        names = _INNER_NAME.finditer(words)
        found += (one for one in names if holders("".join(one["begins"].split()), parties))
    if found or "役割" in words:
        found += (one for one in _INNER_NOTE.finditer(words) if _is_note(one, parties))
    places = sorted(one.span("key")[:1] + one.span("begins")[:1] for one in found)
    starts = [(0, 0), *places]
    ends = [*(start for start, _ in starts[1:]), len(words)]
    return [Stretch(*at, end) for at, end in zip(starts, ends, strict=True)]


def _is_note(found: re.Match[str], parties: Mapping[str, Sequence[int]]) -> bool:
    key = opening(found.string, parties, found.start("begins"))
    return key is not None and key.opens.kind is ColumnKind.NOTE


def _is_key(found: re.Match[str], parties: Mapping[str, Sequence[int]]) -> bool:
    key = opening(found.string, parties, found.start("begins"))
    if key is None:
        return False
    behind = found.string[key.key[1] : key.words]
    return bool(found["sentence"]) or bool(behind.strip(" 　"))


def opens_cell(words: str) -> bool:
    """Whether words begin with a key, whoever the parties are.

    >>> opens_cell("（取組内容）"), opens_cell("丙の 役割"), opens_cell("丙は、取り組む。")
    (True, True, False)
    """
    return next(_keys(words, 0), None) is not None


def is_lone_key(words: str) -> bool:
    """Whether a line is a key in brackets or behind a sign that may open a name or a content (【取組】): it is no words of a cell.

    >>> is_lone_key("【取組】"), is_lone_key("取組"), is_lone_key("【取組】誘致を行う。")
    (True, False, False)
    """
    either = ColumnKind.EITHER
    return any(
        start and end + len(behind) == len(words) and opens is not None and opens.kind is either
        for start, end, behind in stretches(words, 0)
        for opens in [column(words[start:end])]
    )


def stretches(words: str, begin: int) -> Iterator[tuple[int, int, str]]:
    """The stretches of words that may be a key, by what follows them, the longest first: place, what parts it from its cell.

    The longest, since 費用 負担 is one key, and 費用 is another.

    >>> list(stretches("甲の役 割：協力する。", 0))
    [(0, 5, '：'), (0, 3, ' ')]
    """
    opener = _OPENS.match(words, begin)
    start = opener.end() if opener else begin
    for end in reversed(list(_ends(words, start))):
        if behind := _BEHIND.match(words, end):
            yield start, end, behind[0]


def _keys(words: str, begin: int) -> Iterator[tuple[Column, tuple[int, int], str]]:
    """The keys that may stand at a place, the longest first."""
    for start, end, behind in stretches(words, begin):
        opens = column(words[start:end])
        if opens is not None and opens.kind is ColumnKind.EITHER and behind.strip(" 　"):
            opens = _name_or_content(words[end + len(behind) :])
        if opens is not None and (
            opens.kind in _OPEN_CELLS or _names_an_initiative(opens, behind, end - start)
        ):
            yield opens, (start, end), behind


def _name_or_content(words: str) -> Column | None:
    """What 取組： opens: a sentence says what is done, other words are a name; nobody knows with no words behind it."""
    if not words:
        return None
    return Column(ColumnKind.CONTENT if ends_sentence(words) else ColumnKind.LABEL)


def _names_an_initiative(opens: Column, behind: str, length: int) -> bool:
    """Whether a key says that a name follows: 取組名 and 取組：; 事業 and 項目 are words that a sentence may begin with."""
    told = length >= _SHORTEST_LABEL_KEY or bool(behind.strip(" 　"))
    return opens.kind is ColumnKind.LABEL and told


def _ends(words: str, start: int) -> Iterator[int]:
    """Where a key may end: behind each run of letters, as long as all of them are no longer than a key."""
    at, letters = start, 0
    while at - start < _LONGEST_SPACED and (run := _RUN.match(words, at)):
        letters += len(run[0])
        if letters > LONGEST:
            return
        yield run.end()
        gap = _INSIDE.match(words, run.end())
        if gap is None:
            return
        at = gap.end()
