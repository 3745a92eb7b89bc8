"""Municipalities and prefectures as nodes (市区町村・都道府県), for those that agreements name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from renkei.graph.terms import XSD_DATE, japanese, plain
from renkei.graph.vocabulary import DEFAULT_BASE, Names, area_code, term
from renkei.linking.bodies import (
    Change,
    FormerName,
    Municipality,
    Prefecture,
    body_of,
    by_code,
    changes_of,
    corporate_number,
    first_day,
    prefectures,
    present_body,
)

_KINDS = {
    Change.RENAMED: "renkei:Renamed",
    Change.RAISED: "renkei:Raised",
    Change.MERGED: "renkei:Merged",
    Change.ABSORBED: "renkei:Absorbed",
}


def municipality_quads(jis_codes: Iterable[str], *, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """The register's rows for five-digit codes, with their prefectures, sorted by code.

    The bodies that came of them by merger are there too: a link never ends at a body that is no more.
    """
    writer = _Writer(Names(base))
    rows = [row for code in _with_successors(jis_codes) if (row := body_of(code))]
    for row in rows:
        yield from writer.municipality(row)
    numbers = {row.jis_code[:2] for row in rows}
    for prefecture in prefectures():
        if prefecture.code[:2] in numbers:
            yield from writer.prefecture(prefecture)


def _with_successors(jis_codes: Iterable[str]) -> list[str]:
    found: set[str] = set()
    waiting = list(jis_codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += [change.successor[:5] for change in changes_of(code)]
    return sorted(found)


class _Writer(NamedTuple):
    names: Names

    def _quad(self, subject: NamedNode, property_: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, term(property_), value, self.names.graph("municipalities"))

    def _labels(self, node: NamedNode, row: Municipality | Prefecture) -> Iterator[Quad]:
        yield self._quad(node, "skos:prefLabel", japanese(row.name))
        yield self._quad(node, "skos:prefLabel", Literal(row.kana, language="ja-Hrkt"))
        yield self._quad(node, "skos:prefLabel", Literal(row.english, language="en"))
        yield self._quad(node, "dcterms:identifier", plain(row.code))

    def prefecture(self, row: Prefecture) -> Iterator[Quad]:
        """A prefecture: its names and its code."""
        node = self.names.prefecture(row.code[:2])
        yield self._quad(node, "rdf:type", term("renkei:Prefecture"))
        yield from self._labels(node, row)

    def municipality(self, row: Municipality) -> Iterator[Quad]:
        """A body: its names and codes, and what became of it."""
        code = row.jis_code
        node = self.names.municipality(code)
        yield self._quad(node, "rdf:type", term("renkei:Municipality"))
        yield from self._labels(node, row)
        yield self._quad(node, "renkei:areaCode", area_code(code))
        yield self._quad(node, "renkei:prefecture", self.names.prefecture(code[:2]))
        if number := corporate_number(row):
            yield self._quad(node, "renkei:corporateNumber", plain(number))
        yield from self._validity(node, row)
        for change in changes_of(code):
            yield from self._change(node, change)

    def _validity(self, node: NamedNode, row: Municipality) -> Iterator[Quad]:
        """Since when the code is valid and until when; a new name alone does not change it."""
        changes = changes_of(row.code)
        names = [each for each in changes if each.successor == row.code]
        since = first_day(names[0] if names else row)
        if since:
            yield self._quad(node, "renkei:validFrom", _day(since))
        if by_code(row.code) is None:
            yield self._quad(node, "renkei:validUntil", _day(changes[-1].last_day))

    def _change(self, node: NamedNode, change: FormerName) -> Iterator[Quad]:
        event = NamedNode(f"{node.value}/change/{change.changed_on:%Y%m%d}")
        after = self.names.municipality(change.successor[:5])
        present = present_body(change)
        yield self._quad(node, "renkei:municipalChange", event)
        if after != node:
            yield self._quad(node, "dcterms:isReplacedBy", after)
        yield self._quad(event, "rdf:type", term("renkei:MunicipalChange"))
        yield self._quad(event, "renkei:formerName", japanese(change.name))
        yield self._quad(event, "renkei:changedOn", _day(change.changed_on))
        yield self._quad(event, "renkei:kindOfChange", term(_KINDS[change.change]))
        yield self._quad(event, "renkei:changedInto", after)
        yield self._quad(event, "renkei:presentBody", self.names.municipality(present.jis_code))
        yield self._quad(event, "renkei:reason", japanese(change.reason))
        yield self._quad(event, "dcterms:bibliographicCitation", japanese(change.source))


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD_DATE)
