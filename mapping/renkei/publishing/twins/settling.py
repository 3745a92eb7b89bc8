"""Which source of an agreement is taken (採る原文の決定), and what is said of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from renkei.errors import Wording, finding
from renkei.graph.serialise import canonical_lines, read_lines
from renkei.graph.vocabulary import Names, term
from renkei.model import Completeness, Finding, SourceText, Span
from renkei.publishing.parts import AgreementSummary, graph_file, keep_graph
from renkei.publishing.sources import SourceFile
from renkei.publishing.twins.differences import Difference, differences, excerpts
from renkei.publishing.twins.naming import part_name
from renkei.publishing.twins.saying import saying

_SHOWN = 25
"""How many differences have a finding of their own; the finding on the whole names all of them."""

_WHY = (
    Wording(ja="より先まで読み取れた", en="it was read further"),
    Wording(ja="署名などまで載せている", en="it says more, such as who signed"),
    Wording(ja="未読の字句が少ない", en="less of it is unread"),
    Wording(ja="補正が少ない", en="it needed fewer corrections"),
    Wording(ja="ファイル名の順で先にある", en="its name comes first"),
)
_LINKED = Wording(
    ja="この原文も残し、協約に結び付けました",
    en="this source is kept too, and the agreement points to it",
)
_ONE_TEXT = Wording(
    ja="本文の字句が一字も違わないため、原文は一つにまとめました",
    en="both hold the same text letter by letter, which is kept once",
)


class Candidate(NamedTuple):
    """An agreement that a source gave: `place` counts the sources, `source` is the checksum of its text."""

    place: int
    name: str
    file: SourceFile
    source: str
    agreement: AgreementSummary


class Settled(NamedTuple):
    """What is taken of one candidate: its agreement, None if another source's is; and what to say."""

    candidate: Candidate
    agreement: AgreementSummary | None
    findings: tuple[Finding, ...] = ()
    extra_graph: str | None = None


def settled(candidates: Iterable[Candidate], folder: Path, names: Names) -> Iterator[Settled]:
    """Decide on every candidate; those whose agreement no other source gives are taken as they are.

    Of several the one is taken that was read furthest, says most, left least unread and needed the fewest
    corrections; the first by name where all that is equal. `folder` holds the parts of the build.
    Raises `OSError` when it cannot be read or written.
    """
    by_key: defaultdict[str, list[Candidate]] = defaultdict(list)
    for each in candidates:
        by_key[each.agreement.key].append(each)
    for twins in by_key.values():
        if len(twins) == 1:
            yield Settled(twins[0], twins[0].agreement)
        else:
            yield from _Twins(twins, folder, names).settled()


