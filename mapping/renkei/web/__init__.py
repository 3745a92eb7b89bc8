"""The live server (公開サーバー): the URL contract over HTTP, safe in public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.deferred import deferred

if TYPE_CHECKING:
    from renkei.web.limits import Limits

__all__ = ["Limits"]

# A worker process needs no model of limits: it is started anew after each hostile query.
__getattr__ = deferred(
    __name__,
    {
        "Limits": "limits",
    },
)
