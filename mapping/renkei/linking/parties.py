"""Parties and the register (当事者と市区町村の照合), with the corrections that it proves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from renkei.errors import finding
from renkei.linking.bodies import Entry, first_day, predecessors_of, prefectures
from renkei.linking.municipalities import Ambiguous, Found, NotFound, find, to_link
from renkei.linking.variants import Substitution, explain, fold
from renkei.model import Correction, Finding, Party, Passage, SourceText, Span
from renkei.parsing.text.masked import is_masked

_OTHER_BODIES = (
    ("広域連合", ("広域連合", "a wide-area union")),
    ("組合", ("一部事務組合", "a partial-affairs association")),
)
"""Special local public bodies by the end of their names (地方自治法 第284条第1項)."""


@dataclass(slots=True)
class PartyLinker:
    """Finds each party in the register; gathers corrections and findings on the way.

    `days` are those on which the parties bore their names: that of the conclusion, and for a version
    that of its amendment. Without one, a former name is found by no one.
    """

    source: SourceText
    days: tuple[date, ...] = ()
    corrections: list[Correction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def link(self, party: Party) -> Party:
        """The party with its municipality, its printed names corrected where the register proves it."""
        found = self._find(party)
        if not isinstance(found, Found):
            self._report(party, found)
            return party
        name = found.municipality.name
        update: dict[str, object] = {"municipality": to_link(found)}
        for part in ("name", "signed_as", "signatory_title", "address"):
            passage = getattr(party, part)
            if passage is not None:
                update[part] = self._corrected(passage, name)
        if party.signed_as and not _same_body(update["signed_as"], name):
            span = Span(party.signed_as.start, party.signed_as.end)
            self.findings.append(
                finding("L009", self.source, span, name=name, signed=party.signed_as.text)
            )
        return party.model_copy(update=update)

    def _find(self, party: Party) -> Found | NotFound | Ambiguous:
        prefecture = _prefecture(party)
        found = self._named(party.name.text, prefecture)
        if isinstance(found, NotFound) and party.signed_as:
            # The preamble may be the damaged one, if the register knows the name that was signed.
            signed = self._named(party.signed_as.text, prefecture)
            if isinstance(signed, Found) and _ocr(party.name.text, signed.municipality.name):
                return signed
        return found

    def _named(self, name: str, prefecture: str | None) -> Found | NotFound | Ambiguous:
        """The body that bore a name on the first of the days on which one did."""
        found = [find(name, prefecture=prefecture, on=day) for day in self.days or (None,)]
        return next((each for each in found if isinstance(each, Found)), found[0])

    def _report(self, party: Party, found: NotFound | Ambiguous) -> None:
        span = Span(party.name.start, party.name.end)
        name = party.name.text
        if isinstance(found, Ambiguous):
            bodies = (*found.candidates, *(row.body for row in found.former))
            candidates = "、".join(row.full_name for row in bodies)
            self.findings.append(
                finding("L002", self.source, span, name=name, candidates=candidates)
            )
        elif found.later:
            self.findings.append(self._not_yet(span, name, found.later[0]))
        elif found.former:
            former = "、".join(
                f"{row.prefecture}{row.name}（{row.until}まで）" for row in found.former
            )
            self.findings.append(finding("L003", self.source, span, name=name, former=former))
        elif kind := _other_body(name):
            values = {"name": name, "kind_ja": kind[0], "kind_en": kind[1]}
            self.findings.append(finding("L014", self.source, span, **values))
        elif not is_masked(name):  # parsing tells of masked names
            self.findings.append(finding("L001", self.source, span, name=name))

    def _not_yet(self, span: Span, name: str, entry: Entry) -> Finding:
        """That a name was not yet in use, and which were before it."""
        before = "、".join(row.name for row in predecessors_of(entry.code)) or "―"
        values = {"since": str(first_day(entry)), "day": str(self.days[0]), "before": before}
        return finding("L015", self.source, span, name=name, **values)

    def _corrected(self, passage: Passage, name: str) -> Passage:
        """The passage with the municipality's name put right, where recognition confused a character."""
        for start in {0, *(len(p.name) for p in prefectures() if passage.text.startswith(p.name))}:
            printed = passage.text[start : start + len(name)]
            substitutions = _ocr(printed, name)
            if not substitutions:
                continue
            for span in passage.locate(start, start + len(name)):
                self._correct(span, printed, name, substitutions)
            text = passage.text[:start] + name + passage.text[start + len(name) :]
            return passage.model_copy(update={"text": text})
        return passage

    def _correct(
        self, span: Span, printed: str, name: str, substitutions: tuple[Substitution, ...]
    ) -> None:
        reason = "；".join(f"「{s.before}」→「{s.after}」：{s.reason}" for s in substitutions)
        self.corrections.append(
            Correction(
                before=printed,
                after=name,
                span=span,
                rule="register-ocr",
                reason=f"市区町村名の照合による補正。{reason}",
            )
        )
        self.findings.append(finding("L008", self.source, span, before=printed, after=name))


def _other_body(name: str) -> tuple[str, str] | None:
    """What a body is that is no municipality, in both languages."""
    if any(row.name == name for row in prefectures()):
        return "都道府県", "a prefecture"
    return next((kind for ending, kind in _OTHER_BODIES if name.endswith(ending)), None)


def _ocr(printed: str, expected: str) -> tuple[Substitution, ...]:
    """The confusions of recognised characters between two names; empty if none explain them."""
    substitutions = explain(printed, expected) or ()
    return tuple(s for s in substitutions if s.kind == "ocr")


def _same_body(signed: object, name: str) -> bool:
    """Whether a signature names the body, with prefecture or county in front or without."""
    if not isinstance(signed, Passage):
        return False
    alike = fold(signed.text).text.endswith(fold(name).text)
    return alike or explain(signed.text, name) is not None


def _prefecture(party: Party) -> str | None:
    """The prefecture that the name or the address of a party begins with."""
    for passage in (party.name, party.address, party.signed_as):
        for row in prefectures():
            if passage is not None and passage.text.startswith(row.name):
                return row.name
    return None
