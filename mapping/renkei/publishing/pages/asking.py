"""What the pages ask of a store: each question once, filled with RDF terms (頁のための問い合わせ)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, QuerySolutions, Store

from renkei.graph.vocabulary import PREFIXES
from renkei.publishing.pages.records import Statement
from renkei.querying.blanks import fill

PREFIX_LINES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

ONTOLOGY = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?s ?p ?o WHERE { { ?s rdfs:isDefinedBy ?by } UNION { ?s a owl:Ontology } ?s ?p ?o }"""
# What many graphs name, as a provision of law that each agreement cites, is found once in each of
# them: without the DISTINCT its statements would be read as often as there are graphs, squared.
BODIES = """SELECT ?s ?p ?o WHERE {
  { SELECT DISTINCT ?s WHERE {
      VALUES ?class { renkei:Municipality renkei:Prefecture renkei:CityRegion renkei:Party
                      renkei:LegalProvision renkei:MunicipalChange }
      ?s a ?class } }
  ?s ?p ?o }"""
HEADERS = """SELECT ?s ?p ?o WHERE {
  ?s a renkei:Agreement ; ?p ?o
  FILTER(?p IN (rdf:type, dcterms:title, renkei:concludedOn, renkei:cityRegion, renkei:party,
                renkei:completeness, dcterms:source, dcterms:replaces, prov:wasDerivedFrom)) }"""
GRAPH = """SELECT ?s ?p ?o WHERE {
VALUES ?g { UNDEF }
GRAPH ?g { ?s ?p ?o } }"""
RANGES = """SELECT ?s ?p ?o WHERE {
VALUES ?source { UNDEF }
{ ?s renkei:rangeOf ?source ; ?p ?o FILTER(?p != renkei:quotedText) }
UNION
{ VALUES ?class { renkei:UnreadPassage renkei:Correction }
  ?range renkei:rangeOf ?source . ?s prov:wasQuotedFrom ?range ; a ?class ; ?p ?o }
UNION
{ ?s dcterms:source|renkei:furtherSource ?source ; a renkei:Agreement . BIND(rdf:type AS ?p) BIND(renkei:Agreement AS ?o) }
UNION
{ ?source ?p ?o BIND(?source AS ?s) } }"""

# An initiative of an agreement that a newer version replaces counts there and not here.
_WITH_ROLES = """MINUS { ?newer dcterms:replaces ?old . ?old renkei:initiative ?i }
?i renkei:roleAssignment? ?s . ?s ?p ?o }"""
# Initiatives with their roles, found from a node of each kind; broader concepts bring narrower ones.
INITIATIVES = {
    "theme": f"""SELECT ?s ?p ?o WHERE {{
VALUES ?wanted {{ UNDEF }}
?concept skos:broader* ?wanted . ?i renkei:theme ?concept . {_WITH_ROLES}""",
    "policy-field": f"""SELECT ?s ?p ?o WHERE {{
VALUES ?wanted {{ UNDEF }}
?concept skos:broader* ?wanted . ?i renkei:policyField ?concept ; a renkei:Initiative . {_WITH_ROLES}""",
    "role-type": f"""SELECT ?s ?p ?o WHERE {{
VALUES ?wanted {{ UNDEF }}
?concept skos:broader* ?wanted . ?r renkei:roleType ?concept . ?i renkei:roleAssignment ?r .
{_WITH_ROLES}""",
    "municipality": f"""SELECT ?s ?p ?o WHERE {{
VALUES ?wanted {{ UNDEF }}
?party renkei:municipality ?wanted . ?r renkei:assignedTo ?party . ?i renkei:roleAssignment ?r .
{_WITH_ROLES}""",
    "city-region": f"""SELECT ?s ?p ?o WHERE {{
VALUES ?wanted {{ UNDEF }}
?agreement renkei:cityRegion ?wanted ; renkei:initiative ?i . {_WITH_ROLES}""",
}
ALL_INITIATIVES = f"SELECT ?s ?p ?o WHERE {{ ?i a renkei:Initiative . {_WITH_ROLES}"
# Each with the paragraph that it is settled in, and the article above that.
PROVISIONS = """SELECT ?s ?p ?o WHERE {
VALUES ?wanted { UNDEF }
?provision renkei:provisionType|renkei:frequency|renkei:settlement|renkei:procedure ?wanted ;
  renkei:settledIn? ?part . ?part (^renkei:paragraph)? ?s . ?s ?p ?o }"""
CITATIONS = """SELECT ?s ?p ?o WHERE {
VALUES ?wanted { UNDEF }
{ ?s renkei:cites ?wanted ; ?p ?o }
UNION
{ ?s renkei:legalBasis ?wanted . BIND(renkei:legalBasis AS ?p) BIND(?wanted AS ?o) } }"""
PARTS = """SELECT ?s ?p ?o WHERE {
VALUES ?wanted { UNDEF }
?wanted renkei:initiative ?o . BIND(?wanted AS ?s) BIND(renkei:initiative AS ?p) }"""
SOURCES = "SELECT ?s ?p ?o WHERE { ?s a renkei:SourceText ; ?p ?o }"
DOCUMENT = """SELECT ?s ?p ?o WHERE {
VALUES ?wanted { UNDEF }
{ ?wanted ?p ?o BIND(?wanted AS ?s) } UNION { ?s ?p ?wanted BIND(?wanted AS ?o) } }"""
COUNTS = """SELECT ?class (COUNT(DISTINCT ?s) AS ?count) WHERE {
  VALUES ?class { renkei:Agreement renkei:Municipality renkei:CityRegion renkei:Initiative
                  renkei:RoleAssignment renkei:SourceText }
  ?s a ?class
  MINUS { ?newer dcterms:replaces ?s }
  MINUS { ?newer dcterms:replaces ?old . ?old renkei:initiative ?s }
  MINUS { ?newer dcterms:replaces ?old . ?old renkei:initiative ?i . ?i renkei:roleAssignment ?s }
} GROUP BY ?class"""


def statements(store: Store, text: str, **nodes: NamedNode) -> Iterator[Statement]:
    """The triples that a SELECT of ?s ?p ?o gives over all graphs, its blanks filled with nodes."""
    filled = fill(text, {name: (node,) for name, node in nodes.items()})
    found = store.query(PREFIX_LINES + filled, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise TypeError(text)
    for row in found:
        subject, predicate, value = row
        yield subject, predicate, value


def counted(store: Store) -> dict[str, int]:
    """How many nodes of each class there are, without what a newer version replaces, by the local name of the class."""
    found = store.query(PREFIX_LINES + COUNTS, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise TypeError(COUNTS)
    return {_local(str(row["class"])): int(_value(row["count"])) for row in found}


def _value(term: object) -> str:
    return str(getattr(term, "value", "0"))


def _local(iri: str) -> str:
    return iri.strip("<>").rpartition("#")[2]
