"""Quads → bytes (直列化): always in the same order, so that the same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse, serialize

from renkei.graph.vocabulary import PREFIXES

FORMATS: dict[str, RdfFormat] = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
"""The forms that `renkei export` writes, by the ending of their files."""

# Characters outside the production Char of XML 1.0: controls such as U+000B, and U+FFFE. Must not match tab or
# line end, which stand in every quoted table row ("甲\t乙\n").
# So wide a class of characters takes long to compile, and nothing but RDF/XML wants it.
_NOT_XML = r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def canonical_lines(quads: Iterable[Quad]) -> bytes:
    """N-Quads, each line once, sorted by bytes: the form in which graphs are kept and compared."""
    lines = set((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    return b"".join(sorted(lines))


def write(quads: Iterable[Quad], output: BinaryIO, *, form: str) -> None:
    """Write sorted quads in one of `FORMATS`; a form without named graphs gets their union.

    Raises `KeyError` for an unknown form.
    """
    rdf_format = FORMATS[form]
    if rdf_format.supports_datasets:
        serialize(quads, output=output, format=rdf_format, prefixes=PREFIXES)
    else:
        triples = (quad.triple for quad in quads)
        if rdf_format is RdfFormat.RDF_XML:
            triples = (_for_xml(triple) for triple in triples)
        serialize(triples, output=output, format=rdf_format, prefixes=PREFIXES)


def _for_xml(triple: Triple) -> Triple:
    """A triple that XML 1.0 can hold: what it forbids becomes U+FFFD, and stays visible so.

    Every other form keeps the characters as they are.
    """
    value = triple.object
    if not isinstance(value, Literal) or not re.search(_NOT_XML, value.value):
        return triple
    words = re.sub(_NOT_XML, "\ufffd", value.value)
    held = (
        Literal(words, language=value.language)
        if value.language
        else Literal(words, datatype=value.datatype)
    )
    return Triple(triple.subject, triple.predicate, held)


def read_lines(data: bytes | BinaryIO) -> Iterator[Quad]:
    """The quads of N-Quads text.

    Raises `SyntaxError` for text that is no N-Quads.
    """
    return parse(data, format=RdfFormat.N_QUADS)
