"""What two agreements are compared by (比較の対象): the words of one, taken from its graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad, Store

from renkei.graph import DEFAULT_BASE, document_quads, municipality_quads
from renkei.graph.vocabulary import Names, term
from renkei.model import Document
from renkei.model.base import Frozen
from renkei.querying.terms import natural


class PartyWords(Frozen):
    """A party (当事者): `municipality` is its five-digit code, None where it is not known."""

    iri: str
    number: int
    alias: str | None
    name: str | None
    capacity: str | None
    municipality: str | None
    signatory_title: str | None
    signatory_name: str | None


class ArticleWords(Frozen):
    """An article (条): its paragraphs and items are the lines of `text`."""

    iri: str
    number: str
    caption: str | None
    text: str


class RoleWords(Frozen):
    """What a party does in an initiative (役割分担); `party` is its number."""

    iri: str
    party: int
    text: str


class InitiativeWords(Frozen):
    """A row of cooperation (取組): `label` is None where the source prints none."""

    iri: str
    number: str
    label: str | None
    shown: str
    content: str | None
    field: str | None
    roles: tuple[RoleWords, ...] = ()


class Version(Frozen):
    """One agreement as it is compared (比較する協約); `source` is the name of its file."""

    iri: str
    key: str
    title: str | None
    concluded_on: date | None
    source: str | None
    parties: tuple[PartyWords, ...]
    articles: tuple[ArticleWords, ...]
    initiatives: tuple[InitiativeWords, ...]

    def party(self, number: int) -> PartyWords | None:
        """The party of a number, None if there is none."""
        return next((party for party in self.parties if party.number == number), None)


def document_versions(document: Document, *, base: str = DEFAULT_BASE) -> tuple[Version, ...]:
    """The agreements of a document that was parsed and linked, in the order of the text."""
    codes = (
        party.municipality.jis_code
        for agreement in document.agreements
        for party in agreement.parties
        if party.municipality
    )
    store = Store()
    quads = chain(document_quads(document, base=base), municipality_quads(codes, base=base))
    # Ranges repeat from graph to graph; a store takes each quad once.
    store.extend(quads)
    return tuple(
        stored_version(store, Names(base).agreement(agreement.key).value)
        for agreement in document.agreements
        if agreement.key
    )


def stored_version(store: Store, iri: str) -> Version:
    """The agreement of an IRI, from the graph of its own in a store."""
    node = NamedNode(iri)
    graph = _Reader(store)
    return Version(
        iri=iri,
        key=iri.partition("/id/agreement/")[2],
        title=graph.text(node, "dcterms:title"),
        concluded_on=_date(graph.text(node, "renkei:concludedOn")),
        source=next(
            (graph.text(one, "renkei:fileName") for one in graph.nodes(node, "dcterms:source")),
            None,
        ),
        parties=tuple(
            sorted(
                (graph.party(one) for one in graph.nodes(node, "renkei:party")),
                key=lambda party: party.number,
            )
        ),
        articles=tuple(graph.article(one) for one in graph.nodes(node, "renkei:article")),
        initiatives=tuple(graph.initiative(one) for one in graph.nodes(node, "renkei:initiative")),
    )


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _local(node: NamedNode) -> str:
    return node.value.rpartition("/")[2].rpartition("#")[2]


class _Reader:
    """The values of properties in a store, in a lasting order."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def _values(self, node: NamedNode, property_: str) -> Iterator[object]:
        found: Iterator[Quad] = self.store.quads_for_pattern(node, term(property_), None)
        return (quad.object for quad in found)

    def nodes(self, node: NamedNode, property_: str) -> list[NamedNode]:
        """The nodes that a property points to, in the order of the numbers in their IRIs."""
        found = {one for one in self._values(node, property_) if isinstance(one, NamedNode)}
        return sorted(found, key=lambda one: natural(one.value))

    def text(self, node: NamedNode, property_: str) -> str | None:
        """The first value of a property that is a literal."""
        found = self._values(node, property_)
        return min((one.value for one in found if isinstance(one, Literal)), default=None)

    def party(self, node: NamedNode) -> PartyWords:
        bodies = self.nodes(node, "renkei:municipality")
        capacities = self.nodes(node, "renkei:capacity")
        return PartyWords(
            iri=node.value,
            number=int(_local(node)),
            alias=self.text(node, "renkei:alias"),
            name=self.text(node, "renkei:nameAsPrinted"),
            capacity=_local(capacities[0]) if capacities else None,
            municipality=_local(bodies[0]) if bodies else None,
            signatory_title=self.text(node, "renkei:signatoryTitle"),
            signatory_name=self.text(node, "renkei:signatoryName"),
        )

    def article(self, node: NamedNode) -> ArticleWords:
        return ArticleWords(
            iri=node.value,
            number=self.text(node, "renkei:number") or "",
            caption=self.text(node, "renkei:caption"),
            text="\n".join(self._lines(node, "renkei:paragraph")),
        )

    def _lines(self, node: NamedNode, property_: str) -> Iterator[str]:
        for part in self.nodes(node, property_):
            number = self.text(part, "renkei:number")
            mark = self.text(part, "renkei:mark") or ("" if number in {None, "1"} else number)
            words = self.text(part, "renkei:text")
            yield " ".join(each for each in (mark, words) if each)
            yield from self._lines(part, "renkei:item")

    def initiative(self, node: NamedNode) -> InitiativeWords:
        label = self.text(node, "rdfs:label")
        derived = self.text(node, "renkei:labelDerived") is not None
        fields = self.nodes(node, "renkei:policyField")
        return InitiativeWords(
            iri=node.value,
            number=self.text(node, "renkei:number") or "",
            label=None if derived else label,
            shown=label or "",
            content=self.text(node, "renkei:content"),
            field=_local(fields[0]) if fields else None,
            roles=tuple(self._role(one) for one in self.nodes(node, "renkei:roleAssignment")),
        )

    def _role(self, node: NamedNode) -> RoleWords:
        parties = self.nodes(node, "renkei:assignedTo")
        return RoleWords(
            iri=node.value,
            party=int(_local(parties[0])) if parties else 0,
            text=self.text(node, "renkei:roleText") or "",
        )
