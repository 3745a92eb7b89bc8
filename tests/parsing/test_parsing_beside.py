"""What a reader lays beside the text: running heads that interrupt nothing, and doubtful letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from renkei.model import Confidence, Document, Span, TileKind

Parsed = Callable[..., Document]
PLAIN = (Path(__file__).parent / "cases" / "plain" / "source.txt").read_text("utf-8")
FURNITURE = "姫路市例規集\n－ 十二 －\n\f\n姫路市例規集\n"

# Where a page ends, with what the next one goes on with, and why it is here.
BREAKS = {
    "in a sentence": ("魅力ある圏域を", "形成することを目的とする。"),
    "between articles": ("目的とする。\n", "\n（役割分担）"),
    "in a cell": ("甲と連携して誘致に", "取り組む。\n災害対策"),
    "in the signatures": ("たつの市\n", "たつの市長 栗原"),
    "above the first row": ("乙の役割\n", "観光の振興"),
}


def _spans(text: str, pattern: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in re.finditer(pattern, text))


@pytest.mark.parametrize("name", BREAKS)
def test_furniture_interrupts_nothing(parsed: Parsed, name: str) -> None:
    before, behind = BREAKS[name]
    begin = "" if before.endswith("\n") else "\n"
    cells = "\t\t\t" if name == "in a cell" else ""
    assert before + behind in PLAIN
    text = PLAIN.replace(before + behind, before + begin + FURNITURE + cells + behind)
    document = parsed(text, furniture=_spans(text, "姫路市例規集|－ 十二 －"))
    whole = parsed(PLAIN)
    assert _words(document) == _words(whole)
    assert [found.code for found in document.findings if found.code == "P002"] == []
    taken = {
        text[tile.span.start : tile.span.end].strip()
        for tile in document.tiles
        if tile.node == "page-furniture"
    }
    assert taken == {"姫路市例規集", "－ 十二 －"}


def test_furniture_inside_a_line_is_taken_out_alone(parsed: Parsed) -> None:
    text = PLAIN.replace("（目的）", "（目的）　　頁三")
    document = parsed(text, furniture=_spans(text, "　　頁三"))
    assert _words(document) == _words(parsed(PLAIN))
    assert [
        text[t.span.start : t.span.end] for t in document.tiles if t.kind is TileKind.LAYOUT
    ] == ["　　頁三"]


def _words(document: Document) -> list[object]:
    [agreement] = document.agreements
    return [
        [[p.text for p in article.passages()] for article in agreement.articles],
        [(i.label.text, [r.text.text for r in i.roles]) for i in agreement.initiatives if i.label],
        [party.signatory_name and party.signatory_name.text for party in agreement.parties],
    ]


# The words that recognition was unsure of, how sure it was, and whether that is told; of what counts alone.
DOUBTS = (
    ("栗原 花子", 41, True),
    ("平成27年4月5日", 69, True),
    ("体制を整備する。", 12, True),
    ("たつの市（以下", 30, True),
    ("体制を整備する。", 70, False),
    ("魅力ある圏域", 12, False),
)


@pytest.mark.parametrize(("words", "percent", "told"), DOUBTS)
def test_doubtful_letters(parsed: Parsed, words: str, percent: int, told: bool) -> None:  # noqa: FBT001 # a table's column
    at = PLAIN.index(words)
    stretch = Confidence(at, at + len(words), percent)
    sure = Confidence(0, 5, 99)
    document = parsed(PLAIN, confidences=(sure, stretch))
    found = [(f.span, f.values["percent"]) for f in document.findings if f.code == "P034"]
    assert found == ([(Span(at, at + len(words)), str(percent))] if told else [])
