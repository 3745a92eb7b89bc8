"""Run by the Python of CKAN's environment: what ckanext-dcat makes of a catalogue, as JSON.

Usage: harvest_with_ckan.py LANGUAGE FORMAT FILE. Prints the datasets, each with the name that
CKAN's harvester would give it, and the next page.
"""
# libmagic has to be replaced before CKAN is imported

import json
import sys
from pathlib import Path
from types import ModuleType

# ckan.lib.uploader looks at uploaded files with libmagic; a parser meets none.
try:
    import magic  # noqa: F401  (is it there?)
except ImportError:
    sys.modules["magic"] = ModuleType("magic")

from ckan.lib.munge import munge_title_to_name
from ckanext.dcat.processors import RDFParser
from ckantoolkit import config


def harvest(language: str, form: str, path: str) -> dict[str, object]:
    config["ckan.locale_default"] = language
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(Path(path).read_text("utf-8"), _format=form)
    datasets = list(parser.datasets())
    for dataset in datasets:
        dataset["name"] = munge_title_to_name(dataset["title"])
    return {"datasets": datasets, "next": parser.next_page()}


if __name__ == "__main__":
    json.dump(harvest(*sys.argv[1:]), sys.stdout, ensure_ascii=False, sort_keys=True)
