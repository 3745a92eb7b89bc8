"""What a result says and where (検証結果の言葉): what is kept of one without an RDF library."""

from __future__ import annotations

import re

from renkei.model.base import Frozen
from renkei.model.passages import Span

# Matches the end of the IRI of a source range, /source/5c39…#char=1204,1288; no other fragment.
_FRAGMENT = re.compile(r"/([0-9a-f]{1,64})#char=([0-9]{1,12}),([0-9]{1,12})\Z")


class Messages(Frozen):
    """The same sentence in Japanese and in English."""

    ja: str
    en: str


class Clause(Frozen):
    """The words of a source that a result is about (原文の箇所).

    `range` is the IRI of the source range, `file` the name of the file if the graph tells it.
    """

    range: str
    words: str
    file: str | None = None

    def span(self, source: str) -> Span | None:
        """The place in a source, by the SHA-256 of that; None if the clause is in another.

        >>> Clause(range="https://w3id.org/renkei/source/5c39#char=2,8", words="").span("5c39")
        Span(start=2, end=8)
        """
        found = _FRAGMENT.search(self.range)
        if found is None or found[1] != source:
            return None
        return Span(int(found[2]), int(found[3]))
