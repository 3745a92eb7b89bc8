"""Pieces (片): statements on their way, staged so that no reader takes them for published ones.

In most stores the default graph is the union of all graphs, so a copy that waits in a graph of its
own would be read beside what is published. A staged statement therefore stands as a description
(rdf:subject, rdf:predicate, rdf:object), which answers no question about the agreements.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from renkei.graph.vocabulary import Names
from renkei.publishing.remote.wording import OBJECT, PREDICATE, SUBJECT

STAGING = "staging/"
INDEX = STAGING + "index"
# Virtuoso compiles the request that carries blank nodes, and gives up at some 1,000 triples of it.
_BLANK_STATEMENTS = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """Some statements of one graph, described in a graph of its own that is named by its content.

    A piece of that name with that many triples has arrived whole, whoever sent it.
    """

    name: NamedNode
    target: NamedNode
    triples: int
    lines: bytes
    blank: bool


def pieces(
    target: NamedNode, statements: Sequence[Triple], names: Names, *, size: int
) -> Iterator[Piece]:
    """The pieces of one graph, each of at most `size` statements.

    Statements that share a blank node stay in one piece, for its label means nothing in the next;
    they alone may make a piece larger.
    """
    plain = [each for each in statements if not _blanks(each)]
    for start in range(0, len(plain), size):
        yield _piece(target, plain[start : start + size], names, blank=False)
    for packed in _packed(_connected(statements), min(size, _BLANK_STATEMENTS)):
        yield _piece(target, packed, names, blank=True)


def _blanks(statement: Triple) -> list[BlankNode]:
    return [each for each in (statement.subject, statement.object) if isinstance(each, BlankNode)]


def _connected(statements: Iterable[Triple]) -> list[list[Triple]]:
    """The statements with blank nodes, in groups that share none."""
    leader: dict[BlankNode, BlankNode] = {}

    def find(node: BlankNode) -> BlankNode:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    held = [(each, nodes) for each in statements if (nodes := _blanks(each))]
    for _, nodes in held:
        leader[find(nodes[0])] = find(nodes[-1])
    groups: dict[BlankNode, list[Triple]] = defaultdict(list)
    for each, nodes in held:
        groups[find(nodes[0])].append(each)
    return list(groups.values())


def _packed(groups: Iterable[list[Triple]], size: int) -> Iterator[list[Triple]]:
    held: list[Triple] = []
    for group in groups:
        if held and len(held) + len(group) > size:
            yield held
            held = []
        held = held + group
    if held:
        yield held


def _piece(target: NamedNode, statements: list[Triple], names: Names, *, blank: bool) -> Piece:
    content = serialize(statements, format=RdfFormat.N_TRIPLES) or b""
    digest = hashlib.sha256(target.value.encode() + b"\n" + content).hexdigest()
    name = names.graph(STAGING + digest)
    described = [
        triple
        for number, each in enumerate(statements)
        for triple in _description(NamedNode(f"{name.value}#{number}"), each)
    ]
    lines = serialize(described, format=RdfFormat.N_TRIPLES) or b""
    return Piece(name, target, len(described), lines, blank)


def _description(node: NamedNode, statement: Triple) -> tuple[Triple, Triple, Triple]:
    return (
        Triple(node, SUBJECT, statement.subject),
        Triple(node, PREDICATE, statement.predicate),
        Triple(node, OBJECT, statement.object),
    )
