"""What a build reports (構築の報告): every source, and how much there is of everything."""

from __future__ import annotations

from renkei.model import Finding, Severity
from renkei.model.base import Frozen
from renkei.publishing.catalogue.faults import Gap
from renkei.publishing.parts import AgreementSummary


class SourceResult(Frozen):
    """What a build made of one source file, or of an amendment: a version is in no file."""

    name: str
    reused: bool
    environment: bool
    agreements: tuple[AgreementSummary, ...]
    findings: tuple[Finding, ...]
    is_version: bool = False


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
