"""The class diagram (クラス図): boxes at places from a table, edges from domains and ranges."""

from __future__ import annotations

import csv
from itertools import product
from typing import NamedTuple

from renkei.publishing.ontology_page.labels import Box, Edge, Line, Place, along, labelled
from renkei.publishing.ontology_page.terms import NAMESPACE, Term
from renkei.resources import table

WIDTH, HEIGHT, HUB_WIDTH = 166, 36, 110
# Where the columns begin: the words of the arrows need the more room the further left.
COLUMNS = (20, 300, 592, 878)
ROW = 62
MARGIN = 20
HUB = "Agreement"
# How far the arrows of two classes that point at each other are apart.
APART = 9


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
        x, y = COLUMNS[int(row["column"])], MARGIN + int(row["row"]) * ROW
        width = HUB_WIDTH if name == HUB else WIDTH
        boxes[name] = Box(name, classes[name].label[language], x, y, width, height)
    links = _links(terms, boxes, language)
    lines = [
        _line(
            boxes[source],
            boxes[target],
            "・".join(labels) if language == "ja" else ", ".join(labels),
            is_double=(target, source) in links,
        )
        for (source, target), labels in sorted(links.items())
    ]
    width = max((box.x for box in boxes.values()), default=0) + WIDTH + 2 * MARGIN + HEIGHT
    height = 2 * MARGIN + last * ROW + HEIGHT
    return Diagram(width, height, tuple(boxes.values()), labelled(lines, boxes.values()))


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


def _line(source: Box, target: Box, label: str, *, is_double: bool) -> Line:
    if source.name == target.name:
        return _loop(source, label)
    if source.x == target.x:
        return _vertical(source, target, label)
    return _slanted(source, target, label, APART if is_double and source.x > target.x else 0)


def _loop(box: Box, label: str) -> Line:
    right, top, low = box.x + box.width, box.y + 8, box.y + box.height - 8
    path = f"M {right} {top} C {right + 36} {top - 10} {right + 36} {low + 10} {right} {low}"
    return Line(box.name, box.name, label, path, (Place(right + 4, box.y - 4),))


def _vertical(source: Box, target: Box, label: str) -> Line:
    """Within a column: straight to the neighbour, else by a bow on the left."""
    middle = source.x + source.width // 2
    if abs(source.y - target.y) <= ROW:
        down = source.y < target.y
        start, end = (
            (source.y + source.height, target.y) if down else (source.y, target.y + target.height)
        )
        path = f"M {middle} {start} L {middle} {end}"
        place = Place(middle + 6, (start + end) // 2 + 4)
        return Line(source.name, target.name, label, path, (place,))
    left, start, end = source.x, source.y + source.height // 2, target.y + target.height // 2
    path = f"M {left} {start} C {left - 50} {start} {left - 50} {end} {left} {end + 8}"
    places = tuple(Place(left - 34, (start + end) // 2 + at) for at in (0, 16, -16, 31, -31))
    return Line(source.name, target.name, label, path, places)


def _slanted(source: Box, target: Box, label: str, lower: int) -> Line:
    """Between columns: from side to side; from the tall box, level with the other end.

    `lower` is how far it runs below the arrow in the other direction.
    """
    right = source.x < target.x
    x1, x2 = (source.x + source.width, target.x) if right else (source.x, target.x + target.width)
    y1, y2 = source.y + source.height // 2 + lower, target.y + target.height // 2 + lower
    if source.name == HUB:
        y1 = y2
    if target.name == HUB:
        # Level too, and with its words below the arrow that comes from the tall box.
        y1 = y2 = source.y + source.height - 6
    path = f"M {x1} {y1} L {x2} {y2}"
    ends = ((x1, y1), (x2, y2)) if right else ((x2, y2), (x1, y1))
    places = along(*ends)
    return Line(
        source.name, target.name, label, path, places[::-1] if target.name == HUB else places
    )
