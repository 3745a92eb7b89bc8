"""The catalogue as a whole (カタログ), in pages that a harvester follows one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode, Triple

from renkei.publishing.catalogue.authorities import authority_triples, licence_triples
from renkei.publishing.catalogue.datasets import agreement_triples, dataset_triples, series_triples
from renkei.publishing.catalogue.distributions import service_triples, services
from renkei.publishing.catalogue.facts import AgreementFacts, Facts
from renkei.publishing.catalogue.frame import Frame, agent_triples, languages
from renkei.publishing.catalogue.settings import Settings
from renkei.publishing.catalogue.statements import both, count, describe, ordered, types
from renkei.publishing.catalogue.vocabulary import EU
from renkei.publishing.catalogue.wording import said

PAGE_SIZE = 100
"""Datasets on a page: as many as CKAN's own catalogue puts on one."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the catalogue (頁): its number from 1, of how many, and its agreements.

    The first page holds the whole dataset and the services too.
    """

    number: int
    last: int
    agreements: tuple[AgreementFacts, ...]

    def name(self, ending: str) -> str:
        """The name of the page's file.

        >>> Page(1, 2, ()).name("ttl"), Page(2, 2, ()).name("ttl")
        ('catalog.ttl', 'catalog-2.ttl')
        """
        return page_name(self.number, ending)


def page_name(number: int, ending: str) -> str:
    """The file of a page; the first has no number, since its address is the catalogue's."""
    return f"catalog.{ending}" if number == 1 else f"catalog-{number}.{ending}"


def pages(facts: Facts, *, size: int = PAGE_SIZE) -> tuple[Page, ...]:
    """The pages of a catalogue: the whole dataset counts as one of the `size` of the first."""
    total = 1 + len(facts.agreements)
    last = -(-total // size)
    cuts = [max(0, size * number - 1) for number in range(last + 1)]
    return tuple(
        Page(number, last, facts.agreements[start:end])
        for number, (start, end) in enumerate(pairwise(cuts), start=1)
    )


def page_triples(facts: Facts, settings: Settings, page: Page, *, ending: str) -> list[Triple]:
    """A page of the catalogue, sorted, each triple once.

    `ending` is that of the page's file: the next page is linked in the same form.
    """
    (triples,) = page_forms(facts, settings, page, endings=[ending])
    return triples


def page_forms(
    facts: Facts, settings: Settings, page: Page, *, endings: Iterable[str]
) -> Iterator[list[Triple]]:
    """A page as `page_triples` has it, for each ending: all but the links to other pages is made once."""
    frame = Frame(facts, settings)
    content = _content(frame, page)
    for ending in endings:
        said_ = {*content, *_catalogue(frame, page, ending)}
        said_.update(authority_triples(tuple(said_)))
        yield ordered(said_)


def _content(frame: Frame, page: Page) -> set[Triple]:
    """What a page says in every form."""
    said_ = {*agent_triples(frame), *licence_triples(frame.settings.licence)}
    if page.number == 1:
        said_.update(dataset_triples(frame))
        said_.update(service_triples(frame))
    for agreement in page.agreements:
        said_.update(agreement_triples(frame, agreement))
    if page.agreements:
        said_.update(series_triples(frame))
    return said_


def _catalogue(frame: Frame, page: Page, ending: str) -> Iterator[Triple]:
    node, names = frame.names.catalogue, frame.names
    here = [names.agreement_dataset(one.key) for one in page.agreements]
    if page.number == 1:
        here.append(names.dataset)
    found = services(frame) if page.number == 1 else ()
    yield from describe(
        node,
        types("dcat:Catalog", "hydra:Collection"),
        ("dcterms:title", both(said("catalogue", "title"))),
        ("dcterms:description", both(said("catalogue", "description"))),
        ("dcterms:language", languages()),
        ("dcterms:license", frame.settings.licence.iri),
        ("foaf:homepage", frame.home_page),
        ("dcat:themeTaxonomy", NamedNode(f"{EU}/data-theme")),
        ("dcat:dataset", here),
        ("dcat:service", tuple(names.service(service.name) for service in found)),
        ("dcat:resource", names.series if page.agreements else None),
        ("hydra:totalItems", count(1 + len(frame.facts.agreements))),
        ("hydra:member", here),
        ("hydra:view", frame.url(page.name(ending))),
        *frame.common(),
    )
    yield from describe(frame.home_page, types("foaf:Document"))
    yield from _view(frame, page, ending)


def _view(frame: Frame, page: Page, ending: str) -> Iterator[Triple]:
    """The page itself in Hydra's words; CKAN's harvester follows hydra:next."""

    def at(number: int) -> NamedNode | None:
        return frame.url(page_name(number, ending)) if 1 <= number <= page.last else None

    yield from describe(
        frame.url(page.name(ending)),
        types("hydra:PartialCollectionView"),
        ("hydra:first", at(1)),
        ("hydra:previous", at(page.number - 1)),
        ("hydra:next", at(page.number + 1)),
        ("hydra:last", at(page.last)),
    )
