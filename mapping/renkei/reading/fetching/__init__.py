"""Fetching (取得): a list of URLs → files in a folder, and a table of where each came from.

Only this room asks the network, and only when it is told to; a build never does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.reading.fetching.fetching import fetch
    from renkei.reading.fetching.lists import urls_of
    from renkei.reading.fetching.rows import Fetched, load_rows

__all__ = ["Fetched", "fetch", "load_rows", "urls_of"]

# Who asks where a file came from asks no network.
__getattr__ = deferred(
    __name__,
    {"Fetched": "rows", "fetch": "fetching", "load_rows": "rows", "urls_of": "lists"},
)
