"""What our own reading makes of odd texts is a graph that meets the shapes, or the text is at fault."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from renkei.graph import document_quads, municipality_quads
from renkei.graph.rdflib_terms import triples
from renkei.model import Agreement, Document, Severity
from renkei.publishing.pipeline import understand
from renkei.reading import read_bytes
from renkei.validation import Level, Report, validate

ROOT = Path(__file__).parents[2]
AMENDMENTS = ROOT / "tests" / "amendments"
# What a source itself can lack: the requirement that its graph cannot meet, and the errors by which
# reading says so on the source. Nothing else may be violated by what we made ourselves.
AT_FAULT = {
    "agreement#date": {"P003", "P004", "P075"},
    "agreement#parties": {"P005"},
    "agreement#aliases-unique": {"P066"},
}
# Every text takes two minutes; every fifth, and those that once fell, a few seconds.
EVERY = 1 if os.environ.get("RENKEI_ALL_READINGS") else 5
ONCE_FELL = {
    "article-numbers-all-lost",
    "draft-kind-left-open",
    "no-title",
    "party-prefecture",
    "party-union",
    "shared-alias",
    "date-missing",
    "one-party",
    "fourth-2.sjis",
}


def _texts() -> dict[str, tuple[str, bytes]]:
    """The odd texts of the tests by name: the name of the file, and what is in it."""
    cases = (ROOT / "tests" / "parsing" / "cases").iterdir()
    texts = {case.name: ("source.txt", (case / "source.txt").read_bytes()) for case in cases}
    unseen = ROOT / "benchmarks" / "unseen_agreements"
    texts |= {
        path.name: (path.name, path.read_bytes())
        for path in unseen.iterdir()
        if path.suffix != ".toml"
    }
    frame = (AMENDMENTS / "frame.txt").read_text("utf-8")
    for name, case in tomllib.loads((AMENDMENTS / "cases.toml").read_text("utf-8")).items():
        words = frame.format(
            body=case["body"].strip() + "\n", date="平成27年4月5日", signed="令和2年3月20日"
        )
        texts[f"amendment-{name}"] = ("amendment.txt", words.encode())
    return texts


TEXTS = _texts()
CHOSEN = sorted({*sorted(TEXTS)[::EVERY], *ONCE_FELL})


def _document(name: str) -> Document:
    file, data = TEXTS[name]
    document = understand(read_bytes(data, name=file))
    assert document is not None
    return document


def _report(document: Document, agreement: Agreement) -> Report:
    """What the shapes say of one agreement, as a build asks: beside the register of its bodies."""
    alone = document.model_copy(update={"agreements": (agreement,), "unread": ()})
    bodies = [party.municipality.jis_code for party in agreement.parties if party.municipality]
    return validate(triples(document_quads(alone)), context=triples(municipality_quads(bodies)))


@pytest.mark.parametrize("name", CHOSEN)
def test_what_was_read_meets_the_shapes_or_the_source_is_at_fault(name: str) -> None:
    document = _document(name)
    assert document.agreements or name not in ONCE_FELL
    told = {found.code for found in document.findings if found.severity is Severity.ERROR}
    for agreement in document.agreements:
        for found in _report(document, agreement).results:
            if found.severity is Level.VIOLATION:
                shape = found.shape.rpartition("/")[2]
                assert AT_FAULT.get(shape, set()) & told, (shape, found.focus, found.value)


def test_the_texts_were_found() -> None:
    assert len(TEXTS) > 300
    assert len(CHOSEN) >= len(TEXTS) // EVERY
