"""`renkei explain`: from a node to the clause and to the rule that set it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import typer

from renkei.cli.language import language
from renkei.cli.options import Lang
from renkei.cli.printing import say
from renkei.errors import Wording
from renkei.querying import Endpoint, LocalEndpoint, RemoteEndpoint
from renkei.querying.explaining import Classification, Explanation, Quote, Statement
from renkei.querying.explaining import explain as run_explain
from renkei.querying.patterns import alternatives, meets
from renkei.querying.rule_rows import RuleRow
from renkei.store import open_store

_HEADINGS = {
    "statements": Wording(ja="記述", en="Statements"),
    "quotes": Wording(ja="原文", en="Source"),
    "classifications": Wording(ja="分類の根拠", en="Classifications"),
}
_RULE = Wording(ja="規則 {rule}（{table} {row}行目）", en="rule {rule} ({table}, line {row})")
_PROGRAM_RULE = Wording(
    ja="規則 {rule}（プログラムに組み込みの規則）", en="rule {rule} (built into the program)"
)
_CURATION = Wording(
    ja="人の判断（{table} {row}行目）", en="a person's decision ({table}, line {row})"
)
_REJECTED = Wording(ja="取消し", en="taken back")
_EVIDENCE = Wording(ja="根拠の字句「{words}」", en="the words “{words}”")
_REASON = Wording(ja="理由: {reason}", en="reason: {reason}")
_PATTERN = Wording(ja="字句の型: {pattern}", en="pattern: {pattern}")
# Characters of a pattern that a person reads; JSON holds every pattern whole.
_READABLE = 60
_PATTERN_PART = Wording(
    ja="字句の型: {pattern}（この規則にはほかに{others}の型がある）",
    en="pattern: {pattern} (the rule has {others} more)",
)


def explain(
    node: Annotated[str, typer.Argument(metavar="NODE", help="An IRI, or KEY/initiative/3.1.8.")],
    kg: Annotated[Path, typer.Option("--kg", help="The folder of a build.")] = Path("kg"),
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="Ask a remote SPARQL endpoint.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    lang: Lang = None,
) -> None:
    """Show what is said of a node, the clause that proves it, and the rule that set it.

    協約、取組、役割などの記述を、原文の字句と行・桁、分類の規則や人の判断とともに示します。

    \b
    Example:  renkei explain 43100-43214-20160330/initiative/3.1.8
    """
    del lang
    asked: Endpoint = (
        RemoteEndpoint(endpoint)
        if endpoint
        else LocalEndpoint(open_store(kg / "store", read_only=True))
    )
    found = run_explain(node, asked, texts=None if endpoint else source_texts(kg))
    if as_json:
        say(found.model_dump_json(indent=1))
        return
    for line in explained_lines(found):
        say(line)


def source_texts(kg: Path) -> Callable[[str], str | None]:
    """The source texts of a build by their checksums (原文)."""

    @lru_cache(maxsize=4)
    def text(sha256: str) -> str | None:
        path = kg / "site" / "source" / f"{sha256}.txt"
        # As bytes: a range counts the characters as they are, line ends among them.
        return path.read_bytes().decode("utf-8") if path.is_file() else None

    return text


def explained_lines(found: Explanation) -> Iterator[str]:
    """The explanation for people (根拠の説明): statements, quotes, and why each concept was given."""
    yield found.iri
    yield "  " + "、".join(getattr(kind, language()) for kind in found.kinds)
    yield from _section("statements", [_statement(each) for each in found.statements])
    yield from _section("quotes", [_quoted(each) for each in found.quotes])
    blocks = [line for each in found.classifications for line in _classification(each)]
    yield from _section("classifications", blocks)


def _section(name: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"■ {_HEADINGS[name].fill(language(), {})}"
        yield from lines


def _statement(statement: Statement) -> str:
    name = getattr(statement.name, language())
    value = statement.value
    if statement.value_name:
        value = f"{getattr(statement.value_name, language())} <{value}>"
    places = "".join(f" [{_place(quote)}]" for quote in statement.quotes)
    return f"  {name}: {value}{places}"


def _place(quote: Quote) -> str:
    """Where a quote stands, as other tools write it; by its range where lines are not known; and in its file."""
    in_file = f", {quote.place}" if quote.place else ""
    if quote.line is None:
        return f"{quote.source}#char={quote.start},{quote.end}{in_file}"
    return f"{quote.source}:{quote.line}:{quote.column}{in_file}"


def _quoted(quote: Quote) -> str:
    words = " ".join(quote.text.split())
    return f"  {_place(quote)}: 「{words}」\n      {quote.iri}"


def _classification(why: Classification) -> Iterator[str]:
    rejected = f" ({_REJECTED.fill(language(), {})})" if why.rejected else ""
    method = getattr(why.method, language())
    yield f"  {getattr(why.name, language())} <{why.concept}>{rejected}: {method}"
    if why.evidence:
        places = "".join(f" [{_place(quote)}]" for quote in why.quotes)
        yield f"      {_EVIDENCE.fill(language(), {'words': why.evidence})}{places}"
    if why.rule:
        yield f"      {_rule(why.rule, why.row)}"
    if why.row and why.row.pattern:
        yield from _pattern(why.row.pattern, why.evidence or "")
    if reason := why.reason or (why.row.reason if why.row else None):
        yield f"      {_REASON.fill(language(), {'reason': reason})}"


def _pattern(pattern: str, evidence: str) -> Iterator[str]:
    """Of a rule that lists many patterns, those that the words meet: a long list hides them.

    A single pattern that no one could read says less than the reason below and the row named above.
    """
    parts = alternatives(pattern)
    met = [part for part in parts if meets(part, evidence)] or list(parts)
    shown = {"pattern": " ".join(met), "others": str(len(parts) - len(met))}
    if len(shown["pattern"]) <= _READABLE:
        wording = _PATTERN_PART if len(met) < len(parts) else _PATTERN
        yield f"      {wording.fill(language(), shown)}"


def _rule(rule: str, row: RuleRow | None) -> str:
    if row is None:
        return _PROGRAM_RULE.fill(language(), {"rule": rule})
    wording = _RULE if row.pattern else _CURATION
    return wording.fill(language(), {"rule": rule, "table": row.table, "row": str(row.row)})
