"""What a requirement says: in both languages what is wrong, and by its remedy what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDFS, SH, Graph, Literal, URIRef

from renkei.validation import Requirement, load_shapes, requirements

SHAPES = "https://w3id.org/renkei/shapes/"
REMEDIES = f"{SHAPES}remedies#"
REMEDY = URIRef("https://w3id.org/renkei/ns#remedy")
STATED = {found.shape.removeprefix(SHAPES): found for found in requirements()}
TOLD = Graph().parse(Path(__file__).parents[2] / "shapes" / "remedies.ttl")
# What asks the reader to do something, or says that nothing is to be done.
ASKS_JA = re.compile(r"(?:ください|差し支えありません|定められます)。")
ASKS_EN = {
    *("Add", "Check", "Choose", "Compare", "Compute", "Count", "Follow", "Gather", "Give", "Keep"),
    *("Let", "Link", "Look", "Make", "Name", "Number", "Open", "Point", "Read", "Remove"),
    *("State", "Take", "Write"),
}
# Matches a name of RDF such as renkei:alias; no word in a Japanese message, which has one itself.
# The reader of a message need not know RDF; a remedy may name what has to be written.
CURIE = re.compile(r"\b[a-z]+:[A-Za-z]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, without what stands in brackets or quotation marks."""
    plain = re.sub(
        r"（[^（）]*(?:（[^（）]*）[^（）]*)*）|「[^「」]*(?:「[^「」]*」[^「」]*)*」", "", text
    )
    return [part for part in re.split(r"(?<=。)", plain) if part]


def test_there_are_as_many_messages_as_requirements() -> None:
    assert len(STATED) == 273


@pytest.mark.parametrize("name", STATED)
def test_a_message_says_what_is_wrong(name: str) -> None:
    said = STATED[name].message
    assert said.ja.endswith("。")
    assert said.en.endswith(".")
    assert said.en[0].isupper()
    assert all(part.endswith(("ません。", "です。", "ます。")) for part in sentences(said.ja)), (
        said.ja
    )
    assert not ASKS_JA.search(said.ja), "what to do is told by the remedy"
    assert not CURIE.search(said.ja), "a message in Japanese names things in words"


def test_no_two_requirements_of_one_thing_say_the_same() -> None:
    """Words alone must tell two requirements apart, since a report groups by requirement."""
    for language in ("ja", "en"):
        said = [
            (name.partition("#")[0], getattr(one.message, language)) for name, one in STATED.items()
        ]
        assert sorted({each for each in said if said.count(each) > 1}) == []


@pytest.mark.parametrize("name", STATED)
def test_a_requirement_has_one_remedy(name: str) -> None:
    shape = URIRef(STATED[name].shape)
    (told,) = load_shapes().objects(shape, REMEDY)
    assert str(told).startswith(REMEDIES)
    remedy = STATED[name].remedy
    assert remedy is not None
    assert remedy.ja
    assert remedy.en


@pytest.mark.parametrize(
    "remedy", sorted(set(TOLD.subjects()), key=str), ids=lambda each: each.fragment
)
def test_a_remedy_says_what_to_do(remedy: URIRef) -> None:
    texts = [text for text in TOLD.objects(remedy, RDFS.comment) if isinstance(text, Literal)]
    assert sorted(str(text.language) for text in texts) == ["en", "ja"]
    ja, en = (next(str(t) for t in texts if t.language == each) for each in ("ja", "en"))
    assert all(part.endswith("。") for part in sentences(ja)), ja
    assert ASKS_JA.search(sentences(ja)[0]), ja
    assert en.split()[0].strip(",") in ASKS_EN, en
    assert en.endswith(".")


def test_every_remedy_is_pointed_to() -> None:
    used = set(load_shapes().objects(None, REMEDY))
    told = set(TOLD.subjects())
    assert used == told
    assert len(told) > 80


def test_a_hint_or_warning_says_when_nothing_has_to_be_done() -> None:
    """What a source may lawfully leave out: the reader must learn that it can stay so.

    The rest can always be mended, by the source, by a table or by curation.csv.
    """
    silent = {
        name
        for name, found in STATED.items()
        if found.severity.value != "violation" and not _may_stay(found)
    }
    assert silent == {
        "citation#cites-given",
        "initiative#policy-field-given",
        "party#capacity-given",
        "policy-field#definition",
        "policy-field#place",
    }


def _may_stay(found: Requirement) -> bool:
    remedy = found.remedy
    assert remedy is not None
    ja, en = "差し支えありません" in remedy.ja, "nothing needs to be done" in remedy.en
    assert ja == (en or "in order" in remedy.en)
    return ja


def test_nothing_else_carries_a_remedy() -> None:
    shapes = load_shapes()
    assert set(shapes.subjects(REMEDY)) == set(shapes.subjects(SH.severity))
