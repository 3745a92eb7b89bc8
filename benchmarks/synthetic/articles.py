"""Title, preamble, articles and closing of a made-up agreement (表題・前文・条文・末文)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from synthetic.choices import Style, pick, prose
from synthetic.parties import CORE, Cast, definition, listed
from synthetic.truth import TrueArticle, TrueParagraph
from synthetic.writing import mark, numeral, wide, wrapped

if TYPE_CHECKING:
    from random import Random

_SLOTS = ("purpose", "policy", "roles", "cost", "meeting", "amendment", "doubt")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the articles: the lines of each part, and what they say."""

    cover: tuple[str, ...]
    title: str
    preamble: str
    region: str | None
    core: int | None


def head(rng: Random, style: Style, cast: Cast) -> Head:
    """Cover, title and preamble."""
    chosen: dict[str, str] = pick(rng, prose()["preamble"])
    region = chosen["region"].format(stem=cast.core_stem) if "region" in chosen else None
    preamble = chosen["text"].format(parties=definition(cast), region=region)
    names = listed([party.name for party in cast.parties])
    title = pick(rng, prose()["titles"]).format(names=names)
    core = 1 if region or cast.parties[0].alias == CORE else None
    return Head(_cover(rng, style, cast), title, preamble, region, core)


def _cover(rng: Random, style: Style, cast: Cast) -> tuple[str, ...]:
    if style["cover"] == "none":
        return ()
    # 三 戸 町 looks like an item 三: tests/benchmarks/gaps.toml holds it as a gap of the parser.
    numeral_first = any(party.name[0] in "一二三四五六七八九十百" for party in cast.parties)
    gap = " " if style["cover"] == "spaced" and not numeral_first else ""
    names = [gap.join(party.name) for party in cast.parties]
    return (pick(rng, prose()["covers"]), *names)


def articles(rng: Random, style: Style, cast: Cast) -> tuple[TrueArticle, ...]:
    """The articles that this agreement has, in their usual order."""
    everybody = listed(list(cast.designations))
    found: list[TrueArticle] = []
    for slot in _SLOTS:
        options = [form for form in prose()["article"] if form["slot"] == slot]
        form = pick(rng, options)
        if form.get("optional") and rng.random() < _HALF:
            continue
        found.append(_article(rng, style, form, len(found) + 1, everybody))
    return tuple(found)


def _article(
    rng: Random, style: Style, form: dict[str, Any], number: int, everybody: str
) -> TrueArticle:
    marks = _item_marks(rng, style, len(form.get("items", ())))
    items = tuple(zip(marks, form.get("items", ()), strict=True))
    texts = [text.format(all=everybody) for text in form["paragraphs"]]
    paragraphs = [TrueParagraph(text) for text in texts]
    paragraphs[0] = TrueParagraph(texts[0], items)
    return TrueArticle(str(number), pick(rng, form["captions"]), tuple(paragraphs))


def _item_marks(rng: Random, style: Style, count: int) -> list[str]:
    form = style["items"]
    if form == "kanji":
        return [numeral(at, "kanji") for at in range(1, count + 1)]
    if form == "circled":
        return [mark("circled", at, rng) for at in range(1, count + 1)]
    full = form == "paren" and rng.random() < _HALF
    return [f"（{wide(str(at))}）" if full else f"({at})" for at in range(1, count + 1)]


def article_lines(style: Style, article: TrueArticle) -> list[str]:
    """An article as it is printed."""
    air = [""] if style["air"] == "blank" else []
    gap = " " if style["gap"] == "half" else "　"
    brackets = "（{}）" if style["caption"] == "wide" else "({})"
    lines = [brackets.format(article.caption), *air]
    for at, paragraph in enumerate(article.paragraphs, start=1):
        number = f"第{numeral(int(article.number), style['numerals'])}条"
        if at > 1:
            number = wide(str(at)) if style["numerals"] != "ascii" else str(at)
        words = f"{number}{gap}{paragraph.text}"
        lines += [*wrapped(words, style["wrap"]).split("\n"), *air]
        for mark_, text in paragraph.items:
            lines.append(f"{'- ' if style['items'] == 'bullet' else ''}{mark_}{gap}{text}")
        lines += air if paragraph.items else []
    return lines


def closing(rng: Random, cast: Cast) -> str:
    """The closing formula (末文)."""
    everybody = listed(list(cast.designations))
    text: str = pick(rng, prose()["closing"]["forms"]).format(all=everybody)
    return text
