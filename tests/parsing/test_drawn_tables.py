"""Tables drawn at random come out as they went in, and damaged ones never with shifted cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from synthetic.drawing import BORDERS, Drawing, drawn

from renkei.model import Document, Initiative

Parsed = Callable[[str], Document]
Rows = list[list[str]]

STROKES = frozenset("".join(BORDERS.values()))
DAMAGES = ("line lost", "line doubled", "stroke lost", "stroke faded", "stroke misread")
FRAME = """姫路市（以下「甲」という。）及びたつの市（以下「乙」という。）は、次のとおり連携協約を締結する。

第1条 甲及び乙が連携する取組及び役割分担は、別表に掲げるとおりとする。

別表（第1条関係）

(1) 圏域全体の経済成長のけん引

{table}
"""
HEAD = ["取組名", "取組内容", "甲の役割", "乙の役割"]
_LETTERS = "観光交通医療防災情報支援整備推進活用図書館サービスのをでA1"
_SENTENCE = st.text(_LETTERS, min_size=1, max_size=40).map(lambda words: f"圏域{words}行う。")
_NAME = st.text(_LETTERS[:20], min_size=2, max_size=14).map(lambda words: f"圏域{words}")
_ROWS = st.lists(
    st.tuples(_NAME, _SENTENCE, _SENTENCE, _SENTENCE).map(list), min_size=1, max_size=5
)
_COLUMNS = st.tuples(*[st.integers(5, 20).map(lambda half: 2 * half)] * 4)


def _sided(how: Drawing) -> Drawing:
    """The | of ASCII is a bar for sure only where it stands at both sides, too."""
    return replace(how, has_sides=True) if how.border == "ascii" else how


_DRAWING = st.builds(
    Drawing,
    border=st.sampled_from(sorted(BORDERS)),
    stroke=st.sampled_from([1, 2]),
    rules=st.just("all"),
    has_sides=st.booleans(),
    margin=st.sampled_from([0, 1, 2]),
    is_centred=st.booleans(),
).map(_sided)


def _initiatives(document: Document) -> list[Initiative]:
    return [one for agreement in document.agreements for one in agreement.initiatives]


def _cells(document: Document) -> Rows:
    """What came out of the table, by row; the ranges are looked at by `parsed`."""
    return [
        [
            one.label.text if one.label else "",
            one.content.text if one.content else "",
            *(
                {role.party: role.text.text for role in one.roles}.get(party, "")
                for party in (1, 2)
            ),
        ]
        for one in _initiatives(document)
    ]


def _damaged(lines: list[str], chance: Random, kind: str) -> list[str]:
    """A drawing with one damage."""
    at = chance.randrange(len(lines))
    if kind == "line lost":
        return [*lines[:at], *lines[at + 1 :]]
    if kind == "line doubled":
        return [*lines[: at + 1], *lines[at:]]
    places = [n for n, sign in enumerate(lines[at]) if sign in STROKES]
    if not places:
        return lines[:at] + lines[at + 1 :]
    place, line = chance.choice(places), lines[at]
    fresh = {"stroke lost": "", "stroke faded": "　", "stroke misread": chance.choice("l1I")}[kind]
    return [*lines[:at], line[:place] + fresh + line[place + 1 :], *lines[at + 1 :]]


def _comes_of(cell: str, whole: str) -> bool:
    """Whether a cell is what went in, or that without the words of one line."""
    head = next((n for n, (a, b) in enumerate(zip(cell, whole, strict=False)) if a != b), len(cell))
    return len(cell) <= len(whole) and whole.endswith(cell[head:])


def _text(lines: list[str]) -> str:
    return FRAME.format(table="\n".join(lines))


def _is_withheld(document: Document) -> bool:
    return "P068" in {found.code for found in document.findings}


@settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_ROWS, _COLUMNS, _DRAWING)
def test_cells_come_out_as_they_went_in(
    parsed: Parsed, rows: Rows, columns: tuple[int, ...], how: Drawing
) -> None:
    document = parsed(_text(drawn([HEAD, *rows, rows[0]], columns, how)))
    assert _cells(document) == [*rows, rows[0]]


@settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_ROWS, _COLUMNS, _DRAWING, st.sampled_from(["head", "none"]))
def test_rows_without_rules_are_those_or_none(
    parsed: Parsed, rows: Rows, columns: tuple[int, ...], how: Drawing, rules: str
) -> None:
    how = replace(how, rules=rules, is_centred=False)
    document = parsed(_text(drawn([HEAD, *rows], columns, how)))
    assert _cells(document) == rows or (_is_withheld(document) and not _cells(document))


@pytest.mark.parametrize("kind", DAMAGES)
@settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_ROWS, _COLUMNS, _DRAWING, st.integers(0, 10_000))
def test_no_damage_shifts_a_cell(
    parsed: Parsed, kind: str, rows: Rows, columns: tuple[int, ...], how: Drawing, seed: int
) -> None:
    rows = [
        *rows,
        ["圏域図書館", "圏域の図書館を運営する。", "圏域で運営する。", "圏域で協力する。"],
    ]
    lines = drawn([HEAD, *rows], columns, how)
    # Chance need not be secure to choose a place.
    document = parsed(_text(_damaged(lines, Random(seed), kind)))  # noqa: S311  (repeatable, no secret)
    cells = _cells(document)
    for found in cells:
        assert any(len(found) == len(row) and all(map(_comes_of, found, row)) for row in rows), (
            found
        )
    told = {found.code for found in document.findings} - {
        found.code for found in parsed(_text(lines)).findings
    }
    # Without sides nothing is below the last rule: that the last row stood there nobody sees.
    is_cut = not how.has_sides and kind == "line lost" and cells == rows[:-1]
    assert len(cells) == len(rows) or told or is_cut
