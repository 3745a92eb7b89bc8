"""Rule tables (規則表): rows that say which words stand for which concept, and the matcher for them.

A table is a CSV file in `tables/`; a new rule is a new row, no code. Its columns:

- `rule`: a stable name such as `theme-disaster-response-01`, kept in the graph as evidence;
- `concept`: the slug of the concept, or `scheme/slug` where a table serves several schemes;
- `pattern`: a regular expression; if it has a group called `name`, that group is what is quoted;
- `unless` (may be empty): cancels a match that lies inside one of its own;
- `where`: the texts that it reads, the preferred first, as in `label+content`;
- `reason`: why these words mean the concept, in Japanese;
- `example`: words that must match; `counterexample` (may be empty): words that must not.

The table of role types has three columns more (`kind`, `weight`, `before`): see
`renkei.linking.predicates`; that of themes has `weight`: see `renkei.linking.concepts.themes`.

`{word}` in a pattern stands for a row of `fragments.csv`, `{named}` for any of the names that are
given with the texts: those of the other parties for roles, of the core city for provisions.
Repeats are bounded (`{0,40}`, never `*` or `+`) so that the time grows with the text only.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from renkei.linking.needles import Index, index
from renkei.model.base import Frozen
from renkei.parsing.text.characters import fold
from renkei.resources import table as table_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PACKAGE = "renkei.linking"

# Matches a placeholder such as `{suffix}`; must not match a bounded repeat such as `{0,40}`.
# Example: 圏域全体の経済成長のけん引{suffix}
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")

# Stands for each letter of a name while patterns are tried, so that they are compiled once and not
# for every pair of municipalities. A noncharacter of Unicode: no text that was interchanged has it.
NAMED = "\ufdd0"
"""The letter that stands for each letter of a name while rules run (名の伏せ字)."""


class RuleTableError(ValueError):
    """A rule table of the installation cannot be used (規則表の誤り); the message names the row."""


class Rule(Frozen):
    """One row of a rule table (規則): the words that stand for a concept, and why."""

    rule: str
    concept: str
    pattern: str
    unless: str = ""
    where: tuple[str, ...]
    reason: str
    example: str
    counterexample: str = ""
    kind: str = "phrase"
    weight: str = "strong"
    before: str = ""


@dataclass(frozen=True, eq=False)
class RuleTable:
    """The rules of one kind in their order (規則表): the first that matches a concept counts.

    `whole` asks that a pattern takes in the whole text, as for headings.
    """

    name: str
    rules: tuple[Rule, ...]
    whole: bool = False


class Match(NamedTuple):
    """Words that stand for a concept (該当箇所): `text[start:end]` of the text called `field`.

    `rule` and `reason` are those of the row of the table. `words` are the words themselves.
    """

    concept: str
    rule: str
    field: str
    start: int
    end: int
    words: str
    reason: str

    @property
    def scheme(self) -> str:
        """The scheme before the slash of `concept`, as in `frequency/annual`; else empty."""
        return self.concept.rpartition("/")[0]

    @property
    def slug(self) -> str:
        """The slug of the concept without its scheme."""
        return self.concept.rpartition("/")[2]


class _Compiled(NamedTuple):
    rule: Rule
    named: bool
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


class Reading(NamedTuple):
    """A text and its double in which names are masked; only rules about names read the double.

    Both are in common forms of characters (⽇ read as 日); `ends` lead back to the printed ones.
    """

    field: str
    plain: str
    masked: str
    ends: tuple[int, ...] | None

    def of(self, *, named: bool) -> str:
        """The text that a rule reads, which is about names or not."""
        return self.masked if named else self.plain

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """A range of the text as printed."""
        if self.ends is None:
            return start, end
        return (self.ends[start - 1] if start else 0), self.ends[end - 1]


@cache
def load_table(name: str, *, whole: bool = False) -> RuleTable:
    """Read a table by its name without the suffix, as in `load_table("themes")`.

    Raises `RuleTableError` if a row cannot be used, `renkei.resources.ResourceError` if the table
    is missing.

    >>> load_table("themes").rules[0].where
    ('label', 'content')
    """
    rules = tuple(_rule(name, line, row) for line, row in _rows(name))
    table = RuleTable(name, rules, whole)
    seen: set[str] = set()
    for rule in rules:
        if rule.rule in seen:
            raise RuleTableError(f"{name}.csv: {rule.rule}: the name of a rule stands twice")
        seen.add(rule.rule)
    _compile(table)
    return table


@cache
def rules_of(table: RuleTable, weight: str) -> frozenset[str]:
    """The names of the rows of a weight (重み), such as those that are `weak`."""
    return frozenset(rule.rule for rule in table.rules if rule.weight == weight)


def match(
    table: RuleTable, texts: Mapping[str, str], *, names: Sequence[str] = ()
) -> tuple[Match, ...]:
    """The concepts whose words stand in the texts, one match each, in the order of the concepts.

    `texts` are given by their names; `role/1` and `role/2` are both a `role`. `names` are plain
    words, for which `{named}` stands. The first row of the table that matches a concept counts.

    >>> [found.words for found in match(load_table("themes"), {"label": "災害対策"})]
    ['災害対策']
    """
    rows = _compile(table)
    fields: dict[str, list[_Sifted]] = {}
    for field, text in texts.items():
        reading = as_read(field, text, names)
        where = field.partition("/")[0]
        fields.setdefault(where, []).append(_sifted(_index(table, where), reading))
    some = {place for sifted in fields.values() for one in sifted for place in one.places}
    found: dict[str, Match] = {}
    for place in sorted(some):
        rule = rows[place].rule
        hit = None if rule.concept in found else _first(rows[place], place, fields)
        if hit:
            field, start, end = hit
            words = texts[field][start:end]
            found[rule.concept] = Match(
                rule.concept, rule.rule, field, start, end, words, rule.reason
            )
    return tuple(found[concept] for concept in sorted(found))


def as_read(field: str, text: str, names: Iterable[str]) -> Reading:
    """A text as rules read it; the longest name is masked first: 山口市 is not 山口 (伏せ字)."""
    folded = _folded(text)
    ends = None if folded.text == text else folded.ends
    masked = folded.text
    for name in sorted(filter(None, names), key=lambda name: (-len(name), name)):
        masked = masked.replace(name, NAMED * len(name))
    return Reading(field, folded.text, masked, ends)


# Themes and role types read the same texts, and agreements repeat their sentences.
_folded = lru_cache(maxsize=4096)(fold)


class _Sifted(NamedTuple):
    """A text, and the places of the rules that may match it."""

    reading: Reading
    places: set[int]


def _sifted(patterns: Index, reading: Reading) -> _Sifted:
    places = patterns.candidates(reading.plain)
    if reading.masked != reading.plain:
        places |= patterns.candidates(reading.masked)
    return _Sifted(reading, places)


def _first(
    compiled: _Compiled, place: int, fields: Mapping[str, list[_Sifted]]
) -> tuple[str, int, int] | None:
    for where in compiled.rule.where:
        for text, places in fields.get(where, ()):
            hit = _surviving(compiled, text.of(named=compiled.named)) if place in places else None
            if hit:
                span = hit.span("name" if "name" in compiled.pattern.groupindex else 0)
                return text.field, *text.printed(*span)
    return None


def _surviving(compiled: _Compiled, text: str) -> re.Match[str] | None:
    first = compiled.pattern.search(text)
    if first is None or compiled.unless is None:
        return first
    for hit in compiled.pattern.finditer(text):
        if not any(
            cancel.start() <= hit.start() and hit.end() <= cancel.end()
            for cancel in compiled.unless.finditer(text)
        ):
            return hit
    return None


@cache
def _compile(table: RuleTable) -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            rule,
            "{named}" in rule.pattern + rule.unless,
            expression(table, rule, rule.pattern),
            expression(table, rule, rule.unless) if rule.unless else None,
        )
        for rule in table.rules
        if rule.kind == "phrase"
    )


@cache
def _index(table: RuleTable, where: str) -> Index:
    return index(
        (place, compiled.pattern.pattern)
        for place, compiled in enumerate(_compile(table))
        if where in compiled.rule.where
    )


def expression(table: RuleTable, rule: Rule, pattern: str) -> re.Pattern[str]:
    """A pattern of a row with its parts put in (式); raises `RuleTableError` if it is none."""
    try:
        expanded = _PLACEHOLDER.sub(lambda found: _part(found[1]), pattern)
        compiled = re.compile(rf"\A(?:{expanded})\Z" if table.whole else expanded)
    except (re.error, KeyError) as fault:
        raise RuleTableError(f"{table.name}.csv: {rule.rule}: {pattern}: {fault}") from fault
    if compiled.search(""):
        raise RuleTableError(f"{table.name}.csv: {rule.rule}: {pattern}: matches no words at all")
    return compiled


def _part(name: str) -> str:
    return f"{NAMED}{{1,40}}" if name == "named" else f"(?:{fragments()[name]})"


@cache
def fragments() -> dict[str, str]:
    """The parts of patterns that several rules share (パターンの部品), by name."""
    return {row["name"]: row["pattern"] for _, row in _rows("fragments")}


def _rows(name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table with their lines, read to the end so that its file is closed."""
    read: list[tuple[int, dict[str, str]]] = []
    with table_path(PACKAGE, f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            for row in reader:
                if None in row or None in row.values():
                    raise RuleTableError(f"{name}.csv:{reader.line_num}: cells too many or too few")
                read.append((reader.line_num, row))
        except (csv.Error, UnicodeDecodeError) as fault:
            # A spreadsheet may have saved the table in an encoding of its own.
            raise RuleTableError(f"{name}.csv:{reader.line_num + 1}: {fault}") from fault
    return read


def _rule(name: str, line: int, row: dict[str, str]) -> Rule:
    needed = ("rule", "concept", "pattern", "where", "reason", "example")
    missing = [column for column in needed if not row.get(column)]
    if missing:
        raise RuleTableError(f"{name}.csv:{line}: nothing in the column {', '.join(missing)}")
    return Rule(
        rule=row["rule"],
        concept=row["concept"],
        pattern=row["pattern"],
        unless=row.get("unless", ""),
        where=tuple(row["where"].split("+")),
        reason=row["reason"],
        example=row["example"],
        counterexample=row.get("counterexample", ""),
        kind=row.get("kind") or "phrase",
        weight=row.get("weight") or "strong",
        before=row.get("before", ""),
    )
