"""The class diagram (クラス図): boxes at places from a table, edges from domains and ranges."""

from __future__ import annotations

import csv
from itertools import product
from typing import NamedTuple

from renkei.publishing.ontology_page.terms import NAMESPACE, Term
from renkei.resources import table

WIDTH, HEIGHT = 166, 36
COLUMN, ROW = 286, 62
MARGIN = 20
HUB = "Agreement"


class Box(NamedTuple):
    """A class and where it stands; the agreement is as tall as the column of its parts."""

    name: str
    label: str
    x: int
    y: int
    width: int
    height: int


class Edge(NamedTuple):
    """The properties from one class to another: an SVG path, and where its words stand."""

    source: str
    target: str
    label: str
    path: str
    x: int
    y: int
    anchor: str = "start"


class Diagram(NamedTuple):
    """Boxes and edges with the size of the whole, in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


def class_diagram(terms: tuple[Term, ...], language: str) -> Diagram:
    """Place every class of the table and draw every object property between two of them.

    Classes that the table does not place are left out; a test says so. Raises `ResourceError` when
    the table is missing.
    """
    classes = {term.name: term for term in terms if term.kind == "class"}
    with table("renkei.publishing.ontology_page", "diagram.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["class"] in classes]
    last = max((int(row["row"]) for row in rows), default=0)
    boxes = {}
    for row in rows:
        name = row["class"]
        height = last * ROW + HEIGHT if name == HUB else HEIGHT
        x, y = MARGIN + int(row["column"]) * COLUMN, MARGIN + int(row["row"]) * ROW
        boxes[name] = Box(name, classes[name].label[language], x, y, WIDTH, height)
    edges = tuple(
        _edge(
            boxes[source],
            boxes[target],
            "・".join(labels) if language == "ja" else ", ".join(labels),
        )
        for (source, target), labels in sorted(_links(terms, boxes, language).items())
    )
    width = max((box.x for box in boxes.values()), default=0) + WIDTH + 2 * MARGIN + HEIGHT
    return Diagram(width, 2 * MARGIN + last * ROW + HEIGHT, tuple(boxes.values()), edges)


def _links(
    terms: tuple[Term, ...], boxes: dict[str, Box], language: str
) -> dict[tuple[str, str], list[str]]:
    links: dict[tuple[str, str], list[str]] = {}
    for term in terms:
        if term.kind != "object-property" or term.deprecated:
            continue
        for pair in product(term.domains, term.ranges):
            source, target = (iri.removeprefix(NAMESPACE) for iri in pair)
            if source in boxes and target in boxes:
                links.setdefault((source, target), []).append(term.label[language])
    return links


def _edge(source: Box, target: Box, label: str) -> Edge:
    if source.name == target.name:
        return _loop(source, label)
    if source.x == target.x:
        return _vertical(source, target, label)
    return _slanted(source, target, label)


def _loop(box: Box, label: str) -> Edge:
    right, top, low = box.x + WIDTH, box.y + 8, box.y + box.height - 8
    path = f"M {right} {top} C {right + 36} {top - 10} {right + 36} {low + 10} {right} {low}"
    return Edge(box.name, box.name, label, path, right + 4, box.y - 4)


def _vertical(source: Box, target: Box, label: str) -> Edge:
    """Within a column: straight to the neighbour, else by a bow on the left."""
    middle = source.x + WIDTH // 2
    if abs(source.y - target.y) <= ROW:
        down = source.y < target.y
        start, end = (
            (source.y + source.height, target.y) if down else (source.y, target.y + target.height)
        )
        path = f"M {middle} {start} L {middle} {end}"
        return Edge(source.name, target.name, label, path, middle + 6, (start + end) // 2)
    left, start, end = source.x, source.y + source.height // 2, target.y + target.height // 2
    path = f"M {left} {start} C {left - 50} {start} {left - 50} {end} {left} {end + 8}"
    return Edge(source.name, target.name, label, path, left - 34, (start + end) // 2)


def _slanted(source: Box, target: Box, label: str) -> Edge:
    """Between columns: from side to side; from the tall box, level with the other end.

    The words of a level arrow stand at its start, those of a slanted one at the box on the right,
    so that arrows which fan out from one box keep their words apart.
    """
    right = source.x < target.x
    x1, x2 = (source.x + WIDTH, target.x) if right else (source.x, target.x + WIDTH)
    y1, y2 = source.y + source.height // 2, target.y + target.height // 2
    if target.name == HUB:
        # Level too, below the arrow that comes from the tall box.
        y = source.y + source.height - 6
        words = (min(x1, x2) + 6, y + 12)
        return Edge(source.name, target.name, label, f"M {x1} {y} L {x2} {y}", *words)
    path = f"M {x1} {y2 if source.name == HUB else y1} L {x2} {y2}"
    if source.name == HUB or y1 == y2:
        return Edge(source.name, target.name, label, path, min(x1, x2) + 6, y2 - 4)
    end, other = (y2, y1) if right else (y1, y2)
    y = end + (22 if other > end else -17)
    return Edge(source.name, target.name, label, path, max(x1, x2) - 8, y, "end")
