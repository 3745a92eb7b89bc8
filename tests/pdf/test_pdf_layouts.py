"""What stands where on a page, and the text that comes of it: a case a row, each with its reason."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from papers import A4, FONT, canvas, printed

from renkei.reading.extraction import Extraction
from renkei.reading.pdf import read


def extracted(data: bytes) -> Extraction:
    return read(data, name="a.pdf", file_sha256="")


_BODY = "甲及び乙は、相互に役割を分担して連携を図るものとする。"
_COLUMN = "甲及び乙は、互いに連携を図り役割を分かつ"

# Each: why it is here; the words with their places, page by page; the text.
LINES = [
    (
        "a gap as wide as a quarter of a letter is a space",
        [[(72, 100, "第1条"), (72 + 10.5 * 3, 100, "甲及び乙は")]],
        "第1条 甲及び乙は\n",
    ),
    (
        "a wide distance parts paragraphs, a usual one does not",
        [[(72, y, "甲と乙") for y in (100, 116, 132, 180)]],
        "甲と乙\n甲と乙\n甲と乙\n\n甲と乙\n",
    ),
    (
        "the words come in the order of the page, not of the file",
        [[(72, 300, "乙の役割"), (72, 200, "甲の役割")]],
        "甲の役割\n乙の役割\n",
    ),
    (
        "two columns: the left one first",
        [[(x, 100 + 16 * n, _COLUMN) for n in range(6) for x in (60, 320)]],
        f"{_COLUMN}\n" * 12,
    ),
    (
        "a signature in two places of a line is no column",
        [[(72, 400, "甲 熊本町長"), (320, 400, "乙 阿蘇町長")]],
        "甲 熊本町長 乙 阿蘇町長\n",
    ),
]


@pytest.mark.parametrize(("reason", "pages", "text"), LINES)
def test_lines(reason: str, pages: list[list[tuple[float, float, str]]], text: str) -> None:
    assert extracted(printed(pages)).text == text, reason


def test_places_lead_back_to_the_page() -> None:
    made = extracted(printed([[(72, 100, "甲")], [(72, 100, "乙")]]))
    assert made.text == "甲\n\f\n乙\n"
    assert [anchor.place.split(";")[:2] for anchor in made.anchors] == [
        ["page=1", "x=72"],
        ["page=2", "x=72"],
    ]


def test_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        [(72, 40, "連携協約（案）"), (72, 200, f"{_BODY}{n}"), (290, 810, f"- {n} -")]
        for n in range(1, 5)
    ]
    made = extracted(printed(pages))
    listed = [made.text[span.start : span.end] for span in made.furniture]
    assert listed == [w for n in range(1, 5) for w in ("連携協約（案）", f"- {n} -")]
    assert made.text.count(_BODY) == 4


def test_heading_of_a_schedule_on_every_page_is_no_furniture() -> None:
    pages = [[(72, 40, "別表（第3条関係）"), (72, 200, _BODY)] for _ in range(4)]
    assert extracted(printed(pages)).furniture == ()


def test_small_kana_above_a_line_are_readings() -> None:
    made, file = canvas()
    made.drawString(72, 700, "日置市は鹿児島県にある")
    made.setFont(FONT, 5)
    made.drawString(72, 711, "ひおきし")
    made.save()
    found = extracted(file.getvalue())
    assert found.text == "日置市は鹿児島県にある\n"
    assert [(o.text, o.kind) for o in found.omitted] == [("ひおきし", "ruby")]


def test_text_that_runs_down_is_read_from_right_to_left() -> None:
    made, file = canvas()
    for x, words in ((500, "連携協約書"), (470, "甲及び乙は"), (440, "連携を図る")):
        for at, letter in enumerate(words):
            made.drawString(x, 700 - 12 * at, letter)
    made.save()
    assert extracted(file.getvalue()).text.split() == ["連携協約書", "甲及び乙は", "連携を図る"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_page_that_lies_on_its_side(angle: int) -> None:
    made, file = canvas()
    made.translate(300, 400)
    made.rotate(angle)
    for at, words in enumerate(("第1条 目的", "第2条 方針")):
        made.drawString(-100, -20 * at, words)
    made.save()
    assert extracted(file.getvalue()).text.splitlines() == ["第1条 目的", "第2条 方針"]


def _table(first_foot: float, *, ruled_off: bool, left: str = "新規創業") -> bytes:
    """Two pages, the last row of the first one going on where the second begins."""
    made, file = canvas()
    xs = (72, 200, 400)
    made.grid(xs, [A4[1] - y for y in (700, 730)])
    made.drawString(76, A4[1] - 715, "取組内容")
    made.drawString(204, A4[1] - 715, "甲の役割")
    for x in xs:
        made.line(x, A4[1] - 730, x, A4[1] - first_foot)
    if ruled_off:
        made.line(72, A4[1] - first_foot, 400, A4[1] - first_foot)
    made.drawString(76, A4[1] - 745, left)
    made.drawString(204, A4[1] - 745, "創業者の支")
    made.showPage()
    made.setFont(FONT, 10.5)
    for x in xs:
        made.line(x, A4[1] - 60, x, A4[1] - 100)
    made.line(72, A4[1] - 100, 400, A4[1] - 100)
    if ruled_off:
        made.line(72, A4[1] - 60, 400, A4[1] - 60)
    made.drawString(76, A4[1] - 75, "の支援")
    made.drawString(204, A4[1] - 75, "援に取り組む。")
    made.save()
    return file.getvalue()


def test_row_that_no_rule_closes_stands_where_it_began() -> None:
    found = extracted(_table(760, ruled_off=False)).text
    assert "新規創業 の支援\t創業者の支 援に取り組む。\n" in found


def test_row_that_is_ruled_off_is_left_to_the_parser() -> None:
    found = extracted(_table(760, ruled_off=True)).text
    assert "新規創業\t創業者の支\n" in found
    assert "の支援\t援に取り組む。\n" in found


def test_merged_cell_stands_once() -> None:
    made, file = canvas()
    made.rect(72, 600, 300, 60)
    made.line(172, 600, 172, 660)
    made.line(172, 630, 372, 630)
    made.drawString(76, 640, "観光")
    made.drawString(176, 640, "甲の役割")
    made.drawString(176, 610, "乙の役割")
    made.save()
    found = extracted(file.getvalue())
    assert found.text.strip() == "観光\t甲の役割\n\t乙の役割"
    [merged] = found.merged
    assert (found.text[merged.start : merged.end], merged.rows, merged.columns) == ("観光", 2, 1)


# Each: why it is here; what stands in the frame below its name, at which height; the rows that come of it.
_FULL_LINE = "輪番の当番を受け持ち、妊婦の通院に要する交通費を"
FRAMES = [
    (
        "keys beside their words are rows, the rest of the words with them",
        [(0, "甲の役割", _FULL_LINE), (18, "", "支給する。"), (42, "乙の役割", "参加する。")],
        [f"甲の役割\t{_FULL_LINE} 支給する。", "乙の役割\t参加する。"],
    ),
    (
        "a key that goes on alone is one key",
        [(0, "甲及び", "共に要望を行う。"), (18, "乙の役割", ""), (42, "備考", "なし")],
        ["甲及び 乙の役割\t共に要望を行う。", "備考\tなし"],
    ),
    (
        "a key and its words that both go on stand nearer than rows",
        [
            (0, "取組の内容", _FULL_LINE),
            (18, "", "定める。"),
            (42, "甲及び", _FULL_LINE),
            (60, "乙の役割", "支給する。"),
        ],
        [f"取組の内容\t{_FULL_LINE} 定める。", f"甲及び 乙の役割\t{_FULL_LINE} 支給する。"],
    ),
    (
        "where nothing tells rows from lines, nothing is parted",
        [(0, "甲及び", _FULL_LINE), (18, "乙の役割", "支給する。")],
        [f"甲及び {_FULL_LINE} 乙の役割 支給する。"],
    ),
    (
        "words that begin at several places are no strip",
        [(0, "甲の役割", "参加する。"), (24, "乙の役割", " 参加する。")],
        ["甲の役割 参加する。 乙の役割 参加する。"],
    ),
]


@pytest.mark.parametrize(("reason", "words", "rows"), FRAMES)
def test_keys_beside_words_in_a_frame(
    reason: str, words: list[tuple[int, str, str]], rows: list[str]
) -> None:
    made, file = canvas()
    made.grid((72, 430), [A4[1] - y for y in (100, 124, 240)])
    made.drawString(78, A4[1] - 115, "救急医療の維持")
    for down, key, beside in words:
        made.drawString(78, A4[1] - 145 - down, key)
        made.drawString(180 if beside[:1] == " " else 170, A4[1] - 145 - down, beside.strip())
    made.save()
    found = extracted(file.getvalue()).text.strip().splitlines()
    assert found == ["救急医療の維持", *rows], reason
