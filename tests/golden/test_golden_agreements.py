"""The five agreements as they must come out, checked by eye against the texts, every cell.

`pytest --update-golden` writes the files anew; look at every line of the difference before keeping it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from renkei.linking import link
from renkei.model import Agreement, Article, Citation, Document, Initiative, Item, Party, Passage
from renkei.parsing import parse
from renkei.reading import read

HERE = Path(__file__).parent
SAMPLES = sorted((HERE.parents[1] / "agreements").glob("*.txt"))

# name: initiatives, roles, articles, headings, corrections, unread passages; counted by hand.
COUNTS = {
    "hachinohe-hashikami": (23, 46, 6, 6, 0, 21),
    "kagoshima-hioki": (17, 34, 5, 3, 0, 0),
    "kumamoto-aso": (20, 40, 5, 6, 0, 0),
    "kurume-ogori": (13, 26, 5, 6, 0, 0),
    "yamaguchi-mine": (19, 38, 6, 6, 3, 0),
}


def document(path: Path) -> Document:
    source = read(path).source
    assert source is not None
    return link(parse(source))


def test_all_five_are_here() -> None:
    assert [path.stem for path in SAMPLES] == sorted(COUNTS)
    assert sum(counts[0] for counts in COUNTS.values()) == 92
    assert sum(counts[1] for counts in COUNTS.values()) == 184


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_counts(path: Path) -> None:
    [found] = document(path).agreements
    assert (
        len(found.initiatives),
        sum(len(initiative.roles) for initiative in found.initiatives),
        len(found.articles),
        len(found.headings),
        len(found.corrections),
        len(found.unread),
    ) == COUNTS[path.stem]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_golden(path: Path, *, update_golden: bool) -> None:
    golden = HERE / f"{path.stem}.json"
    found = json.dumps(told(document(path)), ensure_ascii=False, indent=1) + "\n"
    if update_golden:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_cell_is_lost(path: Path) -> None:
    """Read in another, dumb way: tabs, tags and white space are all that it knows of tables."""
    text = path.read_text("utf-8")
    # The lines with a tab make up the tables; a ruler has no letters.
    cells = [_bare(cell) for line in text.splitlines() if "\t" in line for cell in line.split("\t")]
    cells = [cell for cell in cells if re.search(r"\w", cell)]
    [found] = document(path).agreements
    read_cells = [_bare(words) for words in _table_words(found)]
    headers = {"連携施策", "項目", "取組", "取組内容", "取組の内容", "甲の役割", "乙の役割"}
    lost = [c for c in cells if c not in headers and not any(c in words for words in read_cells)]
    assert lost == []
    # And nothing is made up: the same characters, no more.
    body = [cell for cell in cells if cell not in headers]
    assert sorted("".join(body)) == sorted("".join(read_cells))


def _bare(words: str) -> str:
    return "".join(re.sub(r"</?p>", "", words).split())


def _table_words(found: Agreement) -> list[str]:
    words = []
    for initiative in found.initiatives:
        label = initiative.label.text if initiative.label else ""
        words.append((initiative.mark or "") + label)
        words.append(initiative.content.text if initiative.content else "")
        words.extend(role.text.text for role in initiative.roles)
    return words


# --- a document as people read it


def told(read: Document) -> dict[str, Any]:
    return {
        "agreements": [_agreement(agreement) for agreement in read.agreements],
        "findings": [
            {"code": f.code, "line": f.line, **dict(sorted(f.values.items()))}
            for f in read.findings
        ],
    }


def _words(passage: Passage | None) -> dict[str, str] | None:
    if passage is None:
        return None
    return {
        "text": passage.text,
        "spans": " ".join(f"{start}-{end}" for start, end in passage.spans),
    }


def _agreement(found: Agreement) -> dict[str, Any]:
    date, region = found.concluded_on, found.city_region
    return {
        "key": found.key,
        "completeness": found.completeness.value,
        "title": _words(found.title),
        "cover": [_words(passage) for passage in found.cover],
        "date": {"value": date.value.isoformat(), **(_words(date.passage) or {})} if date else None,
        "region": _words(region.name) if region else None,
        "parties": [_party(party) for party in found.parties],
        "preamble": _words(found.preamble),
        "legal_basis": [_citation(citation) for citation in found.legal_basis],
        "citations": [_citation(citation) for citation in found.citations],
        "articles": [_article(article) for article in found.articles],
        "closing": _words(found.closing),
        "schedules": [
            {"ordinal": s.ordinal, "article": s.article, **(_words(s.heading) or {})}
            for s in found.schedules
        ],
        "headings": [
            {
                "number": h.number,
                "mark": h.mark,
                **(_words(h.text) or {}),
                "field": h.policy_field.concept if h.policy_field else None,
            }
            for h in found.headings
        ],
        "initiatives": [_initiative(initiative) for initiative in found.initiatives],
        "provisions": [
            {
                "kind": p.kind.concept if p.kind else None,
                "article": p.article,
                "paragraph": p.paragraph,
                "attributes": [attribute.concept for attribute in p.attributes],
                "body": _words(p.body),
                "parties": list(p.parties),
            }
            for p in found.provisions
        ],
        "corrections": [
            {"before": c.before, "after": c.after, "span": f"{c.span.start}-{c.span.end}"}
            for c in found.corrections
        ],
        "unread": [{"text": u.text, "span": f"{u.span.start}-{u.span.end}"} for u in found.unread],
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "number": party.number,
        "alias": party.alias,
        "name": _words(party.name),
        "municipality": party.municipality.code if party.municipality else None,
        "capacity": party.capacity.concept if party.capacity else None,
        "address": _words(party.address),
        "signed_as": _words(party.signed_as),
        "title": _words(party.signatory_title),
        "signatory": _words(party.signatory_name),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "within": citation.within,
        "title": citation.title,
        "law": citation.law_id,
        "place": "/".join(p for p in (citation.article, citation.paragraph, citation.item) if p),
        "number": citation.number,
        **(_words(citation.passage) or {}),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "number": article.number,
        "caption": _words(article.caption),
        "paragraphs": [
            {"number": p.number, **(_words(p.text) or {}), "items": [_item(i) for i in p.items]}
            for p in article.paragraphs
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "mark": item.mark,
        **(_words(item.text) or {}),
        "items": [_item(inner) for inner in item.items],
    }


def _initiative(initiative: Initiative) -> dict[str, Any]:
    return {
        "number": initiative.number,
        "mark": initiative.mark,
        "headings": list(initiative.headings),
        "field": initiative.policy_field.concept if initiative.policy_field else None,
        "label": _words(initiative.label),
        "derived_label": _words(initiative.derived_label),
        "content": _words(initiative.content),
        "themes": [theme.concept for theme in initiative.themes],
        "roles": [
            {
                "party": role.party,
                **(_words(role.text) or {}),
                "types": [link.concept for link in role.role_types],
            }
            for role in initiative.roles
        ],
    }
