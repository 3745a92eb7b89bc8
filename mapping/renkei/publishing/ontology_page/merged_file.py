"""The file of the whole ontology (一つにまとめたオントロジーのファイル), put into a site as it is packaged.

It depends on the ontology alone, and making it takes longer than a build of a few agreements:
`tools/write_docs.py` makes it once (`renkei.publishing.ontology_page.merged`), and a test holds it
against its parts.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from renkei.resources import table

MERGED_FILE = "renkei-all.ttl"


def write_merged_ontology(site: str | Path) -> Path:
    """Write the ontology in one file into the folder `ontology` of a site, and return its path.

    Raises `OSError` if it cannot be written, `renkei.resources.ResourceError` if the installation
    lacks it.
    """
    folder = Path(site) / "ontology"
    folder.mkdir(parents=True, exist_ok=True)
    merged = folder / MERGED_FILE
    shutil.copyfile(table("renkei.publishing.ontology_page", MERGED_FILE), merged)
    return merged
