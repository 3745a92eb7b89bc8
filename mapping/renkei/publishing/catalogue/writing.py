"""The catalogue's files (カタログのファイル): written into a site before its checksums are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, serialize

from renkei.graph.vocabulary import DEFAULT_BASE
from renkei.model.base import Frozen
from renkei.publishing.catalogue.assembling import PAGE_SIZE, page_forms, pages
from renkei.publishing.catalogue.facts import Facts, read_facts
from renkei.publishing.catalogue.faults import Gap
from renkei.publishing.catalogue.packages import packages, search_answer, show_answer
from renkei.publishing.catalogue.settings import Settings
from renkei.publishing.catalogue.vocabulary import CATALOGUE_PREFIXES
from renkei.publishing.catalogue.void import void_triples

FORMS: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
}
"""The forms of the catalogue, by the ending of their files."""

CKAN_FOLDER = "api/3/action"
"""Where CKAN's own API has its actions; the answers are files with the ending .json."""


class CatalogueReport(Frozen):
    """What was written (書き出した結果): files by their path in the site, and what was not stated."""

    files: tuple[str, ...]
    datasets: int
    statements: int
    gaps: tuple[Gap, ...]


def write_catalogue(
    site: Path,
    *,
    base: str = DEFAULT_BASE,
    settings: Settings | None = None,
    page_size: int = PAGE_SIZE,
) -> CatalogueReport:
    """Describe the data of a site: DCAT-AP, VoID and CKAN's form, and a file for each agreement.

    `site` must hold the dumps already; everything that is described is read from them. The same
    site and settings give the same bytes. Raises `OSError`.
    """
    settings = settings or Settings()
    facts = read_facts(site, base=base, write_files=True)
    written = [one.file.path for one in facts.agreements if one.file]
    for page in pages(facts, size=page_size):
        forms = page_forms(facts, settings, page, endings=FORMS)
        for ending, triples in zip(FORMS, forms, strict=True):
            written.append(_write(site, page.name(ending), triples, ending))
    written.append(_write(site, "void.ttl", void_triples(facts, settings), "ttl"))
    written += _write_ckan(site, facts, settings)
    undated = () if facts.period else (Gap(kind="gap-undated"),)
    return CatalogueReport(
        files=tuple(sorted(written)),
        datasets=1 + len(facts.agreements),
        statements=facts.statements,
        gaps=(*settings.gaps(), *undated),
    )


def serialised(triples: Iterable[Triple], form: str) -> bytes:
    """Triples in one of `FORMS`, in the order in which they come.

    Raises `KeyError` for an unknown form.
    """
    return serialize(triples, format=FORMS[form], prefixes=CATALOGUE_PREFIXES) or b""


def _write(site: Path, name: str, triples: Iterable[Triple], form: str) -> str:
    (site / name).write_bytes(serialised(triples, form))
    return name


def _write_ckan(site: Path, facts: Facts, settings: Settings) -> list[str]:
    folder = site / CKAN_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    found = packages(facts, settings)
    answers = {"package_show": show_answer(found[0]), "package_search": search_answer(found)}
    for action, answer in answers.items():
        words = json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / f"{action}.json").write_text(f"{words}\n", "utf-8")
    return [f"{CKAN_FOLDER}/{action}.json" for action in answers]
