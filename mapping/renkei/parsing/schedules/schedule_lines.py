"""What the lines of schedules are (別表の行) as far as those around them tell: parts of lists, headings, names, articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from renkei.model import Article
from renkei.parsing.cells.damaged_keys import Damaged
from renkei.parsing.headings.table_headings import articles_of_tables
from renkei.parsing.headings.unmarked import names_of_blocks, unmarked_headings
from renkei.parsing.schedules.listed import Part, lines_above_names, listed_parts
from renkei.parsing.text.lines import Line


class Told(NamedTuple):
    """What the lines of the schedules are, by index; `begun` are those where the tables of another article begin."""

    parts: Mapping[int, Part | Damaged]
    unmarked: frozenset[int]
    names: frozenset[int]
    unsure: frozenset[int]
    begun: Mapping[int, Article]

    @classmethod
    def of(
        cls,
        lines: Sequence[Line],
        parties: Mapping[str, Sequence[int]],
        articles: Sequence[Article],
    ) -> Told:
        """Look at all lines at once, before any of them is read."""
        parts = listed_parts(lines, parties)
        heads = frozenset(unmarked_headings(lines))
        names = frozenset(names_of_blocks(lines))
        unsure = frozenset(lines_above_names(lines, parts))
        return cls(parts, heads, names, unsure, articles_of_tables(lines, articles))
