"""Which paragraphs of an agreement become provisions: those whose kind is known, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

import renkei

TEXT = """姫路市及びたつの市における連携協約

姫路市（以下「甲」という。）及びたつの市（以下「乙」という。）は、次のとおり連携協約を締結する。

（目的）
第1条 この連携協約は、甲及び乙が連携することを目的とする。
（{caption}）
第2条 {paragraph}

平成27年4月5日
"""

CASES = [
    ("情報の公開", "甲及び乙は、取組の状況を公表する。", []),
    ("住民の意見", "甲は、毎年度、住民の意見を聴くものとする。", []),
    ("通知", "甲は、乙に対し、担当者の氏名を通知する。", []),
    ("連絡会議", "甲及び乙の長は、毎年度、連絡会議を開催する。", ["meeting"]),
    ("雑則", "この連携協約は、甲乙が合併したときは、その効力を失う。", ["term"]),
]


@pytest.mark.parametrize(("caption", "paragraph", "kinds"), CASES, ids=[case[0] for case in CASES])
def test_a_paragraph_of_no_kind_is_no_provision(
    tmp_path: Path, caption: str, paragraph: str, kinds: list[str]
) -> None:
    file = tmp_path / "agreement.txt"
    file.write_text(TEXT.format(caption=caption, paragraph=paragraph), "utf-8")
    document = renkei.parse(renkei.read(file))
    (agreement,) = document.agreements
    found = [one for one in agreement.provisions if one.article == "2"]
    assert [one.kind.concept.rpartition("/")[2] for one in found if one.kind] == kinds
    assert all(one.kind for one in agreement.provisions)
    assert agreement.articles[1].paragraphs[0].text is not None
    assert "種類が必要" not in str(renkei.validate(renkei.to_graph(document)))
