"""What an instruction names in the amended agreement (改正箇所の照合): passages, and whole ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from renkei.model import (
    Agreement,
    Article,
    FieldHeading,
    Initiative,
    Item,
    Paragraph,
    Passage,
    Span,
)
from renkei.model.amendment import Part, Target
from renkei.parsing.text.numerals import number, ordinal
from renkei.publishing.consolidating.sentences import part_of

Provision = Article | Paragraph | Item


def passages(agreement: Agreement, target: Target) -> list[Passage]:
    """The words at a place; empty if the agreement has no such place."""
    if target.zone in {"title", "preamble"}:
        return [words for words in (getattr(agreement, target.zone),) if words]
    if target.zone == "schedule":
        return list(_schedule_words(agreement, target))
    if target.zone == "main":
        return [words for article in agreement.articles for words in article.passages()]
    if target.part is Part.CAPTION:
        article = article_at(agreement, target)
        return [article.caption] if article and article.caption else []
    found = provision_at(agreement, target)
    if target.part is not None:
        return _of_part(found, target.part) if found else []
    return list(words_of(found)) if found else []


def _of_part(found: Provision, part: Part) -> list[Passage]:
    """The sentences of a paragraph that 前段 or ただし書 mean; an article must have one paragraph."""
    if isinstance(found, Article):
        if len(found.paragraphs) != 1:
            return []
        found = found.paragraphs[0]
    words = part_of(found.text, part) if found.text else None
    return [words] if words else []


def provision_at(agreement: Agreement, target: Target) -> Provision | None:
    """The article, paragraph or item of a place, in the articles or in 附則."""
    if target.zone == "supplement" and target.article is None:
        loose = agreement.supplements[0].paragraphs if len(agreement.supplements) == 1 else ()
        return _inside(loose, target)
    article = article_at(agreement, target)
    return part_at(article, target) if article else None


def article_at(agreement: Agreement, target: Target) -> Article | None:
    """The article of a place, None if there is none or more than one of that number."""
    articles: Sequence[Article] = agreement.articles
    if target.zone == "supplement":
        articles = [one for each in agreement.supplements for one in each.articles]
    found = [article for article in articles if article.number == target.article]
    return found[0] if len(found) == 1 else None


def part_at(article: Article, target: Target) -> Provision | None:
    """The article itself, or the paragraph or item in it that a place names."""
    if target.paragraph is None and target.item is None and target.subitem is None:
        return article
    return _inside(article.paragraphs, target)


def _inside(among: Sequence[Paragraph], target: Target) -> Paragraph | Item | None:
    value = target.paragraph or 1
    paragraphs = [one for one in among if one.number == value]
    if len(paragraphs) != 1 or (target.paragraph is None and len(among) > 1):
        return None
    found: Paragraph | Item = paragraphs[0]
    for mark in (target.item, target.subitem):
        items = [item for item in found.items if _is_marked(item, mark)] if mark else [found]
        if len(items) != 1:
            return None
        found = items[0]
    return found


def _is_marked(item: Item, mark: str) -> bool:
    return item.mark is not None and ordinal(item.mark) == ordinal(mark)


def words_of(part: Provision) -> Iterator[Passage]:
    """Every passage of an article, paragraph or item, in the order of the text."""
    if isinstance(part, Article):
        yield from part.passages()
        return
    if part.text:
        yield part.text
    for item in part.items:
        yield from words_of(item)


def extent(part: Provision) -> Span | None:
    """From the first to the last word of a part; None for one without words."""
    if isinstance(part, Article):
        return part.span
    words = list(words_of(part))
    return Span(words[0].start, words[-1].end) if words else None


def initiatives(agreement: Agreement, target: Target) -> list[Initiative]:
    """The rows of the schedule that a place names, or the one row."""
    several = len(agreement.schedules) > 1
    if several and target.schedule is None:
        return []
    start = f"{target.schedule}." if several else ""
    rows = [one for one in agreement.initiatives if one.number.startswith(start)]
    headings = [one for one in agreement.headings if one.number.startswith(start)]
    if target.section is not None:
        below = {one.number for one in _headings(headings, target.section)}
        rows = [one for one in rows if below.intersection(one.headings)]
    elif target.row is not None and _headings(headings, target.row):
        # "2の項" may be the second row, or all that stands below the second heading.
        return []
    return rows if target.row is None else _called(rows, target.row)


def headings_of(agreement: Agreement, target: Target) -> list[FieldHeading]:
    """The headings of a schedule that the section (部) of a place names."""
    several = len(agreement.schedules) > 1
    start = f"{target.schedule}." if several else ""
    among = [one for one in agreement.headings if one.number.startswith(start)]
    return _headings(among, target.section or "")


def _headings(among: Iterable[FieldHeading], name: str) -> list[FieldHeading]:
    return [one for one in among if _calls(one.mark, one.text.text, name)]


def _called(rows: Sequence[Initiative], name: str) -> list[Initiative]:
    for called in (name, f"中{name}"):
        # "別表中小売業の振興の項": 中 may belong to the name.
        named = [
            row for row in rows if _calls(row.mark, row.label.text if row.label else "", called)
        ]
        if named:
            return named
    return []


def _calls(mark: str | None, label: str, name: str) -> bool:
    """Whether a name is that of a row or heading: its mark, its number, its words or both."""
    if name in {mark, label, f"{mark or ''}{label}"}:
        return True
    return mark is not None and number(name) is not None and ordinal(mark) == number(name)


def row_words(row: Initiative) -> list[Passage]:
    """Every passage of a row, in the order of the text."""
    words = [row.label, row.content, *(role.text for role in row.roles)]
    words += [note.text for note in row.notes]
    return sorted((each for each in words if each), key=lambda each: each.start)


def _schedule_words(agreement: Agreement, target: Target) -> Iterator[Passage]:
    rows = initiatives(agreement, target)
    if target.row is not None and len(rows) != 1:
        return
    if target.row is None and target.column is None:
        yield from (heading.text for heading in agreement.headings)
    seen: set[tuple[Span, ...]] = set()
    for row in rows:
        for words in _column(agreement, row, target.column):
            if words.spans not in seen:
                seen.add(words.spans)
                yield words


def _column(agreement: Agreement, row: Initiative, name: str | None) -> list[Passage]:
    if name is None:
        return row_words(row)
    if "役割" not in name:
        return [row.content] if row.content and "内容" in name else []
    called = {party.number: party.alias or party.name.text for party in agreement.parties}
    return [role.text for role in row.roles if name.startswith(called.get(role.party, "\0"))]
