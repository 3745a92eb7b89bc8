"""Pages for people (閲覧用の頁): HTML in Japanese and English, from a store, without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.publishing.pages.assets import Asset
    from renkei.publishing.pages.site import Page, Site
    from renkei.publishing.pages.writing import write_pages

__all__ = ["Asset", "Page", "Site", "write_pages"]

# The rules for hosts need to know where pages stand, and no more.
__getattr__ = deferred(
    __name__, {"Asset": "assets", "Page": "site", "Site": "site", "write_pages": "writing"}
)
