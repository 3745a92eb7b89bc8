"""No text makes parsing fail, lose a character or take for ever."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from renkei.model import Document, MergedCell, SourceText
from renkei.parsing import parse

Parsed = Callable[[str], Document]

PREAMBLE = "甲市（以下「甲」という。）及び乙町（以下「乙」という。）は、次のとおり協定を締結する。"

# A line or two of every kind, and the fragments that expressions are sensitive to.
LINES = (
    "",
    "　",
    "\t\t",
    "-- 3 --",
    "- 3 -",
    "--\t---\t--",
    "|---|---|",
    "| 甲 | 乙 |",
    "甲市及び乙町の協定",
    "協約書",
    PREAMBLE,
    "乙町は、別に協定を締結する。",
    "（目的）",
    "目的",
    "第1条 甲は、努める。",
    "第1条（目的） 甲は、",
    "第二条",
    "第十十条 甲は",
    "第0条の〇 乙",
    "2 前項の",
    "- (1) 項目",
    "ア 経済",
    "(ア) 細目",
    "① 生活",
    "地方自治法（昭和22年法律第67号）第252条の2第1項の規定により、",
    "この協定の締結を証するため、",
    "平成28年3月30日",
    "平成99年",
    "令和　年　月　日",
    "甲 甲市大字一番地1",
    "甲市",
    "甲市長 山田 太郎 印",
    "代表者",
    "乙\t乙町\t町長\t山本",
    "別表",
    "別表第1（第1条関係）",
    "（別表第二）",
    "圏域全体の経済成長のけん引",
    "項目\t取組内容\t甲の役割\t乙の役割",
    "\t取組\t甲\t乙",
    "取組内容\t役割分担\t",
    "観光\t観光に取り組む。\t中心となる。\t甲と協力する。",
    "観光\t観光に\t中心と\t",
    "\t取り組む。\tなる。\t―",
    "(1) 防災\t取組内容\t防災に取り組む。",
    "\t甲の役割\t整備",
    "\t\tする。",
    "ア 取組内容",
    "（甲の役割）",
    "乙の役割：協力する。",
    "副",
    "<p>イ 教育</p>\t<p>振興</p>",
    "<br>",
    "┌──┬──┐",
    "│観光│甲と│",
    "├──┼──┤",
    "│　　├──┤",
    "└──┴──┘",
    "+----+----+",
    "観光｜甲と│取",
    "\u2028行\x0b分離\x0c",
    "\x1c\x1d",
)

CHARACTERS = "甲乙丙市町村長第条項号別表年月日（）()「」、。，．・ 　\t\n|│─┼├+l-―—<p>/0１一十〇ア①年以下は及び"

quick = settings(
    max_examples=150,
    deadline=None,
    # The fixture only parses: it holds nothing between examples.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(text=st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t")))
@example(text="第十十条")
@example(text="別表")
def test_any_text(parsed: Parsed, text: str) -> None:
    parsed(text)


@quick
@given(text=st.text(CHARACTERS, max_size=300))
def test_characters_that_matter(parsed: Parsed, text: str) -> None:
    parsed(text)


@quick
@given(lines=st.lists(st.sampled_from(LINES), max_size=40))
@example(lines=[PREAMBLE, PREAMBLE])
@example(lines=[PREAMBLE, "第十十条 甲は", "第0条の〇 乙"])
def test_lines_in_any_order(parsed: Parsed, lines: list[str]) -> None:
    text = "\n".join([PREAMBLE, *lines])
    assert parsed(text).agreements


@quick
@given(data=st.data())
def test_mutated_samples(parsed: Parsed, samples: dict[str, str], data: st.DataObject) -> None:
    lines = samples[data.draw(st.sampled_from(sorted(samples)))].split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        kind = data.draw(st.sampled_from(("delete", "double", "move", "cut", "insert", "glue")))
        line = lines[at]
        if kind == "delete" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, line)
        elif kind == "move":
            lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif kind == "cut" and line:
            place = data.draw(st.integers(0, len(line)))
            lines[at : at + 1] = [line[:place], line[place:]]
        elif kind == "insert":
            lines.insert(at, data.draw(st.sampled_from(LINES)))
        elif kind == "glue" and at:
            lines[at - 1 : at + 1] = [lines[at - 1] + line]
    parsed("\n".join(lines))


# What once made parsing fail, as small as it can be: (text, why it is here).
FELL = {
    "an open bracket above an article": (
        "甲市（と締結する。\n（\n第2条",
        "the caption was cut at both ends",
    ),
    "keys without words": (
        "甲市（以下「甲」という）（以下「乙」という）締結する\n第1条　乙の役割\nア　容",
        "an initiative was made of nothing",
    ),
    "a ruler that is a row": (
        PREAMBLE + "\n| 項目 | 取組内容 | 甲の役割 | 乙の役割 |\n|---|:--〇|---|---|\n。",
        "the next line was joined to a row that a bar had closed",
    ),
    "a tab behind the last bar": (
        PREAMBLE + "\n別表\n| 項目 | 甲の役割 | 乙の役割 |\t\n| 観光 | 行う。 |\t",
        "the row was cut at its tab, and its bars were looked for",
    ),
    "a circled figure in the number of an article": (
        PREAMBLE
        + "\n第2条 別表のとおりとする。\n\n第1①条 分担する。\n\n（役割分担）\n\n第2条 別表のとおりとする。",
        "① counts as a digit, and is no figure",
    ),
    "a row of bars and blanks above a bill's agreement": (
        "議第３号\n　　連携協約の締結に関する協議について\n　次のとおり連携協約を締結することについて、議会の議決を求める。\n"
        "　 | 　 | 　\n　　姫路市及び相生市における連携協約\n" + PREAMBLE + "\n第1条 分担する。",
        "its bars were claimed twice",
    ),
}


@pytest.mark.parametrize("name", FELL)
def test_what_fell_once(parsed: Parsed, name: str) -> None:
    parsed(FELL[name][0])


WIDE = ("項目", "取組内容", "甲の役割", "乙の役割", "ア 観光", "誘致する。", "行う。", "協力する。")


@pytest.mark.parametrize(
    ("rows", "roles"),
    [
        ("{}\t\t{}\t\t{}\t\t{}\t\n{}\t\t{}\t\t{}\t\t{}\t\n", ["行う。", "協力する。"]),
        ("{}\t{}\t{}\t{}\n{}\t\t{}\t{}\n", ["誘致する。", "行う。"]),
    ],
    ids=["every cell is two wide", "label and content in one"],
)
def test_cells_that_cover_two_columns_say_their_words_once(
    parsed: Parsed, rows: str, roles: list[str]
) -> None:
    text = f"{PREAMBLE}\n別表\n{rows.format(*WIDE)}"
    start = text.index("別表") + 3
    at = [text.find(words, start) for words in WIDE]
    merged = [MergedCell(n, n + len(w), 1, 2) for n, w in zip(at, WIDE, strict=True) if n > 0]
    [initiative] = parsed(text, merged=tuple(sorted(merged))).agreements[0].initiatives
    assert [role.text.text for role in initiative.roles] == roles
    assert initiative.label
    assert initiative.label.text.endswith("観光")


# What would take for ever if any step were quadratic: (unit, how often, what stands before, and behind).
LONG = {
    "one line": ("あ", 250_000, "", ""),
    "one line of a preamble": ("あ", 250_000, "", PREAMBLE),
    "spaces in a line": (" ", 75_000, PREAMBLE + "\n第1条 甲", "乙"),
    "wide spaces behind 別表": ("　", 75_000, PREAMBLE + "\n別表", "x"),
    "spaces in a cell": (" ", 75_000, PREAMBLE + "\n別表\n取組内容\t甲の役割\n観光", "\t役"),
    "spaces before a seal": (
        " ",
        75_000,
        PREAMBLE + "\n第1条 甲\n平成28年3月30日\n甲 甲市",
        "印x",
    ),
    "definitions": ("（以下「", 12_500, "甲市", ""),
    "brackets": ("(", 50_000, PREAMBLE + "\n第1条 ", ""),
    "bracketed lines": ("(1)\n", 12_500, PREAMBLE + "\n別表\n", ""),
    "tabs": ("\t", 50_000, PREAMBLE + "\n別表\n観光", "光"),
    "cells": ("観\t", 17_500, PREAMBLE + "\n別表\n", ""),
    "pipes": ("|", 50_000, PREAMBLE + "\n別表\n|観", "|"),
    "schedules": ("別表第1\n", 10_000, PREAMBLE + "\n", ""),
    "same headings": ("(1) 甲\n", 8_250, PREAMBLE + "\n別表\n", ""),
    "open rows": (
        "観光\t光\t光\n",
        6_250,
        PREAMBLE + "\n別表\n取組内容\t甲の役割\t乙の役割\n",
        "",
    ),
    "open rest of rows": (
        "\t光\t光\n",
        8_250,
        PREAMBLE + "\n別表\n項目\t取組内容\t甲の役割\n名\t光\t光\n",
        "",
    ),
    "rows": ("光\t光。\t光。\n", 5_000, PREAMBLE + "\n別表\n取組内容\t甲の役割\t乙の役割\n", ""),
    "blocks": ("\t甲の役割\t光\n", 5_000, PREAMBLE + "\n別表\n名\t取組内容\t光\n", ""),
    "keys": ("甲の役割\n", 10_000, PREAMBLE + "\n別表\n", ""),
    "articles": ("第1条 甲\n", 6_250, PREAMBLE + "\n", ""),
    "items": ("(1) 甲\n", 8_250, PREAMBLE + "\n第1条 甲\n", ""),
    "lines of a paragraph": ("甲\n", 25_000, PREAMBLE + "\n第1条 甲\n", ""),
    "preambles": (PREAMBLE + "\n", 1_000, "", ""),
    "concluding lines": ("締結する\n", 10_000, "甲は、", ""),
    "parties": ("甲市と", 15_000, "", "は、協定を締結する。"),
    "signatures": ("甲\n", 15_000, PREAMBLE + "\n第1条 甲\n平成28年3月30日\n", ""),
    "numbers": ("1", 125_000, PREAMBLE + "\n第1条 地方自治法第", "条"),
    "laws": ("法第", 25_000, PREAMBLE + "\n第1条 ", "1条"),
    "dates": ("平成28年", 15_000, PREAMBLE + "\n第1条 ", ""),
    "tags": ("<p>", 20_000, PREAMBLE + "\n別表\n取組内容\t甲の役割\n光\t", "光"),
    "line ends": ("\n", 125_000, PREAMBLE, "甲"),
    "titles": ("協約\n", 15_000, "", PREAMBLE),
}
SECONDS = 15.0
"""Ten times what the slowest of these takes; a quadratic step would take minutes."""


@pytest.mark.parametrize("name", LONG)
def test_time_is_bounded(name: str) -> None:
    unit, count, before, behind = LONG[name]
    text = before + unit * count + behind
    took, document = _timed(text)
    assert "".join(text[tile.span.start : tile.span.end] for tile in document.tiles) == text
    assert took < SECONDS


def _timed(text: str) -> tuple[float, Document]:

    source = SourceText(
        name="long.txt",
        text=text,
        sha256="",
        file_sha256="",
        media_type="text/plain",
        encoding="utf-8",
    )
    begin = time.process_time()
    document = parse(source)
    return time.process_time() - begin, document
