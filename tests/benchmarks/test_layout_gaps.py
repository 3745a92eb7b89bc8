"""Layouts that the parser cannot read yet, each with what must come out (gaps.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from renkei.linking import link
from renkei.model import Agreement
from renkei.parsing import parse
from renkei.reading import read_bytes

TABLE = tomllib.loads((Path(__file__).parent / "gaps.toml").read_text("utf-8"))
GAPS: list[dict[str, Any]] = TABLE["gap"]


def _case(gap: dict[str, Any]) -> Any:
    told = f"{gap['reason']} — mended? delete `open = true` of this row in gaps.toml"
    marks = [pytest.mark.xfail(reason=told, strict=True)] if gap.get("open") else []
    return pytest.param(gap, id=gap["name"], marks=marks)


def _agreement(gap: dict[str, Any]) -> Agreement:
    text = TABLE["start"]
    for before, after in gap.get("replace", []):
        assert before in text
        text = text.replace(before, after)
    source = read_bytes((text + gap.get("schedule", "")).encode(), name="gap.txt").source
    assert source is not None
    found = link(parse(source)).agreements
    assert len(found) == 1
    return found[0]


def _words(passage: Any) -> str | None:
    return passage.text if passage else None


def _observed(agreement: Agreement) -> dict[str, Any]:
    return {
        "initiatives": [
            [_words(one.label), _words(one.content), *(role.text.text for role in one.roles)]
            for one in agreement.initiatives
        ],
        "contents": [_words(one.content) for one in agreement.initiatives],
        "headings": [heading.text.text for heading in agreement.headings],
        "articles": [_words(article.caption) for article in agreement.articles],
        "paragraphs": sum(len(article.paragraphs) for article in agreement.articles),
        "signatories": [_words(party.signatory_name) for party in agreement.parties],
        "basis": [citation.article for citation in agreement.legal_basis],
        "region": _words(agreement.city_region.name) if agreement.city_region else None,
        "unread": [passage.text for passage in agreement.unread],
    }


@pytest.mark.parametrize("gap", [_case(gap) for gap in GAPS])
def test_layout_is_read(gap: dict[str, Any]) -> None:
    observed = _observed(_agreement(gap))
    assert {key: observed[key] for key in gap["expect"]} == gap["expect"]


def test_every_row_has_a_name_and_a_reason() -> None:
    assert len(GAPS) == 22
    assert len({gap["name"] for gap in GAPS}) == len(GAPS)
    assert all(gap["reason"] and gap["expect"] for gap in GAPS)
