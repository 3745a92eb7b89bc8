"""The agreement (連携協約・協定) and its parts: the one place where the domain is written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from renkei.model.amendment import Amendment
from renkei.model.base import Frozen
from renkei.model.dated import DatedPassage
from renkei.model.links import Citation, ConceptLink, Mention, MunicipalityLink
from renkei.model.passages import Passage, Span, SpanTuple


class Completeness(StrEnum):
    """How far reading got (読み取りの到達度)."""

    COMPLETE = "complete"
    ROLES_INCOMPLETE = "roles-incomplete"
    ARTICLES_ONLY = "articles-only"
    HEADER_ONLY = "header-only"
    NOT_AN_AGREEMENT = "not-an-agreement"
    """Of a source: it holds no agreement (協約ではない)."""


class Party(Frozen):
    """A municipality's part in one agreement (当事者).

    `number` counts in the order of the aliases, from 1. `name` is the mention that defines the
    party; signature fields are None where the source has none. `alias_shared` are the words that give
    the alias to several parties at once (以下これらを「乙」という), None where no words say so.
    """

    number: int
    alias: str | None
    alias_shared: Passage | None = None
    name: Passage
    municipality: MunicipalityLink | None = None
    capacity: ConceptLink | None = None
    address: Passage | None = None
    signed_as: Passage | None = None
    signatory_title: Passage | None = None
    signatory_name: Passage | None = None


class Item(Frozen):
    """An item below a paragraph (号), or a sub-item (号の細分) below an item."""

    mark: str | None
    text: Passage | None
    items: tuple[Item, ...] = ()


class Paragraph(Frozen):
    """A paragraph of an article (項)."""

    number: int
    caption: Passage | None = None
    text: Passage | None
    items: tuple[Item, ...] = ()


class Division(Frozen):
    """A part above the articles (編・章・節・款): `number` is its place, as in `1.2`; `mark` is 第2節."""

    number: str
    mark: str
    text: Passage | None
    span: Span


class Article(Frozen):
    """A numbered provision (条): `number` is `3`, or `3_2` for 第3条の2.

    `mark` is what is printed where an article is not called 条 (第1, Ⅰ, 1), empty where nothing is: then its
    number is a count. `division` is the number of the innermost division that it stands in.
    """

    number: str
    caption: Passage | None
    paragraphs: tuple[Paragraph, ...]
    mark: str | None = None
    division: str | None = None
    span: Span

    @property
    def printed_mark(self) -> str | None:
        """What is printed in the place of 第1条, None where that is printed, or nothing."""
        return self.mark or None

    @property
    def counted(self) -> bool | None:
        """True where nobody printed the number, None elsewhere."""
        return True if self.mark == "" else None

    def passages(self) -> tuple[Passage, ...]:
        """Every passage of the article's body, in the order of the text."""
        return tuple(_paragraph_passages(self.paragraphs))


def _paragraph_passages(paragraphs: tuple[Paragraph, ...]) -> list[Passage]:
    found: list[Passage] = []
    for paragraph in paragraphs:
        if paragraph.text:
            found.append(paragraph.text)
        found.extend(_item_passages(paragraph.items))
    return found


def _item_passages(items: tuple[Item, ...]) -> list[Passage]:
    found: list[Passage] = []
    for item in items:
        if item.text:
            found.append(item.text)
        found.extend(_item_passages(item.items))
    return found


def apart(names: Iterable[str]) -> tuple[str, ...]:
    """Names of which none stands twice: a later copy of an earlier one bears its count behind a hyphen.

    A source may have two articles of one number (P010); they are two nodes all the same.

    >>> apart(["3", "4", "4", "4_2"])
    ('3', '4', '4-2', '4_2')
    """
    counts: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        counts[name] += 1
        found.append(name if counts[name] == 1 else f"{name}-{counts[name]}")
    return tuple(found)


class FieldHeading(Frozen):
    """A heading above initiatives (政策分野の見出し): its place (`3.1`), its mark and its words."""

    number: str
    mark: str | None
    text: Passage
    policy_field: ConceptLink | None = None


class RoleAssignment(Frozen):
    """What one party does in one initiative (役割分担)."""

    party: int
    text: Passage
    role_types: tuple[ConceptLink, ...] = ()


class Note(Frozen):
    """What an initiative says besides content and roles (付記): its cost, office, year, remark.

    `heading` is the head of its column or its key, as printed.
    """

    heading: Passage
    text: Passage


