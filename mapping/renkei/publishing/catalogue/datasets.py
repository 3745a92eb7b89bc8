"""Datasets (データセット): the whole one with its version, and one for each agreement in a series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from renkei.errors import Wording
from renkei.graph.vocabulary import area_code
from renkei.publishing.catalogue.authorities import entry
from renkei.publishing.catalogue.distributions import (
    agreement_distributions,
    distribution_triples,
    distributions,
)
from renkei.publishing.catalogue.facts import AgreementFacts
from renkei.publishing.catalogue.frame import Frame, document_triples, languages
from renkei.publishing.catalogue.slugs import is_tag
from renkei.publishing.catalogue.statements import Value, both, day, describe, types
from renkei.publishing.catalogue.vocabulary import ONTOLOGY, below
from renkei.publishing.catalogue.wording import keywords, said


def title(frame: Frame) -> Wording:
    """The title of the whole dataset."""
    return frame.settings.dataset.title or said("dataset", "title")


def description(frame: Frame) -> Wording:
    """What the whole dataset holds, with the number of agreements."""
    stated = frame.settings.dataset.description
    number = str(len(frame.facts.agreements))
    return stated or said("dataset", "description", agreements=number)


def tags(frame: Frame, agreements: Iterable[AgreementFacts] = ()) -> tuple[Literal, ...]:
    """The keywords of a dataset, with the municipalities of `agreements`.

    A name that CKAN would refuse as a tag is left out: the package would be refused with it.
    """
    places = {label for one in agreements for label in frame.place_names(one)}
    words = {(language, word) for language, said_ in keywords().items() for word in said_}
    words |= {("ja", place.ja) for place in places} | {("en", place.en) for place in places}
    return tuple(Literal(word, language=language) for language, word in words if is_tag(word))


def dataset_triples(frame: Frame) -> Iterator[Triple]:
    """The whole dataset with its distributions, its period and its version."""
    node = frame.names.dataset
    version = frame.names.version(frame.version)
    frequency = frame.settings.frequency
    yield from describe(
        node,
        types("dcat:Dataset"),
        ("dcterms:identifier", Literal(node.value)),
        ("dcterms:title", both(title(frame))),
        ("dcterms:description", both(description(frame))),
        ("dcat:version", Literal(frame.version)),
        ("dcat:hasVersion", version),
        ("dcat:landingPage", frame.home_page),
        ("dcterms:accrualPeriodicity", entry("frequency", frequency) if frequency else None),
        ("dcterms:coverage", _areas(frame.facts.agreements)),
        *_shared(frame, node, frame.facts.period),
        ("dcat:keyword", tags(frame)),
    )
    yield from document_triples(frame.home_page)
    yield from describe(
        version,
        # Not a dcat:Dataset: CKAN's harvester would make a second package of it.
        types("dcat:Resource"),
        ("dcterms:title", both(said("version", "title", version=frame.version))),
        ("dcat:version", Literal(frame.version)),
        ("dcat:isVersionOf", node),
        ("dcterms:issued", day(frame.settings.modified)),
    )
    yield from distribution_triples(frame, node, distributions(frame))
    yield from _attached(node, frame.facts.period)


def agreement_triples(frame: Frame, agreement: AgreementFacts) -> Iterator[Triple]:
    """The dataset of one agreement; what it is about is the agreement itself."""
    node = frame.names.agreement_dataset(agreement.key)
    about = frame.names.agreement(agreement.key)
    period = (agreement.concluded, agreement.concluded) if agreement.concluded else None
    yield from describe(
        node,
        types("dcat:Dataset"),
        ("dcterms:identifier", Literal(node.value)),
        ("dcterms:title", both(frame.title(agreement))),
        ("dcterms:description", both(frame.description(agreement))),
        ("dcterms:subject", about),
        ("dcterms:isPartOf", frame.names.dataset),
        ("dcat:inSeries", frame.names.series),
        ("dcat:landingPage", about),
        ("prov:wasDerivedFrom", tuple(NamedNode(source) for source in agreement.sources)),
        ("dcterms:coverage", _areas([agreement])),
        *_shared(frame, node, period),
        ("dcat:keyword", tags(frame, [agreement])),
    )
    yield from document_triples(about)
    yield from distribution_triples(frame, node, agreement_distributions(frame, agreement))
    yield from _attached(node, period)


def series_triples(frame: Frame) -> Iterator[Triple]:
    """The series of the single agreements."""
    node = frame.names.series
    period = frame.facts.period
    yield from describe(
        node,
        types("dcat:DatasetSeries"),
        ("dcterms:title", both(said("series", "title"))),
        ("dcterms:description", both(said("series", "description"))),
        ("dcat:contactPoint", frame.names.contact),
        ("dcterms:temporal", below(node, "period") if period else None),
        *frame.common(),
    )
    yield from _period(node, period)


def _shared(
    frame: Frame, node: NamedNode, period: tuple[date, date] | None
) -> Iterator[tuple[str, Value]]:
    """What both kinds of dataset state."""
    yield from frame.common()
    yield from frame.rights()
    yield "dcterms:language", languages()
    yield "dcterms:conformsTo", ONTOLOGY
    yield "dcterms:provenance", below(node, "provenance")
    yield "dcterms:temporal", below(node, "period") if period else None


def _attached(node: NamedNode, period: tuple[date, date] | None) -> Iterator[Triple]:
    yield from describe(
        below(node, "provenance"),
        types("dcterms:ProvenanceStatement"),
        ("rdfs:label", both(said("dataset", "provenance"))),
    )
    yield from describe(ONTOLOGY, types("dcterms:Standard"))
    yield from _period(node, period)


def _period(node: NamedNode, period: tuple[date, date] | None) -> Iterator[Triple]:
    """From the first to the last day of conclusion (締結日): what the data reach from and to."""
    if period:
        yield from describe(
            below(node, "period"),
            types("dcterms:PeriodOfTime"),
            ("dcat:startDate", day(period[0])),
            ("dcat:endDate", day(period[1])),
        )


def _areas(agreements: Iterable[AgreementFacts]) -> tuple[NamedNode, ...]:
    """The areas of the municipalities, as e-Stat's codes.

    They stand under dcterms:coverage: DCAT-AP keeps dcterms:spatial for its own tables of places.
    """
    codes = sorted({code for one in agreements for code in one.municipalities})
    return tuple(area_code(code) for code in codes)
