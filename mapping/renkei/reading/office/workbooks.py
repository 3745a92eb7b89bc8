"""The parts of an Excel workbook (Excelブックの部品): strings, formats, sheets and their cells."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from renkei.reading.office.packages import Package
from renkei.reading.office.sheets import Sheet
from renkei.reading.office.values import BUILT_IN, shown
from renkei.reading.wording import Words

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TRUE = frozenset({"1", "true"})
# A reference to a cell. Real: "AB12"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# A character that a string cannot hold as it is. Real: "_x000D_"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook:
    """A workbook (ブック). Raises `PackageError` for damaged parts, as do its methods."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.root = package.xml("xl/workbook.xml")
        self._strings = [
            _string(each) for each in _below(package.xml("xl/sharedStrings.xml"), "si")
        ]
        self._formats = _formats(package.xml("xl/styles.xml"))
        properties = self.root.find(f"{S}workbookPr") if self.root is not None else None
        self._from_1904 = properties is not None and properties.get("date1904") in _TRUE
        self.unformatted: list[str] = []

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the order of their tabs."""
        relations = self._package.xml("xl/_rels/workbook.xml.rels")
        targets = (
            {each.get("Id"): each.get("Target", "") for each in relations}
            if relations is not None
            else {}
        )
        for each in self.root.iter(f"{S}sheet") if self.root is not None else ():
            target = targets.get(each.get(f"{_R}id"), "")
            part = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            )
            root = self._package.xml(part)
            if root is not None and root.tag == f"{S}worksheet":
                yield self._sheet(each, root)

    def _sheet(self, entry: etree._Element, root: etree._Element) -> Sheet:
        sheet = Sheet(entry.get("name", ""), entry.get("state", "visible") != "visible")
        for at, row in enumerate(root.iter(f"{S}row"), start=1):
            number = _integer(row.get("r"), at)
            if row.get("hidden") in _TRUE:
                sheet.hidden_rows.add(number)
            for place, cell in enumerate(row.iter(f"{S}c"), start=1):
                words = self._words(cell)
                if words.text.strip():
                    _, column = _place(cell.get("r", "")) or (number, place)
                    sheet.cells.setdefault(number, {})[column] = words
        for columns in root.iter(f"{S}col"):
            if columns.get("hidden") in _TRUE:
                sheet.hide_columns(_integer(columns.get("min"), 0), _integer(columns.get("max"), 0))
        for merge in root.iter(f"{S}mergeCell"):
            first, _, last = merge.get("ref", "").partition(":")
            start, end = _place(first), _place(last)
            if start and end and end >= start and end[1] >= start[1]:
                sheet.merged[start] = (end[0] - start[0] + 1, end[1] - start[1] + 1)
        return sheet

    def _words(self, cell: etree._Element) -> Words:
        """What a cell shows (表示される字句); of a formula, the value that was stored with it."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return _string(inline) if inline is not None else Words()
        stored = cell.findtext(f"{S}v") or ""
        if kind == "s":
            at = _integer(stored, -1)
            return self._strings[at] if 0 <= at < len(self._strings) else Words()
        if kind == "b":
            return Words({"1": "TRUE", "0": "FALSE"}.get(stored, stored))
        if kind != "n" or not stored:
            return Words(_unescaped(stored))
        code = self._formats.get(_integer(cell.get("s"), 0), "General")
        words = shown(stored, code, from_1904=self._from_1904)
        if words is None:
            self.unformatted.append(stored)
        return Words(stored if words is None else words)


def _formats(styles: etree._Element | None) -> dict[int, str]:
    """The format of each style of a cell."""
    if styles is None:
        return {}
    own = {
        _integer(each.get("numFmtId"), -1): each.get("formatCode", "")
        for each in styles.iter(f"{S}numFmt")
    }
    crossed = styles.find(f"{S}cellXfs")
    found: dict[int, str] = {}
    for at, each in enumerate(crossed if crossed is not None else ()):
        number = _integer(each.get("numFmtId"), 0)
        found[at] = own.get(number) or BUILT_IN.get(number, "General" if number == 0 else "?")
    return found


def _string(root: etree._Element) -> Words:
    """A string with its runs; readings of an input method are left out."""
    words = Words()
    for each in root.iter(f"{S}t"):
        parent = each.getparent()
        text = _unescaped(each.text or "")
        if parent is not None and parent.tag == f"{S}rPh":
            words.omit(text, "phonetic")
        else:
            words.add(text)
    return words


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _below(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return iter(()) if root is None else root.iterchildren(f"{S}{name}")


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else otherwise
