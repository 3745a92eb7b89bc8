"""Pictures of the data (図), as places and words; the templates draw them as SVG and as tables."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.publishing.pages.directory import Directory, Link
from renkei.publishing.pages.initiatives import InitiativeView

ROLE_SLUGS = (
    "lead",
    "implement",
    "coordinate",
    "cooperate",
    "support",
    "participate",
    "provide",
    "use",
    "as-by-statute",
)
"""The kinds of role in the order of DESIGN §4.3: from who leads to who uses."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Theme by municipality with the kinds of role in each cell (施策テーマ×市町村)."""

    columns: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[tuple[str, ...], ...]], ...]


def matrix(
    views: Iterable[InitiativeView],
    directory: Directory,
    language: str,
    *,
    partners: bool,
    first: str = "",
) -> Matrix:
    """The matrix of some initiatives; `partners` leaves out the roles of core cities.

    The columns are in the order of the codes, behind that of the municipality `first`.
    """
    cells: dict[tuple[str, str], set[str]] = {}
    for view in views:
        for role in view.roles:
            if role.municipality and not (partners and role.capacity_iri.endswith("#CoreCity")):
                for theme in view.theme_iris:
                    kinds = cells.setdefault((theme, role.municipality), set())
                    kinds.update(role.type_slugs)
    themes = [each for each in directory.concepts("theme") if any(t == each for t, _ in cells)]
    bodies = sorted({body for _, body in cells}, key=lambda body: (body != first, body))
    rows = (
        (directory.link(theme, language), tuple(_kinds(cells.get((theme, b))) for b in bodies))
        for theme in themes
    )
    return Matrix(tuple(directory.link(body, language) for body in bodies), tuple(rows))


def _kinds(found: set[str] | None) -> tuple[str, ...]:
    """The kinds in a cell; `other` where there is a role of no known kind, nothing for no role."""
    if found is None:
        return ()
    return tuple(slug for slug in ROLE_SLUGS if slug in found) or ("other",)


@dataclass(frozen=True, slots=True)
class Spoke:
    """A partner around the hub: where it stands (in units of the picture) and its agreements."""

    x: float
    y: float
    body: Link
    agreement: Link
    date: str


@dataclass(frozen=True, slots=True)
class Hub:
    """A core city with its partners around it (圏域の図): the picture's size and middle, the spokes."""

    width: float
    height: float
    x: float
    y: float
    spokes: tuple[Spoke, ...]


CORE, PARTNER, _GAP = 58, 46, 10
"""The radii of the circles of a core city and of a partner, and what is left between two."""


def hub(agreements: Sequence[tuple[Link, Link, str]]) -> Hub:
    """Partners in a ring around a core city, the first at the top, so wide that none touch."""
    count = max(len(agreements), 1)
    ring = CORE + PARTNER + 40.0
    if count > 1:
        ring = max(ring, (PARTNER + _GAP / 2) / math.sin(math.pi / count))
    angles = [2 * math.pi * at / count - math.pi / 2 for at in range(count)]
    places = [(ring * math.cos(angle), ring * math.sin(angle)) for angle in angles]
    # The picture is as large as what is in it: a single partner needs no empty half below.
    left = max(CORE, *(PARTNER - x for x, _ in places)) + _GAP
    right = max(CORE, *(PARTNER + x for x, _ in places)) + _GAP
    above = max(CORE, *(PARTNER - y for _, y in places)) + _GAP
    below = max(CORE, *(PARTNER + y for _, y in places)) + _GAP
    return Hub(
        round(left + right, 1),
        round(above + below, 1),
        round(left, 1),
        round(above, 1),
        tuple(
            Spoke(round(left + x, 1), round(above + y, 1), body, agreement, date)
            for (x, y), (body, agreement, date) in zip(places, agreements, strict=False)
        ),
    )


def lines_of(text: str, most: int) -> tuple[str, ...]:
    """A name in one or two lines of a picture: between words, or cut where it does not fit.

    >>> lines_of("熊本市", 7), lines_of("Osakikamijima Town", 10), lines_of("南さつま市川辺町合同庁舎", 7)
    (('熊本市',), ('Osakikamijima', 'Town'), ('南さつま市川辺', '町合同庁舎'))
    """
    if len(text) <= most:
        return (text,)
    words, _, last = text.rpartition(" ")
    if words:
        return (words, last)
    first, rest = text[:most], text[most:]
    return (first, rest if len(rest) <= most else rest[: most - 1] + "…")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the guideline an area of it gets: initiatives and agreements (要綱の項目)."""

    field: Link
    depth: int
    initiatives: int
    agreements: int


def coverage(
    views: Sequence[InitiativeView], directory: Directory, language: str
) -> list[Coverage]:
    """The policy fields with the initiatives in them or below them.

    Where no initiative is classified more closely than a field, the parts of that field are left
    out: that none is known to be in a part does not mean that there is none.
    """
    within = {
        concept: [view for view in views if _is_within(view.field_iri, concept, directory)]
        for concept in directory.concepts("policy-field")
    }
    return [
        Coverage(
            directory.link(concept, language),
            directory.depth(concept),
            len(found),
            len({view.agreement for view in found}),
        )
        for concept, found in within.items()
        if _is_comparable(concept, within, directory)
    ]


def _is_comparable(
    concept: str, within: Mapping[str, Sequence[InitiativeView]], directory: Directory
) -> bool:
    above = directory.ontology[concept].node("skos:broader")
    if not above:
        return True
    return any(within.get(each) for each in directory.ontology[above].nodes("skos:narrower"))


def _is_within(concept: str, wanted: str, directory: Directory) -> bool:
    while concept and concept != wanted:
        concept = directory.ontology[concept].node("skos:broader")
    return bool(concept)


def matrix_csv(picture: Matrix, directory: Directory, language: str) -> bytes:
    """The matrix as CSV (UTF-8 with a mark, as spreadsheets expect)."""
    rows = [["", *(column.text for column in picture.columns)]]
    rows += [
        [theme.text, *("・".join(_names(kinds, directory, language)) for kinds in cells)]
        for theme, cells in picture.rows
    ]
    return as_csv(rows)


def _names(kinds: Iterable[str], directory: Directory, language: str) -> list[str]:
    return [directory.label(f"{DEFAULT_BASE}/role-type/{kind}", language)[0] for kind in kinds]


def coverage_csv(rows: Iterable[Coverage]) -> bytes:
    """The coverage as CSV."""
    lines = [["field", "initiatives", "agreements"]]
    lines += [[each.field.text, str(each.initiatives), str(each.agreements)] for each in rows]
    return as_csv(lines)


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV; a cell that a spreadsheet would run as a formula is made plain text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")
