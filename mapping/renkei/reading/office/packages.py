"""Packages of XML (XMLの入れ物): a ZIP whose parts are read with bounds and no entity expanded."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from renkei.errors import finding
from renkei.reading.extraction import Extraction
from renkei.reading.zips import FAULTS, is_encrypted, member_bytes

PART_LIMIT = 100_000_000
"""The most bytes that one part of a document may have, expanded."""


class PackageError(ValueError):
    """A part is missing, damaged, too large or hostile; `code` and `values` make the finding."""

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.values = values
        super().__init__(f"{code} {values}")

    def told(self, media_type: str, name: str) -> Extraction:
        """What a reader gives for such a document."""
        return Extraction(media_type, findings=(finding(self.code, name, None, **self.values),))


class Package:
    """The parts of a document (文書の部品). Raises `PackageError` when the ZIP is damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except FAULTS as error:
            raise PackageError("R015", reason=str(error) or type(error).__name__) from error

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, None if the document has no such part.

        Raises `PackageError` for one that is damaged, too large, too deep, or has a DTD: no program
        writes one there, and entities are how a small file becomes a large one.
        """
        if name not in self._archive.NameToInfo:
            return None
        return parse_xml(self._part(name))

    def has(self, name: str) -> bool:
        """Whether the document has a part of that name."""
        return name in self._archive.NameToInfo

    def check_sizes(self, limit: int) -> None:
        """Demand that all parts together stay below a limit. Raises `PackageError`."""
        sizes = [info.file_size for info in self._archive.infolist()]
        if sum(sizes) > limit or any(size > PART_LIMIT for size in sizes):
            raise _too_large()
        for info in self._archive.infolist():
            if is_encrypted(info):
                raise _encrypted()

    def _part(self, name: str) -> bytes:
        info = self._archive.getinfo(name)
        if is_encrypted(info):
            raise _encrypted()
        try:
            data = member_bytes(self._archive, info, limit=PART_LIMIT)
        except FAULTS as error:
            raise PackageError("R015", reason=str(error) or type(error).__name__) from error
        if data is None:
            raise _too_large()
        return data


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part (部品の解析): no DTD, no entity, no network, no great depth.

    Raises `PackageError`.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        if "depth" in str(error).lower():
            raise PackageError(
                "R018", what_ja="要素の深さ", what_en="the depth of elements", limit="256"
            ) from error
        raise PackageError("R015", reason=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError("R015", reason="DTD")
    return root


def _too_large() -> PackageError:
    return PackageError(
        "R018", what_ja="展開後の大きさ", what_en="the expanded size", limit=f"{PART_LIMIT:,}"
    )


def _encrypted() -> PackageError:
    return PackageError(
        "R016", what_ja="パスワード付きの文書", what_en="a document with a password"
    )
