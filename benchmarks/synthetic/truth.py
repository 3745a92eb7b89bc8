"""What a made-up agreement says (正解), and the same said of a document that was parsed.

Both sides are one type, so that a test compares them with `==`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renkei.model import (
        Agreement,
        Article,
        Document,
        Initiative,
        Item,
        Paragraph,
        Party,
        Passage,
    )


@dataclass(frozen=True, slots=True)
class TrueParty:
    """A party (当事者) as printed; `code` has six digits."""

    alias: str | None
    name: str
    code: str | None
    address: str | None = None
    signed_as: str | None = None
    title: str | None = None
    signatory: str | None = None


@dataclass(frozen=True, slots=True)
class TrueParagraph:
    """A paragraph (項): its words, and mark and words of each item (号)."""

    text: str | None
    items: tuple[tuple[str | None, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class TrueArticle:
    """An article (条)."""

    number: str
    caption: str | None
    paragraphs: tuple[TrueParagraph, ...]


@dataclass(frozen=True, slots=True)
class TrueInitiative:
    """An initiative (取組) under its headings, outermost first; a role is party number and words."""

    headings: tuple[str, ...]
    field: str | None
    mark: str | None
    label: str | None
    content: str | None
    roles: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that a reader must find in one agreement (正解)."""

    cover: tuple[str, ...]
    title: str | None
    preamble: str | None
    region: str | None
    core: int | None
    parties: tuple[TrueParty, ...]
    concluded_on: date | None
    articles: tuple[TrueArticle, ...]
    closing: str | None
    schedules: tuple[str, ...]
    initiatives: tuple[TrueInitiative, ...]
    unread: tuple[str, ...] = ()

    def with_unread(self, words: Iterable[str]) -> Truth:
        """The same with the passages that nobody can place (余白の写り込み)."""
        return replace(self, unread=tuple(words))


def bare(words: str) -> str:
    """Words of a cover without white space: whether spaces between letters are layout is no matter of what it says."""
    return "".join(words.split())


def observed(document: Document) -> tuple[Truth, ...]:
    """What parsing and linking made of a source, agreement by agreement, in the type of the truth."""
    return tuple(_agreement(agreement) for agreement in document.agreements)


def _agreement(agreement: Agreement) -> Truth:
    fields = {heading.number: heading.text.text for heading in agreement.headings}
    region = agreement.city_region
    return Truth(
        cover=tuple(bare(passage.text) for passage in agreement.cover),
        title=_text(agreement.title),
        preamble=_text(agreement.preamble),
        region=_text(region.name) if region else None,
        core=next((p.number for p in agreement.parties if _is_core(p)), None),
        parties=tuple(_party(party) for party in agreement.parties),
        concluded_on=agreement.concluded_on.value if agreement.concluded_on else None,
        articles=tuple(_article(article) for article in agreement.articles),
        closing=_text(agreement.closing),
        schedules=tuple(schedule.heading.text for schedule in agreement.schedules),
        initiatives=tuple(_initiative(one, fields) for one in agreement.initiatives),
        unread=tuple(passage.text for passage in agreement.unread),
    )


def _is_core(party: Party) -> bool:
    return party.capacity is not None and party.capacity.concept == "core-city"


def _party(party: Party) -> TrueParty:
    return TrueParty(
        alias=party.alias,
        name=party.name.text,
        code=party.municipality.code if party.municipality else None,
        address=_text(party.address),
        signed_as=_text(party.signed_as),
        title=_text(party.signatory_title),
        signatory=_text(party.signatory_name),
    )


def _article(article: Article) -> TrueArticle:
    paragraphs = tuple(_paragraph(paragraph) for paragraph in article.paragraphs)
    return TrueArticle(article.number, _text(article.caption), paragraphs)


def _paragraph(paragraph: Paragraph) -> TrueParagraph:
    return TrueParagraph(_text(paragraph.text), tuple(_items(paragraph.items)))


def _items(items: Iterable[Item]) -> list[tuple[str | None, str | None]]:
    found: list[tuple[str | None, str | None]] = []
    for item in items:
        found.append((item.mark, _text(item.text)))
        found.extend(_items(item.items))
    return found


def _initiative(initiative: Initiative, headings: dict[str, str]) -> TrueInitiative:
    return TrueInitiative(
        headings=tuple(headings[number] for number in initiative.headings),
        field=initiative.policy_field.concept if initiative.policy_field else None,
        mark=initiative.mark,
        label=_text(initiative.label),
        content=_text(initiative.content),
        roles=tuple((role.party, role.text.text) for role in initiative.roles),
    )


def _text(passage: Passage | None) -> str | None:
    return passage.text if passage else None
