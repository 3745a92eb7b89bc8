"""A violation that a build meets is told at its clause, with what to do about it."""

from __future__ import annotations

from pathlib import Path

from renkei.errors import message, remedy
from renkei.publishing import build

CASE = Path(__file__).parents[1] / "parsing" / "cases" / "alias-given-twice" / "source.txt"


def test_a_violation_is_told_where_it_was_read_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "twice.txt").write_bytes(CASE.read_bytes())
    report = build([str(tmp_path / "in")], tmp_path / "kg")
    (found,) = [each for each in report.all_findings() if each.code == "B003"]
    key = report.agreements[0].key
    assert message(found, "ja") == (
        f"{key} は検証に通りません：同じ略称（甲・乙など）が二以上の当事者に使われ、原文に、これらを合わせて"
        "その略称で呼ぶという字句（「以下これらを「乙」という。」など）がありません。"
        f"どの当事者の役割かを区別できません。（協約 {key}）"
    )
    assert remedy(found, "en") == (
        "Check the words of the preamble that give the aliases, and give each party its own. If one"
        " alias is meant for several, state the words that say so of each of them"
        " (renkei:aliasSharing). Look at the other findings on that place too. The agreement is in"
        " the graph all the same."
    )
    assert found.span is not None
    text = CASE.read_bytes().decode()
    assert text[found.span.start : found.span.end] in text.splitlines()[0:3]
