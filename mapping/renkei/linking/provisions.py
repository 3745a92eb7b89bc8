"""What the articles settle (条文の定め): meetings, cost, amendment, with the words that say so."""

from __future__ import annotations

from collections.abc import Iterator

from renkei.linking import concepts
from renkei.linking.capacities import CORE
from renkei.linking.initiatives import to_concept_link
from renkei.linking.meetings import link_meeting
from renkei.linking.rules import Match
from renkei.model import Agreement, Article, ConceptLink, Passage, Provision, apart


def link_provisions(agreement: Agreement) -> tuple[Provision, ...]:
    """A provision for every paragraph whose caption or words a rule knows."""
    places = apart(article.number for article in agreement.articles)
    found = [
        one
        for article, place in zip(agreement.articles, places, strict=True)
        for one in _of_article(article, place, agreement)
    ]
    return tuple(
        provision.model_copy(update={"number": number})
        for number, provision in enumerate(found, start=1)
    )


def _of_article(article: Article, place: str, agreement: Agreement) -> Iterator[Provision]:
    caption = article.caption
    core = _core_names(agreement)
    for paragraph in article.paragraphs:
        if paragraph.text is None:
            continue
        text = paragraph.text
        match = concepts.provision(caption.text if caption else None, text.text, core=core)
        # Words such as 公表する or 毎年度 say of a change or a meeting only where the paragraph is about one.
        if match.kind is None:
            continue
        yield Provision(
            number=0,
            kind=_linked(match.kind, caption, text),
            article=place,
            paragraph=paragraph.number,
            passage=text,
            attributes=tuple(_linked(one, caption, text) for one in match.attributes),
            body=text.part(match.body.start, match.body.end) if match.body else None,
            meeting=link_meeting(text, agreement.parties) if _is_meeting(match.kind) else None,
            parties=tuple(_named(text, agreement)),
        )


def _is_meeting(kind: Match | None) -> bool:
    return kind is not None and kind.slug == "meeting"


def _core_names(agreement: Agreement) -> list[str]:
    """How the text may call the core city; nothing where it is not known."""
    cores = [p for p in agreement.parties if p.capacity and p.capacity.concept == CORE]
    return [name for party in cores for name in (party.alias, party.name.text) if name]


def _linked(match: Match, caption: Passage | None, text: Passage) -> ConceptLink:
    return to_concept_link(match, caption if match.field == "caption" and caption else text)


def _named(text: Passage, agreement: Agreement) -> Iterator[int]:
    """The parties that the words of a paragraph name, by alias or by name."""
    for party in agreement.parties:
        if any(called in text.text for called in (party.alias, party.name.text) if called):
            yield party.number
