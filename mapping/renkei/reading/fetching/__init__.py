"""Fetching (取得): a list of URLs → files in a folder, and a table of where each came from.

Only this room asks the network, and only when it is told to; a build never does.
"""

from renkei.reading.fetching.fetching import Fetched, fetch
from renkei.reading.fetching.lists import urls_of

__all__ = ["Fetched", "fetch", "urls_of"]
