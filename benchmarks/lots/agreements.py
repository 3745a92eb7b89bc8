"""A whole agreement drawn by lot: choices that go together, frame and initiatives, and its file (協約一つ)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from synthetic.choices import style
from synthetic.parties import cast, definition, listed, signatures
from synthetic.writing import numeral, printed_date, wide

from lots.chances import Lot
from lots.facts import plans, together
from lots.grids import Block, Line
from lots.listing import Part, articles, levels, lists
from lots.printing import page, plain
from lots.tabular import tables
from lots.truths import TrueDraw, true_draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from synthetic.parties import Cast

    from lots.facts import Plan

SEED = 20261121
_TABLES = frozenset({"columns", "role-rows", "key-rows", "cards", "transposed"})
_SENTENCES = frozenset({"keyed-items", "prose-items", "run-on", "articles"})
_FIRST_DAY = date(2015, 4, 1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A made-up agreement: its file, the choices that made it, and its truth."""

    number: int
    name: str
    text: str
    chosen: dict[str, str]
    truth: TrueDraw


def draw(number: int, *, seed: int = SEED, fixed: Mapping[str, str] | None = None) -> Drawn:
    """One draw, for ever the same for a seed and number; `fixed` settles some axes.

    >>> draw(7).text == draw(7).text
    True
    """
    lot = Lot(seed, number, fixed)
    _settle(lot)
    everybody = _cast(lot)
    chosen = plans(lot, everybody)
    title = lot.word("title").format(names=listed([one.name for one in everybody.parties]))
    blocks = [Line(title), Line(""), *_blocks(lot, everybody, chosen, number)]
    is_page = lot["medium"] == "html"
    text = page(lot, title, blocks) if is_page else plain(lot, blocks)
    truth = true_draw(lot, everybody, chosen)
    name = f"lot-{number:05}.{'html' if is_page else 'txt'}"
    return Drawn(number, name, text, dict(sorted(lot.chosen.items())), truth)


def _settle(lot: Lot) -> None:
    """Choices that exclude each other: a clerk would not make both."""
    seat = lot["seat"]
    if seat not in _TABLES and lot["medium"] != "html":
        lot.settle("medium", "plain")
    if seat in _TABLES and lot["medium"] == "plain":
        lot.settle("medium", "tabs")
    if lot["name"] == "in-content" and seat not in {"columns", "role-rows"}:
        lot.settle("name", "given")
    if seat in {"transposed", "run-on", "articles", "levels"}:
        lot.settle("name", "given")
    if lot["name"] != "given" or seat in {"run-on", "articles"}:
        lot.settle("content", "given")
    _settle_marks(lot, seat)
    _settle_fields(lot, seat)


def _settle_marks(lot: Lot, seat: str) -> None:
    if seat not in {"columns", "role-rows"} and lot["number"] == "column":
        lot.settle("number", "name")
    if seat in {"keyed-items", "prose-items", "run-on"}:
        lot.settle("marks", lot["marks"] if lot["marks"] in {"paren", "wide-paren"} else "paren")
    if seat == "keyed-items":
        lot.settle("key", "marked")
        lot.settle("name_place", "heading")
    if lot["key"] in {"space", "leader"}:
        lot.settle("key_place", "before")
    # Where keys alone would part initiatives, the first of them does: name or content.
    if seat in {"keyed-list", "keyed-items"} and lot["name"] == "none":
        lot.settle("order", "usual")
    if seat == "cards" and lot["name"] == "none":
        lot.settle("content", "given")
    if seat == "levels":
        lot.settle("number", "name")
    if lot["number"] != "name":
        return
    # Marks of fields and of names differ.
    if lot["field_mark"] == "plain" and lot["marks"] == "plain":
        lot.settle("field_mark", "roman")


def _settle_fields(lot: Lot, seat: str) -> None:
    inside = lot["field"] in {"row", "column-merged", "column-repeated"}
    if inside and seat not in {"columns", "role-rows"}:
        lot.settle("field", "above")
    if lot["field"] != "above":
        lot.settle("fields", "everyday")
    if lot["field"] == "column-merged" and lot["medium"] in {"tabs", "pipes"}:
        lot.settle("field", "column-repeated")
    if lot["merged_rows"] == "merged" and lot["medium"] in {"tabs", "pipes"}:
        lot.settle("merged_rows", "first")


