"""Municipalities and prefectures as nodes (市区町村・都道府県), for those that agreements name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad

from renkei.graph.terms import japanese, plain
from renkei.graph.vocabulary import DEFAULT_BASE, Names, area_code, term
from renkei.linking.municipalities import by_code, prefectures, to_link


def municipality_quads(jis_codes: Iterable[str], *, base: str = DEFAULT_BASE) -> Iterator[Quad]:
    """The register's rows for five-digit codes, with their prefectures, sorted by code."""
    names = Names(base)
    graph = names.graph("municipalities")
    seen: set[str] = set()
    for code in sorted(set(jis_codes)):
        row = by_code(code)
        if row is None:
            continue
        link = to_link(row)
        node, region = names.municipality(code), names.prefecture(code[:2])
        seen.add(code[:2])
        yield Quad(node, term("rdf:type"), term("renkei:Municipality"), graph)
        yield Quad(node, term("skos:prefLabel"), japanese(link.name), graph)
        yield Quad(node, term("skos:prefLabel"), Literal(link.kana, language="ja-Hrkt"), graph)
        yield Quad(node, term("skos:prefLabel"), Literal(link.english, language="en"), graph)
        yield Quad(node, term("dcterms:identifier"), plain(link.code), graph)
        yield Quad(node, term("renkei:areaCode"), area_code(code), graph)
        yield Quad(node, term("renkei:prefecture"), region, graph)
        if link.corporate_number:
            number = plain(link.corporate_number)
            yield Quad(node, term("renkei:corporateNumber"), number, graph)
    for prefecture in prefectures():
        if prefecture.code[:2] not in seen:
            continue
        node = names.prefecture(prefecture.code[:2])
        yield Quad(node, term("rdf:type"), term("renkei:Prefecture"), graph)
        yield Quad(node, term("skos:prefLabel"), japanese(prefecture.name), graph)
        kana = Literal(prefecture.kana, language="ja-Hrkt")
        yield Quad(node, term("skos:prefLabel"), kana, graph)
        english = Literal(prefecture.english, language="en")
        yield Quad(node, term("skos:prefLabel"), english, graph)
        yield Quad(node, term("dcterms:identifier"), plain(prefecture.code), graph)
