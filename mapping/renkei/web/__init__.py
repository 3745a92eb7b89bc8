"""The live server (公開サーバー): the URL contract over HTTP, safe in public."""

from renkei.web.limits import Limits

__all__ = ["Limits"]
