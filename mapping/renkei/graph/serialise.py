"""Quads → bytes (直列化): always in the same order, so that the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, parse, serialize

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
        serialize(triples, output=output, format=rdf_format, prefixes=PREFIXES)


def read_lines(data: bytes | BinaryIO) -> Iterator[Quad]:
    """The quads of N-Quads text.

    Raises `SyntaxError` for text that is no N-Quads.
    """
    return parse(data, format=RdfFormat.N_QUADS)
