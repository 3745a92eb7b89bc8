"""What the catalogue says of the data (データセットの事実): read from the site's own files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from renkei.errors import Wording
from renkei.graph.serialise import read_lines, write
from renkei.graph.vocabulary import AREA_CODES, DEFAULT_BASE, LAWS, Names, term
from renkei.publishing.catalogue.counting import Tally

DUMP = "renkei.nq"
LINK_SPACES = (f"{AREA_CODES}/", f"{LAWS}/")
"""Where links lead out of the dataset: e-Stat's area codes, e-Gov's statutes."""

_TITLE = term("dcterms:title")
_CONCLUDED = term("renkei:concludedOn")
_SOURCE = term("dcterms:source")
_MUNICIPALITY = term("renkei:municipality")
_LABEL = term("skos:prefLabel")


class FileFacts(NamedTuple):
    """A file of the site: its path there, its size in bytes, the hexadecimal SHA-256 of its bytes."""

    path: str
    size: int
    sha256: str


class AgreementFacts(NamedTuple):
    """An agreement in the catalogue (協約): `municipalities` are codes in the order of the parties.

    `title` and `concluded` are as the text has them, or None; `sources` the IRIs of its texts;
    `statements` the number of its triples.
    """

    key: str
    title: str | None
    concluded: date | None
    municipalities: tuple[str, ...]
    sources: tuple[str, ...]
    statements: int
    file: FileFacts | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A dataset as a catalogue sees it.

    `files` are those of the site by their path, `labels` the names of municipalities by code.
    """

    base: str
    files: dict[str, FileFacts]
    agreements: tuple[AgreementFacts, ...]
    labels: dict[str, Wording]
    statements: int
    tally: Tally = field(repr=False)

    @property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day on which an agreement was concluded."""
        days = sorted(found.concluded for found in self.agreements if found.concluded)
        return (days[0], days[-1]) if days else None

    @property
    def checksum(self) -> str:
        """The checksum of the N-Quads: the same for the same statements."""
        return self.files[DUMP].sha256


def agreement_path(key: str) -> str:
    """Where the site keeps the statements of one agreement: the address of its graph, as Turtle.

    >>> agreement_path("43100-43214-20160330")
    'graph/agreement/43100-43214-20160330.ttl'
    """
    return f"graph/agreement/{quote(key, safe='')}.ttl"


def read_facts(site: Path, *, base: str = DEFAULT_BASE, write_files: bool = False) -> Facts:
    """Read what there is to say of a site's data; one graph is in memory at a time.

    `write_files` asks to write the statements of each agreement into a file of its own, too: to read
    the dump takes longer than all that is done with it. Raises `OSError` where the dump is missing.
    """
    survey = _Survey(site, Names(base), write_files)
    if write_files:
        (site / "graph" / "agreement").mkdir(parents=True, exist_ok=True)
    with (site / DUMP).open("rb") as lines:
        for graph, quads in _graphs(read_lines(lines)):
            survey.add(graph, list(quads))
    return Facts(
        base=base,
        files={path: file for path in _top(site) if (file := file_facts(site, path))},
        agreements=tuple(sorted(survey.agreements)),
        labels=survey.labels(),
        statements=sum(seen.count() for seen in survey.tally.properties.values()),
        tally=survey.tally,
    )


def file_facts(site: Path, path: str) -> FileFacts | None:
    """Size and checksum of a file of the site; None where there is none."""
    file = site / path
    if not file.is_file():
        return None
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    return FileFacts(path, file.stat().st_size, digest)


def _top(site: Path) -> list[str]:
    return sorted(path.name for path in site.iterdir() if path.is_file())


def _graphs(quads: Iterator[Quad]) -> Iterator[tuple[str, Iterator[Quad]]]:
    """The graphs of a dump, which holds each in one piece."""
    for graph, group in groupby(quads, key=lambda quad: quad.graph_name):
        yield getattr(graph, "value", ""), group


@dataclass(slots=True)
class _Survey:
    site: Path
    names: Names
    write_files: bool = False
    tally: Tally = field(default_factory=Tally)
    agreements: list[AgreementFacts] = field(default_factory=list)
    names_ja: dict[str, str] = field(default_factory=dict)
    names_en: dict[str, str] = field(default_factory=dict)

    def add(self, graph: str, quads: list[Quad]) -> None:
        self.tally.add(quads, LINK_SPACES)
        prefix = self.names.agreement_graph("").value
        if graph.startswith(prefix):
            key = graph.removeprefix(prefix)
            if self.write_files:
                with (self.site / agreement_path(key)).open("wb") as out:
                    write(quads, out, form="ttl")
            self.agreements.append(self._agreement(key, quads))
        elif graph == self.names.graph("municipalities").value:
            self._name(quads)

    def labels(self) -> dict[str, Wording]:
        return {
            code: Wording(ja=ja, en=self.names_en.get(code, ja))
            for code, ja in sorted(self.names_ja.items())
        }

    def _agreement(self, key: str, quads: list[Quad]) -> AgreementFacts:
        root = self.names.agreement(key)
        own = [quad for quad in quads if quad.subject == root]
        concluded = _first(own, _CONCLUDED)
        return AgreementFacts(
            key=key,
            title=_first(own, _TITLE),
            concluded=date.fromisoformat(concluded) if concluded else None,
            municipalities=tuple(code for _, code in sorted(self._codes(quads))),
            sources=tuple(sorted(_words(q.object) for q in own if q.predicate == _SOURCE)),
            statements=len(quads),
            file=file_facts(self.site, agreement_path(key)),
        )

    def _codes(self, quads: list[Quad]) -> set[tuple[int, str]]:
        """The municipalities of the parties, with the parties' numbers (…/party/2)."""
        return {
            (int(_words(quad.subject).rpartition("/")[2]), self._code(_words(quad.object)))
            for quad in quads
            if quad.predicate == _MUNICIPALITY
        }

    def _code(self, iri: str) -> str:
        return iri.removeprefix(self.names.municipality("").value)

    def _name(self, quads: list[Quad]) -> None:
        prefix = self.names.municipality("").value
        for quad in quads:
            if quad.predicate != _LABEL or not isinstance(quad.object, Literal):
                continue
            if not (isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(prefix)):
                continue
            into = {"ja": self.names_ja, "en": self.names_en}.get(quad.object.language or "")
            if into is not None:
                into[self._code(quad.subject.value)] = quad.object.value


def _first(quads: list[Quad], predicate: NamedNode) -> str | None:
    values = sorted(_words(quad.object) for quad in quads if quad.predicate == predicate)
    return values[0] if values else None


def _words(term_: object) -> str:
    """The IRI of a node or the words of a literal."""
    return str(getattr(term_, "value", ""))
