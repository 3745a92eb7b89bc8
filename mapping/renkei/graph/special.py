"""What a table cannot say: nodes with IRIs of their own that parts of an agreement point to.

Regions, municipalities, statutes, notices, and the individuals of the ontology.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from renkei.graph.terms import japanese, plain
from renkei.graph.vocabulary import Names, law, term
from renkei.linking.laws import english_title
from renkei.model import Agreement, Citation, Method, Party, Span
from renkei.model.amendment import Amendment
from renkei.model.base import Frozen

_INDIVIDUALS = {
    "core-city": "renkei:CoreCity",
    "partner-municipality": "renkei:PartnerMunicipality",
    "complete": "renkei:Complete",
    "roles-incomplete": "renkei:RolesIncomplete",
    "articles-only": "renkei:ArticlesOnly",
    "header-only": "renkei:HeaderOnly",
}
_METHODS = {
    Method.STATED: "renkei:ByStatement",
    Method.RULE: "renkei:ByRule",
    Method.INFERRED: "renkei:ByInference",
    Method.CURATED: "renkei:ByCuration",
}


class Context(NamedTuple):
    """Where a node stands: its agreement, its graph, its IRI, its place among its kind."""

    agreement: Agreement
    names: Names
    graph: NamedNode
    subject: NamedNode
    root: NamedNode
    position: int

    def quad(self, subject: NamedNode, property_: str, value: object) -> Quad:
        """A quad in the agreement's graph."""
        return Quad(subject, term(property_), value, self.graph)  # type: ignore[arg-type]  # every caller gives a term


def individual(slug: str) -> NamedNode | None:
    """The individual of the ontology for a slug, None for a concept of a scheme."""
    return term(_INDIVIDUALS[slug]) if slug in _INDIVIDUALS else None


def method(how: Method) -> NamedNode:
    """The individual for the way a link came to be."""
    return term(_METHODS[how])


def quads(model: Frozen, at: Context) -> Iterator[Quad]:
    """The statements about a model that point out of its own tree."""
    if isinstance(model, Agreement):
        yield at.quad(at.subject, "renkei:completeness", individual(model.completeness))
        yield from _region(model, at)
        yield from _restated(model, at)
        for number, citation in enumerate(model.citations, start=1):
            if citation.is_basis and (target := cited(citation, number, at)):
                yield at.quad(at.subject, "renkei:legalBasis", target)
    elif isinstance(model, Party) and model.municipality:
        node = at.names.municipality(model.municipality.jis_code)
        yield at.quad(at.subject, "renkei:municipality", node)
    elif isinstance(model, Citation):
        yield from _citation(model, at)
    elif isinstance(model, Amendment) and model.amends:
        property_ = "renkei:ends" if model.repeals else "renkei:amends"
        yield at.quad(at.subject, property_, at.names.agreement(model.amends))


def _restated(agreement: Agreement, at: Context) -> Iterator[Quad]:
    """That an agreement stands in the place of an earlier one; as a version of it unless it ends it."""
    amendment = agreement.amendment
    if amendment is None or not amendment.restates or amendment.amends is None:
        return
    earlier = at.names.agreement(amendment.amends)
    yield at.quad(at.subject, "dcterms:replaces", earlier)
    if not amendment.repeals:
        yield at.quad(at.subject, "prov:wasDerivedFrom", earlier)
        yield at.quad(at.subject, "dcterms:isVersionOf", earlier)
        yield at.quad(earlier, "dcterms:hasVersion", at.subject)


def quoted(model: Frozen) -> Iterator[tuple[Span, ...]]:
    """Ranges that a node outside the tree quotes: the name of a region, the title of a notice.

    A region without a name quotes the words that name its core city.
    """
    if isinstance(model, Agreement) and model.city_region and (core := _core_party(model)):
        if model.city_region.name:
            yield model.city_region.name.spans
        elif core.capacity and core.capacity.spans:
            yield core.capacity.spans
    elif isinstance(model, Citation) and model.article is None:
        yield model.passage.spans