class _Twins:
    """The candidates for one agreement."""

    def __init__(self, twins: list[Candidate], folder: Path, names: Names) -> None:
        self.twins = twins
        self.folder = folder
        self.names = names
        self.root = names.agreement(twins[0].agreement.key)
        self.said = [saying(self._lines(each), self.root.value) for each in twins]
        ranks = [self._rank(at) for at in range(len(twins))]
        self.first = ranks.index(min(ranks))
        self.ranks = ranks
        # Files of one text are one source text, which must not get two names.
        self.described = {twins[self.first].source}

    def _lines(self, candidate: Candidate) -> bytes:
        return graph_file(self.folder, candidate.agreement.graph_sha256).read_bytes()

    def _rank(self, at: int) -> tuple[int, ...]:
        """Lower is better; each place has its reason in `_WHY`."""
        one = self.twins[at].agreement
        degree = list(Completeness).index(one.completeness)
        return (degree, -len(self.said[at].words), one.unread, one.corrections, at)

    def settled(self) -> Iterator[Settled]:
        chosen = self.twins[self.first]
        further: list[Candidate] = []
        for at, each in enumerate(self.twins):
            if at == self.first:
                continue
            found = list(differences(self.said[at], self.said[self.first]))
            if not all(one.is_silence for one in found):
                yield self._differing(each, found)
            elif self._is_copy(each):
                values = {"key": chosen.agreement.key, "first": chosen.name}
                yield Settled(each, None, (finding("B001", each.name, None, **values),))
            else:
                is_new = self._is_new_text(each)
                yield Settled(each, None, (self._same(at, _LINKED if is_new else _ONE_TEXT),))
                further.extend([each] if is_new else [])
        yield Settled(chosen, self._linked(further))

    def _is_copy(self, candidate: Candidate) -> bool:
        """Whether two graphs differ in nothing but the name of the file."""
        mine, other = (
            {line for line in self._lines(each).splitlines() if b"/ns#fileName>" not in line}
            for each in (candidate, self.twins[self.first])
        )
        return mine == other

    def _is_new_text(self, candidate: Candidate) -> bool:
        is_new = candidate.source not in self.described
        self.described.add(candidate.source)
        return is_new

    def _same(self, at: int, kept: Wording) -> Finding:
        chosen, mine = self.ranks[self.first], self.ranks[at]
        why = next(why for why, one, other in zip(_WHY, chosen, mine, strict=True) if one != other)
        first, other = self.twins[self.first], self.twins[at]
        return finding(
            "B012",
            other.name,
            None,
            key=first.agreement.key,
            first=first.name,
            why_ja=why.ja,
            why_en=why.en,
            kept_ja=kept.ja,
            kept_en=kept.en,
        )

    def _linked(self, further: Iterable[Candidate]) -> AgreementSummary:
        """The agreement that is taken, its graph pointing to the sources that say the same."""
        chosen = self.twins[self.first]
        graph = self.names.agreement_graph(chosen.agreement.key)
        quads: list[Quad] = []
        for each in further:
            node = self.names.source(each.source)
            quads.append(Quad(self.root, term("renkei:furtherSource"), node, graph))
            quads.extend(self._source_text(each, graph))
        if not quads:
            return chosen.agreement
        lines = canonical_lines([*read_lines(self._lines(chosen)), *quads])
        return chosen.agreement.model_copy(update={"graph_sha256": keep_graph(self.folder, lines)})

    def _source_text(self, candidate: Candidate, graph: NamedNode) -> Iterator[Quad]:
        """What is said of a source itself, as quads of a graph."""
        node = self.names.source(candidate.source)
        for quad in read_lines(self._lines(candidate)):
            if quad.subject == node:
                yield Quad(quad.subject, quad.predicate, quad.object, graph)

    def _differing(self, candidate: Candidate, found: list[Difference]) -> Settled:
        chosen = self.twins[self.first]
        aliases = self.said[self.first].aliases
        parts = [part_name(one.statement, aliases) for one in found]
        here, there = _source(candidate), _source(chosen)
        whole = finding(
            "B002",
            candidate.name,
            None,
            key=chosen.agreement.key,
            first=chosen.name,
            count=str(len(found)),
            parts_ja="、".join(dict.fromkeys(part.ja for part in parts)),
            parts_en="; ".join(dict.fromkeys(part.en for part in parts)),
        )
        each = (
            _on_part(one, part, here or candidate.name, there or chosen.name)
            for one, part in zip(found[:_SHOWN], parts, strict=False)
        )
        return Settled(candidate, None, (whole, *each), self._text_alone(candidate))

    def _text_alone(self, candidate: Candidate) -> str | None:
        """The graph of a source of which no statement is taken, None if it is described already."""
        if not self._is_new_text(candidate):
            return None
        graph = self.names.source_graph(candidate.source)
        return keep_graph(self.folder, canonical_lines(self._source_text(candidate, graph)))


def _source(candidate: Candidate) -> SourceText | None:
    """The text of a candidate, read once more for the places in it."""
    from renkei.reading import read_all  # noqa: PLC0415  (a build that finds no twins reads nothing here)

    for reading in read_all(candidate.file.path, name=candidate.file.name):
        if reading.source and reading.source.sha256 == candidate.source:
            return reading.source
    return None


def _on_part(
    one: Difference, part: Wording, here: SourceText | str, there: SourceText | str
) -> Finding:
    mine, other = excerpts(one.here, one.there)
    found = finding(
        "B013",
        here,
        one.here_at,
        part_ja=part.ja,
        part_en=part.en,
        here=mine,
        there=other,
        other=_place(there, one.there_at),
    )
    if isinstance(here, str) or not here.anchors or one.here_at is None:
        return found
    return found.model_copy(update={"place": here.file_place(one.here_at.start)})


def _place(source: SourceText | str, span: Span | None) -> str:
    """A place as findings print it: `file:line:column`, and where it is in a file that is no text."""
    if isinstance(source, str) or span is None:
        return source if isinstance(source, str) else source.name
    line, column = source.place(span.start)
    inside = source.file_place(span.start)
    return f"{source.name}:{line}:{column}" + (f" ({inside})" if inside else "")
