"""The catalogue (カタログ): VoID and DCAT-AP for machines and for the portals that harvest them."""

from __future__ import annotations

from renkei.publishing.catalogue.assembling import PAGE_SIZE, Page, page_triples, pages
from renkei.publishing.catalogue.facts import Facts, read_facts
from renkei.publishing.catalogue.faults import Gap, SettingsError
from renkei.publishing.catalogue.settings import Settings, load_settings
from renkei.publishing.catalogue.void import void_triples
from renkei.publishing.catalogue.writing import (
    FORMS,
    CatalogueReport,
    serialised,
    write_catalogue,
)
from renkei.publishing.sources import SETTINGS_FILE

__all__ = [
    "FORMS",
    "PAGE_SIZE",
    "SETTINGS_FILE",
    "CatalogueReport",
    "Facts",
    "Gap",
    "Page",
    "Settings",
    "SettingsError",
    "load_settings",
    "page_triples",
    "pages",
    "read_facts",
    "serialised",
    "void_triples",
    "write_catalogue",
]
