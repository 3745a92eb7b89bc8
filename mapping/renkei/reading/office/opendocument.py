"""OpenDocument files (OpenDocument文書の部品): parts, styles, running heads. OpenDocument 1.3 Part 2 and 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from renkei.reading.building import TextBuilder
from renkei.reading.office.packages import Package, PackageError, parse_xml

_NS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = f"{{{_NS}:office:1.0}}"
TABLE = f"{{{_NS}:table:1.0}}"
TEXT = f"{{{_NS}:text:1.0}}"
STYLE = f"{{{_NS}:style:1.0}}"
DRAW = f"{{{_NS}:drawing:1.0}}"
SVG = f"{{{_NS}:svg-compatible:1.0}}"
_MANIFEST = f"{{{_NS}:manifest:1.0}}"
_ZIP = b"PK"
_HEADS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
# A count. Not: a sign, a fraction, or a figure longer than any sheet. Real: "1048576"
_COUNT = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """An OpenDocument file (OpenDocument文書): the roots of its content and of its styles.

    A flat one (.fods, .fodt) is one XML document, whose content holds the styles, too.
    """

    content: etree._Element | None
    styles: etree._Element | None

    @classmethod
    def of(cls, data: bytes) -> OpenDocument:
        """Open a file. Raises `PackageError` for one that is damaged or has a password."""
        if not data.startswith(_ZIP):
            return cls(parse_xml(data), None)
        package = Package(data)
        _demand_open(package)
        return cls(package.xml("content.xml"), package.xml("styles.xml"))

    def body(self, kind: str) -> etree._Element | None:
        """The body of the content, of a kind such as `text` or `spreadsheet`; None if there is none."""
        return (
            self.content.find(f"{OFFICE}body/{OFFICE}{kind}") if self.content is not None else None
        )

    def roots(self) -> list[etree._Element]:
        """The roots that hold styles, those with common styles first."""
        return [root for root in (self.styles, self.content) if root is not None]

    def hidden(self, part: str, attribute: str, value: str) -> frozenset[str]:
        """The names of the styles whose properties of a part say that it is not shown."""
        return frozenset(
            style.get(f"{STYLE}name", "")
            for root in self.roots()
            for style in root.iter(f"{STYLE}style")
            if (shape := style.find(f"{STYLE}{part}-properties")) is not None
            and shape.get(attribute) == value
        )

    def tell_running_heads(self, builder: TextBuilder) -> None:
        """Tell the heads and feet of the pages, which are no text (ヘッダーとフッター)."""
        for root in self.roots():
            for kind in _HEADS:
                for each in root.iter(f"{STYLE}{kind}"):
                    builder.omit(flat_text(each), "header-footer")


def _demand_open(package: Package) -> None:
    manifest = package.xml("META-INF/manifest.xml")
    if (
        manifest is not None
        and next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None
    ):
        raise PackageError(
            "R016", what_ja="パスワード付きの文書", what_en="a document with a password"
        )


def own_parts(table: etree._Element, kind: str) -> Iterator[etree._Element]:
    """The rows or columns of a table, in groups or not; those of a table in one of its cells are not."""
    for part in table.iter(f"{TABLE}{kind}"):
        if next(part.iterancestors(f"{TABLE}table"), None) is table:
            yield part


def own_cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, those that a merged cell covers among them."""
    yield from row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def count(element: etree._Element, name: str, *, most: int) -> int:
    """A count that an element states (繰返しの数): from 1 to `most`, and 1 where it states none.

    >>> row = etree.Element("row", {"repeated": "1048576", "spanned": "x"})
    >>> count(row, "repeated", most=1000), count(row, "spanned", most=1000)
    (1000, 1)
    """
    stated = element.get(name, "")
    return max(1, min(int(stated), most)) if _COUNT.fullmatch(stated) else 1


def flat_text(element: etree._Element) -> str:
    """All words below an element, on one line."""
    return " ".join("".join(element.itertext()).split())
