"""What a requirement says: in both languages what is wrong, and by its remedy what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDFS, SH, Graph, Literal, URIRef

from renkei.validation import Requirement, load_shapes, requirements
from renkei.validation.statute import statute_requirements, statute_shapes

SHAPES = "https://w3id.org/renkei/shapes/"
REMEDY = URIRef("https://w3id.org/renkei/ns#remedy")
STATED = {found.shape.removeprefix(SHAPES): found for found in requirements()}
STATUTE = {found.shape.removeprefix(f"{SHAPES}statute/"): found for found in statute_requirements()}
EVERY = {**STATED, **STATUTE}
ALL = (load_shapes(), statute_shapes())
FOLDER = Path(__file__).parents[2] / "shapes"
TOLD = Graph().parse(FOLDER / "remedies.ttl").parse(FOLDER / "statute" / "remedies.ttl")
# What asks the reader to do something, or says that nothing is to be done.
ASKS_JA = re.compile(r"(?:ください|差し支えありません|定められます)。")
ASKS_EN = {
    *("Add", "Check", "Choose", "Compare", "Compute", "Count", "Follow", "Gather", "Give", "Keep"),
    *("Let", "Link", "Look", "Make", "Name", "Number", "Open", "Point", "Read", "Remove"),
    *("State", "Take", "Write", "See", "If", "Obtain"),
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
    assert len(STATED) == 290
    assert len(STATUTE) == 25
    assert len(EVERY) == 290 + 25


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


@pytest.mark.parametrize("name", STATUTE)
def test_a_remark_on_the_statute_cites_its_provision(name: str) -> None:
    said = STATUTE[name].message
    assert re.search(
        r"。（(?:地方自治法第252条の2第[1-7]項|連携中枢都市圏構想推進要綱)[^。]*）\Z", said.ja
    )
    assert re.search(r"Article 252-2|paragraph|guideline on core-city regions", said.en)
    assert said.en.endswith(".")


@pytest.mark.parametrize("name", EVERY)
def test_a_requirement_has_one_remedy(name: str) -> None:
    shape = URIRef(EVERY[name].shape)
    (told,) = (load_shapes() if name in STATED else statute_shapes()).objects(shape, REMEDY)
    home = SHAPES if name in STATED else f"{SHAPES}statute/"
    assert str(told).startswith(f"{home}remedies#")
    remedy = EVERY[name].remedy
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
    used = {told for shapes in ALL for told in shapes.objects(None, REMEDY)}
    told = set(TOLD.subjects())
    assert used == told
    assert len(told) > 100


def test_a_hint_or_warning_says_when_nothing_has_to_be_done() -> None:
    """What a source may lawfully leave out: the reader must learn that it can stay so.

    The rest can always be mended, by the source, by a table or by curation.csv, or is a matter of
    the statute for the parties to look at; for the three roles, the message says when it is in order.
    """
    silent = {
        name
        for name, found in EVERY.items()
        if found.severity.value != "violation" and not _may_stay(found)
    }
    assert silent == {
        "citation#cites-given",
        "initiative#policy-field-given",
        "party#capacity-given",
        "policy-field#definition",
        "policy-field#place",
        "act#legal-basis-paragraph",
        "act#parties",
        "act#roles",
        "guideline#core-city",
        "guideline#economic-growth",
        "guideline#fields-known",
        "guideline#living-services",
        "guideline#urban-functions",
    }


def _may_stay(found: Requirement) -> bool:
    remedy = found.remedy
    assert remedy is not None
    ja, en = "差し支えありません" in remedy.ja, "nothing needs to be done" in remedy.en
    assert ja == (en or "in order" in remedy.en)
    return ja


def test_nothing_else_carries_a_remedy() -> None:
    for shapes in ALL:
        assert set(shapes.subjects(REMEDY)) == set(shapes.subjects(SH.severity))
