"""Keys that lost a letter, took one on, or ran into their words (損なわれた見出し): 乙の役舎, 乙の役割は, 甲と乙の役害.

They are told, and never put right: of 申の役割 nobody knows for certain whose it is. What counts is that the words
below them do not run on in the role above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from renkei.errors import finding
from renkei.model import Finding, SourceText, Span
from renkei.parsing.cells.keys import opening, row_of_keys, stretches
from renkei.parsing.cells.names_as_keys import name_as_key
from renkei.parsing.text.columns import ColumnKind, column

_SHORT = 4
"""Keys with fewer letters (内容, 備考) are like many words: they must stand before a colon."""
_TWO = 2
_OF_CONTENTS = ("取組の内容", "取組内容")
"""Where a text gives roles, one of these keys stands above them."""
_MOST_TOLD = 3
"""How many keys a message names."""

# What follows a key that ran into its words: "り　", "は、", "、", "に協力"'s kanji. Must not match the rest of a sentence that begins with the same words ("甲の役割を
# 補完し", "甲の役割に応じ").
_RUN_INTO = re.compile(r"は|り|について|[^\w\s]|[\u30a1-\u30ff\u3400-\u9fffA-Za-z0-9]")

# What stands around the letters of a key, if no bracket that we know: "■", "｛". Must not match a letter.
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


class Damaged(NamedTuple):
    """A damaged key: the keys that it may be, and whether one of them is that of a content.

    A sound key of the role of somebody who is no party (構成市町の役割) may be none; `party` is how it calls them.
    """

    keys: tuple[str, ...]
    is_content: bool
    party: str | None = None

    def told(self, source: SourceText, at: Span, words: str) -> Finding:
        """What is to be said about it: which keys it may be, or that nobody knows who is meant."""
        if self.party is not None:
            return finding("P017", source, at, party=self.party)
        return finding("P067", source, at, words=words, keys="・".join(self.keys))


@dataclass(frozen=True, slots=True)
class ExpectedKeys:
    """The keys that a text prints, and those that it should print for every party; `kinds` by their letters.

    `names` are those that are the name of a party alone (甲：), where a text prints such keys.
    """

    kinds: Mapping[str, ColumnKind]
    parties: Mapping[str, Sequence[int]]
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lines: Iterable[str], parties: Mapping[str, Sequence[int]]) -> ExpectedKeys:
        """The keys that lines begin with; that of one party stands for those of all.

        >>> sorted(ExpectedKeys.of(["甲の役割　協力する。"], {"甲": [1], "乙": [2]}).kinds)
        ['乙の役割', '取組の内容', '取組内容', '甲の役割']
        """
        kinds: dict[str, ColumnKind] = {}
        names: frozenset[str] = frozenset()
        below_content = False
        for words in lines:
            if (found := opening(words, parties)) is None:
                if below_content and not names and name_as_key(words, parties, marked=False):
                    names = frozenset(parties)
                continue
            below_content = found.opens.kind is ColumnKind.CONTENT
            letters = "".join(words[slice(*found.key)].split())
            own = found.opens.party
            for party in (own, *parties) if own else (None,):
                like = letters.replace(own, party, 1) if own and party else letters
                kinds.setdefault(like, found.opens.kind)
        if ColumnKind.ROLE in kinds.values():
            kinds |= dict.fromkeys(_OF_CONTENTS, ColumnKind.CONTENT)
        kinds |= dict.fromkeys(names, ColumnKind.ROLE)
        return cls(kinds, parties, names)

    def damaged(self, words: str, *, begins_sentence: bool) -> Damaged | None:
        """The damaged key that words begin with, if they seem to; `begins_sentence` unless one is open above.

        >>> keys = ExpectedKeys.of(["甲の役割　協力する。"], {"甲": [1], "乙": [2]})
        >>> keys.damaged("乙の役舎　参加する。", begins_sentence=True).keys
        ('乙の役割',)
        >>> keys.damaged("甲の役割を補完する。", begins_sentence=True) is None
        True
        """
        if not self.kinds or (opening(words, self.parties) is not None and not row_of_keys(words)):
            return None
        if row := row_of_keys(words):
            return Damaged(tuple(row[:_MOST_TOLD]), is_content=False)
        if name_as_key(words, self.parties, marked=begins_sentence) is not None:
            return None  # the name of a party heads something else here, or the role that follows
        found = self._misread(words, _is_near, names=begins_sentence)
        if found is None and begins_sentence:
            found = self._run_into(words) or self._of_stranger(words)
            found = found or self._misread(words, _is_like, names=True)
        return found

    def _of_stranger(self, words: str) -> Damaged | None:
        """The key of a role whose party nobody knows (構成市町の役割), in a text with roles under keys or without any parties."""
        if self.parties and ColumnKind.ROLE not in self.kinds.values():
            return None
        which = (column(words[start:end]) for start, end, _ in stretches(words, 0))
        role = next((one for one in which if one and one.kind is ColumnKind.ROLE), None)
        return Damaged((), is_content=False, party=role.party) if role else None

    def _misread(
        self, words: str, is_like: Callable[[str, str, str], bool], *, names: bool
    ) -> Damaged | None:
        """A key that is parted from its words; a name alone needs a colon, or a place where a sentence begins (`names`)."""
        for start, end, behind in stretches(words, 0):
            letters = _AROUND.sub("", "".join(words[start:end].split()))
            which = column(letters)
            if which is not None and which.party is None:
                continue
            told = names or bool(behind.strip(" 　"))
            near = [
                key
                for key in self.kinds
                if (told or key not in self.names) and is_like(letters, key, behind)
            ]
            if near:
                return self._found(near)
        return None

    def _run_into(self, words: str) -> Damaged | None:
        """A role's key with no space behind it; a content's is too much like the words of a sentence."""
        for key in sorted(self.kinds, key=lambda key: (-len(key), key)):
            is_role = self.kinds[key] is ColumnKind.ROLE and key not in self.names
            if is_role and words.startswith(key):
                into = _RUN_INTO.match(words, len(key))
                return self._found([key]) if into else None
        return None

    def _found(self, near: Sequence[str]) -> Damaged:
        is_content = any(self.kinds[key] is ColumnKind.CONTENT for key in near)
        return Damaged(tuple(sorted(near)[:_MOST_TOLD]), is_content)


def _is_like(letters: str, key: str, _behind: str) -> bool:
    """Whether two letters of a key were misread: half of them stand or more."""
    wrong = sum(own != other for own, other in zip(letters, key, strict=False))
    return len(letters) == len(key) >= _SHORT and wrong == _TWO


def _is_near(letters: str, key: str, behind: str) -> bool:
    """Whether letters are those of a key but for one; short keys need a colon behind them."""
    if abs(len(letters) - len(key)) > 1 or (len(key) < _SHORT and not behind.strip(" 　")):
        return False
    same = 0
    while same < min(len(letters), len(key)) and letters[same] == key[same]:
        same += 1
    if len(letters) == len(key):
        return letters[same + 1 :] == key[same + 1 :]
    longer, shorter = (letters, key) if len(letters) > len(key) else (key, letters)
    return longer[same + 1 :] == shorter[same:]