def _cast(lot: Lot) -> Cast:
    fixed = {"parties": lot["parties"], "alias": lot["alias"], "signature": "four-lines"}
    if fixed["parties"] == "shared" and fixed["alias"] == "names":
        fixed["parties"] = "two"
    if fixed["alias"] == "designations" and fixed["parties"] == "three":
        fixed["parties"] = "shared"
    lot.settle("parties", fixed["parties"])
    return cast(lot.rng, style(lot.rng, fixed | {"gap": "full", "seal": "none"}))


def _blocks(lot: Lot, everybody: Cast, chosen: list[Plan], number: int) -> Iterator[Block]:
    """Preamble, articles, initiatives, closing and signatures."""
    everyone = together(everybody)
    yield Line(
        f"{definition(everybody)}は、地方自治法（昭和22年法律第67号）第252条の2第1項の規定に基づき、次のとおり連携協約を締結する。"
    )
    seat = lot["seat"]
    in_articles = seat in _SENTENCES
    inside = in_articles or lot["schedule"] == "article"
    middle = articles(lot, everybody, chosen) if in_articles else [_pointer(lot, everyone)]
    initiatives = [] if in_articles else list(_initiatives(lot, everybody, chosen))
    at = 0
    for part in [*_before(lot, everyone, chosen), *middle]:
        at += 1
        yield from _article(lot, at, part)
    yield from initiatives if inside else ()
    for part in _after(everyone):
        at += 1
        yield from _article(lot, at, part)
    yield from _closing(lot, everybody, everyone, number)
    if not inside:
        yield Line(f"別表（第{numeral(3, _figures(lot))}条関係）")
        yield from initiatives


def _initiatives(lot: Lot, everybody: Cast, chosen: list[Plan]) -> list[Block]:
    if lot["seat"] in _TABLES:
        return tables(lot, everybody, chosen)
    making = levels if lot["seat"] == "levels" else lists
    return [*making(lot, everybody, chosen)]


def _figures(lot: Lot) -> str:
    return {"wide": "wide", "half": "ascii", "kanji": "kanji"}[lot["numerals"]]


def _pointer(lot: Lot, everyone: str) -> Part:
    where = "次の" if lot["schedule"] == "article" else "別表の"
    said = f"{everyone}が連携する取組の内容及び役割分担は、{where}とおりとする。"
    return Part("連携する取組及び役割分担", said, [])


def _before(lot: Lot, everyone: str, chosen: list[Plan]) -> list[Part]:
    purpose = f"この連携協約は、{everyone}が相互に連携し、圏域の住民が安心して暮らし続けられる地域をつくることを目的とする。"
    policy = f"{everyone}は、前条の目的を達成するため、相互に役割を分担して取り組むものとする。"
    parts = [Part("目的", purpose, []), Part("基本方針", policy, [])]
    if lot["seat"] == "articles":
        figures = _figures(lot)
        last = numeral(3 + len(chosen), figures)
        said = f"{everyone}が連携する取組及びその役割分担は、第{numeral(4, figures)}条から第{last}条までに定めるとおりとする。"
        parts.append(Part("連携する取組", said, []))
    return parts


def _after(everyone: str) -> list[Part]:
    return [
        Part(
            "協議", f"{everyone}の長は、この連携協約の推進のため、毎年度協議を行うものとする。", []
        ),
        Part("疑義の決定", f"この連携協約に定めのない事項は、{everyone}が協議して定める。", []),
    ]


def _article(lot: Lot, at: int, part: Part) -> Iterator[Line]:
    number = f"第{numeral(at, _figures(lot))}条"
    if lot["air"] == "blank":
        yield Line("")
    if lot["caption"] == "above":
        yield Line(f"（{part.caption}）")
        yield Line(f"{number}　{part.sentence}")
    else:
        yield Line(f"{number}（{part.caption}）　{part.sentence}")
    for place, paragraph in enumerate(part.paragraphs, start=2):
        yield Line(f"{wide(str(place))}　{paragraph}")
    yield from part.lines


def _closing(lot: Lot, everybody: Cast, everyone: str, number: int) -> Iterator[Line]:
    yield Line("")
    yield Line(
        f"この連携協約の締結を証するため、本書を作成し、{everyone}が記名押印の上、各自その１通を保有する。"
    )
    day = _FIRST_DAY + timedelta(days=number * 37 % 3000)
    yield from (Line(""), Line(printed_date(day, "era")), Line(""))
    fixed = {"signature": "four-lines", "gap": "full", "seal": "none"}
    for words in signatures(lot.rng, fixed, everybody.parties):
        yield Line(words)
