"""Round trip: what is rendered from the graph alone is the source again, character by character.

Normalised in the same way on both sides: white space counts for nothing. From the source are taken
all characters that lie in an agreement and that its tiles call words, marks or unread; rulers, borders
of cells and page numbers belong to the page and are left out by their names below. Markup and list
bullets that a conversion put in are no characters of the agreement (tiles of the kind layout). From the
rendering all characters are taken, those of unread passages out of their brackets. Order counts. A
character that a Correction mends may be as it was or as it is mended, and nothing else may differ.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from generator import generate
from lxml.html import document_fromstring
from pyoxigraph import Literal, Quad

from renkei.graph import Names, agreement_quads
from renkei.linking import link
from renkei.model import Agreement, Document, SourceText, TileKind
from renkei.parsing import parse
from renkei.publishing.rendering import html, rendering, text
from renkei.reading import read_bytes

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "agreements").glob("*.txt"))
CASES = sorted((ROOT / "tests" / "parsing" / "cases").glob("*/source.txt"))
AMENDMENTS = ROOT / "tests" / "amendments"
NO_AGREEMENT = {"no-agreement", "no-agreement-contract", "no-agreement-newsletter", "vertical-grid"}
OF_THE_PAGE = {"ruler", "page-number", "cell-border", "space"}
# 〔未読：実施す〕; not other brackets of the text.
UNREAD = re.compile(r"〔未読：(.*?)〕", re.DOTALL)


def _document(source: SourceText) -> Document:
    return link(parse(source))


def _text(path: Path) -> SourceText:
    # Not by reading, which refuses some texts that parsing must bear all the same.
    return SourceText(
        name=path.name,
        text=path.read_bytes().decode().replace("\r\n", "\n"),
        sha256="0" * 64,
        file_sha256="",
        media_type="text/plain",
        encoding="utf-8",
    )


def _of_source(document: Document, agreement: Agreement) -> list[set[str]]:
    """The characters of an agreement in order, each as it is and as it is mended.

    A repair that is longer or shorter than what it mends can only be as it is mended.
    """
    text, mended, longer = document.source.text, dict[int, str](), dict[int, str]()
    for correction in agreement.corrections:
        places, after = range(*correction.span), correction.after
        if len(after) == len(places):
            mended |= zip(places, after, strict=True)
        else:
            # Only numbers of articles are put in so: 第2条 where 第条 or nothing at all stood.
            before = text[slice(*correction.span)]
            tail = next(before[n:] for n in range(len(before)) if after.endswith(before[n:]))
            at = correction.span.end - len(tail)
            longer[at] = after[len(before) - len(tail) :].removesuffix(tail) + text[at]
    return [
        {char, mended.get(at, char)} - {" "}
        for tile in document.tiles
        if tile.kind is not TileKind.LAYOUT and tile.node not in OF_THE_PAGE
        if agreement.span.covers(tile.span)
        for at in range(*tile.span)
        for char in longer.get(at, text[at])
        if not (char + mended.get(at, "")).isspace()
    ]


def _bare(words: str) -> str:
    return "".join(words.split())


def _renderings(quads: list[Quad]) -> Iterator[str]:
    """The characters of the text and of the page."""
    found = rendering(quads)
    yield _bare(UNREAD.sub(r"\1", text(found)))
    [main] = document_fromstring(html(found)).xpath("//main")
    yield _bare(main.text_content())


def _differs(document: Document, agreement: Agreement, written: str) -> str | None:
    """Where a rendering first says something else than the source; None if nowhere."""
    expected = _of_source(document, agreement)
    for at, (allowed, char) in enumerate(zip(expected, written, strict=False)):
        if char not in allowed:
            source = "".join(min(each) for each in expected[max(at - 20, 0) : at + 20])
            return f"{source!r} became {written[max(at - 20, 0) : at + 20]!r}"
    if len(expected) != len(written):
        return f"{len(expected)} characters became {len(written)}: {written[-30:]!r}"
    return None


def _check(document: Document) -> int:
    for agreement in document.agreements:
        quads = list(agreement_quads(agreement, document, Names()))
        for written in _renderings(quads):
            assert _differs(document, agreement, written) is None
    return len(document.agreements)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(path: Path) -> None:
    assert len(SAMPLES) == 5
    assert _check(_document(_text(path))) == 1


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_cases_of_parsing(path: Path) -> None:
    assert len(CASES) > 80
    count = _check(_document(_text(path)))
    assert (count == 0) == (path.parent.name in NO_AGREEMENT)


def test_amendments() -> None:
    """What changes another agreement is written back like any other."""
    frame = (AMENDMENTS / "frame.txt").read_text("utf-8")
    cases = tomllib.loads((AMENDMENTS / "cases.toml").read_text("utf-8"))
    for case in cases.values():
        body = case["body"].strip() + "\n\n附則\n\nこの連携協約は、令和2年4月1日から施行する。\n"
        text = frame.format(body=body, date="平成27年4月5日", signed="令和2年3月20日")
        source = read_bytes(text.encode(), name="amendment.txt").source
        assert source is not None
        assert _check(_document(source)) == 1
    assert len(cases) > 12


def test_synthetic_agreements() -> None:
    """Every axis of the generator's layouts turns up in so many."""
    checked = 0
    for one in generate(40):
        source = read_bytes(one.data, name=one.name).source
        assert source is not None
        checked += _check(_document(source))
    assert checked == 40


def test_corrections_show_in_the_rendering() -> None:
    document = _document(_text(ROOT / "agreements" / "yamaguchi-mine.txt"))
    [agreement] = document.agreements
    assert len(agreement.corrections) == 3
    quads = list(agreement_quads(agreement, document, Names()))
    for written in _renderings(quads):
        assert "美祢市" in written
        assert "美祿市" not in written


def test_a_rendering_stands_on_the_words_of_the_graph() -> None:
    """Each statement that holds words, altered or taken away, alters or shortens the rendering."""
    document = _document(_text(ROOT / "agreements" / "kumamoto-aso.txt"))
    [agreement] = document.agreements
    quads = list(dict.fromkeys(agreement_quads(agreement, document, Names())))
    ends = {"closing", "caption", "content", "roleText", "address", "dateAsPrinted", "signedAs"}
    named = [at for at, quad in enumerate(quads) if quad.predicate.value.split("#")[-1] in ends]
    tried = named[::5]
    assert len(tried) > 12
    assert {quads[at].predicate.value.split("#")[-1] for at in tried} >= {
        "roleText",
        "content",
        "caption",
    }
    for at in tried:
        quad = quads[at]
        changed = Literal(quad.object.value[:-1] + "◆", language="ja")
        other = Quad(quad.subject, quad.predicate, changed, quad.graph_name)
        for variant in ([*quads[:at], *quads[at + 1 :]], [*quads[:at], other, *quads[at + 1 :]]):
            # The page says the same as the text: once is enough here.
            written = next(_renderings(variant))
            assert _differs(document, agreement, written) is not None


def test_words_are_escaped_in_the_page() -> None:
    source = _text(ROOT / "agreements" / "kumamoto-aso.txt")
    hostile = source.text.replace("リーディング産業の育成", "<script>alert(1)</script>&amp;", 1)
    document = _document(source.model_copy(update={"text": hostile}))
    [agreement] = document.agreements
    page = html(rendering(agreement_quads(agreement, document, Names())))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    _check(document)
