"""Step three of parsing: the zones of one section become an agreement (意味の読み取り)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from renkei.errors import finding
from renkei.model import (
    Agreement,
    Article,
    Citation,
    Completeness,
    DatedPassage,
    Finding,
    Initiative,
    Party,
    Passage,
    SourceText,
    Span,
)
from renkei.parsing.articles import ArticleReader
from renkei.parsing.citations import citations
from renkei.parsing.dates import FoundDate, RefusedDate, find_dates
from renkei.parsing.ledger import Ledger
from renkei.parsing.lines import Line, LineKind
from renkei.parsing.parties import NamedParty, named_parties
from renkei.parsing.region import region
from renkei.parsing.schedules import ScheduleReader
from renkei.parsing.signatures import Signature, SignatureReader
from renkei.parsing.structure import Section, Zone, is_date_line
from renkei.parsing.words import Manner, read_words


@dataclass(slots=True)
class SectionReader:
    """Reads one section; `findings` gathers what is to be said about it."""

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)

    def read(self, section: Section) -> Agreement | None:
        """The agreement that a section holds; None when it holds none."""
        named = self._named(section)
        if not _is_agreement(section, named):
            return None
        title = self._words(section[Zone.TITLE], "title")
        cover = self._cover(section[Zone.COVER])
        preamble = self._words(section[Zone.PREAMBLE], "preamble")
        articles = self._articles(section[Zone.BODY])
        closing = self._words(section[Zone.CLOSING], "closing")
        schedules = self._schedules(section, named)
        date, signatures = self._signing(section, named)
        parties = _parties(named, signatures)
        self._report(title, preamble, date, parties)
        self._report_schedules(articles, schedules)
        cited = tuple(_citations(preamble, articles, schedules.initiatives))
        return Agreement(
            title=title,
            cover=cover,
            preamble=preamble,
            parties=parties,
            concluded_on=date,
            city_region=region(_region_sources(preamble, articles, title)),
            legal_basis=tuple(citation for citation in cited if citation.is_basis),
            citations=cited,
            articles=articles,
            schedules=tuple(schedules.schedules),
            headings=tuple(schedules.tree.headings),
            initiatives=tuple(schedules.initiatives),
            closing=closing,
            completeness=_completeness(articles, schedules.initiatives, parties),
            span=_span(section),
        )

    def _named(self, section: Section) -> tuple[NamedParty, ...]:
        scratch = Ledger(self.source.text)
        preamble = read_words(
            self.source.text, _stretches(section[Zone.PREAMBLE]), scratch, "", Manner.PROSE
        )
        return named_parties(preamble) if preamble else ()

    def _words(self, lines: Sequence[Line], node: str) -> Passage | None:
        spans = _stretches([line for line in lines if line.kind is not LineKind.BLANK])
        return read_words(self.source.text, spans, self.ledger, node, Manner.PROSE)

    def _cover(self, lines: Sequence[Line]) -> tuple[Passage, ...]:
        words = [line for line in lines if line.kind in {LineKind.TEXT, LineKind.CAPTION}]
        read = (self._words([line], f"cover/{n}") for n, line in enumerate(words, start=1))
        return tuple(passage for passage in read if passage)

    def _articles(self, lines: Sequence[Line]) -> tuple[Article, ...]:
        reader = ArticleReader(self.source, self.ledger)
        articles = reader.read(lines)
        self.findings.extend(reader.findings)
        return articles

    def _schedules(self, section: Section, named: Sequence[NamedParty]) -> ScheduleReader:
        reader = ScheduleReader(self.source, self.ledger, _designations(named))
        reader.read(section[Zone.SCHEDULE])
        self.findings.extend(reader.findings)
        return reader

    def _signing(
        self, section: Section, named: Sequence[NamedParty]
    ) -> tuple[DatedPassage | None, tuple[Signature, ...]]:
        lines = section[Zone.SIGNING]
        date = None
        rest = []
        for line in lines:
            if date is None and line.kind is LineKind.TEXT and is_date_line(line.text):
                date = self._date(line)
            else:
                rest.append(line)
        aliases = sorted({party.alias for party in named if party.alias})
        reader = SignatureReader(
            self.source, self.ledger, aliases, [party.name.text for party in named]
        )
        return date, reader.read(rest)

    def _date(self, line: Line) -> DatedPassage | None:
        found = next(find_dates(line.text))
        span = Span(line.span.start + found.start, line.span.start + found.end)
        passage = read_words(self.source.text, [span], self.ledger, "date", Manner.PROSE)
        if isinstance(found, RefusedDate):
            words = line.text[found.start : found.end]
            self.findings.append(
                finding("P004", self.source, span, words=words, why=found.why.value)
            )
        value = found.value if isinstance(found, FoundDate | RefusedDate) else None
        return DatedPassage(value=value, passage=passage) if value and passage else None

    def _report(
        self,
        title: Passage | None,
        preamble: Passage | None,
        date: DatedPassage | None,
        parties: Sequence[Party],
    ) -> None:
        at = Span(preamble.start, preamble.end) if preamble else None
        if title is None:
            self.findings.append(finding("P011", self.source, at))
        if len(parties) < 2:
            self.findings.append(finding("P005", self.source, at, count=str(len(parties))))
        if date is None and not any(found.code == "P004" for found in self.findings):
            self.findings.append(finding("P003", self.source, at))
        for party in parties:
            if party.signatory_name is None:
                span = Span(party.name.start, party.name.end)
                self.findings.append(finding("P013", self.source, span, party=party.name.text))

    def _report_schedules(self, articles: Sequence[Article], read: ScheduleReader) -> None:
        if read.initiatives:
            return
        for article in articles:
            for passage in article.passages():
                if (at := passage.text.find("別表")) >= 0:
                    span = passage.locate(at, at + 2)[0]
                    self.findings.append(
                        finding("P007", self.source, span, article=article.number)
                    )
                    return
        self.findings.append(finding("P008", self.source))


def _is_agreement(section: Section, named: Sequence[NamedParty]) -> bool:
    """A preamble that names parties, or a title over articles: either is enough to read on."""
    return bool(named) or bool(section[Zone.TITLE] and section.has_body)


def _stretches(lines: Sequence[Line]) -> list[Span]:
    """Lines that follow each other without a blank become one stretch, line ends included."""
    stretches: list[Span] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and line.span.start - previous.span.end <= 3 and stretches:
            stretches[-1] = Span(stretches[-1].start, line.span.end)
        elif line.span.length:
            stretches.append(line.span)
        previous = line if line.span.length else None
    return stretches


def _designations(named: Sequence[NamedParty]) -> dict[str, list[int]]:
    """How a column may call the parties: by alias, by name."""
    called: dict[str, list[int]] = {}
    for number, party in enumerate(named, start=1):
        called.setdefault(party.alias or party.name.text, []).append(number)
    for number, party in enumerate(named, start=1):
        called.setdefault(party.name.text, [number])
    return called


def _parties(named: Sequence[NamedParty], signatures: Sequence[Signature]) -> tuple[Party, ...]:
    parties = []
    for number, party in enumerate(named, start=1):
        signed = _signature_of(party, named, signatures)
        parties.append(
            Party(
                number=number,
                alias=party.alias,
                name=party.name,
                address=signed.address if signed else None,
                signed_as=signed.body if signed else None,
                signatory_title=signed.title if signed else None,
                signatory_name=signed.name if signed else None,
            )
        )
    return tuple(parties)


def _signature_of(
    party: NamedParty, named: Sequence[NamedParty], signatures: Sequence[Signature]
) -> Signature | None:
    """The block of a party: by alias and, among those that share one, by the name signed."""
    same = [s for s in signatures if s.alias == party.alias]
    sharing = [other for other in named if other.alias == party.alias]
    if party.alias is not None and len(sharing) == len(same) == 1:
        return same[0]
    named_so = [s for s in same if s.body and s.body.text == party.name.text]
    if named_so:
        return named_so[0]
    position = next(n for n, other in enumerate(sharing) if other is party)
    return same[position] if len(same) == len(sharing) else None


def _citations(
    preamble: Passage | None, articles: Sequence[Article], initiatives: Sequence[Initiative]
) -> Iterator[Citation]:
    if preamble:
        yield from citations(preamble, "preamble")
    for article in articles:
        for passage in article.passages():
            yield from citations(passage, f"article/{article.number}")
    for initiative in initiatives:
        if initiative.content:
            yield from citations(initiative.content, f"initiative/{initiative.number}")
        for role in initiative.roles:
            node = f"initiative/{initiative.number}/role/{role.party}"
            yield from citations(role.text, node)


def _region_sources(
    preamble: Passage | None, articles: Sequence[Article], title: Passage | None
) -> list[Passage]:
    sources = [preamble, *(p for article in articles for p in article.passages()), title]
    return [passage for passage in sources if passage is not None]


def _completeness(
    articles: Sequence[Article], initiatives: Sequence[Initiative], parties: Sequence[Party]
) -> Completeness:
    if not articles and not initiatives:
        return Completeness.HEADER_ONLY
    if not initiatives:
        return Completeness.ARTICLES_ONLY
    numbers = {party.number for party in parties}
    whole = all({role.party for role in initiative.roles} == numbers for initiative in initiatives)
    return Completeness.COMPLETE if whole else Completeness.ROLES_INCOMPLETE


def _span(section: Section) -> Span:
    lines = [line for zone in Zone for line in section[zone]]
    return Span(min(line.span.start for line in lines), max(line.span.end for line in lines))
