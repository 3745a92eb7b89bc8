"""What an instruction names in the amended agreement (改正箇所の照合): passages, and whole ranges."""

from __future__ import annotations

from collections.abc import Iterator

from renkei.model import Agreement, Article, Initiative, Item, Paragraph, Passage, Span
from renkei.model.amendment import Target
from renkei.parsing.numerals import ordinal


def passages(agreement: Agreement, target: Target) -> list[Passage]:
    """The words at a place; empty if the agreement has no such place."""
    if target.zone in {"title", "preamble"}:
        return [words for words in (getattr(agreement, target.zone),) if words]
    if target.zone == "schedule":
        return list(_schedule_words(agreement, target))
    article = article_at(agreement, target)
    if article is None:
        return []
    if target.part == "caption":
        return [article.caption] if article.caption else []
    part = part_at(article, target)
    if part is None:
        return []
    return list(article.passages()) if isinstance(part, Article) else list(_words(part))


def article_at(agreement: Agreement, target: Target) -> Article | None:
    """The article of a place, None if there is none or more than one of that number."""
    found = [article for article in agreement.articles if article.number == target.article]
    return found[0] if len(found) == 1 else None


def part_at(article: Article, target: Target) -> Article | Paragraph | Item | None:
    """The article itself, or the paragraph or item in it that a place names."""
    if target.paragraph is None and target.item is None:
        return article
    number = target.paragraph or 1
    paragraphs = [one for one in article.paragraphs if one.number == number]
    if len(paragraphs) != 1 or (target.paragraph is None and len(article.paragraphs) > 1):
        return None
    if target.item is None:
        return paragraphs[0]
    items = [
        item for item in paragraphs[0].items if item.mark and str(ordinal(item.mark)) == target.item
    ]
    return items[0] if len(items) == 1 else None


def _words(part: Paragraph | Item) -> Iterator[Passage]:
    if part.text:
        yield part.text
    for item in part.items:
        yield from _words(item)


def extent(part: Article | Paragraph | Item) -> Span | None:
    """From the first to the last word of a part; None for one without words."""
    if isinstance(part, Article):
        return part.span
    words = list(_words(part))
    return Span(words[0].start, words[-1].end) if words else None


def initiatives(agreement: Agreement, target: Target) -> list[Initiative]:
    """The rows of the schedule that a place names, or the one row."""
    several = len(agreement.schedules) > 1
    if several and target.schedule is None:
        return []
    start = f"{target.schedule}." if several else ""
    rows = [one for one in agreement.initiatives if one.number.startswith(start)]
    return rows if target.row is None else [one for one in rows if _is_called(one, target.row)]


def _is_called(row: Initiative, name: str) -> bool:
    label = row.label.text if row.label else ""
    return name in {row.mark, label, f"{row.mark or ''}{label}"}


def row_words(row: Initiative) -> list[Passage]:
    """Every passage of a row, in the order of the text."""
    words = [row.label, row.content, *(role.text for role in row.roles)]
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
