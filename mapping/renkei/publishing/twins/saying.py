"""What a source says in an agreement (原文の述べること): every statement, as it is compared with another's."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from renkei.graph.serialise import read_lines
from renkei.graph.vocabulary import PREFIXES
from renkei.model import Span
from renkei.publishing.comparing.wording import normalised

_TYPE = PREFIXES["rdf"] + "type"
_QUOTED = PREFIXES["prov"] + "wasQuotedFrom"
_NS = PREFIXES["renkei"]

_OURS = frozenset(
    _NS + name
    for name in (
        "Citation",
        "Classification",
        "Correction",
        "InstitutionMention",
        "PrintedForm",
        "Provision",
        "Remark",
        "Surrounding",
        "UnreadPassage",
    )
)
"""Nodes that tell how a source was read or what was made of its words, or stand around the agreement.

What follows from equal words is equal; corrections and unread words are the source's own.
"""
_PRINTED = frozenset(_NS + name for name in ("cover", "dateAsPrinted", "labelDerived", "number"))
"""How a source prints what another statement says: the cover, the date in its own era and figures.

A number is in the name of its node already.
"""
_MARK = _NS + "mark"


class Statement(NamedTuple):
    """What a statement is about: a node below the agreement (`article/3`), and the IRI of a property."""

    node: str
    property: str


class Saying(NamedTuple):
    """All that one source says: the words of each statement, and where each node is quoted from."""

    words: dict[Statement, str]
    places: dict[str, Span]

    def place(self, node: str) -> Span | None:
        """Where a node stands in the source, or else the nearest node above it that stands there."""
        while node and node not in self.places:
            node = node.rpartition("/")[0]
        return self.places.get(node)

    @property
    def aliases(self) -> dict[str, str]:
        """How each party is called (甲、乙, or else its name), by its number."""
        found: dict[str, str] = {}
        for wanted in ("nameAsPrinted", "alias"):
            for (node, property_), words in self.words.items():
                if property_ == _NS + wanted:
                    found[node.rpartition("/")[2]] = words
        return found


def saying(lines: bytes, root: str) -> Saying:
    """What the graph of an agreement says, from its N-Quads; `root` is the IRI of the agreement."""
    quads = [quad for quad in read_lines(lines) if _below(quad, root) is not None]
    ours = {
        _below(quad, root)
        for quad in quads
        if quad.predicate.value == _TYPE and getattr(quad.object, "value", "") in _OURS
    }
    words: defaultdict[Statement, list[str]] = defaultdict(list)
    places: dict[str, Span] = {}
    for quad in quads:
        node = _below(quad, root) or ""
        if node in ours:
            continue
        if quad.predicate.value == _QUOTED and isinstance(quad.object, NamedNode):
            span = _span(quad.object.value)
            places[node] = min(places.get(node, span), span)
        elif isinstance(quad.object, Literal) and quad.predicate.value not in _PRINTED:
            words[Statement(node, quad.predicate.value)].append(quad.object.value)
    return Saying({each: "\n".join(sorted(found)) for each, found in words.items()}, places)


def _below(quad: Quad, root: str) -> str | None:
    """The path of a quad's subject below the agreement, empty for the agreement itself."""
    iri = getattr(quad.subject, "value", "")
    if iri == root:
        return ""
    return iri[len(root) + 1 :] if iri.startswith(f"{root}/") else None


def _span(iri: str) -> Span:
    """The range that a fragment `#char=1204,1288` names."""
    start, _, end = iri.rpartition("=")[2].partition(",")
    return Span(int(start), int(end))


def alike(statement: Statement, one: str, other: str) -> bool:
    """Whether two sources say the same in a statement.

    White space and the widths of characters count for nothing, nor do the brackets and stops of a mark.

    >>> alike(Statement("article/1", ""), "ＩＣＴ の活用", "ICTの活用")
    True
    >>> alike(Statement("heading/1", _MARK), "⑴", "(1)"), alike(Statement("x", _MARK), "(1)", "ア")
    (True, False)
    """
    first, second = normalised(one), normalised(other)
    if statement.property == _MARK:
        first, second = ("".join(filter(str.isalnum, each)) for each in (first, second))
    return first == second
