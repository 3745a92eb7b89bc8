"""Agreements → quads (グラフへの変換), as `renkei.graph.mapping` declares it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Literal, NamedNode, Quad

from renkei.graph import special
from renkei.graph.mapping import MAPS, Field, Kind
from renkei.graph.printed import printed_marks
from renkei.graph.terms import XSD_BOOLEAN, XSD_DATE, XSD_INTEGER, japanese, plain
from renkei.graph.vocabulary import DEFAULT_BASE, Names, concept, term
from renkei.model import (
    Agreement,
    ConceptLink,
    Document,
    Passage,
    SourceText,
    Span,
    Unread,
    apart,
)

if TYPE_CHECKING:
    from renkei.model.base import Frozen

_TYPE = term("rdf:type")


def document_quads(document: Document, *, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """The quads of one document, each agreement in its named graph.

    A source without an agreement gets a graph of its own, so that its unread text is kept. Quads may
    repeat; a set or a store takes them once.
    """
    names = Names(base)
    for agreement in document.agreements:
        yield from agreement_quads(agreement, document, names)
    loose = _loose(document)
    if loose or not document.agreements:
        writer = _Writer(document, names, names.source_graph(document.source.sha256))
        subject = names.source(document.source.sha256)
        yield from writer.source_text()
        for position, passage in enumerate(loose, start=1):
            node = NamedNode(f"{subject.value}/unread/{position}")
            yield writer.quad(subject, "renkei:unread", node)
            yield from writer.node(passage, node, position)


def _loose(document: Document) -> tuple[Unread, ...]:
    return document.unread


def agreement_quads(agreement: Agreement, document: Document, names: Names) -> Iterator[Quad]:
    """The quads of one agreement, which must have its key.

    Raises `ValueError` for an agreement that was not linked.
    """
    if agreement.key is None:
        raise ValueError("an agreement has no IRI before it is linked")
    writer = _Writer(document, names, names.agreement_graph(agreement.key), agreement)
    root = names.agreement(agreement.key)
    yield from writer.source_text()
    yield writer.quad(root, "dcterms:source", names.source(document.source.sha256))
    yield from writer.node(agreement, root, 1)
    yield from writer.printed_form(agreement, root)


class Origin(Protocol):
    """A stretch of a text and the stretch of a source that it was taken from (字句の由来)."""

    @property
    def span(self) -> Span:
        """The stretch of the text."""

    @property
    def source(self) -> SourceText:
        """The source that it was taken from."""

    @property
    def taken(self) -> Span:
        """The stretch of that source."""


def origin_quads(
    text: SourceText, origins: Iterable[Origin], names: Names, graph: NamedNode
) -> Iterator[Quad]:
    """Where each stretch of a consolidated text comes from: range by range, `prov:wasDerivedFrom`."""
    derived = _Writer(Document(source=text), names, graph)
    writers: dict[str, _Writer] = {}
    for origin in origins:
        source = origin.source
        if source.sha256 not in writers:
            writers[source.sha256] = _Writer(Document(source=source), names, graph)
            yield from writers[source.sha256].source_text()
        span = origin.taken
        here = names.source_range(text.sha256, origin.span)
        yield from derived.range(origin.span)
        yield from writers[source.sha256].range(span)
        there = names.source_range(source.sha256, span)
        yield Quad(here, term("prov:wasDerivedFrom"), there, graph)


@dataclass(slots=True)
class _Writer:
    document: Document
    names: Names
    graph: NamedNode
    agreement: Agreement | None = None
    _ranges: set[Span] = field(default_factory=set)

    def quad(self, subject: NamedNode, property_: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, term(property_), value, self.graph)

    def source_text(self) -> Iterator[Quad]:
        source = self.document.source
        subject = self.names.source(source.sha256)
        yield Quad(subject, _TYPE, term(MAPS["SourceText"].type), self.graph)
        yield from self._fields(source, subject, MAPS["SourceText"].fields)
        for one in source.retrieved:
            yield self.quad(subject, "prov:wasDerivedFrom", NamedNode(one.url))

    def node(self, model: Frozen, subject: NamedNode, position: int) -> Iterator[Quad]:
        """A model and all its parts."""
        node_map = MAPS[type(model).__name__]
        yield Quad(subject, _TYPE, term(node_map.type), self.graph)
        yield from self._fields(model, subject, node_map.fields)
        if self.agreement is not None:
            context = special.Context(
                self.agreement, self.names, self.graph, subject, self._root(), position
            )
            yield from special.quads(model, context)
            for spans in special.quoted(model):
                yield from self._quotes(special.quoting_node(model, context), self._extents(spans))

    def printed_form(self, agreement: Agreement, root: NamedNode) -> Iterator[Quad]:
        """The marks as printed, at a node of their own: a page of the agreement has no use for them."""
        node_map = MAPS["PrintedForm"]
        node = NamedNode(f"{root.value}/{node_map.template}")
        marks = list(printed_marks(agreement, self.document))
        if not marks:
            return
        yield self.quad(root, "renkei:printedForm", node)
        yield Quad(node, _TYPE, term(node_map.type), self.graph)
        for property_, span in marks:
            yield from self._quotes(node, (span,), property_)

    def _root(self) -> NamedNode:
        key = self.agreement.key if self.agreement else None
        return self.names.agreement(key or "")

    @property
    def _text(self) -> str:
        return self.document.source.text

    def _fields(self, model: Frozen, subject: NamedNode, fields: Iterable[Field]) -> Iterator[Quad]:
        for declared in fields:
            if declared.kind is Kind.SPECIAL:
                continue
            value = _value(model, declared.at)
            if value is not None and value != ():
                yield from self._written(model, subject, declared, value)

    def _written(
        self, model: Frozen, subject: NamedNode, declared: Field, value: object
    ) -> Iterator[Quad]:
        if declared.kind is Kind.NODES:
            parts = value if isinstance(value, tuple) else (value,)
            ends = [
                MAPS[type(part).__name__].template.format(node=part, position=position)
                for position, part in enumerate(parts, start=1)
            ]
            for position, (part, end) in enumerate(zip(parts, apart(ends), strict=True), start=1):
                child = NamedNode(f"{subject.value}/{end}")
                yield self.quad(subject, declared.property, child)
                yield from self.node(part, child, position)
        elif declared.kind is Kind.LINK:
            yield from self._links(subject, declared, value)
        elif declared.kind is Kind.REFERENCE:
            for one in value if isinstance(value, tuple) else (value,):
                end = declared.template.format(node=model, value=one)
                yield self.quad(
                    subject, declared.property, NamedNode(f"{self._root().value}/{end}")
                )
        else:
            for one in (
                value if isinstance(value, tuple) and not isinstance(value, Span) else (value,)
            ):
                yield from self._literal(subject, declared, one)

    def _literal(self, subject: NamedNode, declared: Field, value: object) -> Iterator[Quad]:
        if isinstance(value, Span):
            yield from self._quotes(subject, (value,))
        elif isinstance(value, Passage):
            if declared.kind is Kind.TEXT:
                yield self.quad(subject, declared.property, japanese(value.text))
            elif declared.kind is Kind.FLAG:
                yield self.quad(subject, declared.property, XSD_TRUE)
            if declared.kind is not Kind.FLAG:
                yield from self._quotes(subject, value.extents(self._text))
        elif value is not False and (declared.kind, value) != (Kind.TEXT, ""):
            yield self.quad(subject, declared.property, _as_literal(declared.kind, value))

    def _links(self, subject: NamedNode, declared: Field, value: object) -> Iterator[Quad]:
        for link in value if isinstance(value, tuple) else (value,):
            if not isinstance(link, ConceptLink):
                continue
            scheme, _, slug = link.concept.rpartition("/")
            if scheme not in ("", declared.scheme):
                continue
            target = special.individual(slug) or concept(slug, declared.scheme)
            if not link.rejected:
                yield self.quad(subject, declared.property, target)
            node = NamedNode(f"{subject.value}/{declared.template.format(slug=slug)}")
            yield Quad(node, _TYPE, term(MAPS["ConceptLink"].type), self.graph)
            yield self.quad(node, "renkei:classified", subject)
            yield self.quad(node, "renkei:concept", target)
            yield self.quad(node, "renkei:method", special.method(link.method))
            yield from self._fields(link, node, MAPS["ConceptLink"].fields)
            if link.spans:
                yield from self._quotes(node, self._extents(link.spans))

    def _extents(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        words = "".join(self._text[span.start : span.end] for span in spans)
        return Passage(text=words, spans=spans).extents(self._text)

    def _quotes(
        self, subject: NamedNode, spans: Iterable[Span], property_: str = "prov:wasQuotedFrom"
    ) -> Iterator[Quad]:
        for span in spans:
            node = self.names.source_range(self.document.source.sha256, span)
            yield self.quad(subject, property_, node)
            yield from self.range(span)

    def range(self, span: Span) -> Iterator[Quad]:
        """A range of the source as a node, once."""
        source = self.names.source(self.document.source.sha256)
        node = self.names.source_range(self.document.source.sha256, span)
        if span not in self._ranges:
            self._ranges.add(span)
            yield Quad(node, _TYPE, term(MAPS["SourceRange"].type), self.graph)
            yield self.quad(node, "renkei:rangeOf", source)
            yield self.quad(node, "renkei:rangeStart", Literal(span.start))
            yield self.quad(node, "renkei:rangeEnd", Literal(span.end))
            yield self.quad(node, "renkei:quotedText", japanese(self._text[span.start : span.end]))
            yield from self._in_file(node, span.start)

    def _in_file(self, node: NamedNode, start: int) -> Iterator[Quad]:
        """Where a range begins in a file that is no plain text."""
        place, page = self.document.source.file_place(start), self.document.source.page(start)
        if place is not None:
            yield self.quad(node, "renkei:filePlace", plain(place))
        if page is not None:
            yield self.quad(node, "renkei:page", Literal(page))


XSD_TRUE = Literal("true", datatype=XSD_BOOLEAN)


def _value(model: object, at: str) -> object:
    for name in at.split("."):
        model = getattr(model, name, None)
    return model


def _as_literal(kind: Kind, value: object) -> Literal:
    if kind is Kind.DATE and isinstance(value, date):
        return Literal(value.isoformat(), datatype=XSD_DATE)
    if kind is Kind.INTEGER:
        return Literal(str(value), datatype=XSD_INTEGER)
    if kind is Kind.FLAG:
        return XSD_TRUE
    return japanese(str(value)) if kind is Kind.TEXT else plain(str(value))
