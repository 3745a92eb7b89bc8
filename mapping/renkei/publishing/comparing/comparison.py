"""The comparison of two agreements (協約の比較): what was added, what is gone, what is worded anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from renkei.model.base import Frozen
from renkei.publishing.comparing.matching import How, Matching, Pair, Row, matched
from renkei.publishing.comparing.parties import PartyPair, party_pairs, without_names
from renkei.publishing.comparing.versions import (
    ArticleWords,
    InitiativeWords,
    PartyWords,
    RoleWords,
    Version,
)
from renkei.publishing.comparing.wording import Piece, pieces, squeezed


class Relation(StrEnum):
    """What two agreements have in common (二つの協約の関係)."""

    SAME_PARTIES = "same-parties"
    """The same bodies: two versions of one agreement, or two agreements of theirs."""
    PARTNERS = "partners"
    """The same core city with different partners."""
    OTHER = "other"


class Kind(StrEnum):
    """What became of a part from the one agreement to the other (変化の種類)."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    POSSIBLY_SAME = "possibly-same"


class Part(StrEnum):
    """Which part of the agreements differs (変化した部分)."""

    PARTY = "party"
    ARTICLE = "article"
    INITIATIVE = "initiative"


class Reference(Frozen):
    """One of the two agreements (比較した協約)."""

    iri: str
    key: str
    title: str | None
    concluded_on: date | None
    source: str | None


class Thing(Frozen):
    """A party, article or initiative: its IRI, its number and its name."""

    iri: str
    number: str
    name: str


class TextChange(Frozen):
    """One text that differs (文言の変化): which it is, both wordings, and the words that differ.

    `of` is `title`, `name`, `alias`, `capacity`, `signatory`, `label`, `caption`, `text`, `content`
    or `role`; a role has its party's alias and the IRIs of the role on both sides. `only_names`
    is set where the texts differ in the names of matching parties and in nothing else.
    """

    of: str
    party: str | None = None
    before: str | None
    after: str | None
    before_iri: str | None = None
    after_iri: str | None = None
    pieces: tuple[Piece, ...]
    only_names: bool = False


class Change(Frozen):
    """What became of one party, article or initiative (変化).

    Parties are matched by their body, else by capacity or alias. `how` says what made two a pair, `score` how alike they are from 0 to 1; both are None
    where a part stands on one side only, and for parties.
    """

    kind: Kind
    part: Part
    before: Thing | None
    after: Thing | None
    how: How | None = None
    score: float | None = None
    texts: tuple[TextChange, ...] = ()


