"""The same agreement comes out equal from every format: the documents are made here, from plain text."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from generator import generate
from made_documents import MAKERS, as_docx, as_html

from renkei.linking import link
from renkei.model import Agreement, Document, SourceText
from renkei.parsing import parse
from renkei.publishing import build, understand
from renkei.reading import read_all, read_bytes

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "agreements").glob("*.txt"))

# --- comparing


def parsed(source: SourceText | None) -> Document:
    assert source is not None
    return link(parse(source))


def words(agreement: Agreement) -> dict[str, object]:
    """An agreement without ranges; white space that a layout put into words is no difference."""
    parts: dict[str, object] = _spanless(agreement.model_dump(mode="json"))  # type: ignore[assignment]  # a model is a mapping
    for left_out in ("unread", "corrections", "cover", "span"):
        parts.pop(left_out, None)
    return parts


def _spanless(value: object) -> object:
    if isinstance(value, dict):
        return {key: _spanless(each) for key, each in value.items() if key not in {"spans", "span"}}
    if isinstance(value, list):
        return [_spanless(each) for each in value]
    return value


def unread(document: Document) -> str:
    passages = [*document.unread, *(u for a in document.agreements for u in a.unread)]
    return "".join("".join(passage.text.split()) for passage in passages)


def cases() -> list[tuple[str, str]]:
    texts = ((one.name, one.data.decode(one.encoding)) for one in generate(12, seed=4))
    made = [(name, text.lstrip("\ufeff").replace("\r\n", "\n")) for name, text in texts]
    return [(path.name, path.read_text("utf-8")) for path in SAMPLES] + made


CASES = cases()


def test_all_cases_are_here() -> None:
    assert len(CASES) == 17
    assert len(MAKERS) == 5


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize(("name", "text"), CASES, ids=[name for name, _ in CASES])
def test_an_agreement_is_equal_from_every_format(name: str, text: str, form: str) -> None:
    maker, media_type = MAKERS[form]
    plain = parsed(read_bytes(text.encode(), name=name).source)
    reading = read_bytes(maker(text), name=f"{name}.{form}")
    found = parsed(reading.source)
    assert found.source.media_type == media_type
    assert found.source.anchors
    assert [words(each) for each in found.agreements] == [words(each) for each in plain.agreements]
    assert unread(found) == unread(plain)


def test_an_archive_of_all_formats_gives_each() -> None:
    name, text = CASES[2]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for form, (maker, _) in MAKERS.items():
            # The wrong ending on purpose: the content decides.
            archive.writestr(f"協約/{form}.txt", maker(text))
    readings = list(read_all(out.getvalue(), name="all.zip"))
    assert [reading.name for reading in readings] == [
        f"all.zip/協約/{form}.txt" for form in sorted(MAKERS)
    ]
    plain = parsed(read_bytes(text.encode(), name=name).source)
    for reading in readings:
        [agreement] = parsed(reading.source).agreements
        assert words(agreement) == words(plain.agreements[0])


def test_findings_say_where_in_the_file_to_look() -> None:
    name, text = CASES[0]
    document = understand(read_bytes(as_docx(text), name=name))
    assert document is not None
    placed = [found for found in document.findings if found.span]
    assert placed
    assert all(found.place and found.place.startswith(("table=", "paragraph=")) for found in placed)


def test_an_archive_is_built_and_then_costs_a_checksum(tmp_path: Path) -> None:
    source, out = tmp_path / "all.zip", tmp_path / "kg"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("a.html", as_html(CASES[2][1]))
        archive.writestr("b/b.docx", as_docx(CASES[1][1]))
    first = build([source], out)
    assert [(one.name, len(one.agreements), one.reused) for one in first.sources] == [
        ("all.zip/a.html", 1, False),
        ("all.zip/b/b.docx", 1, False),
    ]
    assert [one.reused for one in build([source], out).sources] == [True, True]
