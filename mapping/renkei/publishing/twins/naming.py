"""How a part of an agreement is called in a finding (箇所の呼び名): 第3条第1項, 取組3.1.8の乙の役割."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from renkei.errors import Language, Wording
from renkei.publishing.twins.saying import Statement
from renkei.resources import table


@cache
def _names() -> dict[str, dict[str, Wording]]:
    path = table("renkei.publishing.twins", "parts.toml")
    read = tomllib.loads(path.read_text("utf-8"))
    return {
        kind: {name: Wording(**row) for name, row in rows.items()} for kind, rows in read.items()
    }


def part_name(statement: Statement, aliases: Mapping[str, str]) -> Wording:
    """What a statement is about, in both languages; `aliases` tell how each party is called.

    >>> from renkei.graph.vocabulary import term
    >>> said = Statement("initiative/3.1.8/role/2", term("renkei:roleText").value)
    >>> part_name(said, {"2": "乙"})
    Wording(ja='取組3.1.8の乙の役割', en='initiative 3.1.8 role of 乙')
    >>> part_name(Statement("article/3_2/paragraph/1", term("renkei:text").value), {}).ja
    '第3条の2第1項'
    """
    return Wording(
        ja="".join(_words(statement, aliases, "ja")),
        en=" ".join(_words(statement, aliases, "en")),
    )


def _words(statement: Statement, aliases: Mapping[str, str], language: Language) -> Iterator[str]:
    names = _names()
    parts = iter(statement.node.split("/") if statement.node else ())
    for kind in parts:
        known = names["nodes"].get(kind)
        number = next(parts, "") if kind != "amendment" else ""
        values = {"number": number, "party": aliases.get(number, number)}
        words = known.fill(language, values) if known else f"{kind}/{number}"
        yield _branched(words) if kind == "article" and language == "ja" else words
    # The local name of a property: `roleText` of `…/ns#roleText`, `title` of `…/terms/title`.
    local = re.split(r"[#/]", statement.property)[-1]
    if local in names["properties"]:
        yield names["properties"][local].fill(language, {})


def _branched(words: str) -> str:
    """第3_2条 as the law writes it: 第3条の2."""
    number, _, branch = words.removesuffix("条").partition("_")
    return f"{number}条の{branch.replace('_', 'の')}" if branch else words
