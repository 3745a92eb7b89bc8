"""How much there is in a dataset (件数): counted while its quads go by."""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from renkei.graph.vocabulary import term

_PORTION = 250_000
_TYPE = term("rdf:type").value


@dataclass(slots=True)
class Distinct:
    """A count of different things that keeps eight bytes of each.

    Two things are taken for one if their 64-bit digests are equal: among ten million that happens
    once in some 370,000 datasets.

    >>> seen = Distinct()
    >>> for name in ("a", "b", "a"): seen.add(name)
    >>> seen.count()
    2
    """

    digests: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, name: str) -> None:
        """Count a thing, unless it was counted before."""
        digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
        self.digests.append(int.from_bytes(digest))

    def update(self, names: Iterable[str]) -> None:
        """Count several things."""
        for name in names:
            self.add(name)

    def count(self) -> int:
        """How many different things there were; counted in portions, so that memory stays small."""
        portions = 1 + len(self.digests) // _PORTION
        return sum(
            len({digest for digest in self.digests if digest % portions == portion})
            for portion in range(portions)
        )


@dataclass(slots=True)
class Tally:
    """The counts that VoID asks for, over the union of all graphs (一つにまとめたグラフの件数)."""

    subjects: Distinct = field(default_factory=Distinct)
    objects: Distinct = field(default_factory=Distinct)
    properties: dict[str, Distinct] = field(default_factory=lambda: defaultdict(Distinct))
    classes: dict[str, Distinct] = field(default_factory=lambda: defaultdict(Distinct))
    links: dict[str, Distinct] = field(default_factory=lambda: defaultdict(Distinct))

    def add(self, quads: Iterable[Quad], link_spaces: Iterable[str]) -> None:
        """Count the quads of one graph.

        A triple whose object begins with one of the `link_spaces` is counted as a link to it.
        """
        subjects: set[str] = set()
        objects: set[str] = set()
        spaces = tuple(link_spaces)
        # A quad is taken apart at once: each of its terms is a copy whenever it is asked for.
        for about, property_, term_, _ in quads:
            subject, thing, predicate = str(about), str(term_), property_.value
            triple = f"{subject} {thing}"
            subjects.add(subject)
            objects.add(thing)
            self.properties[predicate].add(triple)
            if isinstance(term_, NamedNode):
                iri = term_.value
                if predicate == _TYPE:
                    self.classes[iri].add(subject)
                if iri.startswith(spaces):
                    self._link(predicate, iri, triple, spaces)
        self.subjects.update(subjects)
        self.objects.update(objects)

    def _link(self, predicate: str, iri: str, triple: str, spaces: tuple[str, ...]) -> None:
        for space in spaces:
            if iri.startswith(space):
                self.links[f"{predicate} {space}"].add(triple)
