"""Texts (変異した本文): lines of our own texts, taken apart, mixed and damaged."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

_ROOT = Path(__file__).resolve().parents[2]
_GENERATED = 12
_LONGEST = 6_000
"""Most inputs are short: many of them say more than a few long ones."""
_WINDOW, _MUTATIONS, _WINDOWS = 12, 6, 3
_RARE, _OFTEN = 0.02, 0.6
_REPEATED = 400

# What expressions of the parser are sensitive to, and what no reader lets through but others might.
HOT = (
    *"甲乙丙丁市町村長第条項号別表年月日（）()[]［］「」『』、。，．・：: 　\t\n|-―—ー〃″仝/／0１一十〇○◯●ア①ⅠiIa",
    *(
        "平成28年3月30日",
        "令和元年",
        "令和　年　月　日",
        "平成99年13月32日",
        "第1条",
        "第十十条",
        "第3条の2",
    ),
    *(
        "（以下「甲」という。）",
        "（目的）",
        "別表第1（第3条関係）",
        "附　則",
        "第1章　総則",
        "同上",
        "【削除】",
    ),
    *(
        "項目\t取組内容\t甲の役割\t乙の役割",
        "\t\t\t",
        "改正前\t改正後",
        "次のように改める。",
        "を削る。",
    ),
    *(
        "を「",
        "」に改める。",
        "第2条中「",
        "に次の1号を加える。",
        "<br>",
        "<p>",
        "&nbsp;",
        "&#x0;",
        "-- 3 --",
    ),
    *(
        "\u2028",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "\ufeff",
        "\u200b",
        "\u200e",
        "\ufffd",
        "\ufffe",
        "\x00",
        "\x1a",
    ),
    *("か゚", "㍻", "㈱", "ヶ", "ｶﾞ", "葛\U000e0100", "𠮷", "\U0010ffff", "１２", "²", "٣", "Ⅷ", "㊤"),
)


@cache
def corpus() -> tuple[tuple[str, ...], ...]:
    """Our own texts, as lines: the samples, the cases of the tests, and made-up agreements."""
    paths = sorted(_ROOT.glob("agreements/*.txt"))
    paths += sorted(_ROOT.glob("tests/parsing/cases/*/source.txt"))
    paths += sorted(_ROOT.glob("benchmarks/unseen*/*.txt"))
    texts = [path.read_text("utf-8") for path in paths]
    texts += [one.data.decode(one.encoding).lstrip("\ufeff") for one in generate(_GENERATED)]
    return tuple(tuple(text.replace("\r\n", "\n").split("\n")) for text in texts)


def table_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a CSV, damaged cells and all."""
    out: list[str] = []

    class _Lines:
        write = out.append

    csv.writer(_Lines()).writerows(rows)
    return "".join(out)


def text(random: Random) -> str:
    """A text of some lines of ours, damaged in up to `_MUTATIONS` places."""
    lines = _lines(random)
    for _ in range(random.randrange(_MUTATIONS + 1)):
        random.choice(_LINE_MUTATIONS)(random, lines)
    made = "\n".join(lines)[:_LONGEST]
    for _ in range(random.randrange(_MUTATIONS + 1)):
        made = damaged(random, made)
    return made


def whole_text(random: Random) -> str:
    """One of our texts from end to end, damaged likewise."""
    lines = list(random.choice(corpus()))
    for _ in range(1 + random.randrange(_MUTATIONS)):
        random.choice(_LINE_MUTATIONS)(random, lines)
    return damaged(random, "\n".join(lines))


def _lines(random: Random) -> list[str]:
    texts = corpus()
    lines: list[str] = []
    if random.random() < _OFTEN:
        head = random.choice(texts)
        lines += head[: 3 + random.randrange(_WINDOW)]
    for _ in range(random.randrange(_WINDOWS + 1)):
        given = random.choice(texts)
        at = random.randrange(len(given))
        lines += given[at : at + 1 + random.randrange(_WINDOW)]
    return lines or [""]


def damaged(random: Random, given: str) -> str:
    """The text with one place of it cut out, doubled, moved, replaced or filled up."""
    low, high = _stretch(random, len(given))
    kind = random.randrange(6)
    if kind == 0:
        return given[:low] + given[high:]
    if kind == 1:
        return given[:high] + given[low:]
    if kind == 2:  # noqa: PLR2004  # one kind after the other
        at = random.randrange(len(given) + 1)
        return given[:at] + given[low:high] + given[at:]
    put = random.choice(HOT)
    if random.random() < _RARE:
        put *= random.randrange(_REPEATED)
    if kind == 3:  # noqa: PLR2004  # likewise
        return given[:low] + put + given[low:]
    return given[:low] + put + given[low + 1 :]


def _stretch(random: Random, length: int) -> tuple[int, int]:
    low = random.randrange(length + 1)
    return low, min(length, low + 1 + random.randrange(40))


def _delete(random: Random, lines: list[str]) -> None:
    if len(lines) > 1:
        del lines[random.randrange(len(lines))]


def _double(random: Random, lines: list[str]) -> None:
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines))


def _move(random: Random, lines: list[str]) -> None:
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randrange(len(lines) + 1), line)


def _glue(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    lines[at : at + 2] = [random.choice(("", " ", "\t", "　")).join(lines[at : at + 2])]


def _cut(random: Random, lines: list[str]) -> None:
    at = random.randrange(len(lines))
    place = random.randrange(len(lines[at]) + 1)
    lines[at : at + 1] = [lines[at][:place], lines[at][place:]]


def _cells(random: Random, lines: list[str]) -> None:
    """Change the cells of a row, or make cells of the words of a line."""
    at = random.randrange(len(lines))
    cells = lines[at].split("\t") if "\t" in lines[at] else list(lines[at][:8])
    random.shuffle(cells)
    kept = cells[: random.randrange(len(cells) + 1)]
    lines[at] = random.choice(("\t", "\t", " | ", "  ", "　")).join(kept)


def _foreign(random: Random, lines: list[str]) -> None:
    given = random.choice(corpus())
    lines.insert(random.randrange(len(lines) + 1), random.choice(given))


_LINE_MUTATIONS: tuple[Callable[[Random, list[str]], None], ...] = (
    _delete,
    _double,
    _move,
    _glue,
    _cut,
    _cells,
    _foreign,
)
