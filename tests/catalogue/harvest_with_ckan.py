"""Run by the Python of CKAN's environment: what ckanext-dcat makes of a catalogue, as JSON.

Usage: harvest_with_ckan.py LANGUAGE FORMAT FILE. Prints the datasets, the next page and, for each
dataset, the name that CKAN's harvester would give it.
"""

import json
import os
import sys

# CKAN's ckan.model asks for a database when it is imported, but does not connect to it.
os.environ.setdefault("CKAN_SQLALCHEMY_URL", "postgresql://nobody@127.0.0.1:1/none")


def harvest(language: str, form: str, path: str) -> dict[str, object]:
    from ckan.lib import i18n  # noqa: F401  # registers the translations
    from ckan.lib.munge import munge_title_to_name
    from ckantoolkit import config
    from ckanext.dcat.processors import RDFParser

    config["ckan.locale_default"] = language
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    with open(path, encoding="utf-8") as file:
        parser.parse(file.read(), _format=form)
    datasets = list(parser.datasets())
    for dataset in datasets:
        dataset["name"] = munge_title_to_name(dataset["title"])
    return {"datasets": datasets, "next": parser.next_page()}


if __name__ == "__main__":
    json.dump(harvest(*sys.argv[1:]), sys.stdout, ensure_ascii=False, sort_keys=True)
