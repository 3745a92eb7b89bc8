"""What a build reports (構築の報告): every source, and how much there is of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from renkei.model import Completeness, Finding, Severity
from renkei.model.base import Frozen
from renkei.publishing.catalogue.faults import Gap
from renkei.publishing.parts import AgreementSummary

_KNOWN = frozenset({"B001", "B002", "B012"})
"""The findings on an agreement that another source gave already."""


class SourceResult(Frozen):
    """What a build made of one source file, or of an amendment: a version is in no file.

    `is_text` tells whether the file could be read: a text without agreements is none (協約ではない文書).
    """

    name: str
    reused: bool
    environment: bool
    agreements: tuple[AgreementSummary, ...]
    findings: tuple[Finding, ...]
    is_version: bool = False
    is_text: bool = True

    @property
    def elsewhere(self) -> Finding | None:
        """What was said of an agreement in the file that is taken from another; an error before others."""
        found = [each for each in self.findings if each.code in _KNOWN]
        return min(found, key=lambda each: each.severity is not Severity.ERROR, default=None)

    @property
    def is_no_agreement(self) -> bool:
        """Whether the file is a text in which no agreement was found, not even one known already."""
        return self.is_text and not self.agreements and self.elsewhere is None


class Incomplete(Frozen):
    """What was not read to its end (読み取りが途中のもの): an agreement, or a source with none (key None)."""

    source: str
    key: str | None
    completeness: Completeness


class BuildReport(Frozen):
    """What a build made: every source, and how much there is of everything."""

    out: str
    base: str
    sources: tuple[SourceResult, ...]
    findings: tuple[Finding, ...] = ()
    quads: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def agreements(self) -> tuple[AgreementSummary, ...]:
        """The agreements in the dataset, in the order of their sources."""
        return tuple(agreement for source in self.sources for agreement in source.agreements)

    @property
    def in_force(self) -> tuple[AgreementSummary, ...]:
        """The agreements that no version in the dataset replaces; what is counted, is counted here."""
        replaced = {agreement.replaces for agreement in self.agreements}
        return tuple(each for each in self.agreements if each.key not in replaced)

    @property
    def reached(self) -> dict[Completeness, int]:
        """How many agreements were read how far (読み取りの到達度), and how many texts hold none."""
        counted = Counter(each.completeness for each in self.in_force)
        counted[Completeness.NOT_AN_AGREEMENT] = sum(s.is_no_agreement for s in self.sources)
        return {degree: counted[degree] for degree in Completeness}

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The sources of which no text could be taken."""
        return tuple(source.name for source in self.sources if not source.is_text)

    @property
    def incomplete(self) -> tuple[Incomplete, ...]:
        """The agreements that are not complete, and the texts that are none, in order of sources."""
        return tuple(each for source in self.sources for each in _incomplete(source))

    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding, those on single sources first."""
        on_sources = (found for source in self.sources for found in source.findings)
        return (*on_sources, *self.findings)

    def has_errors(self) -> bool:
        """Whether the input has errors: the command then ends with 1."""
        return any(found.severity is Severity.ERROR for found in self.all_findings())

    def environment_failed(self) -> bool:
        """Whether a source could not be read for a fault of the machine."""
        return any(source.environment for source in self.sources)


def _incomplete(source: SourceResult) -> Iterator[Incomplete]:
    for one in source.agreements:
        if one.completeness is not Completeness.COMPLETE:
            yield Incomplete(source=source.name, key=one.key, completeness=one.completeness)
    if source.is_no_agreement:
        degree = Completeness.NOT_AN_AGREEMENT
        yield Incomplete(source=source.name, key=None, completeness=degree)
