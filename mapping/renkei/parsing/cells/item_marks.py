"""Marks of items inside the words of a cell (号の細分の記号): ａ ため池の保全　ｂ 販路の開拓, which without them would read as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from renkei.model import Article, Item, Passage, Span
from renkei.parsing.cells.wording import ends_sentence


def marks_of(text: str, articles: Iterable[Article]) -> dict[int, Passage]:
    """The mark of each item with the space behind it, by where the words of the item begin."""
    found: dict[int, Passage] = {}
    for article in articles:
        for paragraph in article.paragraphs:
            for item in _all(paragraph.items):
                if item.mark and item.text and (mark := _in_front(text, item.mark, item.text)):
                    found[item.text.start] = mark
    return found


def with_marks(passages: Sequence[Passage], marks: Mapping[int, Passage]) -> list[Passage]:
    """The words of a cell, with the marks of those items in it that are no sentences or stand behind such an item.

    >>> text = "a 保全b 販路"
    >>> words = [Passage(text=text[low : low + 2], spans=(Span(low, low + 2),)) for low in (2, 6)]
    >>> marks = {low + 2: Passage(text=text[low], spans=(Span(low, low + 1),)) for low in (0, 4)}
    >>> [one.text for one in with_marks(words, marks)]
    ['a', '保全', 'b', '販路']
    """
    starts = [at for at, words in enumerate(passages) if words.start in marks]
    if len(passages) == 1 or not starts:
        return list(passages)
    found: list[Passage] = list(passages[: starts[0]])
    is_open = False
    for start, end in zip(starts, [*starts[1:], len(passages)], strict=True):
        behind_open, is_open = is_open, not ends_sentence(passages[end - 1].text)
        if is_open or behind_open:
            found.append(marks[passages[start].start])
        found += passages[start:end]
    return found


def _all(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.items)


def _in_front(text: str, mark: str, words: Passage) -> Passage | None:
    """The mark and the space that are printed right in front of words on their line."""
    end = words.start
    while end and text[end - 1] in " 　":
        end -= 1
    if not text.endswith(mark, 0, end):
        return None
    spans = (Span(end - len(mark), end), Span(end, words.start))
    kept = tuple(span for span in spans if span.length)
    return Passage(text=text[kept[0].start : words.start], spans=kept)
