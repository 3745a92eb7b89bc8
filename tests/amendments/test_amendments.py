"""Amendments: what each instruction says, which agreement it changes, and the text that comes out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Store

from renkei.graph.vocabulary import term
from renkei.linking import link
from renkei.model import Agreement, Document, Passage, SourceText, TileKind
from renkei.model.amendment import Amendment
from renkei.parsing import parse
from renkei.parsing.amendments.forms import FORMS, Form
from renkei.publishing import BuildReport, build
from renkei.publishing.comparing import compare
from renkei.publishing.comparing.versions import stored_version
from renkei.publishing.consolidating import Version, version
from renkei.publishing.rendering import render_agreement
from renkei.publishing.rendering import text as text_of
from renkei.reading import read_bytes
from renkei.store import open_store

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))
FRAME = (HERE / "frame.txt").read_text("utf-8")
AGREEMENTS = "https://w3id.org/renkei/id/agreement/"
AMENDED = "28201-28229-20150405"


def _text(body: str, *, date: str = "平成27年4月5日", signed: str = "令和2年3月20日") -> str:
    words = body.strip() + "\n"
    return FRAME.format(body=words, date=date, signed=signed)


def _document(text: str) -> Document:
    source = read_bytes(text.encode(), name="amendment.txt").source
    assert isinstance(source, SourceText)
    return link(parse(source))


def _words(passage: Passage | None) -> str:
    return passage.text if passage else ""


def _amending(document: Document) -> Agreement:
    [agreement] = document.agreements
    assert agreement.amendment is not None
    return agreement


def test_all_cases_are_here() -> None:
    assert len(CASES) == 57
    assert all(case["reason"] for case in CASES.values())


@pytest.mark.parametrize("name", CASES)
def test_instructions(name: str) -> None:
    case = CASES[name]
    document = _document(_text(case["body"]))
    agreement = _amending(document)
    amendment = agreement.amendment
    assert amendment is not None
    assert [
        [
            one.operation.value,
            one.place or "",
            _words(one.before),
            _words(one.after),
            *([one.new_place] if one.new_place else []),
        ]
        for one in amendment.instructions
    ] == case["instructions"]
    assert amendment.amends == AMENDED
    assert agreement.key == "28201-28229-20200320"
    codes = {found.code for found in document.findings}
    assert set(case.get("codes", [])) <= codes
    assert ("P060" in codes) == ("P060" in case.get("codes", []))


@pytest.mark.parametrize("name", CASES)
def test_no_character_is_lost(name: str) -> None:
    """Whatever is neither an instruction nor a mark is unread, and told."""
    document = _document(_text(CASES[name]["body"]))
    unread = "".join(
        document.source.text[slice(*tile.span)]
        for tile in document.tiles
        if tile.kind is TileKind.UNREAD
    )
    assert unread == CASES[name].get("unread", "")
    assert any(found.code == "P060" for found in document.findings) == bool(unread)


def test_the_day_from_which_a_change_holds() -> None:
    body = "第3条を削る。\n\n附則\n\nこの連携協約は、令和2年4月1日から施行する。"
    amendment = _amending(_document(_text(body))).amendment
    assert amendment is not None
    assert amendment.in_force is not None
    assert amendment.in_force.value.isoformat() == "2020-04-01"
    assert not amendment.repeals


def test_an_agreement_that_ends_another() -> None:
    text = _text("附則\n\nこの連携協約は、令和2年4月1日から施行する。")
    text = text.replace("の一部を変更する", "を廃止する").replace(
        "の一部を次のとおり変更する", "を廃止する"
    )
    amendment = _amending(_document(text)).amendment
    assert amendment is not None
    assert (amendment.repeals, amendment.amends) == (True, AMENDED)


def test_an_amendment_without_the_date_of_the_amended_one() -> None:
    text = _text("第3条を削る。").replace("平成27年4月5日に締結した", "")
    document = _document(text)
    amendment = _amending(document).amendment
    assert amendment is not None
    assert amendment.amends is None
    assert "P061" in {found.code for found in document.findings}


def test_an_agreement_of_its_own_is_no_amendment() -> None:
    [agreement] = _document((HERE / "base.txt").read_text("utf-8")).agreements
    assert agreement.amendment is None
    assert len(agreement.articles) == 4


def _version(body: str, name: str = "base") -> Version:
    base, amending = _document((HERE / f"{name}.txt").read_text("utf-8")), _document(_text(body))
    made = version((base, base.agreements[0]), (amending, amending.agreements[0]), first=AMENDED)
    assert made is not None
    return made


@pytest.mark.parametrize("name", CASES)
def test_the_text_that_comes_out(name: str) -> None:
    case = CASES[name]
    made = _version(case["body"], case.get("base", "base"))
    text = made.document.source.text
    assert [words for words in case["version"] if words not in text] == []
    assert [words for words in case["gone"] if words in text] == []
    unread = "P060" in case.get("codes", [])
    assert (not made.text.refused and not unread) == case["whole"]
    if "refused" in case:
        assert [[one.instruction.number, one.why] for one in made.text.refused] == case["refused"]
    told = [found for found in made.findings if found.code == "B010"]
    assert len(told) == len(made.text.refused)
    assert made.agreement.key == f"{AMENDED}/version/20200320"


@pytest.mark.parametrize("name", CASES)
def test_every_word_of_a_version_has_its_origin(name: str) -> None:
    """Stretch by stretch the characters are those of a source; between them is white space only."""
    made = _version(CASES[name]["body"], CASES[name].get("base", "base"))
    text, position = made.document.source.text, 0
    for span, source, taken in made.text.origins:
        assert text[position : span.start].strip() == ""
        words = text[slice(*span)]
        # Only a number may be implied: 1条ずつ繰り下げる.
        assert words == source.text[slice(*taken)] or words.isnumeric()
        position = span.end
    assert text[position:].strip() == ""


def test_a_version_is_read_like_any_agreement() -> None:
    """The words that came in stand in the nodes: an article, a role."""
    made = _version(CASES["table-cell"]["body"])
    [row] = [one for one in made.agreement.initiatives if _words(one.label) == "災害対策"]
    assert [role.text.text for role in row.roles] == [
        "体制を整備し、訓練を行う。",
        "甲に協力する。",
    ]
    made = _version(CASES["renumber"]["body"])
    assert [article.number for article in made.agreement.articles] == ["1", "2", "3", "4", "5"]
    made = _version(CASES["whole-schedule"]["body"])
    assert [_words(one.label) for one in made.agreement.initiatives] == ["観光の振興", "農業の振興"]


def test_a_chain_of_amendments() -> None:
    """The second amendment changes the text that the first one gave."""
    base = _document((HERE / "base.txt").read_text("utf-8"))
    first = _document(_text("第1条中「魅力ある」を「活力のある」に改める。"))
    second = _document(_text("第1条中「活力」を「力」に改める。", signed="令和5年3月20日"))
    one = version((base, base.agreements[0]), (first, first.agreements[0]), first=AMENDED)
    assert one is not None
    two = version((one.document, one.agreement), (second, second.agreements[0]), first=AMENDED)
    assert two is not None
    assert "力のある圏域" in two.document.source.text
    assert "活力" not in two.document.source.text
    assert (two.before, two.agreement.key) == (
        f"{AMENDED}/version/20200320",
        f"{AMENDED}/version/20230320",
    )


def _built(folder: Path, **texts: str) -> tuple[BuildReport, Store]:
    sources = folder / "sources"
    sources.mkdir()
    for name, text in texts.items():
        (sources / f"{name}.txt").write_text(text, "utf-8")
    report = build([sources], folder / "kg")
    return report, open_store(folder / "kg" / "store", read_only=True)


def _said(store: Store, subject: str, property_: str) -> set[str]:
    found = store.quads_for_pattern(NamedNode(AGREEMENTS + subject), term(property_), None)
    return {quad.object.value.removeprefix(AGREEMENTS) for quad in found}


def test_a_build_holds_every_version(tmp_path: Path) -> None:
    report, store = _built(
        tmp_path,
        base=(HERE / "base.txt").read_text("utf-8"),
        first=_text("第1条中「魅力ある」を「活力のある」に改める。"),
        second=_text("第1条中「活力」を「力」に改め、第9条を削る。", signed="令和5年3月20日"),
    )
    one, two = f"{AMENDED}/version/20200320", f"{AMENDED}/version/20230320"
    assert {each.key for each in report.agreements} >= {AMENDED, one, two}
    assert all(not each.violations for each in report.agreements)
    assert [source.is_version for source in report.sources] == [False] * 3 + [True] * 2
    assert _said(store, AMENDED, "dcterms:hasVersion") == {one, two}
    assert _said(store, two, "dcterms:replaces") == {one}
    assert _said(store, one, "renkei:notApplied") == set()
    assert _said(store, two, "renkei:notApplied") == {
        "28201-28229-20230320/amendment/instruction/2"
    }
    assert [f.code for f in report.all_findings()].count("B010") == 1
    assert "力のある圏域" in text_of(render_agreement(two, store))
    compared = compare(
        stored_version(store, AGREEMENTS + one), stored_version(store, AGREEMENTS + two)
    )
    assert "活力のある" in compared.model_dump_json()


def test_a_build_without_the_amended_agreement(tmp_path: Path) -> None:
    report, _ = _built(tmp_path, first=_text("第3条を削る。"))
    assert [each.key for each in report.agreements] == ["28201-28229-20200320"]
    assert "B011" in {found.code for found in report.all_findings()}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_reads_its_example(form: Form) -> None:
    """The example of a form is read by it and by none before it, and stands in the documentation."""
    document = _document(_text(f"{form.example}。\n\n2 新しい字句である。"))
    first = (_amending(document).amendment or Amendment()).instructions[0]
    assert first.operation is form.operation
    assert (first.target.part is form.part) or form.part is None
    table = (ROOT / "docs" / "amendments.md").read_text("utf-8")
    rows = [line for line in table.splitlines() if line.startswith(f"| {form.example} |")]
    assert len(rows) == 1
    assert rows[0].endswith(f"| `{form.operation.value}` |")


def test_the_documentation_lists_every_form() -> None:
    table = (ROOT / "docs" / "amendments.md").read_text("utf-8").split("| a place")[0]
    assert table.count("| `") == len(FORMS) == 16