class Initiative(Frozen):
    """One row of cooperation (取組).

    `number` is its place: schedule or field, sub-field, row, as in `3.1.8`; `headings` are the
    numbers of the headings above it, outermost first. `label` is None when the source gives none; `derived_label` then quotes the words of the content that name it best.
    """

    number: str
    mark: str | None
    label: Passage | None
    derived_label: Passage | None = None
    content: Passage | None
    headings: tuple[str, ...]
    policy_field: ConceptLink | None = None
    themes: tuple[ConceptLink, ...] = ()
    institutions: tuple[Mention, ...] = ()
    roles: tuple[RoleAssignment, ...]
    notes: tuple[Note, ...] = ()

    @property
    def innermost_heading(self) -> str | None:
        """The number of the heading right above, None where there is none."""
        return self.headings[-1] if self.headings else None

    @property
    def evident_by(self) -> Passage | None:
        """The words that show an initiative which has neither name nor content (根拠): those of its first role."""
        has_words = self.label or self.derived_label or self.content
        return None if has_words or not self.roles else self.roles[0].text


class Schedule(Frozen):
    """An annex to the agreement (別表): its heading, and what it belongs to as printed (第2条、第4条).

    `articles` are the articles of the agreement that those words name, told `apart` from others of
    one number.
    """

    heading: Passage
    ordinal: int
    article: str | None
    articles: tuple[str, ...] = ()


class Supplement(Frozen):
    """Supplementary provisions (附則): articles, or paragraphs without articles.

    `effective_on` is the day from which they say the agreement, or its change, takes effect (施行日).
    """

    number: int
    heading: Passage
    articles: tuple[Article, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    effective_on: DatedPassage | None = None
    span: Span

    def passages(self) -> tuple[Passage, ...]:
        """Every passage of the provisions, in the order of the text."""
        found = list(_paragraph_passages(self.paragraphs))
        for article in self.articles:
            found.extend(article.passages())
        return tuple(found)


class Surrounding(Frozen):
    """Words of the document in which an agreement was published, not of the agreement (前後の字句).

    `kind` is a row of parsing's table `surroundings.csv`: `contents`, `rule-book`, `council-bill` …
    """

    kind: str
    text: Passage


class CityRegion(Frozen):
    """The region that the agreement forms (圏域); `name` is None where the text gives it none."""

    name: Passage | None
    defined_by: Passage | None = None


class Meeting(Frozen):
    """What a paragraph says of a meeting (会議): words as printed, and the parties that they name.

    `held_by` are who hold it (開催・設置), `called_by` who call it (招集): numbers of parties, empty where the words
    name others (会長) or leave open who of several (甲又は乙). `others` meet with the parties.
    """

    held_by_words: tuple[Passage, ...] = ()
    held_by: tuple[int, ...] = ()
    called_by_words: tuple[Passage, ...] = ()
    called_by: tuple[int, ...] = ()
    others: Passage | None = None
    purpose: Passage | None = None


class Provision(Frozen):
    """What a paragraph settles (定め): who meets how often, how cost is settled, whose vote.

    `article` is the number of the article, told `apart` from another of that number; `kind` is of the scheme provision-type; the concepts of `attributes` name their scheme too, as
    in `frequency/annual`. `body` is the name of a meeting, `meeting` what else is said of
    it; `parties` are those the words name.
    """

    number: int
    kind: ConceptLink | None
    article: str
    paragraph: int
    passage: Passage
    attributes: tuple[ConceptLink, ...] = ()
    body: Passage | None = None
    meeting: Meeting | None = None
    parties: tuple[int, ...] = ()


class Correction(Frozen):
    """A repair of the source text (補正); the source itself is never changed."""

    before: str
    after: str
    span: Span
    rule: str
    reason: str


class Unread(Frozen):
    """A passage that was not understood (未読): kept, and reported by a finding."""

    text: str
    span: Span
    reason: str


class Agreement(Frozen):
    """One concluded agreement (連携協約・協定), with every part that was read and what was not.

    `key` is the last part of its IRI: party codes in the order of the aliases and the date, as in
    `43100-43214-20160330`; None until the parties are linked.
    """

    key: str | None = None
    title: Passage | None
    cover: tuple[Passage, ...] = ()
    preamble: Passage | None
    parties: tuple[Party, ...]
    concluded_on: DatedPassage | None
    city_region: CityRegion | None = None
    legal_basis: tuple[Citation, ...] = ()
    citations: tuple[Citation, ...] = ()
    divisions: tuple[Division, ...] = ()
    articles: tuple[Article, ...]
    supplements: tuple[Supplement, ...] = ()
    surroundings: tuple[Surrounding, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    headings: tuple[FieldHeading, ...] = ()
    initiatives: tuple[Initiative, ...]
    provisions: tuple[Provision, ...] = ()
    closing: Passage | None = None
    corrections: tuple[Correction, ...] = ()
    unread: tuple[Unread, ...] = ()
    amendment: Amendment | None = None
    completeness: Completeness
    span: Span


__all__ = [
    "Agreement",
    "Amendment",
    "Article",
    "CityRegion",
    "Completeness",
    "Correction",
    "DatedPassage",
    "Division",
    "FieldHeading",
    "Initiative",
    "Item",
    "Note",
    "Paragraph",
    "Party",
    "Provision",
    "RoleAssignment",
    "Schedule",
    "SpanTuple",
    "Supplement",
    "Surrounding",
    "Unread",
    "apart",
]
