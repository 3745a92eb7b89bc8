"""Markup of OpenDocument sheets (表計算の記述): rows, cells and tables, as the tests put them together."""

from __future__ import annotations


def row(*cells: str, more: str = "") -> str:
    """A row."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(words: str = "", more: str = "") -> str:
    """A cell with one paragraph, or none."""
    inner = f"<text:p>{words}</text:p>" if words else ""
    return f"<table:table-cell {more}>{inner}</table:table-cell>"


def table(*rows: str, more: str = 'table:name="別表"') -> str:
    """A sheet."""
    return f"<table:table {more}>{''.join(rows)}</table:table>"


def spans(rows: int, columns: int) -> str:
    """What a cell says that is merged over rows and columns."""
    return f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