class Comparison(Frozen):
    """Two agreements compared (比較結果); what is in no change is worded alike on both sides."""

    before: Reference
    after: Reference
    relation: Relation
    title: TextChange | None
    changes: tuple[Change, ...]
    unchanged_articles: int
    unchanged_initiatives: int

    @property
    def equal(self) -> bool:
        """Whether title, date, parties, articles and initiatives are all alike."""
        same_date = self.before.concluded_on == self.after.concluded_on
        return not self.changes and self.title is None and same_date

    def of(self, part: Part, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind to one kind of part."""
        return tuple(each for each in self.changes if (each.part, each.kind) == (part, kind))


def compare(before: Version, after: Version) -> Comparison:
    """Compare two agreements (比較): two versions of one, or those of two partners of a core city.

    Initiatives are one and the same if field and name are, or field and words, or if they are very
    alike without a rival; others that are alike are `possibly-same`, with their likeness.
    """
    pairs = party_pairs(before.parties, after.parties)
    comparer = _Comparer(before, after, pairs)
    articles = comparer.articles()
    initiatives = comparer.initiatives()
    changes = (*comparer.parties(), *articles, *initiatives)
    return Comparison(
        before=_reference(before),
        after=_reference(after),
        relation=_relation(before.parties, after.parties),
        title=next(comparer.text("title", before.title, after.title), None),
        changes=changes,
        unchanged_articles=_unchanged(len(before.articles), articles),
        unchanged_initiatives=_unchanged(len(before.initiatives), initiatives),
    )


def _unchanged(count: int, changes: Sequence[Change]) -> int:
    return count - sum(change.before is not None for change in changes)


def _reference(version: Version) -> Reference:
    return Reference(**version.model_dump(include=set(Reference.model_fields)))


def _relation(before: Sequence[PartyWords], after: Sequence[PartyWords]) -> Relation:
    bodies = [{party.municipality for party in parties} for parties in (before, after)]
    if None in bodies[0] | bodies[1]:
        return Relation.OTHER
    if bodies[0] == bodies[1]:
        return Relation.SAME_PARTIES
    core = [{p.municipality for p in side if p.capacity == "CoreCity"} for side in (before, after)]
    return Relation.PARTNERS if core[0] and core[0] == core[1] else Relation.OTHER


class _Comparer:
    """Two agreements, and which party of the one stands for which of the other."""

    def __init__(self, before: Version, after: Version, pairs: Sequence[PartyPair]) -> None:
        self.before = before
        self.after = after
        self.pairs = pairs

    def text(self, of: str, before: str | None, after: str | None) -> Iterator[TextChange]:
        """The change of a text, if there is one, and whether it is one of names alone."""
        for change in _text(of, before, after):
            yield change.model_copy(update={"only_names": self._only_names(before, after)})

    def _only_names(self, before: str | None, after: str | None) -> bool:
        neutral = without_names(before, self.pairs, 0), without_names(after, self.pairs, 1)
        return bool(before and after) and neutral[0] == neutral[1]

    def parties(self) -> Iterator[Change]:
        for old, new in self.pairs:
            texts = tuple(_party_texts(old, new)) if old and new else ()
            if old is None or new is None or texts:
                yield Change(
                    kind=_one_sided(old, new),
                    part=Part.PARTY,
                    before=_party(old) if old else None,
                    after=_party(new) if new else None,
                    texts=texts,
                )

    def articles(self) -> tuple[Change, ...]:
        old, new = self.before.articles, self.after.articles
        rows = [[Row("", one.caption or "", one.text) for one in side] for side in (old, new)]
        found = matched(*rows)
        things = [[_article(one) for one in side] for side in (old, new)]
        texts = {
            pair: (
                *self.text("caption", old[pair.before].caption, new[pair.after].caption),
                *self.text("text", old[pair.before].text, new[pair.after].text),
            )
            for pair in (*found.sure, *found.possible)
        }
        return tuple(_changes(Part.ARTICLE, found, things, texts))

    def initiatives(self) -> tuple[Change, ...]:
        old, new = self.before.initiatives, self.after.initiatives
        rows = [[_row(one) for one in side] for side in (old, new)]
        found = matched(*rows)
        things = [[_initiative(one) for one in side] for side in (old, new)]
        texts = {
            pair: tuple(self._initiative_texts(old[pair.before], new[pair.after]))
            for pair in (*found.sure, *found.possible)
        }
        return tuple(_changes(Part.INITIATIVE, found, things, texts))

    def _initiative_texts(self, old: InitiativeWords, new: InitiativeWords) -> Iterator[TextChange]:
        yield from self.text("label", old.label, new.label)
        yield from self.text("content", old.content, new.content)
        for one, other in self.pairs:
            roles = _role(old, one), _role(new, other)
            words = [role.text if role else None for role in roles]
            for change in self.text("role", *words):
                yield change.model_copy(
                    update={
                        "party": _called(one, other),
                        "before_iri": roles[0].iri if roles[0] else None,
                        "after_iri": roles[1].iri if roles[1] else None,
                    }
                )


def _text(of: str, before: str | None, after: str | None) -> Iterator[TextChange]:
    """The change of a text, if there is one; white space counts for nothing."""
    if squeezed(before) != squeezed(after):
        yield TextChange(of=of, before=before, after=after, pieces=pieces(before, after))


def _party_texts(old: PartyWords, new: PartyWords) -> Iterator[TextChange]:
    yield from _text("name", old.name, new.name)
    yield from _text("alias", old.alias, new.alias)
    yield from _text("capacity", old.capacity, new.capacity)
    yield from _text("signatory", _signatory(old), _signatory(new))


def _changes(
    part: Part,
    found: Matching,
    things: Sequence[Sequence[Thing]],
    texts: dict[Pair, tuple[TextChange, ...]],
) -> Iterator[Change]:
    """Reworded parts, then those that are possibly the same, gone, and added."""
    kinds = {pair: Kind.REWORDED for pair in found.sure if texts[pair]}
    kinds |= dict.fromkeys(found.possible, Kind.POSSIBLY_SAME)
    for pair, kind in kinds.items():
        before, after = things[0][pair.before], things[1][pair.after]
        yield Change(
            kind=kind,
            part=part,
            before=before,
            after=after,
            how=pair.how,
            score=pair.score,
            texts=texts[pair],
        )
    for place in found.gone:
        yield Change(kind=Kind.REMOVED, part=part, before=things[0][place], after=None)
    for place in found.added:
        yield Change(kind=Kind.ADDED, part=part, before=None, after=things[1][place])


def _one_sided(old: PartyWords | None, new: PartyWords | None) -> Kind:
    if old is None:
        return Kind.ADDED
    return Kind.REMOVED if new is None else Kind.REWORDED


def _signatory(party: PartyWords) -> str | None:
    return squeezed((party.signatory_title or "") + (party.signatory_name or "")) or None


def _row(one: InitiativeWords) -> Row:
    return Row(one.field or "", one.label or "", one.content or "")


def _party(party: PartyWords) -> Thing:
    return Thing(iri=party.iri, number=str(party.number), name=party.name or party.alias or "")


def _article(one: ArticleWords) -> Thing:
    return Thing(iri=one.iri, number=one.number, name=one.caption or "")


def _initiative(one: InitiativeWords) -> Thing:
    return Thing(iri=one.iri, number=one.number, name=one.shown)


def _role(initiative: InitiativeWords, party: PartyWords | None) -> RoleWords | None:
    if party is None:
        return None
    return next((role for role in initiative.roles if role.party == party.number), None)


def _called(old: PartyWords | None, new: PartyWords | None) -> str:
    """How a pair of parties is called: by its alias, or by both where these differ."""
    names = [party.alias or party.name or str(party.number) for party in (old, new) if party]
    return "→".join(dict.fromkeys(names))
