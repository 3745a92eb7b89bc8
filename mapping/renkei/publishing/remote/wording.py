"""The SPARQL that is sent (送る問い合わせ): fixed texts, filled with RDF terms only."""

from __future__ import annotations

from string import Template

from pyoxigraph import Literal, NamedNode

from renkei.graph.vocabulary import term

REPLACES = term("dcterms:replaces")
PART_OF = term("dcterms:isPartOf")
SUBJECT, PREDICATE, OBJECT = (term(f"rdf:{name}") for name in ("subject", "predicate", "object"))

_COUNTS = Template("""SELECT ?g (COUNT(*) AS ?n) WHERE {
  GRAPH ?g { ?s ?p ?o }
  FILTER(STRSTARTS(STR(?g), $prefix) && STR(?g) > $after)
}
GROUP BY ?g
ORDER BY STR(?g)
LIMIT $page""")

_VERSIONS = Template(
    "SELECT ?g ?v WHERE { GRAPH $graph { ?g $version ?v FILTER(STR(?g) > $after) } }"
    " ORDER BY STR(?g) LIMIT $page"
)

_REPLACE = Template("DROP SILENT GRAPH $graph ;\nINSERT DATA { GRAPH $graph {\n$triples} }")
# Blank nodes are allowed in INSERT DATA by SPARQL 1.1, but Virtuoso refuses them there.
_REPLACE_BLANK = Template(
    "DROP SILENT GRAPH $graph ;\nINSERT { GRAPH $graph {\n$triples} } WHERE {}"
)

_ADD = Template("INSERT DATA { GRAPH $graph {\n$triples} }")

# One operation, and not a DELETE with an INSERT after it: Virtuoso keeps the first of two when the
# client is gone before the second. It says all by what the index lists, so it has the same size for
# one graph and for ten thousand. A solution binds the variables of one template only.
_SWITCH = Template("""DELETE { GRAPH ?old { ?s ?p ?o } }
INSERT { GRAPH ?new { ?subject ?predicate ?object } }
WHERE {
  { GRAPH $index { $index $replaces ?old } GRAPH ?old { ?s ?p ?o } }
  UNION
  {
    GRAPH $index { ?piece $part_of ?new }
    GRAPH ?piece { ?x $subject ?subject ; $predicate ?predicate ; $object ?object }
  }
}""")


def _filled(template: Template, **terms: NamedNode | Literal) -> str:
    return template.substitute({name: str(each) for name, each in terms.items()})


def counts(prefix: str, after: str, page: int) -> str:
    """The graphs whose IRI begins with a prefix, and how many statements each holds; one page."""
    return _COUNTS.substitute(prefix=Literal(prefix), after=Literal(after), page=page)


def versions(graph: NamedNode, version: NamedNode, after: str, page: int) -> str:
    """What a graph says of the version of others; one page."""
    return _VERSIONS.substitute(graph=graph, version=version, after=Literal(after), page=page)


def replace(graph: NamedNode, triples: bytes, *, blank: bool) -> str:
    """Put triples, as the RDF library wrote them, in the place of a graph."""
    template = _REPLACE_BLANK if blank else _REPLACE
    return template.substitute(graph=graph, triples=triples.decode())


def add(graph: NamedNode, triples: bytes) -> str:
    """Add triples without blank nodes to a graph."""
    return _ADD.substitute(graph=graph, triples=triples.decode())


def switch(index: NamedNode) -> str:
    """Put what is staged in the place of what is published, as the graph `index` lists it."""
    return _filled(
        _SWITCH,
        index=index,
        replaces=REPLACES,
        part_of=PART_OF,
        subject=SUBJECT,
        predicate=PREDICATE,
        object=OBJECT,
    )


def drop(graphs: list[NamedNode]) -> str:
    """Remove graphs, whether they exist or not."""
    return " ;\n".join(f"DROP SILENT GRAPH {graph}" for graph in graphs)
