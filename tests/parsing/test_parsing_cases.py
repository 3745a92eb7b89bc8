"""A folder a case: a text, the reason why it is here, and what must come out of it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from renkei.errors import catalogue
from renkei.model import Document, Item, MergedCell, Passage

CASES = sorted((Path(__file__).parent / "cases").iterdir())
Parsed = Callable[..., Document]

# What most small cases give rise to besides, and which is looked at only where a case asks for it: linking's
# views on fields, themes and role types, and the guideline's fields, of which a case has but one.
MEANWHILE = {"L004", "L005", "L006", "L007", "P031"}


def _case(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "case.toml").read_text("utf-8"))


def test_all_cases_are_here() -> None:
    assert len(CASES) == 569
    assert all(_case(folder)["reason"] for folder in CASES)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path, parsed: Parsed) -> None:
    expected = _case(folder)["expect"]
    text = (folder / "source.txt").read_bytes().decode()
    document = parsed(text, merged=_merged(text, _case(folder).get("merged", [])))
    observed = _observed(document, asked=repr(expected))
    if expected.pop("findings_any", False):
        assert observed["codes"]
    if codes := expected.pop("codes", None):
        assert set(codes) <= set(observed["codes"])
    if "unread" in expected and "findings" not in expected:
        assert set(expected.pop("unread")) <= set(observed["unread"])
    assert {key: observed[key] for key in expected} == expected


def test_findings_of_parsing_occur() -> None:
    """Every code of the stage is expected somewhere, so that none is there in vain."""
    seen = " ".join((folder / "case.toml").read_text("utf-8") for folder in CASES)
    seen += Path(__file__).with_name("test_parsing_beside.py").read_text("utf-8")
    codes = [code for code, kind in catalogue().items() if kind.stage == "parsing"]
    assert [code for code in codes if code not in seen] == []


def _merged(text: str, cells: list[list[Any]]) -> tuple[MergedCell, ...]:
    """Merged cells by their words, with the rows and columns that each covers."""
    return tuple(
        MergedCell(text.index(words), text.index(words) + len(words), rows, columns)
        for words, rows, columns in cells
    )


def _words(passage: Passage | None) -> str:
    return passage.text if passage else ""


def _observed(document: Document, *, asked: str) -> dict[str, Any]:
    unasked = {code for code in MEANWHILE if code not in asked}
    findings = [found for found in document.findings if found.code not in unasked]
    agreements = document.agreements
    parties = [party for agreement in agreements for party in agreement.parties]
    initiatives = [(one, agreement) for agreement in agreements for one in agreement.initiatives]
    unread = [*document.unread, *(u for agreement in agreements for u in agreement.unread)]
    region = agreements[0].city_region if agreements else None
    dates = [agreement.concluded_on for agreement in agreements]
    return {
        "agreements": len(agreements),
        "completeness": agreements[0].completeness.value if agreements else "",
        "parties": [[party.alias or "", party.name.text] for party in parties],
        "alias_shared": [_words(party.alias_shared) for party in parties],
        "capacities": [party.capacity.concept if party.capacity else "" for party in parties],
        "title": _words(agreements[0].title) if agreements else "",
        "region": _words(region.name) if region else "",
        "date": dates[0].value.isoformat() if dates and dates[0] else "",
        "signatories": [
            [_words(party.signatory_title), _words(party.signatory_name)] for party in parties
        ],
        "articles": [
            [article.number, _words(article.caption), len(article.paragraphs)]
            for agreement in agreements
            for article in agreement.articles
        ],
        "items": [
            item.mark
            for agreement in agreements
            for article in agreement.articles
            for paragraph in article.paragraphs
            for item in _flat(paragraph.items)
        ],
        "divisions": [
            [one.number, one.mark, _words(one.text)]
            for agreement in agreements
            for one in agreement.divisions
        ],
        "in_divisions": [
            article.division or "" for agreement in agreements for article in agreement.articles
        ],
        "supplements": [
            [
                one.heading.text,
                one.effective_on.value.isoformat() if one.effective_on else "",
                len(one.articles),
                len(one.paragraphs),
            ]
            for agreement in agreements
            for one in agreement.supplements
        ],
        "surroundings": [
            [one.kind, one.text.text] for agreement in agreements for one in agreement.surroundings
        ],
        "headings": [
            [heading.number, heading.mark or "", heading.text.text]
            for agreement in agreements
            for heading in agreement.headings
        ],
        "marks": [initiative.mark or "" for initiative, _ in initiatives],
        "initiatives": [
            [
                initiative.number,
                _words(initiative.label),
                _words(initiative.content),
                *(
                    {role.party: role.text.text for role in initiative.roles}.get(party.number, "")
                    for party in agreement.parties
                ),
            ]
            for initiative, agreement in initiatives
        ],
        "corrections": [[c.before, c.after] for a in agreements for c in a.corrections],
        "notes": [
            [initiative.number, note.heading.text, note.text.text]
            for initiative, _ in initiatives
            for note in initiative.notes
        ],
        "unread": [passage.text for passage in unread],
        "codes": [found.code for found in findings],
        "findings": [
            found.code if found.line is None else f"{found.code}:{found.line}" for found in findings
        ],
    }


def _flat(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _flat(item.items)