def quoting_node(model: Frozen, at: Context) -> NamedNode:
    """The node that quotes the passages of `quoted`."""
    if isinstance(model, Agreement):
        return at.names.city_region(_core(model) or "")
    return notice(at.position, at)


def _core_party(agreement: Agreement) -> Party | None:
    """The one core city, if it is known and identified."""
    cores = [p for p in agreement.parties if p.capacity and p.capacity.concept == "core-city"]
    return cores[0] if len(cores) == 1 and cores[0].municipality else None


def _core(agreement: Agreement) -> str | None:
    party = _core_party(agreement)
    return party.municipality.jis_code if party and party.municipality else None


def _region(agreement: Agreement, at: Context) -> Iterator[Quad]:
    core = _core(agreement)
    if core is None or agreement.city_region is None:
        return
    region = at.names.city_region(core)
    yield at.quad(at.subject, "renkei:cityRegion", region)
    yield at.quad(region, "rdf:type", term("renkei:CityRegion"))
    yield at.quad(region, "renkei:coreCity", at.names.municipality(core))
    if agreement.city_region.name:
        yield at.quad(region, "skos:prefLabel", japanese(agreement.city_region.name.text))


def notice(position: int, at: Context) -> NamedNode:
    """A notice that the agreement names, by the place of its citation."""
    return NamedNode(f"{at.root.value}/notice/{position}")


def cited(citation: Citation, position: int, at: Context) -> NamedNode | None:
    """What a citation points to; None where the statute could not be identified."""
    if citation.article is None:
        return notice(position, at)
    if citation.law_id is None:
        return None
    parts = [citation.article, citation.paragraph, citation.item]
    return at.names.provision_of_law(citation.law_id, *(part for part in parts if part))


def _citation(citation: Citation, at: Context) -> Iterator[Quad]:
    within = (
        at.root.value if citation.within == "preamble" else f"{at.root.value}/{citation.within}"
    )
    yield at.quad(at.subject, "renkei:citedIn", NamedNode(within))
    target = cited(citation, at.position, at)
    if target is None:
        return
    yield at.quad(at.subject, "renkei:cites", target)
    if citation.article is None:
        yield at.quad(target, "rdf:type", term("renkei:Notice"))
        yield at.quad(target, "dcterms:title", japanese(citation.title))
        if citation.number:
            yield at.quad(target, "renkei:noticeNumber", japanese(citation.number))
        return
    yield at.quad(target, "rdf:type", term("renkei:LegalProvision"))
    yield at.quad(target, "skos:prefLabel", japanese(legal_label(citation)))
    if label := english_label(citation):
        yield at.quad(target, "skos:prefLabel", Literal(label, language="en"))
    yield at.quad(target, "dcterms:isPartOf", law(citation.law_id or ""))
    numbers = {"Article": citation.article, "Paragraph": citation.paragraph, "Item": citation.item}
    for part, number in numbers.items():
        if number:
            yield at.quad(target, f"renkei:law{part}", plain(number))


def legal_label(citation: Citation) -> str:
    """A provision as statutes are cited: 地方自治法第252条の2第1項."""
    main, *branches = (citation.article or "").split("_")
    label = f"{citation.title}第{main}条" + "".join(f"の{branch}" for branch in branches)
    if citation.paragraph:
        label += f"第{citation.paragraph}項"
    return label + (f"第{citation.item}号" if citation.item else "")


def english_label(citation: Citation) -> str:
    """The same in English, `Local Autonomy Act, Article 252-2, paragraph 1`; nothing without a title."""
    title = english_title(citation.law_id or "")
    if not title:
        return ""
    number = (citation.article or "").replace("_", "-")
    parts = [title, f"Article {number}"]
    parts += [f"paragraph {citation.paragraph}"] if citation.paragraph else []
    parts += [f"item {citation.item}"] if citation.item else []
    return ", ".join(parts)
