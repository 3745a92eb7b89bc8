"""Why a node says what it says (根拠の説明): its statements, its clauses, the rules behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from renkei.errors import Wording
from renkei.graph.vocabulary import PREFIXES
from renkei.model.base import Frozen
from renkei.model.source import Place
from renkei.querying.answers import Answer
from renkei.querying.arranging import Row, identified
from renkei.querying.blanks import fill
from renkei.querying.endpoints import Endpoint
from renkei.querying.faults import UsageError, near
from renkei.querying.lookups import agreements, known_agreements
from renkei.querying.rule_rows import RuleRow, rule_row
from renkei.querying.terms import natural

_AGREEMENTS = "/id/agreement/"
_QUOTED = PREFIXES["prov"] + "wasQuotedFrom"
_TYPE = PREFIXES["rdf"] + "type"
# Properties of other vocabularies, whose labels our ontology does not repeat.
_FOREIGN = {
    "dcterms:bibliographicCitation": Wording(ja="典拠", en="known from"),
    "dcterms:format": Wording(ja="形式", en="format"),
    "dcterms:identifier": Wording(ja="識別子", en="identifier"),
    "dcterms:isPartOf": Wording(ja="属する法令", en="part of"),
    "dcterms:isReplacedBy": Wording(ja="後継", en="replaced by"),
    "dcterms:source": Wording(ja="原文", en="source text"),
    "dcterms:title": Wording(ja="題名", en="title"),
    "rdfs:label": Wording(ja="名称", en="label"),
    "skos:prefLabel": Wording(ja="名称", en="name"),
}

Texts = Callable[[str], str | None]
"""The characters of a source by its checksum, None where they are not at hand."""


class Quote(Frozen):
    """A range of a source and its words (引用).

    `start` and `end` count code points; `line` and `column` count from 1, and are None where the
    source text is not at hand. `place` is where it begins in a file that is no plain text.
    """

    iri: str
    source: str
    start: int
    end: int
    text: str
    line: int | None = None
    column: int | None = None
    place: str | None = None


class Classification(Frozen):
    """Why a concept was given to the node (分類の根拠), or taken back if it is rejected."""

    iri: str
    concept: str
    name: Wording
    method: Wording
    rule: str | None
    evidence: str | None
    reason: str | None
    rejected: bool
    row: RuleRow | None
    quotes: tuple[Quote, ...]


class Statement(Frozen):
    """One statement about the node (記述): property, value, and the quotes that hold the value."""

    property: str
    name: Wording
    value: str
    value_name: Wording | None
    quotes: tuple[Quote, ...]


class Explanation(Frozen):
    """All that is known of a node and where it comes from (根拠の説明)."""

    iri: str
    kinds: tuple[Wording, ...]
    statements: tuple[Statement, ...]
    quotes: tuple[Quote, ...]
    classifications: tuple[Classification, ...]


_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(PREFIXES.items()))
_STATEMENTS = f"""{_PROLOGUE}
SELECT DISTINCT ?property ?name ?value ?valueName WHERE {{
  VALUES ?node {{ UNDEF }}
  ?node ?property ?value .
  OPTIONAL {{ ?property rdfs:label ?name }}
  OPTIONAL {{
    ?value skos:prefLabel|rdfs:label|dcterms:title|renkei:nameAsPrinted|renkei:caption|renkei:formerName|renkei:fileName ?valueName
  }}
}}
"""
_QUOTES = f"""{_PROLOGUE}
SELECT DISTINCT ?node ?range ?source ?file ?start ?end ?text ?place WHERE {{
  VALUES ?node {{ UNDEF }}
  ?node prov:wasQuotedFrom ?range .
  ?range renkei:rangeOf ?source ; renkei:rangeStart ?start ; renkei:rangeEnd ?end ; renkei:quotedText ?text .
  ?source renkei:fileName ?file .
  OPTIONAL {{ ?range renkei:filePlace ?place }}
}}
"""
_CLASSIFICATIONS = f"""{_PROLOGUE}
SELECT DISTINCT ?why ?concept ?conceptName ?methodName ?rule ?evidence ?reason ?rejected WHERE {{
  VALUES ?node {{ UNDEF }}
  {{ ?why renkei:classified ?node }} UNION {{ ?node renkei:classified ?other . BIND (?node AS ?why) }}
  ?why renkei:concept ?concept ; renkei:method ?method .
  OPTIONAL {{ ?concept skos:prefLabel|rdfs:label ?conceptName }}
  OPTIONAL {{ ?method rdfs:label ?methodName }}
  OPTIONAL {{ ?why renkei:rule ?rule }}
  OPTIONAL {{ ?why renkei:evidence ?evidence }}
  OPTIONAL {{ ?why renkei:reason ?reason }}
  OPTIONAL {{ ?why renkei:rejected ?rejected }}
}}
"""
_NODES = f"""{_PROLOGUE}
SELECT DISTINCT ?node WHERE {{
  VALUES ?start {{ UNDEF }}
  ?node a ?class .
  FILTER (STRSTARTS (STR (?node), STR (?start)))
}}
"""

_Row = dict[str, NamedNode | Literal]


def explain_answer(
    answer: Answer, endpoint: Endpoint, *, texts: Texts | None = None
) -> tuple[tuple[Explanation, ...], ...]:
    """Explain the rows of an answer (回答の根拠), one after the other: each node that a row speaks of.

    Of an agreement itself only its title would be told, so it is left out where a row speaks of a
    part of it. Raises `EndpointError` if the data cannot be asked; an answer to a query of one's own
    has no explanation.
    """
    if answer.question is None:
        return ()
    known: dict[str, Explanation] = {}
    rows = identified(answer.result, answer.question, endpoint.name)
    found = []
    for nodes in map(_nodes_of, rows):
        for node in nodes:
            if node not in known:
                known[node] = explain(node, endpoint, texts=texts)
        found.append(tuple(known[node] for node in nodes))
    return tuple(found)


def _nodes_of(row: Row) -> list[str]:
    """The nodes of the data in the cells of a row, the smallest parts of agreements only."""
    iris = [term.value for cell in row for term in cell if isinstance(term, NamedNode)]
    nodes = [iri for iri in dict.fromkeys(iris) if "/id/" in iri]
    return [iri for iri in nodes if not any(one.startswith(f"{iri}/") for one in nodes)]


def explain(given: str, endpoint: Endpoint, *, texts: Texts | None = None) -> Explanation:
    """Explain a node (根拠を示す): its statements, the quotes that prove them, the rules.

    `given` is an IRI, or what follows `/id/agreement/` in one, as in
    `43100-43214-20160330/initiative/3.1.8`. `texts` gives source texts, for line and column.
    Raises `UsageError` for a node that the data does not hold, `EndpointError` if it cannot be
    asked.
    """
    node = _resolved(given, endpoint)
    rows = _rows(endpoint, _STATEMENTS, node)
    if not rows:
        raise UsageError(
            "unknown-value", candidates=_near(node, endpoint), name="NODE", value=given
        )
    reasons = _rows(endpoint, _CLASSIFICATIONS, node)
    nodes = [node, *{row["why"] for row in reasons if isinstance(row["why"], NamedNode)}]
    quotes = _quotes(endpoint, nodes, texts)
    own = quotes.get(node.value, ())
    return Explanation(
        iri=node.value,
        kinds=_kinds(rows),
        statements=tuple(_statements(rows, own)),
        quotes=own,
        classifications=tuple(_classifications(reasons, quotes)),
    )


def _rows(endpoint: Endpoint, text: str, *nodes: NamedNode, blank: str = "node") -> list[_Row]:
    result = endpoint.run(fill(text, {blank: nodes}))
    return [
        {
            name: term
            for name, term in zip(result.variables, row, strict=True)
            if isinstance(term, NamedNode | Literal)
        }
        for row in result.rows
    ]


def _resolved(given: str, endpoint: Endpoint) -> NamedNode:
    try:
        if "://" in given:
            return NamedNode(given)
        key, slash, rest = given.strip("/").removeprefix("agreement/").partition("/")
        found = agreements(endpoint, key)
        if len(found) == 1:
            return NamedNode(f"{found[0].term.value}{slash}{rest}")
    except ValueError as error:  # white space and the like cannot stand in an IRI
        raise UsageError("unknown-value", name="NODE", value=given) from error
    kind = "ambiguous-value" if found else "unknown-value"
    choices = [entry.shown for entry in found] or near(key, known_agreements(endpoint))
    raise UsageError(kind, candidates=choices, name="NODE", value=given)


def _near(node: NamedNode, endpoint: Endpoint) -> tuple[str, ...]:
    """Nodes of the same agreement whose paths resemble the one that does not exist."""
    root, between, path = node.value.partition(_AGREEMENTS)
    key, _, rest = path.partition("/")
    if not between:
        return ()
    start = Literal(f"{root}{between}{key}/")
    result = endpoint.run(fill(_NODES, {"start": (start,)}))
    found = (getattr(row[0], "value", "").partition(_AGREEMENTS)[2] for row in result.rows)
    return near(f"{key}/{rest}", found) if result.rows else near(key, known_agreements(endpoint))


class _Names(NamedTuple):
    """Labels as they come, row by row."""

    ja: set[str]
    en: set[str]

    def add(self, term: NamedNode | Literal | None) -> None:
        if isinstance(term, Literal) and (term.language or "ja") in {"ja", "en"}:
            (self.en if term.language == "en" else self.ja).add(term.value)

    def wording(self, instead: str) -> Wording:
        ja, en = min(self.ja, default=None), min(self.en, default=None)
        return Wording(ja=ja or en or instead, en=en or ja or instead)


def _named(rows: Iterable[_Row], key: str, name: str) -> dict[str, _Names]:
    found: dict[str, _Names] = {}
    for row in rows:
        if key in row:
            found.setdefault(row[key].value, _Names(set(), set())).add(row.get(name))
    return found


def _kinds(rows: list[_Row]) -> tuple[Wording, ...]:
    types = [row for row in rows if row["property"].value == _TYPE]
    named = _named(types, "value", "valueName")
    return tuple(names.wording(_short(iri)) for iri, names in sorted(named.items()))


def _statements(rows: list[_Row], quotes: tuple[Quote, ...]) -> Iterator[Statement]:
    properties = _named(rows, "property", "name")
    values = _named(rows, "value", "valueName")
    pairs = {(row["property"].value, row["value"]) for row in rows if "value" in row}
    for property_, value in sorted(pairs, key=lambda pair: (pair[0], natural(str(pair[1])))):
        if property_ in {_TYPE, _QUOTED}:
            continue
        is_node = isinstance(value, NamedNode)
        names, short = values[value.value], _short(property_)
        yield Statement(
            property=short,
            name=_FOREIGN.get(short) or properties[property_].wording(short),
            value=value.value,
            value_name=names.wording("") if is_node and (names.ja or names.en) else None,
            quotes=_holding(value, quotes),
        )


def _holding(value: NamedNode | Literal, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """The quotes that words were read from, white space aside; codes are not read but made.

    Those that are the words themselves; else those that make them up, one after the other; else
    the shortest that hold them, as with a name that was derived from a sentence.
    """
    if not isinstance(value, Literal) or value.language != "ja":
        return ()
    wanted = _squeezed(value.value)
    if same := tuple(quote for quote in quotes if _squeezed(quote.text) == wanted):
        return same
    parts = tuple(quote for quote in quotes if _squeezed(quote.text) in wanted)
    if "".join(_squeezed(quote.text) for quote in parts) == wanted:
        return parts
    holding = [quote for quote in quotes if wanted in _squeezed(quote.text)]
    shortest = min((len(quote.text) for quote in holding), default=0)
    return tuple(quote for quote in holding if len(quote.text) == shortest)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _quotes(
    endpoint: Endpoint, nodes: Iterable[NamedNode], texts: Texts | None
) -> dict[str, tuple[Quote, ...]]:
    found: dict[str, list[Quote]] = {}
    for row in _rows(endpoint, _QUOTES, *sorted(nodes, key=str)):
        place = _place(row, texts)
        quote = Quote(
            iri=row["range"].value,
            source=row["file"].value,
            start=int(row["start"].value),
            end=int(row["end"].value),
            text=row["text"].value,
            line=place.line if place else None,
            column=place.column if place else None,
            place=_text(row, "place"),
        )
        found.setdefault(row["node"].value, []).append(quote)
    order = {node: sorted(set(quotes), key=_by_place) for node, quotes in found.items()}
    return {node: tuple(quotes) for node, quotes in order.items()}


def _by_place(quote: Quote) -> tuple[str, int, int]:
    return quote.source, quote.start, quote.end


def _place(row: _Row, texts: Texts | None) -> Place | None:
    text = texts(row["source"].value.rpartition("/")[2]) if texts else None
    if text is None:
        return None
    before = text[: int(row["start"].value)]
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _classifications(
    rows: list[_Row], quotes: dict[str, tuple[Quote, ...]]
) -> Iterator[Classification]:
    concepts = _named(rows, "concept", "conceptName")
    methods = _named(rows, "why", "methodName")
    first = {row["why"].value: row for row in sorted(rows, key=str)}
    for iri, row in sorted(first.items(), key=lambda each: natural(each[0])):
        concept = row["concept"].value
        rule = _text(row, "rule")
        yield Classification(
            iri=iri,
            concept=concept,
            name=concepts[concept].wording(_short(concept)),
            method=methods[iri].wording(""),
            rule=rule,
            evidence=_text(row, "evidence"),
            reason=_text(row, "reason"),
            rejected=_text(row, "rejected") in {"true", "1"},
            row=rule_row(rule) if rule else None,
            quotes=quotes.get(iri, ()),
        )


def _text(row: _Row, name: str) -> str | None:
    return row[name].value if name in row else None


def _short(iri: str) -> str:
    """An IRI with a prefix where one is known."""
    for prefix, long in PREFIXES.items():
        if iri.startswith(long):
            return f"{prefix}:{iri.removeprefix(long)}"
    return iri
