"""The build (構築): sources → kg/store and kg/site, in whole or not at all.

One source is held in memory at a time; what each gave is kept as a part, so that the next build
reads again only what changed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from renkei.errors import finding
from renkei.graph import DEFAULT_BASE, canonical_lines, municipality_quads
from renkei.graph.concepts import ontology_quads
from renkei.graph.vocabulary import Names
from renkei.model import Finding
from renkei.publishing.apart import PartsApart, may_differ
from renkei.publishing.catalogue import SETTINGS_FILE, load_settings, write_catalogue
from renkei.publishing.catalogue import Settings as CatalogueSettings
from renkei.publishing.ontology_page.merged_file import write_merged_ontology
from renkei.publishing.parts import AgreementSummary, Bundle, Part, graph_file, part_file, part_key
from renkei.publishing.report import BuildReport, SourceResult
from renkei.publishing.retrievals import forget, retrievals
from renkei.publishing.settings import Maker, Settings
from renkei.publishing.site import write_checksums, write_site
from renkei.publishing.sources import CURATION, SourceFile, companion, source_files
from renkei.publishing.swapping import MANIFEST, demand_ours, staged
from renkei.publishing.twins import Candidate, Settled, settled
from renkei.reading import Origin, Reading, load
from renkei.store import load_nquads, open_store, settle

if TYPE_CHECKING:
    from renkei.linking import Curation

Progress = Callable[[int, int, str], None]


def build(  # noqa: PLR0913  (each keyword is a choice of its own)
    sources: Iterable[str | Path],
    out: str | Path,
    *,
    base: str = DEFAULT_BASE,
    curation: str | Path | None = None,
    publisher: str | Path | None = None,
    pages: bool = False,
    progress: Progress | None = None,
    maker: Maker | None = None,
) -> BuildReport:
    """Build a dataset from files, folders and patterns into the folder `out`.

    `curation` names a curation file; without it, a `curation.csv` in one of the source folders is
    taken. `publisher` names the settings of the catalogue, likewise `publisher.toml`.
    `pages` asks for the static site too, which takes much longer than all the rest.
    `progress` is called before each source with its position, their number and its name.
    `maker` makes the parts of each file: `PartsApart()` unless given, a process that is ended when
    a file takes too long.
    An earlier build in `out` is replaced only when everything was written.
    Raises `NoSourceError`, `NotOurFolderError` and `SettingsError` for wrong use, `StoreError` and `OSError` for
    faults of the environment.
    """
    given = list(sources)
    folder = Path(out)
    demand_ours(folder)
    files = source_files(given)
    decided, findings = _curation(curation or companion(given, CURATION))
    stated = publisher or companion(given, SETTINGS_FILE)
    catalogue = load_settings(Path(stated) if stated else None, os.environ)
    settings = Settings(base=base, curation=decided)
    with staged(folder) as staging:
        builder = _Builder(folder, staging, settings, catalogue, pages, maker or PartsApart())
        for position, file in enumerate(files, start=1):
            if progress:
                progress(position, len(files), file.name)
            builder.add(file)
        builder.settle()
        return builder.finish(str(out), (*findings, *builder.add_versions()))


def _curation(path: str | Path | None) -> tuple[Curation | None, tuple[Finding, ...]]:
    if path is None:
        return None, ()
    # Whoever has no decisions needs no rules and no readers here: files have their own process.
    from renkei.linking import parse_curation  # noqa: PLC0415  (see above)
    from renkei.reading import read  # noqa: PLC0415  (see above)

    reading = read(Path(path))
    if reading.source is None:
        return None, reading.findings
    return parse_curation(reading.source.text, name=reading.source.name)


class _ReadPart(NamedTuple):
    part: Part
    file: SourceFile
    reused: bool


def _decided(part: Part, found: Iterable[Settled]) -> Part:
    """A part with those of its agreements that are taken from it, and what is said of the others."""
    ordered = sorted(found, key=lambda each: part.agreements.index(each.candidate.agreement))
    extra = next((each.extra_graph for each in ordered if each.extra_graph), None)
    return part.model_copy(
        update={
            "agreements": tuple(each.agreement for each in ordered if each.agreement),
            "findings": (*part.findings, *(f for each in ordered for f in each.findings)),
            "loose_sha256": part.loose_sha256 or extra,
        }
    )


@dataclass(slots=True)
class _Builder:
    folder: Path
    staging: Path
    settings: Settings
    catalogue: CatalogueSettings
    pages: bool
    make: Maker
    results: list[SourceResult] = field(default_factory=list)
    read: list[_ReadPart] = field(default_factory=list)
    graphs: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    homes: dict[str, SourceFile] = field(default_factory=dict)
    amending: list[AgreementSummary] = field(default_factory=list)

    def __post_init__(self) -> None:
        forget()
        self.parts.mkdir()

    @property
    def parts(self) -> Path:
        return self.staging / "parts"

    def add(self, file: SourceFile) -> None:
        """Read the texts of one source."""
        bundle, reused = self._bundle(file)
        self.read.extend(_ReadPart(part, file, reused) for part in bundle.parts)

    def settle(self) -> None:
        """Take the texts into the dataset, each agreement from one source."""
        candidates = (
            Candidate(place, read.part.name, read.file, read.part.source_sha256 or "", agreement)
            for place, read in enumerate(self.read)
            for agreement in read.part.agreements
        )
        found: defaultdict[int, list[Settled]] = defaultdict(list)
        for each in settled(candidates, self.parts, Names(self.settings.base)):
            found[each.candidate.place].append(each)
        for place, (part, file, reused) in enumerate(self.read):
            for agreement in self._take(_decided(part, found[place]), reused=reused):
                self.homes[agreement.key] = file
                if agreement.amends:
                    self.amending.append(agreement)

    def add_versions(self) -> list[Finding]:
        """Take in the versions that amendments give; the findings are those on no version."""
        if not self.amending:
            return []
        from renkei.publishing.amending import version_parts  # noqa: PLC0415  (parses, which few builds do here)

        findings: list[Finding] = []
        for made in version_parts(self.amending, self.homes, self.parts, self.settings):
            if isinstance(made, Finding):
                findings.append(made)
            else:
                self._take(made, reused=False, is_version=True)
        return findings

    def _take(
        self, part: Part, *, reused: bool, is_version: bool = False
    ) -> list[AgreementSummary]:
        kept = list(part.agreements)
        for agreement in kept:
            self.graphs.append(agreement.graph_sha256)
            self.codes.update(agreement.municipalities)
        if part.loose_sha256 and part.loose_sha256 not in self.graphs:
            self.graphs.append(part.loose_sha256)
        self.decided.update(part.decided)
        if part.source_sha256:
            self.texts.add(part.source_sha256)
        self.results.append(
            SourceResult(
                name=part.name,
                reused=reused,
                environment=part.environment,
                agreements=tuple(kept),
                findings=part.findings,
                is_version=is_version,
                is_text=part.source_sha256 is not None,
            )
        )
        return kept

    def _bundle(self, file: SourceFile) -> tuple[Bundle, bool]:
        data = load(file.path, name=file.name)
        if isinstance(data, Reading):
            return Bundle(parts=(_unread(data),)), False
        curation = self.settings.curation
        decisions = repr(curation.decisions) if curation else ""
        found = retrievals(file.path, data)
        key = part_key(data, file.name, self.settings.base, decisions, repr(found))
        bundle = self._reused(key)
        if bundle is not None:
            return bundle, True
        settings = replace(self.settings, retrieved=found)
        bundle = Bundle(parts=tuple(self.make(data, file.name, self.parts, settings)))
        if not any(map(may_differ, bundle.parts)):
            part_file(self.parts, key).write_text(bundle.model_dump_json(), "utf-8")
        return bundle, False

    def _reused(self, key: str) -> Bundle | None:
        """What the build before made of a source, if the source and all rules are as they were."""
        old = self.folder / "parts"
        path = part_file(old, key)
        if not path.is_file():
            return None
        bundle = Bundle.model_validate_json(path.read_text("utf-8"))
        needed = [file for part in bundle.parts for file in _files_of(part, old)]
        if not all(file.is_file() for file in needed):
            return None
        for file in [path, *needed]:
            shutil.copyfile(file, self.parts / file.name)
        return bundle

    def finish(self, out: str, findings: Sequence[Finding]) -> BuildReport:
        """Write store and site, then the manifest."""
        register = canonical_lines(municipality_quads(self.codes, base=self.settings.base))
        ontology = canonical_lines(ontology_quads(base=self.settings.base))
        shared = [self._kept("municipalities", register), self._kept("ontology", ontology)]
        files = [graph_file(self.parts, sha256) for sha256 in self.graphs]
        report = BuildReport(
            out=out,
            base=self.settings.base,
            sources=tuple(self.results),
            findings=(*findings, *self._unused_decisions()),
        )
        site = self.staging / "site"
        write_site(site, [*files, *shared], self.parts, sorted(self.texts), report)
        write_merged_ontology(site)
        described = write_catalogue(site, base=report.base, settings=self.catalogue)
        store = open_store(self.staging / "store", read_only=False)
        load_nquads(store, site / "renkei.nq")
        settle(store)
        quads = len(store)
        if self.pages:
            from renkei.publishing.pages import write_pages  # noqa: PLC0415  (templates, which few builds fill)

            services = self.catalogue.services
            write_pages(
                site,
                store,
                base=self.settings.base,
                endpoint=services.sparql or "",
                live=services.pages or "",
            )
        del store
        write_checksums(site)
        report = report.model_copy(update={"quads": quads, "gaps": described.gaps})
        manifest = {"renkei": "build", "base": report.base, "quads": quads}
        (self.staging / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
        return report

    def _unused_decisions(self) -> list[Finding]:
        """The decisions of the curation file whose subject is nowhere in the dataset."""
        curation = self.settings.curation
        if curation is None:
            return []
        return [
            finding("L013", curation.name, None, subject=f"{decision.key}/{decision.node}")
            for decision in curation.decisions
            if decision.rule not in self.decided
        ]

    def _kept(self, name: str, lines: bytes) -> Path:
        path = self.parts / f"{name}.nq"
        path.write_bytes(lines)
        return path


def _files_of(part: Part, folder: Path) -> list[Path]:
    """The files that a part needs beside its own."""
    graphs = [agreement.graph_sha256 for agreement in part.agreements]
    graphs += [part.loose_sha256] if part.loose_sha256 else []
    texts = [folder / f"{part.source_sha256}.txt"] if part.source_sha256 else []
    return [*(graph_file(folder, sha256) for sha256 in graphs), *texts]


def _unread(reading: Reading) -> Part:
    """The part of a file that could not be opened."""
    return Part(
        name=reading.name,
        file_sha256="",
        source_sha256=None,
        environment=reading.origin is Origin.ENVIRONMENT,
        findings=reading.findings,
    )
