"""Publishing (公開): the build of a dataset, and the files that a web host serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.publishing.building import build
    from renkei.publishing.pipeline import parse_file, parse_files, understand
    from renkei.publishing.report import BuildReport, SourceResult
    from renkei.publishing.site import finding_record
    from renkei.publishing.sources import NoSourceError, source_files
    from renkei.publishing.swapping import MANIFEST, NotOurFolderError

__all__ = [
    "MANIFEST",
    "BuildReport",
    "NoSourceError",
    "NotOurFolderError",
    "SourceResult",
    "build",
    "finding_record",
    "parse_file",
    "parse_files",
    "source_files",
    "understand",
]

# A server needs no SHACL, a reader no store.
__getattr__ = deferred(
    __name__,
    {
        "MANIFEST": "swapping",
        "BuildReport": "report",
        "NoSourceError": "sources",
        "NotOurFolderError": "swapping",
        "SourceResult": "report",
        "build": "building",
        "finding_record": "site",
        "parse_file": "pipeline",
        "parse_files": "pipeline",
        "source_files": "sources",
        "understand": "pipeline",
    },
)
