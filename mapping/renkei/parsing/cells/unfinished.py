"""Words that seem to break off (文末の欠け): contents and roles without a full stop, where one is missed.

Many lists end in nouns (会場の確保), and so do items below a sentence (次に掲げる事業を行う。a 見学会): there nothing is missing. So a cell is told
of only where it ends as no words end, or where most cells of its kind are sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from renkei.model import Initiative, Passage
from renkei.parsing.cells.wording import ends_sentence

# How no words end: "と連携し、", "整備及び", "住民の", "取り組む。①". Must not match a noun (もの, こと, ため, はがき) nor まで.
_BREAKS_OFF = re.compile(
    r"(?:[をはがにへ、，・]|(?<!も)の|(?<!こ)と|及び|並びに|又は|若しくは|して|について、?[一-鿿]?|[①-⑳])$"
)
# A sentence above items in nouns: "次に掲げる事業を行う。", "次の者を推薦する。". Must not match a sentence that announces nothing.
_ANNOUNCES = re.compile(r"(?:次の|次に|以下の|下記の)[^。]{1,60}。(?=[^。]{1,400}$)")
# The last item of a list inside a cell: the "②窓口の設置" of "①会場の確保②窓口の設置". Must not match a bracket in a sentence.
_ITEM = re.compile(
    r"(?:[①-⑳・○●]|[(（][0-9０-９ァ-ヲa-zａ-ｚ]{1,2}[)）]|[ァ-ヲa-zａ-ｚ][ 　])[^。]{1,200}$"
)


@dataclass(slots=True)
class Unfinished:
    """Gathers the cells of an agreement; `told` says which of them seem to break off."""

    _open: list[tuple[str, Initiative, Passage]] = field(default_factory=list)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, kind: str, initiative: Initiative, passage: Passage) -> None:
        """Take in a cell of one kind of column: contents, or roles."""
        ends = ends_sentence(passage.text)
        self._counts.setdefault(kind, [0, 0])[ends] += 1
        if not ends:
            self._open.append((kind, initiative, passage))

    def told(self) -> list[tuple[Initiative, Passage]]:
        """The cells to tell of, in their order."""
        return [(one, passage) for kind, one, passage in self._open if self._lacks(kind, passage)]

    def _lacks(self, kind: str, passage: Passage) -> bool:
        if _BREAKS_OFF.search(passage.text):
            return True
        if _ANNOUNCES.search(passage.text) or _ITEM.search(passage.text):
            return False
        without, ended = self._counts[kind]
        return ended >= without
