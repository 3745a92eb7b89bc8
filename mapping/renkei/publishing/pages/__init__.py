"""Pages for people (閲覧用の頁): server-rendered HTML in Japanese and English, from a store."""

from __future__ import annotations

from renkei.publishing.pages.site import Asset, Page, Site
from renkei.publishing.pages.writing import write_pages

__all__ = ["Asset", "Page", "Site", "write_pages"]
