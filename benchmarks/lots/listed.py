"""One table for many initiatives (一覧表): a column or a row for each party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lots.chances import words
from lots.grids import Block, Cell, Grid
from lots.headings import field_heading, grouped, joint_head, role_head

if TYPE_CHECKING:
    from collections.abc import Callable

    from lots.facts import Plan
    from lots.sheets import Sheet


def columns(sheet: Sheet, plans: list[Plan]) -> list[Block]:
    """A column for each party."""
    return [_listed(sheet, plans, _party_heads(sheet), _party_cells)]


def _party_heads(sheet: Sheet) -> list[list[Cell]]:
    lot, parties = sheet.lot, sheet.calls
    if lot["head_rows"] == "one":
        return [[Cell(role_head(lot, sheet.cast, call), is_head=True) for call in parties]]
    return [
        [Cell(lot.word("group"), width=len(parties), is_head=True)],
        [Cell(role_head(lot, sheet.cast, call), is_head=True) for call in parties],
    ]


def _party_cells(sheet: Sheet, plan: Plan) -> list[list[Cell]]:
    parties = sheet.calls
    if plan.joint is None:
        return [[Cell(sheet.role(plan, call)) for call in parties]]
    if sheet.spans:
        return [[Cell(plan.joint, width=len(parties))]]
    return [[Cell(plan.joint) for _ in parties]]


def role_rows(sheet: Sheet, plans: list[Plan]) -> list[Block]:
    """A row for each role, and a column that names the party."""
    lot = sheet.lot
    heads = [[Cell(words_, is_head=True) for words_ in (lot["role_word"], lot.word("role"))]]
    if lot["role_word"] == "役割分担":
        heads = [[Cell("役割分担", width=2, is_head=True)]]
    return [_listed(sheet, plans, heads, _role_cells)]


def _role_cells(sheet: Sheet, plan: Plan) -> list[list[Cell]]:
    lot = sheet.lot
    rows: list[list[Cell]] = []
    if lot["content_row"] == "row" and plan.content and not sheet.joined:
        rows.append([Cell(lot.word("content")), Cell(plan.content)])
    return rows + [[Cell(key), Cell(said)] for key, said in _keyed(sheet, plan, lot["role_key"])]


def _keyed(sheet: Sheet, plan: Plan, form: str) -> list[tuple[str, str]]:
    """The keys of the roles with their words; a role that there is not may have no row."""
    if plan.joint is not None:
        return [(joint_head(sheet.lot, sheet.cast), plan.joint)]
    ending = "" if form == "bare" else "の役割"
    return [
        (call + ending, sheet.role(plan, call))
        for call in sheet.calls
        if plan.roles[call] or sheet.empty()
    ]


def _listed(
    sheet: Sheet,
    plans: list[Plan],
    role_heads: list[list[Cell]],
    role_cells: Callable[[Sheet, Plan], list[list[Cell]]],
) -> Grid:
    """A table of the columns before the roles, the roles, and the columns behind them."""
    front, back = _fronts(sheet), _backs(sheet)
    grid = Grid(_head(front, role_heads, back), heads=len(role_heads))
    columns = 0
    at = 0
    for place, (name, group) in enumerate(grouped(plans), start=1):
        rows: list[list[Cell]] = []
        for number, plan in enumerate(group, start=1):
            at += 1
            shown = number if sheet.lot["field"] == "above" else at
            rows += _record(sheet, front, back, (shown, plan), role_cells(sheet, plan))
        columns = columns or len(front) + len(back) + max(
            sum(cell.width for cell in heads) for heads in role_heads
        )
        grid.rows += _with_field(sheet, (place, name), rows, columns)
    if sheet.lot["field"].startswith("column"):
        head = Cell(
            sheet.lot.word("field", other_than=sheet.lot["role_word"]),
            height=grid.heads,
            is_head=True,
        )
        grid.rows[0].insert(0, head)
        columns += 1
    if sheet.lot["note"] == "row":
        grid.rows.append([Cell(sheet.lot.pick(words("note")), width=columns)])
    return grid


def _head(front: list[Front], roles: list[list[Cell]], back: list[Front]) -> list[list[Cell]]:
    def made(columns: list[Front]) -> list[Cell]:
        return [Cell(one.head, height=len(roles), is_head=True) for one in columns]

    return [[*made(front), *roles[0], *made(back)], *roles[1:]]


@dataclass(frozen=True)
class Front:
    """A column that says one thing of an initiative."""

    head: str
    words: Callable[[int, Plan], str]


def _fronts(sheet: Sheet) -> list[Front]:
    lot = sheet.lot
    found = [one for one in _named_columns(sheet) if one]
    if lot["number"] == "column":
        found.insert(0, Front(lot.word("number"), lambda at, _: str(at)))
    if lot["extra"] != "none" and lot["extra_place"] == "middle":
        found.append(_extra(sheet))
    return found


def _named_columns(sheet: Sheet) -> list[Front | None]:
    lot = sheet.lot
    name = Front(lot.word("name"), sheet.name) if lot["name"] == "given" else None
    in_row = lot["seat"] == "role-rows" and lot["content_row"] == "row"
    words_ = sheet.name if sheet.joined else _content
    absent = (lot["content"] == "none" and not sheet.joined) or (in_row and not sheet.joined)
    content = (
        None if absent or lot["order"] == "roles-first" else Front(lot.word("content"), words_)
    )
    return [content, name] if lot["order"] == "content-first" else [name, content]


def _content(_: int, plan: Plan) -> str:
    return plan.content or ""


def _extra(sheet: Sheet) -> Front:
    return Front(sheet.lot.word(sheet.lot["extra"]), lambda _, plan: plan.extra or "")


def _backs(sheet: Sheet) -> list[Front]:
    lot = sheet.lot
    found = []
    if lot["order"] == "roles-first" and not (lot["content"] == "none" and not sheet.joined):
        found.append(Front(lot.word("content"), sheet.name if sheet.joined else _content))
    if lot["extra"] != "none" and lot["extra_place"] == "last":
        found.append(_extra(sheet))
    return found


def _record(
    sheet: Sheet,
    front: list[Front],
    back: list[Front],
    placed: tuple[int, Plan],
    roles: list[list[Cell]],
) -> list[list[Cell]]:
    """The rows of one initiative."""
    at, plan = placed
    height = len(roles)
    form = sheet.lot["merged_rows"] if height > 1 else "repeated"

    def made(columns: list[Front], row: int) -> list[Cell]:
        if form == "merged" and row:
            return []
        said = [one.words(at, plan) if form != "first" or not row else "" for one in columns]
        return [Cell(words_, height=height if form == "merged" else 1) for words_ in said]

    return [[*made(front, row), *cells, *made(back, row)] for row, cells in enumerate(roles)]


def _with_field(
    sheet: Sheet, placed: tuple[int, str], rows: list[list[Cell]], columns: int
) -> list[list[Cell]]:
    at, name = placed
    form = sheet.lot["field"]
    if form == "row":
        return [[Cell(field_heading(sheet.lot, at, name), width=columns)], *rows]
    if form == "column-merged":
        return [[Cell(name, height=len(rows)), *rows[0]], *rows[1:]]
    if form == "column-repeated":
        return [[Cell(name), *row] for row in rows]
    return rows
