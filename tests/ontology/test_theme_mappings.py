"""The themes beside COFOG 1999 and the SDGs: every theme, existing codes, sound relations."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from renkei.publishing.ontology_page.terms import ontology_graph

MAPPINGS: Graph = ontology_graph("theme-mappings.ttl")
THEMES: Graph = ontology_graph("themes.ttl")
COFOG = "https://w3id.org/renkei/cofog"
SDG = "http://metadata.un.org/sdg/"
SCHEME = URIRef("https://w3id.org/renkei/theme")
RELATIONS = (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
# The divisions of COFOG 1999 and how many groups each has; "03.2" is the second group of 03.
GROUPS = {
    "01": 8,
    "02": 5,
    "03": 6,
    "04": 9,
    "05": 6,
    "06": 6,
    "07": 6,
    "08": 6,
    "09": 8,
    "10": 9,
}
# A division or a group: "04", "04.5"; not a class ("04.5.1"), for no theme is that narrow.
CODE = re.compile(r"(\d\d)(?:\.(\d))?")


def themes() -> set[URIRef]:
    return {one for one in THEMES.subjects(SKOS.inScheme, SCHEME) if isinstance(one, URIRef)}


def mapped(relation: URIRef) -> set[tuple[URIRef, URIRef]]:
    return {
        (theme, target)
        for theme, target in MAPPINGS.subject_objects(relation)
        if isinstance(theme, URIRef) and isinstance(target, URIRef)
    }


def test_every_theme_is_mapped_to_both_and_nothing_else_is() -> None:
    targets: dict[URIRef, list[str]] = {theme: [] for theme in themes()}
    for relation in RELATIONS:
        for theme, target in mapped(relation):
            targets[theme].append(str(target))
    assert len(targets) == 41
    for theme, found in targets.items():
        assert any(target.startswith(COFOG) for target in found), theme
        assert any(target.startswith(SDG) for target in found), theme


def test_the_goals_exist_and_are_related_only() -> None:
    goals = {
        (relation, str(target).removeprefix(SDG))
        for relation in RELATIONS
        for _, target in mapped(relation)
        if str(target).startswith(SDG)
    }
    assert {relation for relation, _ in goals} == {SKOS.relatedMatch}
    assert {goal for _, goal in goals} <= {str(number) for number in range(1, 18)}


def test_the_classes_exist_in_cofog_and_are_used() -> None:
    classes = set(MAPPINGS.subjects(RDF.type, SKOS.Concept))
    used = {target for relation in RELATIONS for _, target in mapped(relation)}
    assert classes == {target for target in used if str(target).startswith(COFOG)}
    for concept in classes:
        notation = str(MAPPINGS.value(concept, SKOS.notation))
        code = CODE.fullmatch(notation)
        assert str(concept) == f"{COFOG}/{notation}"
        assert code
        assert 0 < int(code[2] or 1) <= GROUPS[code[1]], notation
        labels = MAPPINGS.objects(concept, SKOS.prefLabel)
        assert sorted(str(getattr(label, "language", "")) for label in labels) == ["en", "ja"]


def test_the_titles_are_those_of_the_un() -> None:
    """`cofog_titles.csv` holds codes and English titles as the UN published them."""
    with Path(__file__).with_name("cofog_titles.csv").open(encoding="utf-8") as file:
        published = {row["code"]: row["title"] for row in csv.DictReader(file)}
    stated = {
        str(MAPPINGS.value(concept, SKOS.notation)): next(
            str(label)
            for label in MAPPINGS.objects(concept, SKOS.prefLabel)
            if isinstance(label, Literal) and label.language == "en"
        )
        for concept in MAPPINGS.subjects(RDF.type, SKOS.Concept)
    }
    assert stated.items() <= published.items()
    assert len(published) == 10 + sum(GROUPS.values())
    for division, count in GROUPS.items():
        assert sum(1 for code in published if code.startswith(f"{division}.")) == count


def test_the_source_is_named() -> None:
    assert str(MAPPINGS.value(URIRef(COFOG), DCTERMS.source)).startswith("https://unstats.un.org/")


def test_a_class_is_mapped_in_one_way_only() -> None:
    """SKOS: what is broader is not related, and close and broad at once would be no mapping."""
    whole = MAPPINGS + THEMES
    for one, other in pairwise([*RELATIONS, RELATIONS[0]]):
        assert mapped(one) & mapped(other) == set()
    for theme, target in mapped(SKOS.broadMatch):
        above = set(whole.transitive_objects(target, SKOS.broader))
        assert not {(theme, higher) for higher in above} & mapped(SKOS.relatedMatch)


def test_what_is_below_a_class_is_not_below_another_division() -> None:
    """A narrower theme does not leave the division to which its broader theme belongs."""
    checked = 0
    held = mapped(SKOS.broadMatch) | mapped(SKOS.closeMatch)
    divisions = {theme: str(target).removeprefix(f"{COFOG}/")[:2] for theme, target in held}
    for theme, division in divisions.items():
        for broader in THEMES.objects(theme, SKOS.broader):
            if isinstance(broader, URIRef) and broader in divisions:
                checked += 1
                assert division == divisions[broader], theme
    assert checked >= 5
