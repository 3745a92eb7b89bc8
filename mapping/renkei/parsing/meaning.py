"""Step three of parsing: the zones of one section become an agreement (意味の読み取り)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from renkei.errors import finding
from renkei.model import (
    Agreement,
    Article,
    Citation,
    DatedPassage,
    Division,
    Finding,
    Initiative,
    Party,
    Passage,
    SourceText,
    Span,
    Supplement,
    Surrounding,
    apart,
)
from renkei.parsing.articles.body import ArticleReader
from renkei.parsing.articles.citations import citations
from renkei.parsing.articles.supplements import SupplementReader
from renkei.parsing.changes import BODY, ChangeReader, superseding
from renkei.parsing.completeness import FEWEST_PARTIES, reached, reached_in_amendment
from renkei.parsing.gaps import schedule_gaps, signing_gaps
from renkei.parsing.parties.defined_parties import defined_parties, listed_with_aliases
from renkei.parsing.parties.designations import bare, designations
from renkei.parsing.parties.preamble import NamedParty, named_parties
from renkei.parsing.parties.region import region
from renkei.parsing.parties.same_aliases import aliases_given_twice
from renkei.parsing.parties.strangers import strangers
from renkei.parsing.schedules.reader import ScheduleReader
from renkei.parsing.signing.conclusion import told_above, told_in_words
from renkei.parsing.signing.defined_aliases import with_defined_aliases
from renkei.parsing.signing.signatures import Signature
from renkei.parsing.signing.zone import SigningReader, signature_of, with_aliases
from renkei.parsing.structure.covers import told_on_cover
from renkei.parsing.structure.drafts import draft_signs
from renkei.parsing.structure.other_documents import concludes_other, reports
from renkei.parsing.structure.titles import TITLE_MARK
from renkei.parsing.structure.zones import Section, Zone
from renkei.parsing.text.ledger import Ledger
from renkei.parsing.text.lines import Line, LineKind, borders
from renkei.parsing.text.words import Manner, read_words

LONGEST_ON_COVER = 60
"""How many code points a line of a cover may have."""


@dataclass(slots=True)
class SectionReader:
    """Reads one section; `findings` gathers what is to be said about it."""

    source: SourceText
    ledger: Ledger
    findings: list[Finding] = field(default_factory=list)
    _masked: dict[tuple[int, str], Span] = field(default_factory=dict)

    def read(self, section: Section) -> Agreement | None:
        """The agreement that a section holds; None when it holds none."""
        named = self._named(section)
        if not _is_agreement(section, named) or self._is_other(section):
            return None
        span = _span(section)
        self._ruling(section)
        title = self._title(section[Zone.TITLE])
        cover = self._cover(section[Zone.COVER])
        surroundings = self._surroundings(section)
        preamble = self._words(section[Zone.PREAMBLE], "preamble")
        changes = ChangeReader(self.source, self.ledger)
        amendment = changes.read(section, title, preamble)
        self.findings.extend(changes.findings)
        if amendment is not None and not amendment.restates:
            section = section.without(*BODY)
        if (line := section.doubtful) is not None:
            self.findings.append(finding("P074", self.source, line.span, words=line.text))
        if (line := section.unsaid) is not None:
            self.findings.append(finding("P089", self.source, line.span, words=line.text))
        divisions, articles = self._articles(section[Zone.BODY])
        if len(named) < FEWEST_PARTIES and (defined := defined_parties(articles)):
            self._named_in_part(preamble, defined)
            named = defined
        supplements = self._supplements(section[Zone.SUPPLEMENT])
        amendment = amendment or superseding(supplements)
        closing = self._words(section[Zone.CLOSING], "closing")
        signing = SigningReader(self.source, self.ledger)
        date, signatures = signing.read(section[Zone.SIGNING], named)
        self.findings.extend(signing.findings)
        if date is None and amendment is None and not signing.findings:
            spoken = (one for article in articles for one in article.passages())
            above = (one.text for one in surroundings)
            date = told_in_words(preamble, [*spoken, closing]) or told_above(title, cover, above)
            date = date or self._on_cover(cover, named)
        defining = _region_sources(preamble, articles, None)
        listed = listed_with_aliases(articles)
        named = with_defined_aliases(with_aliases(named, signatures), defining, listed)
        schedules = self._schedules(section, named, defining, (divisions, articles))
        parties = self._parties(named, signatures)
        self._report(title, preamble, date, parties)
        self._drafts(draft_signs(title, cover, signing.blank, parties))
        self.findings.extend(signing_gaps(self.source, parties, self._masked))
        if amendment is None or amendment.restates:
            self.findings.extend(schedule_gaps(self.source, articles, schedules))
        if parties:
            self.findings.extend(strangers(self.source, schedules.parties, defining))
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
            divisions=divisions,
            articles=articles,
            supplements=supplements,
            surroundings=surroundings,
            schedules=tuple(schedules.schedules),
            headings=tuple(schedules.tree.headings),
            initiatives=tuple(schedules.initiatives),
            closing=closing,
            amendment=amendment,
            completeness=reached(
                articles,
                schedules.initiatives,
                parties,
                rows_unread=bool(schedules.unread_rows),
            )
            if amendment is None or amendment.restates
            else reached_in_amendment(amendment),
            span=span,
        )

    def _is_other(self, section: Section) -> bool:
        """Whether the sentence that concludes tells of a contract, or of what happened (news)."""
        spans = _stretches(section[Zone.PREAMBLE])
        preamble = "".join(self.source.text[span.start : span.end] for span in spans)
        bare = not section.has_body and not section[Zone.SIGNING]
        return concludes_other(preamble) or (bare and reports(preamble))

    def _ruling(self, section: Section) -> None:
        """The lines and bars of tables, wherever they stand."""
        for zone in Zone:
            for line in section[zone]:
                if line.kind is LineKind.RULER:
                    self.ledger.mark(line.span, "ruler")
                if line.kind is LineKind.PAGE:
                    self.ledger.mark(line.span, "page-number")
                for border in borders(line):
                    self.ledger.mark(border, "cell-border")

    def _named(self, section: Section) -> tuple[NamedParty, ...]:
        scratch = Ledger(self.source.text)
        stretches = _stretches(section[Zone.PREAMBLE])
        preamble = read_words(self.source.text, stretches, scratch, "", Manner.PROSE)
        return named_parties(preamble) if preamble else ()

    def _named_in_part(self, preamble: Passage | None, defined: Sequence[NamedParty]) -> None:
        """Tell of a first sentence that names a party as its subject, but not all: a name may be damaged."""
        subject, topic, _ = preamble.text.partition("は、") if preamble else ("", "", "")
        if preamble and topic and any(bare(party.name.text) in subject for party in defined):
            at = Span(preamble.start, preamble.end)
            self.findings.append(finding("P086", self.source, at, words=subject))

    def _words(self, lines: Sequence[Line], node: str) -> Passage | None:
        return read_words(self.source.text, _stretches(lines), self.ledger, node, Manner.PROSE)

    def _cover(self, lines: Sequence[Line]) -> tuple[Passage, ...]:
        """Lines that a cover may bear; a sentence above an agreement is none, and stays unread."""
        words = [line for line in lines if line.is_words or line.kind is LineKind.CAPTION]
        short = [w for w in words if w.span.length <= LONGEST_ON_COVER and w.text[-1] not in "。、"]
        read = (self._words([line], f"cover/{n}") for n, line in enumerate(short, start=1))
        return tuple(passage for passage in read if passage)

    def _on_cover(
        self, cover: Sequence[Passage], named: Sequence[NamedParty]
    ) -> DatedPassage | None:
        """The day beside the parties on the cover, of an agreement that bears no other."""
        date = told_on_cover(cover, [bare(party.name.text) for party in named])
        if date is not None:
            at = Span(date.passage.start, date.passage.end)
            self.findings.append(finding("P087", self.source, at, words=date.passage.text))
        return date

    def _title(self, lines: Sequence[Line]) -> Passage | None:
        """The title, without the circle that a rule book sets before it ("○熊本市及び…連携協約")."""
        if lines and (found := TITLE_MARK.match(lines[0].text)):
            start = lines[0].span.start
            self.ledger.mark(Span(start, start + 1), "title-mark")
            rest = Span(start + found.end(), lines[0].span.end)
            lines = [replace(lines[0], span=rest), *lines[1:]]
        return self._words(lines, "title")

    def _surroundings(self, section: Section) -> tuple[Surrounding, ...]:
        """Each line of the document around the agreement, as printed."""
        found: list[Surrounding] = []
        for kind, line in zip(section.kinds, section[Zone.SURROUNDING], strict=True):
            node = f"surrounding/{len(found) + 1}"
            # A row of bars and blanks has cells, but no words: its bars are claimed already.
            for cell in (cell for cell in line.cells or [line.span] if cell.length):
                text = read_words(self.source.text, [cell], self.ledger, node, Manner.PROSE)
                if text is not None:
                    found.append(Surrounding(kind=kind, text=text))
        return tuple(found)

    def _articles(self, lines: Sequence[Line]) -> tuple[tuple[Division, ...], tuple[Article, ...]]:
        reader = ArticleReader(self.source, self.ledger)
        articles = reader.read(lines)
        self.findings.extend(reader.findings)
        return tuple(reader.tree.divisions), articles

    def _supplements(self, lines: Sequence[Line]) -> tuple[Supplement, ...]:
        reader = SupplementReader(self.source, self.ledger)
        supplements = reader.read(lines)
        self.findings.extend(reader.findings)
        return supplements

    def _schedules(
        self,
        section: Section,
        named: Sequence[NamedParty],
        defining: Sequence[Passage],
        body: tuple[Sequence[Division], Sequence[Article]],
    ) -> ScheduleReader:
        divisions, articles = body
        called = designations(named, defining)
        reader = ScheduleReader(self.source, self.ledger, called)
        reader.read_articles(articles, divisions)
        reader.read(section[Zone.SCHEDULE])
        self.findings.extend(reader.findings)
        return reader

    def _parties(
        self, named: Sequence[NamedParty], signatures: Sequence[Signature]
    ) -> tuple[Party, ...]:
        parties = []
        for number, party in enumerate(named, start=1):
            signed = signature_of(party, named, signatures)
            if signed is not None:
                self.ledger.adopt(signed.ledger)
                masked = {(number, part): span for part, span in signed.masked.items()}
                self._masked.update(masked)
            parties.append(
                Party(
                    number=number,
                    alias=party.alias,
                    alias_shared=party.sharing,
                    name=party.name,
                    address=signed.address if signed else None,
                    signed_as=signed.body if signed else None,
                    signatory_title=signed.title if signed else None,
                    signatory_name=signed.name if signed else None,
                )
            )
        return tuple(parties)

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
        if len(parties) < FEWEST_PARTIES:
            self.findings.append(finding("P005", self.source, at, count=str(len(parties))))
        told = {"P004", "P075"}
        if date is None and not any(found.code in told for found in self.findings):
            self.findings.append(finding("P003", self.source, at))
        self.findings.extend(aliases_given_twice(self.source, parties))
        for party in parties:
            if party.signatory_name is None and (party.number, "name") not in self._masked:
                span = Span(party.name.start, party.name.end)
                self.findings.append(finding("P013", self.source, span, party=party.name.text))

    def _drafts(self, found: Iterable[Span]) -> None:
        """Words that signs stand for, and what shows that nobody has concluded this yet."""
        for span in sorted(set(self._masked.values())):
            self.findings.append(finding("P057", self.source, span, words=self._at(span)))
        signs = sorted(found)
        if signs:
            words = "、".join(dict.fromkeys(self._at(span) for span in signs))
            self.findings.append(finding("P058", self.source, signs[0], words=words))

    def _at(self, span: Span) -> str:
        return self.source.text[span.start : span.end]


def _is_agreement(section: Section, named: Sequence[NamedParty]) -> bool:
    """A preamble that names parties, or a title over articles: either is enough to read on."""
    return bool(named) or bool(section[Zone.TITLE] and section.has_body)


def _stretches(lines: Sequence[Line]) -> list[Span]:
    """Lines of words that follow each other become one stretch, line ends included."""
    stretches: list[Span] = []
    goes_on = False
    for line in lines:
        is_words = line.is_words or line.kind is LineKind.CAPTION
        if is_words and goes_on:
            stretches[-1] = Span(stretches[-1].start, line.span.end)
        elif is_words:
            stretches.append(line.span)
        goes_on = is_words
    return stretches


def _citations(
    preamble: Passage | None, articles: Sequence[Article], initiatives: Sequence[Initiative]
) -> Iterator[Citation]:
    if preamble:
        yield from citations(preamble, "preamble")
    places = apart(article.number for article in articles)
    for article, place in zip(articles, places, strict=True):
        for passage in article.passages():
            yield from citations(passage, f"article/{place}")
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


def _span(section: Section) -> Span:
    lines = [line for zone in Zone for line in section[zone]]
    return Span(min(line.span.start for line in lines), max(line.span.end for line in lines))
