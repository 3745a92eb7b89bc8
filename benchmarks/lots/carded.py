"""Tables of one initiative, or with one in each column (取組ごとの表)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lots.grids import Block, Cell, Grid, Line
from lots.headings import joint_head, named, role_head

if TYPE_CHECKING:
    from lots.facts import Plan
    from lots.sheets import Sheet


def key_rows(sheet: Sheet, plans: list[Plan]) -> list[Block]:
    """A table for each initiative, keys at the left."""
    lot = sheet.lot
    blocks: list[Block] = []
    for at, plan in enumerate(plans, start=1):
        grid = Grid()
        name = named(lot, at, plan.name or "")
        if plan.name and lot["heading"] == "above":
            blocks.append(Line(name, 1))
        elif plan.name and lot["name_over"] == "yes":
            grid.rows.append([Cell(name, width=2)])
        elif plan.name:
            grid.rows.append([Cell(lot.word("name"), is_head=True), Cell(name)])
        grid.rows += _value_rows(sheet, plan)
        blocks.append(_widened(sheet, grid, plan))
    return blocks


def _value_rows(sheet: Sheet, plan: Plan) -> list[list[Cell]]:
    lot = sheet.lot
    content = []
    if plan.content:
        content = [[Cell(lot.word("content"), is_head=True), Cell(plan.content)]]
    roles = [[Cell(key, is_head=True), Cell(said)] for key, said in sheet.role_keys(plan)]
    rows = [*roles, *content] if lot["order"] == "roles-first" else [*content, *roles]
    if plan.extra:
        rows.append([Cell(lot.word(lot["extra"]), is_head=True), Cell(plan.extra)])
    return rows


def _widened(sheet: Sheet, grid: Grid, plan: Plan) -> Grid:
    """The same with 役割分担 merged at the left of the roles, or with the roles in a table of their own."""
    lot = sheet.lot
    keys = [key for key, _ in sheet.role_keys(plan)]
    first = next(at for at, row in enumerate(grid.rows) if row[0].words == keys[0])
    if lot["nesting"] == "inner" and lot["medium"] == "html":
        inner = Grid(grid.rows[first : first + len(keys)])
        whole = [Cell(lot.word("group"), is_head=True), Cell("", inner=inner)]
        return Grid([*grid.rows[:first], whole, *grid.rows[first + len(keys) :]])
    if lot["role_group"] == "none":
        return grid
    rows = [
        row
        if first <= at < first + len(keys)
        else [*row[:-1], replace(row[-1], width=row[-1].width + 1)]
        for at, row in enumerate(grid.rows)
    ]
    rows[first] = [Cell(lot.word("group"), height=len(keys), is_head=True), *rows[first]]
    return Grid(rows)


def cards(sheet: Sheet, plans: list[Plan]) -> list[Block]:
    """Cards: name and content over the whole width, roles below."""
    lot = sheet.lot
    grids = [_card(sheet, at, plan) for at, plan in enumerate(plans, start=1)]
    if lot["tables"] == "per-field":
        return list(grids)
    return [Grid([row for grid in grids for row in grid.rows])]


def _card(sheet: Sheet, at: int, plan: Plan) -> Grid:
    lot, parties = sheet.lot, sheet.calls
    total = max(len(parties), 2)
    grid = Grid()
    name = named(lot, at, plan.name or "")
    for key, said in ((lot.word("name"), name), (lot.word("content"), plan.content or "")):
        if not said:
            continue
        if lot["card_keys"] == "keyed":
            grid.rows.append([Cell(key, is_head=True), Cell(said, width=total - 1)])
        else:
            grid.rows.append([Cell(said, width=total)])
    if lot["card_roles"] == "below":
        keyed = sheet.role_keys(plan)
        grid.rows += [[Cell(key, is_head=True), Cell(said, width=total - 1)] for key, said in keyed]
    elif plan.joint is not None:
        grid.rows.append([Cell(joint_head(lot, sheet.cast), width=total, is_head=True)])
        grid.rows.append([Cell(plan.joint, width=total)])
    else:
        grid.rows.append([Cell(role_head(lot, sheet.cast, call), is_head=True) for call in parties])
        grid.rows.append([Cell(sheet.role(plan, call)) for call in parties])
    if plan.extra:
        grid.rows.append(
            [Cell(lot.word(lot["extra"]), is_head=True), Cell(plan.extra, width=total - 1)]
        )
    return grid


def transposed(sheet: Sheet, plans: list[Plan]) -> list[Block]:
    """A column for each initiative, keys at the left."""
    lot = sheet.lot
    lines: list[tuple[str, list[str]]] = []
    if lot["name"] != "none":
        lines.append(
            (
                lot.word("name"),
                [named(lot, at, plan.name or "") for at, plan in enumerate(plans, start=1)],
            )
        )
    if any(plan.content for plan in plans):
        lines.append((lot.word("content"), [plan.content or "" for plan in plans]))
    for call in sheet.calls:
        said = [plan.joint or sheet.role(plan, call) for plan in plans]
        lines.append((role_head(lot, sheet.cast, call), said))
    if lot["extra"] != "none":
        lines.append((lot.word(lot["extra"]), [plan.extra or "" for plan in plans]))
    rows = [[Cell(key, is_head=True), *map(Cell, said)] for key, said in lines]
    return [Grid(rows)]
