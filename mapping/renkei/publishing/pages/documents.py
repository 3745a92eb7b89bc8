"""Data documents (データ文書): what the dataset says of one thing, in each RDF form."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from renkei.graph.serialise import FORMATS, write
from renkei.graph.vocabulary import Names
from renkei.publishing.pages import asking
from renkei.publishing.pages.desk import Desk


def document_quads(desk: Desk, kind: str, key: str) -> list[Quad]:
    """The quads of a document, sorted: an agreement's named graph, or what touches another thing.

    `kind` is `agreement`, `municipality` or `city-region`. Empty if there is no such thing.
    """
    names = Names(desk.base)
    try:
        if kind == "agreement":
            graph = names.agreement_graph(key)
            found = list(desk.store.quads_for_pattern(None, None, None, graph))
        else:
            node = NamedNode(f"{desk.base}/id/{kind}/{key}")
            found = list(asking.statements(desk.store, asking.DOCUMENT, wanted=node))
    except ValueError:  # characters that cannot stand in an IRI
        return []
    return sorted(set(found), key=str)


def document(desk: Desk, kind: str, key: str, form: str) -> bytes | None:
    """A document in one of `renkei.graph.serialise.FORMATS`, None if there is nothing to say."""
    quads = document_quads(desk, kind, key)
    if not quads or form not in FORMATS:
        return None
    out = io.BytesIO()
    write(quads, out, form=form)
    return out.getvalue()


def document_paths(desk: Desk) -> Iterator[tuple[str, str]]:
    """Kind and key of every document."""
    directory = desk.directory
    for kind, things in (
        ("agreement", directory.agreements),
        ("municipality", directory.municipalities),
        ("city-region", directory.regions),
    ):
        yield from ((kind, iri.rpartition("/")[2]) for iri in things)
