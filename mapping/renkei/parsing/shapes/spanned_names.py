"""Names of cards in rows of their own (取組名だけの行) whose cells no merge joins: `⑴ 観光の振興 | | |`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from renkei.parsing.cells.wording import distinct, ends_sentence
from renkei.parsing.headings.unmarked import heads_nothing
from renkei.parsing.shapes.spanned_keys import Parties, key_and_cell, keyed
from renkei.parsing.shapes.spanned_roles import heads_roles
from renkei.parsing.text.columns import ColumnKind
from renkei.parsing.text.lines import Line
from renkei.parsing.text.words import plain


def names_over_rows(text: str, table: Sequence[Line], parties: Parties) -> Iterator[Line]:
    """The rows of a table; a name alone in the first cell above the content or the heads of a card covers its row.

    Only in a table in which a row is the content of a card: elsewhere such a row is a heading.
    """
    contents = {at for at, line in enumerate(table) if _is_content(text, line, parties)}
    for at, line in enumerate(table):
        below = table[at + 1] if contents and at + 1 < len(table) else None
        if (
            below is not None
            and _is_name(text, line, parties)
            and (at + 1 in contents or heads_roles(text, below, parties))
        ):
            yield replace(line, cells=line.cells[:1] * len(line.cells))
        else:
            yield line


def _is_content(text: str, line: Line, parties: Parties) -> bool:
    found = key_and_cell(text, line, parties)
    return found is not None and found.kind is ColumnKind.CONTENT


def _is_name(text: str, line: Line, parties: Parties) -> bool:
    """Whether a row is words in the first cell and no more: no sentence, no key, no remark."""
    # One cell alone is no row of several columns.
    if not line.cells[1:] or not line.cells[0].length or any(c.length for c in line.cells[1:]):
        return False
    words = plain(text, distinct(line.cells))
    is_words = not ends_sentence(words) and not heads_nothing(words)
    return is_words and keyed(text, line.cells[0], parties).opens is None
