"""The rows of tables behind links (規則の行): which row of which table a rule's name means."""

from __future__ import annotations

import csv
import re
from functools import cache

from renkei.model.base import Frozen
from renkei.resources import table

_COLUMNS = ("pattern", "unless", "reason", "example")
# The rule of a decision in a curation file: `curation:curation.csv#row=5`; no rule of a table.
_CURATED = re.compile(r"curation:(.*)#row=([0-9]+)")


class RuleRow(Frozen):
    """The row of a table that a link was made by (規則の行); of a curation file only its place."""

    table: str
    row: int
    pattern: str = ""
    unless: str = ""
    reason: str = ""
    example: str = ""


def rule_row(rule: str) -> RuleRow | None:
    """The row of a rule table or curation file that a rule names; None for a rule of the program.

    >>> rule_row("field-living-functions-01").table
    'policy_fields.csv'
    >>> rule_row("curation:curation.csv#row=5").row
    5
    """
    if curated := _CURATED.fullmatch(rule):
        return RuleRow(table=curated[1], row=int(curated[2]))
    return _rule_rows().get(rule)


@cache
def _rule_rows() -> dict[str, RuleRow]:
    """Every row of the packaged tables that has a name of its own, by that name."""
    found: dict[str, RuleRow] = {}
    for path in sorted(table("renkei.linking", "themes.csv").parent.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                if name := row.get("rule"):
                    known = {column: row.get(column) or "" for column in _COLUMNS}
                    found[name] = RuleRow(table=path.name, row=reader.line_num, **known)
    return found
