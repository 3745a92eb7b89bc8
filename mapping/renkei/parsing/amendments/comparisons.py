"""Tables of old and new wording (新旧対照表): which column is which, and what a row says."""

from __future__ import annotations

import re

from renkei.model import Passage, SourceText, Span
from renkei.model.amendment import Instruction, Operation, Target
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line
from renkei.parsing.text.words import Manner, read_words

_NEW = {"変更後", "改正後", "新", "改正案", "変更案"}
_OLD = {"変更前", "改正前", "旧", "現行"}
# What stands where a side has no wording: "（新設）", "（削除）", "―". Must not match words that hold one ("新設の施設").
_NOTHING = re.compile(r"[(（]?(?:新設|削除|削る|追加|なし)[)）]?|[-―－—]")


def cells(line: Line, text: str) -> tuple[Span, ...]:
    """The cells of a line with tabs, whatever its words begin with: 第3条 heads no article here."""
    start = text.rfind("\n", 0, line.span.start) + 1
    end = text.find("\n", start)
    found: list[Span] = []
    for cell in text[start : end if end >= 0 else len(text)].split("\t"):
        lead = len(cell) - len(cell.lstrip())
        found.append(Span(start + lead, start + lead + len(cell.strip())))
        start += len(cell) + 1
    return tuple(found)


def sides(line: Line, text: str) -> tuple[int, int] | None:
    """The columns of the new and the old wording, None for a row that heads no comparison."""
    words = ["".join(text[cell.start : cell.end].split()) for cell in line.cells]
    new = [at for at, word in enumerate(words) if word in _NEW]
    old = [at for at, word in enumerate(words) if word in _OLD]
    return (new[0], old[0]) if len(new) == len(old) == 1 else None


def compared(
    line: Line, columns: tuple[int, int], source: SourceText, ledger: Ledger, number: int
) -> Instruction | None:
    """The instruction of a row; None for a row without words."""
    found = cells(line, source.text)
    if len(found) <= max(columns):
        return None
    after, before = (
        _side(found[at], source, ledger, f"amendment/instruction/{number}") for at in columns
    )
    if after is None and before is None:
        return None
    same = after is not None and before is not None and _bare(after) == _bare(before)
    return Instruction(
        number=number,
        operation=Operation.ROW_KEPT if same else Operation.ROW_CHANGED,
        target=Target(),
        before=before,
        after=after,
    )


def _side(cell: Span, source: SourceText, ledger: Ledger, node: str) -> Passage | None:
    words = source.text[cell.start : cell.end]
    if not words.strip():
        return None
    if _NOTHING.fullmatch(words.strip()):
        ledger.mark(cell, "no-role")
        return None
    return read_words(source.text, [cell], ledger, node, Manner.PROSE)


def _bare(words: Passage) -> str:
    return "".join(words.text.split())
