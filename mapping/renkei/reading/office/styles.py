"""Styles of Word (Wordのスタイル): which list a paragraph belongs to, and what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from renkei.reading.office.numbering import W

_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 20


@dataclass(slots=True)
class Styles:
    """What the styles of a document say of numbering and hiding (スタイル)."""

    _styles: dict[str, etree._Element] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """The styles of `word/styles.xml`; none where the part is missing."""
        found = root.iter(f"{W}style") if root is not None else ()
        return cls({each.get(f"{W}styleId", ""): each for each in found})

    def list_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The list and the depth of a paragraph (段落の番号定義), of its own or by its style."""
        properties = paragraph.find(f"{W}pPr")
        list_id, depth = _numbered(properties)
        for style in self._chain(properties):
            style_list, style_depth = _numbered(style.find(f"{W}pPr"))
            list_id = style_list if list_id is None else list_id
            depth = style_depth if depth is None else depth
        # List 0 takes a number away that a style gives.
        return (list_id, depth or 0) if list_id not in {None, "0"} and list_id else None

    def hides(self, run: etree._Element) -> bool:
        """Whether a run is hidden text (隠し文字)."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        if (own := properties.find(f"{W}vanish")) is not None:
            return own.get(f"{W}val") not in _OFF
        style = properties.find(f"{W}rStyle")
        named = self._styles.get(style.get(f"{W}val", "")) if style is not None else None
        if named is None:
            return False
        vanish = named.find(f"{W}rPr/{W}vanish")
        return vanish is not None and vanish.get(f"{W}val") not in _OFF

    def _chain(self, properties: etree._Element | None) -> list[etree._Element]:
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = style.get(f"{W}val", "") if style is not None else ""
        chain: list[etree._Element] = []
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[name])
            based = chain[-1].find(f"{W}basedOn")
            name = based.get(f"{W}val", "") if based is not None else ""
        return chain


def _numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    list_id = properties.find(f"{W}numPr/{W}numId")
    depth = properties.find(f"{W}numPr/{W}ilvl")
    at = depth.get(f"{W}val", "0") if depth is not None else None
    return (
        list_id.get(f"{W}val") if list_id is not None else None,
        int(at) if at is not None and at in set("012345678") else None,
    )
